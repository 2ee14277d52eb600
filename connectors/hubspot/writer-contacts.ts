import type { ContactValues, FieldValues, WriteOutcome } from '../contract.ts';
import type { Transport } from '../transport/transport.ts';
import { paths } from './api.ts';
import type { HubspotClient } from './client.ts';
import { completeness } from './reader.ts';
import { withValues } from './replies.ts';
import { sendOnce } from './writer-client.ts';
import { writeApart } from './writer-outcomes.ts';

/** Present values of contacts, at most 100. An id that leads to another record since a merge is left out, as are archived ones. */
export async function readContacts(
  client: HubspotClient,
  contactIds: readonly string[],
  fields: readonly string[],
): Promise<Map<string, FieldValues>> {
  if (contactIds.length === 0) return new Map();
  const asked = new Set(contactIds);
  // An answer that is silent about a contact must not pass for one that is gone. What it was merged into says so itself.
  const properties = [...fields, 'hs_merged_object_ids'];
  const ids = [...asked];
  const { results } = await client.read('contacts', { ids, properties, doubt: completeness(ids) });
  return new Map(
    results.flatMap((raw) => {
      const read = withValues.safeParse(raw);
      if (!read.success || !asked.has(read.data.id)) return [];
      const values = fields.flatMap((name) => {
        const value = read.data.properties[name];
        return value ? [[name, value] as const] : [];
      });
      return [[read.data.id, Object.fromEntries(values)] as const];
    }),
  );
}

/** Writes to at most 100 contacts by their ids, so that one that is gone is never made anew. */
export function writeContacts(
  transport: Transport,
  contacts: readonly ContactValues[],
): Promise<Map<string, WriteOutcome>> {
  const path = paths.update('contacts');
  return writeApart(new Map(contacts.map(({ contactId, values }) => [contactId, values])), {
    path,
    post: (inputs) => {
      // With a mark on every input HubSpot writes the good ones and tells of the others one by one.
      const marked = [...inputs].map(([id, properties]) => ({ id, objectWriteTraceId: id, properties }));
      return sendOnce(transport, { method: 'POST', path, body: { inputs: marked } });
    },
  });
}
