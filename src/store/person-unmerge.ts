import { FatalError } from '../domain/errors.ts';
import { returnArms } from './control-merge.ts';
import { returnTags } from './customer-tags.ts';
import type { Store } from './database.ts';
import { personRefresher } from './person-links.ts';

interface MergeRow {
  readonly identityId: number;
  readonly fromPublicId: string;
  readonly intoCustomerId: number;
  readonly source: string;
  readonly sourceId: string;
  readonly carriedTags: string | null;
  readonly undoneAt: number | null;
}

/**
 * Takes a merge back: the identity becomes a person of its own again, its orders and the tags that it brought follow, and the two are kept apart from then on. Gives the public id of the
 * person that stands alone again. Raises `usage` for a merge that does not exist or was taken back already.
 */
export function unmergePerson(store: Store, { mergeId, now }: { mergeId: number; now: number }): string {
  const { sqlite } = store;
  return sqlite.transaction(() => {
    const merge = sqlite
      .prepare<[number], MergeRow>(
        `select m.identity_id as identityId, m.from_public_id as fromPublicId, m.into_customer_id as intoCustomerId, i.source,
                i.source_id as sourceId, m.carried_tags as carriedTags, m.undone_at as undoneAt
           from person_merge m join identity i on i.id = m.identity_id where m.id = ?`,
      )
      .get(mergeId);
    if (!merge || merge.undoneAt !== null) {
      throw new FatalError('usage', `There is no merge ${mergeId} to take back.`, 'See them with: patron duplicates');
    }
    const publicId = freeName(store, [merge.fromPublicId, `${merge.source}:${merge.sourceId}`]);
    const { lastInsertRowid } = sqlite.prepare('insert into customer (public_id) values (?)').run(publicId);
    const alone = Number(lastInsertRowid);
    sqlite
      .prepare(
        `insert into person_review (one_identity_id, other_identity_id, reason, state, seen_at)
         select min(id, @own), max(id, @own), 'taken apart by a person', 'apart', @now from identity where customer_id = @person and id <> @own
         on conflict do update set state = 'apart'`,
      )
      .run({ own: merge.identityId, person: merge.intoCustomerId, now });
    sqlite.prepare('update identity set customer_id = ? where id = ?').run(alone, merge.identityId);
    sqlite
      .prepare('update orders set customer_id = ? where source = ? and source_customer_id = ?')
      .run(alone, merge.source, merge.sourceId);
    sqlite.prepare('update person_merge set undone_at = ? where id = ?').run(now, mergeId);
    returnTags(sqlite, { carried: merge.carriedTags, from: merge.intoCustomerId, into: alone });
    returnArms(sqlite, { drawnAs: merge.fromPublicId, from: merge.intoCustomerId, into: alone });
    const refresh = personRefresher(sqlite);
    refresh(alone);
    refresh(merge.intoCustomerId);
    return publicId;
  })();
}

function freeName({ sqlite }: Store, names: readonly string[]): string {
  const taken = sqlite.prepare('select 1 from customer where public_id = ?');
  return names.find((name) => taken.get(name) === undefined) ?? `${names.at(-1)}-2`;
}
