import type { Store } from './database.ts';

/**
 * Takes every trace of a contact out of the way back: what waits is dropped, so that no push makes them anew; values are emptied; they leave the examples and
 * prints of batches. That something was done, and how often, stays. The caller has the transaction.
 */
export function forgetContact({ sqlite }: Store, { contactId, now }: { contactId: string; now: number }): void {
  sqlite
    .prepare(
      `update push_write set state = case when state = 'done' then 'done' else 'dropped' end, reason = 'erased', words = null, retry_at = null,
              body = '[]', wrote = null, left_alone = null, contact_id = 'erased-' || id, customer_id = 'erased', updated_at = ?
        where contact_id = ?`,
    )
    .run(now, contactId);
  sqlite.prepare('delete from pushed_field where contact_id = ?').run(contactId);
  const batches = sqlite
    .prepare<[string, string], { id: string; summary: string; prints: string }>(
      'select id, summary, prints from push_batch where instr(prints, ?) > 0 or instr(summary, ?) > 0',
    )
    .all(JSON.stringify(contactId), JSON.stringify(contactId));
  const update = sqlite.prepare('update push_batch set summary = ?, prints = ? where id = ?');
  for (const { id, summary, prints } of batches)
    update.run(
      JSON.stringify(without(JSON.parse(summary), contactId)),
      JSON.stringify(without(JSON.parse(prints), contactId)),
      id,
    );
}

/**
 * Drops what waits for a person, whatever contact it is for, before a source erases them: whoever asked one system to forget them is not written about in
 * another. The caller has the transaction.
 */
export function dropForPerson(
  { sqlite }: Store,
  { source, sourceId, now }: { source: string; sourceId: string; now: number },
): void {
  sqlite
    .prepare(
      `update push_write set state = 'dropped', reason = 'erased', words = null, retry_at = null, body = '[]', updated_at = ?
        where state in ('pending', 'sent', 'parked') and customer_id in (
          select c.public_id from identity i join customer c on c.id = i.customer_id where i.source = ? and i.source_id = ?)`,
    )
    .run(now, source, sourceId);
}

/** Plain data without the entries that name a contact: elements of lists that say `contactId`, and keys that are the id. */
function without(value: unknown, contactId: string): unknown {
  if (Array.isArray(value))
    return value.filter((entry) => !names(entry, contactId)).map((entry) => without(entry, contactId));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => key !== contactId);
  return Object.fromEntries(entries.map(([key, entry]) => [key, without(entry, contactId)]));
}

function names(entry: unknown, contactId: string): boolean {
  if (entry === contactId) return true;
  return typeof entry === 'object' && entry !== null && 'contactId' in entry && entry.contactId === contactId;
}
