import type { PushedField } from '../domain/push.ts';
import type { Store } from './database.ts';

/** How a static list stands among the pushed fields of a contact. */
export const listField = (list: string) => `list:${list}`;

/** The value of a list's field while the contact stands on it by us. */
export const onList = 'in';

/** Everything that was last written by us, lists left out, by contact and field. */
export function pushedFields({ sqlite }: Store, target = 'hubspot'): PushedField[] {
  return sqlite
    .prepare<[string], Omit<PushedField, 'before'> & { before: string | null }>(
      `select contact_id as contactId, field as name, value, before, written_at as at, batch_id as batchId
         from pushed_field where target = ? and field not like 'list:%' order by contact_id, field`,
    )
    .all(target)
    .map(({ before, ...field }) => ({ ...field, before: before ?? undefined }));
}

/** Ids of contacts that were put on a list by us and not taken off by us since. */
export function pushedToList({ sqlite }: Store, list: string, target = 'hubspot'): Set<string> {
  return new Set(
    sqlite
      .prepare<[string, string, string], string>(
        'select contact_id from pushed_field where target = ? and field = ? and value = ?',
      )
      .pluck()
      .all(target, listField(list), onList),
  );
}

/** Remembers what was written: a later write replaces an earlier one. The caller has the transaction. */
export function pushedFieldWriter({ sqlite }: Store, target: string): (field: PushedField) => void {
  const put = sqlite.prepare(
    `insert into pushed_field (target, contact_id, field, value, before, batch_id, written_at)
     values (@target, @contactId, @name, @value, @before, @batchId, @at)
     on conflict do update set value = excluded.value, before = excluded.before, batch_id = excluded.batch_id, written_at = excluded.written_at`,
  );
  return ({ before, ...field }) => {
    put.run({ target, ...field, before: before ?? null });
  };
}
