import { badRequest, type Call } from './answer.ts';
import type { Reply } from './faults.ts';
import { type HubspotPortal, isLive } from './portal.ts';
import type { PortalList } from './portal-writes.ts';
import type { Route } from './routes.ts';

const base = '/crm/lists/2026-09';

/** HubSpot's number for the kind of record "contact". */
const contactType = '0-1';

interface ListBody {
  readonly name: string;
  readonly objectTypeId: string;
  readonly processingType: string;
}

function isListBody(body: unknown): body is ListBody {
  return typeof body === 'object' && body !== null && 'name' in body && 'processingType' in body;
}

function asList({ listId, name, processingType, createdAt, members }: PortalList): object {
  const at = new Date(createdAt).toISOString();
  return {
    listId,
    name,
    processingType,
    objectTypeId: contactType,
    processingStatus: 'COMPLETE',
    listVersion: 1,
    size: members.size,
    createdAt: at,
    updatedAt: at,
  };
}

function noList(): Reply {
  return {
    status: 404,
    body: { status: 'error', category: 'OBJECT_NOT_FOUND', message: 'List does not exist.', correlationId: 'l1' },
  };
}

function createList(portal: HubspotPortal, { body, now }: Call): Reply | string {
  if (!isListBody(body)) return badRequest('a list needs a name and a type');
  if (body.objectTypeId !== contactType) return 'a list of something else than contacts';
  if (body.processingType !== 'MANUAL') return 'a list that fills itself';
  if ([...portal.lists.values()].some(({ name }) => name === body.name))
    return badRequest(`A list with the name '${body.name}' already exists.`);
  const list: PortalList = {
    listId: portal.nextId(),
    name: body.name,
    processingType: body.processingType,
    createdAt: now,
    members: new Map(),
  };
  portal.lists.set(list.listId, list);
  return { status: 200, body: { list: asList(list) } };
}

function listByName(portal: HubspotPortal, _: Call, match: RegExpExecArray): Reply {
  const wanted = decodeURIComponent(match[1] ?? '');
  const list = [...portal.lists.values()].find(({ name }) => name === wanted);
  return list ? { status: 200, body: { list: asList(list) } } : noList();
}

/** The most members that one page holds. */
const mostMembers = 250;

function listMembers(portal: HubspotPortal, { query }: Call, match: RegExpExecArray): Reply {
  const list = portal.lists.get(match[1] ?? '');
  if (!list) return noList();
  const limit = Number(query.get('limit') ?? 100);
  if (!(limit >= 1 && limit <= mostMembers)) return badRequest('limit must be between 1 and 250');
  const after = Number(query.get('after') ?? 0);
  const rows = [...list.members]
    .filter(([id]) => Number(id) > after)
    .sort(([one], [other]) => Number(one) - Number(other));
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const results = page.map(([recordId, at]) => ({ recordId, membershipTimestamp: new Date(at).toISOString() }));
  const paging = rows.length > limit && last ? { paging: { next: { after: last[0] } } } : {};
  return { status: 200, body: { results, ...paging } };
}

interface MembershipBody {
  readonly recordIdsToAdd: readonly string[];
  readonly recordIdsToRemove: readonly string[];
}

function isMembership(body: unknown): body is MembershipBody {
  return typeof body === 'object' && body !== null && 'recordIdsToAdd' in body && 'recordIdsToRemove' in body;
}

/** Puts a contact on a list or takes it off; whether that changed anything. */
function moved(
  portal: HubspotPortal,
  list: PortalList,
  { op, id, now }: { op: 'add' | 'remove'; id: string; now: number },
): boolean {
  const isNoop = list.members.has(id) === (op === 'add');
  if (op === 'add' && isNoop === false) list.members.set(id, now);
  if (op === 'remove') list.members.delete(id);
  portal.log.add({ op: `list-${op}`, type: 'contacts', id, values: { list: list.name }, isNoop });
  return !isNoop;
}

function changeMembers(portal: HubspotPortal, { body, now }: Call, match: RegExpExecArray): Reply {
  const list = portal.lists.get(match[1] ?? '');
  if (!list) return noList();
  if (list.processingType !== 'MANUAL') return badRequest('The members of this list cannot be changed by hand.');
  if (!isMembership(body)) return badRequest('what is to be added and removed is missing');
  const isKnown = (id: string) => {
    const record = portal.tables.contacts.records.get(id);
    return record !== undefined && isLive(record);
  };
  const all = [...body.recordIdsToAdd, ...body.recordIdsToRemove];
  const added = body.recordIdsToAdd.filter((id) => isKnown(id) && moved(portal, list, { op: 'add', id, now }));
  const removed = body.recordIdsToRemove.filter((id) => isKnown(id) && moved(portal, list, { op: 'remove', id, now }));
  const missing = all.filter((id) => !isKnown(id));
  return {
    status: 200,
    body: { recordsIdsAdded: added, recordIdsRemoved: removed, recordIdsMissing: missing },
  };
}

/** Static lists of contacts. */
export const listRoutes: readonly Route[] = [
  {
    method: 'POST',
    pattern: new RegExp(`^${base}$`),
    scope: () => 'crm.lists.write',
    queryNames: [],
    requestModel: () => 'lists.ListCreateRequest',
    replyModel: () => 'lists.ListCreateResponse',
    answer: createList,
  },
  {
    method: 'GET',
    pattern: new RegExp(`^${base}/object-type-id/0-1/name/([^/]+)$`),
    scope: () => 'crm.lists.read',
    queryNames: ['includeFilters'],
    replyModel: () => 'lists.ListFetchResponse',
    answer: listByName,
  },
  {
    method: 'GET',
    pattern: new RegExp(`^${base}/(\\d+)/memberships$`),
    scope: () => 'crm.lists.read',
    queryNames: ['limit', 'after', 'before'],
    replyModel: () => 'lists.ApiCollectionResponseJoinTimeAndRecordId',
    answer: listMembers,
  },
  {
    method: 'PUT',
    pattern: new RegExp(`^${base}/(\\d+)/memberships/add-and-remove$`),
    scope: () => 'crm.lists.write',
    queryNames: [],
    requestModel: () => 'lists.MembershipChangeRequest',
    replyModel: () => 'lists.MembershipsUpdateResponse',
    answer: changeMembers,
  },
];
