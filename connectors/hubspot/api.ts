/** The version of HubSpot's API that every dated path carries. HubSpot keeps a version for 18 months; to move on, change this line and run the tests. */
export const apiVersion = '2026-09';

/** Where HubSpot is, unless a setting says otherwise. */
export const hubspotBaseUrl = 'https://api.hubapi.com';

/** Where a portal's keys are made and mended. */
export const keysPage = 'https://app.hubspot.com under Development > Keys > Service keys';

/** The kinds of CRM records that are pulled. */
export type ObjectType = 'contacts' | 'companies' | 'deals' | 'tickets';

/** The kinds of records that are made for a contact. */
export type NoteType = 'notes' | 'tasks';

/** HubSpot's number for the kind of record "contact", where lists ask for it. */
export const contactTypeId = '0-1';

/** The addresses that are called: all of them, in one place. */
export const paths = {
  account: () => `/account-info/${apiVersion}/details`,
  list: (type: ObjectType) => `/crm/objects/${apiVersion}/${type}`,
  search: (type: ObjectType) => `/crm/objects/${apiVersion}/${type}/search`,
  read: (type: ObjectType | NoteType) => `/crm/objects/${apiVersion}/${type}/batch/read`,
  update: (type: ObjectType) => `/crm/objects/${apiVersion}/${type}/batch/update`,
  create: (type: NoteType) => `/crm/objects/${apiVersion}/${type}/batch/create`,
  properties: (type: ObjectType | NoteType) => `/crm/properties/${apiVersion}/${type}`,
  property: (type: ObjectType | NoteType, name: string) => `/crm/properties/${apiVersion}/${type}/${name}`,
  propertyGroups: (type: ObjectType | NoteType) => `/crm/properties/${apiVersion}/${type}/groups`,
  lists: () => `/crm/lists/${apiVersion}`,
  listNamed: (name: string) =>
    `/crm/lists/${apiVersion}/object-type-id/${contactTypeId}/name/${encodeURIComponent(name)}`,
  members: (listId: string) => `/crm/lists/${apiVersion}/${listId}/memberships`,
  changeMembers: (listId: string) => `/crm/lists/${apiVersion}/${listId}/memberships/add-and-remove`,
  links: (from: ObjectType, to: ObjectType) => `/crm/associations/${apiVersion}/${from}/${to}/batch/read`,
  forms: () => `/marketing/forms/${apiVersion}`,
  // The one address without a date: HubSpot has no dated form of it yet.
  submissions: (formId: string) => `/form-integrations/v1/submissions/forms/${encodeURIComponent(formId)}`,
} as const;

/** The most that HubSpot gives in one answer. */
export const pageSizes = {
  list: 100,
  search: 200,
  read: 100,
  links: 1000,
  forms: 100,
  submissions: 50,
  members: 250,
} as const;

/** Results that one search can reach. */
export const searchReach = 10_000;

/** Longer lists of properties are sent in the body of a batch read instead of the address: addresses past 8,000 characters or so are refused. */
export const longestPropertyList = 2000;

/** The property that tells when a record was changed: contacts call it otherwise. */
export function changeProperty(type: ObjectType): string {
  return type === 'contacts' ? 'lastmodifieddate' : 'hs_lastmodifieddate';
}
