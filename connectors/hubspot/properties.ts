import { changeProperty, type ObjectType } from './api.ts';
import type { HubspotClient } from './client.ts';
import { isPatronProperty, linkProperty } from './patron-properties.ts';

/** What HubSpot counts of its own e-mails to a contact, where the portal sends any. */
export const engagementProperties = [
  'hs_email_delivered',
  'hs_email_open',
  'hs_email_click',
  'hs_email_bounce',
  'hs_email_last_send_date',
  'hs_email_last_open_date',
  'hs_email_last_click_date',
  'hs_email_first_open_date',
  'hs_email_sends_since_last_engagement',
] as const;

/** HubSpot's own properties that become fields of a record. */
export const mappedProperties = {
  contacts: [
    'email',
    'hs_additional_emails',
    'firstname',
    'lastname',
    'phone',
    'mobilephone',
    'country',
    'createdate',
    'hs_email_optout',
    'hs_legal_basis',
    'hs_merged_object_ids',
    linkProperty,
  ],
  companies: ['name', 'domain', 'createdate', 'hs_merged_object_ids'],
  deals: [
    'dealname',
    'dealstage',
    'pipeline',
    'amount',
    'deal_currency_code',
    'createdate',
    'closedate',
    'hs_is_closed_won',
    'hs_merged_object_ids',
  ],
  tickets: [
    'subject',
    'content',
    'hs_pipeline_stage',
    'hs_ticket_priority',
    'createdate',
    'closed_date',
    'hs_merged_object_ids',
  ],
} as const satisfies Record<ObjectType, readonly string[]>;

/** HubSpot's own properties that are kept as attributes. The rest of its several hundred is left where it is. */
const keptProperties: Readonly<Record<ObjectType, readonly string[]>> = {
  contacts: [
    'company',
    'jobtitle',
    'city',
    'state',
    'zip',
    'lifecyclestage',
    'hs_lead_status',
    'hs_analytics_source',
    'num_conversion_events',
    'recent_conversion_date',
    'notes_last_contacted',
    ...engagementProperties,
  ],
  companies: ['industry', 'city', 'country', 'lifecyclestage', 'numberofemployees'],
  deals: [],
  tickets: [],
};

/** What is read of a kind of record. */
export interface ReadProperties {
  /** All of them, as they are asked for. */
  readonly all: readonly string[];
  /** Those that are kept as attributes: some of HubSpot's, and every one that the portal's people made. */
  readonly attributes: readonly string[];
}

/** Finds what a portal has of the properties that are read: those of HubSpot's that it knows, and all that its people made, however many. */
export async function readProperties(client: HubspotClient, type: ObjectType): Promise<ReadProperties> {
  const there = await client.properties(type);
  const names = new Set(there.map(({ name }) => name));
  const mapped: readonly string[] = mappedProperties[type];
  // What Patron wrote itself is no news of a person.
  const own = there.filter(({ isOwn, name }) => isOwn && !isPatronProperty(name)).map(({ name }) => name);
  const attributes = new Set([...keptProperties[type].filter((name) => names.has(name)), ...own]);
  const all = new Set([...mapped.filter((name) => names.has(name)), changeProperty(type), ...attributes]);
  return { all: [...all], attributes: [...attributes] };
}
