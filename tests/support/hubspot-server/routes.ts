import { badRequest, type Call, pageOf, pageSize } from './answer.ts';
import type { Reply } from './faults.ts';
import { listForms, listSubmissions } from './forms.ts';
import {
  changeProperty,
  type HubspotPortal,
  isLive,
  latest,
  type ObjectType,
  objectTypes,
  type StoredRecord,
  type Values,
  type Version,
} from './portal.ts';
import { type Filter, knownOperators, matching, type SearchRequest } from './search.ts';

/** One address of the API: what it takes, what it gives and how it answers. */
export interface Route {
  readonly method: string;
  readonly pattern: RegExp;
  readonly scope?: (match: RegExpExecArray) => string;
  readonly queryNames: readonly string[];
  readonly requestModel?: (match: RegExpExecArray) => string;
  /** The model of the whole reply with this status, and that of each result where the whole leaves it open. */
  readonly replyModel?: (match: RegExpExecArray, status: number) => string;
  readonly resultModel?: string;
  readonly isSearch?: boolean;
  answer(portal: HubspotPortal, call: Call, match: RegExpExecArray): Reply | string;
}

const version = '2026-09';
const anyType = objectTypes.join('|');

/** The models of tickets are those of objects at large. */
function groupOf(match: RegExpExecArray): string {
  return match[1] === 'tickets' ? 'objects' : (match[1] ?? '');
}

function typeOf(text: string | undefined): ObjectType {
  const type = objectTypes.find((known) => known === text);
  if (!type) throw new Error(`no such kind of record: ${text}`);
  return type;
}

function scopeOf(match: RegExpExecArray): string {
  return match[1] === 'tickets' ? 'tickets' : `crm.objects.${match[1]}.read`;
}

const defaults: Readonly<Record<ObjectType, readonly string[]>> = {
  contacts: ['createdate', 'email', 'firstname', 'hs_object_id', 'lastmodifieddate', 'lastname'],
  companies: ['createdate', 'domain', 'hs_lastmodifieddate', 'hs_object_id', 'name'],
  deals: [
    'amount',
    'closedate',
    'createdate',
    'dealname',
    'dealstage',
    'hs_lastmodifieddate',
    'hs_object_id',
    'pipeline',
  ],
  tickets: [
    'content',
    'createdate',
    'hs_lastmodifieddate',
    'hs_object_id',
    'hs_pipeline',
    'hs_pipeline_stage',
    'hs_ticket_priority',
    'subject',
  ],
};

/** A record as the API writes it: the properties asked for, those that do not exist left out without a word. */
function asReply(
  portal: HubspotPortal,
  type: ObjectType,
  record: StoredRecord,
  asked: readonly string[],
  at: Version = latest(record),
): unknown {
  const values: Values = portal.valuesOf(type, record, at);
  const known = (name: string) => portal.tables[type].properties.has(name);
  const names =
    asked.length > 0 ? ['createdate', changeProperty(type), 'hs_object_id', ...asked.filter(known)] : defaults[type];
  return {
    id: record.id,
    properties: Object.fromEntries(names.map((name) => [name, values[name] ?? null])),
    createdAt: new Date(record.createdAt).toISOString(),
    updatedAt: new Date(at.updatedAt).toISOString(),
    archived: at.archivedAt !== undefined,
    ...(at.archivedAt === undefined ? {} : { archivedAt: new Date(at.archivedAt).toISOString() }),
  };
}

function listed(text: string | null): string[] {
  return text ? text.split(',') : [];
}

function listObjects(portal: HubspotPortal, { query }: Call, match: RegExpExecArray): Reply {
  const type = typeOf(match[1]);
  const limit = Number(query.get('limit') ?? 10);
  if (!(limit >= 1 && limit <= pageSize)) return badRequest('limit must be between 1 and 100');
  const after = Number(query.get('after') ?? 0);
  if (Number.isNaN(after)) return badRequest('after cannot be read');
  const isArchived = query.get('archived') === 'true';
  // Ids grow, and records stand in the order in which they were added.
  const wanted: StoredRecord[] = [];
  for (const record of portal.tables[type].records.values()) {
    if (Number(record.id) > after && record.mergedInto === undefined && isLive(record) !== isArchived)
      wanted.push(record);
    if (wanted.length > limit) break;
  }
  const { page, paging } = pageOf(wanted, limit, ({ id }) => id);
  const asked = listed(query.get('properties'));
  return { status: 200, body: { results: page.map((record) => asReply(portal, type, record, asked)), ...paging } };
}

function isSearchRequest(body: unknown): body is SearchRequest {
  return typeof body === 'object' && body !== null;
}

function searchObjects(portal: HubspotPortal, { body, now }: Call, match: RegExpExecArray): Reply | string {
  const type = typeOf(match[1]);
  if (!isSearchRequest(body)) return badRequest('a search needs a body');
  const limit = body.limit ?? 10;
  const from = Number(body.after ?? 0);
  const filters: Filter[] = (body.filterGroups ?? []).flatMap((group) => [...group.filters]);
  const strange = filters.find(({ operator }) => !knownOperators.includes(operator));
  if (strange) return `operator ${strange.operator}`;
  const unknown = [...filters.map(({ propertyName }) => propertyName), ...(body.sorts ?? [])].find(
    (name) => !portal.tables[type].properties.has(name),
  );
  if (unknown !== undefined)
    return badRequest(`There was a problem with the request: property ${unknown} does not exist`);
  if ((body.filterGroups ?? []).length > 5 || filters.length > 25) return badRequest('too many filters');
  if (!(limit >= 1 && limit <= 200)) return badRequest('limit must be between 1 and 200');
  if (from + limit > 10_000) return badRequest('The search has reached its limit of 10,000 results');
  const found = matching(portal, type, body, now);
  const { page, paging } = pageOf(found.slice(from), limit, () => String(from + limit));
  const results = page.map(({ record, version: seen }) => asReply(portal, type, record, body.properties ?? [], seen));
  return { status: 200, body: { total: found.length, results, ...paging } };
}

interface BatchRead {
  readonly inputs: readonly { readonly id: string }[];
  readonly properties: readonly string[];
}

function isBatchRead(body: unknown): body is BatchRead {
  return (
    typeof body === 'object' &&
    body !== null &&
    'inputs' in body &&
    Array.isArray(body.inputs) &&
    'properties' in body &&
    Array.isArray(body.properties)
  );
}

function completed(now: number): { status: string; startedAt: string; completedAt: string } {
  const at = new Date(now).toISOString();
  return { status: 'COMPLETE', startedAt: at, completedAt: at };
}

function readObjects(portal: HubspotPortal, { body, query, now }: Call, match: RegExpExecArray): Reply {
  const type = typeOf(match[1]);
  if (!isBatchRead(body)) return badRequest('a batch read needs inputs and properties');
  const ids = body.inputs.map(({ id }) => id);
  if (ids.length > pageSize) return badRequest('inputs must be at most 100');
  if (new Set(ids).size < ids.length) return badRequest('Duplicate IDs found in batch input');
  const isArchived = query.get('archived') === 'true';
  const missing: string[] = [];
  const found = new Map<string, StoredRecord>();
  for (const id of ids) {
    const record = portal.resolve(type, id);
    if (record && isLive(record) !== isArchived) found.set(record.id, record);
    else missing.push(id);
  }
  const results = [...found.values()].map((record) => asReply(portal, type, record, body.properties));
  if (missing.length === 0) return { status: 200, body: { ...completed(now), results } };
  const error = {
    ...notFound,
    message: `Could not get some ${type} objects, they may be deleted or not exist. Check that ids are valid.`,
    context: { ids: missing },
  };
  return { status: 207, body: { ...completed(now), results, numErrors: 1, errors: [error] } };
}

const notFound = { status: 'error', category: 'OBJECT_NOT_FOUND', links: {}, errors: [] };

/** Links of one record in one answer; the rest comes by `after`. */
const linksPerReply = 500;

interface LinkInput {
  readonly id: string;
  readonly after?: string;
}

function isLinkRead(body: unknown): body is { readonly inputs: readonly LinkInput[] } {
  return typeof body === 'object' && body !== null && 'inputs' in body && Array.isArray(body.inputs);
}

function readLinks(portal: HubspotPortal, { body, now }: Call, match: RegExpExecArray): Reply {
  const [from, to] = [typeOf(match[1]), typeOf(match[2])];
  if (!isLinkRead(body)) return badRequest('a batch read needs inputs');
  if (body.inputs.length > 1000) return badRequest('inputs must be at most 1000');
  const without: string[] = [];
  const results = body.inputs.flatMap(({ id, after }) => {
    const links = portal.associated(from, id, to);
    if (links.length === 0) without.push(id);
    const start = Number(after ?? 0);
    const shown = links.slice(start, start + linksPerReply);
    const more =
      links.length > start + linksPerReply ? { paging: { next: { after: String(start + linksPerReply) } } } : {};
    return shown.length === 0 ? [] : [{ from: { id }, to: shown.map(asLink), ...more }];
  });
  if (without.length === 0) return { status: 200, body: { ...completed(now), results } };
  const errors = without.map((id) => ({
    ...notFound,
    subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND',
    message: `No ${to} is associated with ${from} ${id}.`,
    context: { fromObjectId: [id] },
  }));
  return { status: 207, body: { ...completed(now), results, numErrors: errors.length, errors } };
}

function asLink(toObjectId: string): unknown {
  return { toObjectId, associationTypes: [{ category: 'HUBSPOT_DEFINED', typeId: 1, label: 'Primary' }] };
}

function listProperties(portal: HubspotPortal, _: Call, match: RegExpExecArray): Reply {
  const results = [...portal.tables[typeOf(match[1])].properties.values()].map(({ name, type, isOwn }) => ({
    name,
    type,
    label: name,
    description: '',
    groupName: 'information',
    fieldType: 'text',
    options: [],
    hubspotDefined: !isOwn,
  }));
  return { status: 200, body: { results } };
}

function accountDetails({ settings }: HubspotPortal): Reply {
  const { portalId, timeZone, currency } = settings;
  return {
    status: 200,
    body: {
      portalId,
      accountType: 'STANDARD',
      timeZone,
      companyCurrency: currency,
      additionalCurrencies: [],
      utcOffset: '-05:00',
      utcOffsetMilliseconds: -18_000_000,
      uiDomain: 'app.hubspot.com',
      dataHostingLocation: 'na1',
    },
  };
}

/** The whole API, as far as it is made here. */
export const routes: readonly Route[] = [
  {
    method: 'GET',
    pattern: new RegExp(`^/crm/objects/${version}/(${anyType})$`),
    scope: scopeOf,
    queryNames: ['limit', 'after', 'properties', 'propertiesWithHistory', 'associations', 'archived'],
    replyModel: (match) => `${groupOf(match)}.CollectionResponseSimplePublicObjectWithAssociationsForwardPaging`,
    answer: listObjects,
  },
  {
    method: 'POST',
    pattern: new RegExp(`^/crm/objects/${version}/(${anyType})/search$`),
    scope: scopeOf,
    queryNames: [],
    requestModel: (match) => `${groupOf(match)}.PublicObjectSearchRequest`,
    replyModel: (match) => `${groupOf(match)}.CollectionResponseWithTotalSimplePublicObjectForwardPaging`,
    isSearch: true,
    answer: searchObjects,
  },
  {
    method: 'POST',
    pattern: new RegExp(`^/crm/objects/${version}/(${anyType})/batch/read$`),
    scope: scopeOf,
    queryNames: ['archived'],
    requestModel: (match) => `${groupOf(match)}.BatchReadInputSimplePublicObjectId`,
    replyModel: (match, status) =>
      `${groupOf(match)}.BatchResponseSimplePublicObject${status === 207 ? 'WithErrors' : ''}`,
    answer: readObjects,
  },
  {
    method: 'GET',
    pattern: new RegExp(`^/crm/properties/${version}/(${anyType})$`),
    scope: scopeOf,
    queryNames: ['archived', 'properties'],
    replyModel: () => 'properties.CollectionResponsePropertyNoPaging',
    answer: listProperties,
  },
  {
    method: 'POST',
    pattern: new RegExp(`^/crm/associations/${version}/(${anyType})/(${anyType})/batch/read$`),
    scope: scopeOf,
    queryNames: [],
    requestModel: () => 'associations.BatchInputPublicFetchAssociationsBatchRequest',
    replyModel: (_, status) =>
      `associations.BatchResponsePublicAssociationMultiWithLabel${status === 207 ? 'WithErrors' : ''}`,
    answer: readLinks,
  },
  {
    method: 'GET',
    pattern: new RegExp(`^/marketing/forms/${version}$`),
    scope: () => 'forms',
    queryNames: ['limit', 'after', 'archived', 'formTypes'],
    replyModel: () => 'forms.CollectionResponseFormDefinitionBaseForwardPaging',
    resultModel: 'forms.HubSpotFormDefinition',
    answer: listForms,
  },
  {
    method: 'GET',
    // The one address without a date: HubSpot has no dated form of it.
    pattern: /^\/form-integrations\/v1\/submissions\/forms\/([0-9a-f-]+)$/,
    scope: () => 'forms',
    queryNames: ['limit', 'after'],
    answer: listSubmissions,
  },
  {
    method: 'GET',
    pattern: new RegExp(`^/account-info/${version}/details$`),
    queryNames: [],
    answer: accountDetails,
  },
];
