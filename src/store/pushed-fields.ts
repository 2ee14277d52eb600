import type { PushedField } from '../domain/push.ts';
import type { PushTarget } from '../domain/push-place.ts';
import type { Store } from './database.ts';

/** How a static list stands among the pushed fields of a contact. */
export const listField = (list: string) => `list:${list}`;

/** How a tag of a shop's customer stands among the pushed fields. */
export const tagField = (tag: string) => `tag:${tag}`;

/** The value of a list's or tag's field while the contact stands on it, or has it, by us. */
export const onList = 'in';

/** Everything that was last written by us, lists and tags left out, by contact and field. */
export function pushedFields({ sqlite }: Store, target: PushTarget = 'hubspot'): PushedField[] {
  return sqlite
    .prepare<[string], Omit<PushedField, 'before'> & { before: string | null }>(
      `select contact_id as contactId, field as name, value, before, written_at as at, batch_id as batchId
         from pushed_field where target = ? and field not like 'list:%' and field not like 'tag:%' order by contact_id, field`,
    )
    .all(target)
    .map(({ before, ...field }) => ({ ...field, before: before ?? undefined }));
}

/** Ids of contacts that were put on a list by us and not taken off by us since. */
export function pushedToList({ sqlite }: Store, list: string): Set<string> {
  return new Set(
    sqlite
      .prepare<[string, string], string>(
        "select contact_id from pushed_field where target = 'hubspot' and field = ? and value = ?",
      )
      .pluck()
      .all(listField(list), onList),
  );
}

/** Tags that customers of a shop have by us and that we did not take since, by tag: ids as in `contactIdAt`. */
export function pushedTags({ sqlite }: Store): ReadonlyMap<string, ReadonlySet<string>> {
  const rows = sqlite
    .prepare<[string], { contactId: string; field: string }>(
      "select contact_id as contactId, field from pushed_field where target = 'shopify' and field like 'tag:%' and value = ?",
    )
    .all(onList);
  const found = new Map<string, Set<string>>();
  for (const { contactId, field } of rows) {
    const tag = field.slice(tagField('').length);
    found.set(tag, (found.get(tag) ?? new Set()).add(contactId));
  }
  return found;
}

/** Remembers what was written: a later write replaces an earlier one. The caller has the transaction. */
export function pushedFieldWriter({ sqlite }: Store, target: PushTarget): (field: PushedField) => void {
  const put = sqlite.prepare(
    `insert into pushed_field (target, contact_id, field, value, before, batch_id, written_at)
     values (@target, @contactId, @name, @value, @before, @batchId, @at)
     on conflict do update set value = excluded.value, before = excluded.before, batch_id = excluded.batch_id, written_at = excluded.written_at`,
  );
  return ({ before, ...field }) => {
    put.run({ target, ...field, before: before ?? null });
  };
}
