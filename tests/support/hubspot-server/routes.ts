import { badRequest, type Call, pageOf, pageSize } from './answer.ts';
import type { Reply } from './faults.ts';
import { listForms, listSubmissions } from './forms.ts';
import { listRoutes } from './list-routes.ts';
import { type HubspotPortal, isLive, type StoredRecord } from './portal.ts';
import { propertyRoutes } from './property-routes.ts';
import { withValue } from './property-values.ts';
import { asReply, completed, notFound } from './reply-records.ts';
import { type Filter, knownOperators, matching, type SearchRequest } from './search.ts';
import { type ObjectType, objectTypes } from './standard-properties.ts';
import { writeRoutes } from './write-routes.ts';

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
  if (match[1] === 'notes' || match[1] === 'tasks') return 'crm.objects.contacts.read';
  return match[1] === 'tickets' ? 'tickets' : `crm.objects.${match[1]}.read`;
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
  return { status: 200, body: { results: page.map((record) => asReply(portal, { type, record }, asked)), ...paging } };
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
  const results = page.map(({ record, version: seen }) =>
    asReply(portal, { type, record, at: seen }, body.properties ?? []),
  );
  return { status: 200, body: { total: found.length, results, ...paging } };
}

interface BatchRead {
  readonly idProperty?: string;
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
    const record =
      body.idProperty === undefined
        ? portal.resolve(type, id)
        : withValue(portal, type, { name: body.idProperty, value: id });
    if (record && isLive(record) !== isArchived) found.set(record.id, record);
    else missing.push(id);
  }
  const results = [...found.values()].map((record) => asReply(portal, { type, record }, body.properties));
  if (missing.length === 0) return { status: 200, body: { ...completed(now), results } };
  const error = {
    ...notFound,
    message: `Could not get some ${type} objects, they may be deleted or not exist. Check that ids are valid.`,
    context: { ids: missing },
  };
  return { status: 207, body: { ...completed(now), results, numErrors: 1, errors: [error] } };
}

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
  ...writeRoutes,
  ...propertyRoutes,
  ...listRoutes,
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
