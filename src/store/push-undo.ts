import { placeOf } from '../domain/push-place.ts';
import type { Store } from './database.ts';

/** Lets the writes of a batch that had no answer be looked at now, instead of when their time comes: they may stand in the CRM. */
export function hurryUnanswered(
  { sqlite }: Store,
  { batchId, now }: { readonly batchId: string; readonly now: number },
): void {
  sqlite
    .prepare("update push_write set retry_at = ? where batch_id = ? and state = 'parked' and reason = 'no-answer'")
    .run(now, batchId);
}

/** Whether a contact's field (a list as `list:NAME`, a tag as `tag:NAME`) still holds what a batch wrote there, as far as Patron's own writes go. */
export function stillWrittenBy({ sqlite }: Store, batchId: string): (contactId: string, field: string) => boolean {
  const find = sqlite
    .prepare<[string, string, string, string], number>(
      'select 1 from pushed_field where target = ? and contact_id = ? and field = ? and batch_id = ?',
    )
    .pluck();
  return (contactId, field) => find.get(placeOf(contactId).target, contactId, field, batchId) !== undefined;
}
