import { type HubspotPortal, latest, type StoredRecord, type Values, type Version } from './portal.ts';
import { changeProperty, type ObjectType } from './standard-properties.ts';

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
  notes: ['hs_createdate', 'hs_lastmodifieddate', 'hs_object_id'],
  tasks: ['hs_createdate', 'hs_lastmodifieddate', 'hs_object_id'],
};

/** A record as the API writes it: the properties asked for, those that do not exist left out without a word. */
export function asReply(
  portal: HubspotPortal,
  { type, record, at = latest(record) }: { type: ObjectType; record: StoredRecord; at?: Version },
  asked: readonly string[],
): object {
  const values: Values = portal.valuesOf(type, record, at);
  const known = (name: string) => portal.tables[type].properties.has(name);
  const names =
    asked.length > 0 ? ['createdate', changeProperty(type), 'hs_object_id', ...asked.filter(known)] : defaults[type];
  return {
    id: record.id,
    properties: Object.fromEntries(names.map((name) => [name, values[name] || null])),
    createdAt: new Date(record.createdAt).toISOString(),
    updatedAt: new Date(at.updatedAt).toISOString(),
    archived: at.archivedAt !== undefined,
    ...(at.archivedAt === undefined ? {} : { archivedAt: new Date(at.archivedAt).toISOString() }),
  };
}

/** The frame of an answer to a batch that was done. */
export function completed(now: number): { status: string; startedAt: string; completedAt: string } {
  const at = new Date(now).toISOString();
  return { status: 'COMPLETE', startedAt: at, completedAt: at };
}

/** What stands in every error about a record that is not there. */
export const notFound = { status: 'error', category: 'OBJECT_NOT_FOUND', links: {}, errors: [] };
