import { FatalError } from '../domain/errors.ts';
import type { Store } from './database.ts';
import { joinIdentities } from './person-links.ts';

/** Two people who may be one. Public ids and names as they are now. */
export interface DoubtfulPair {
  readonly id: number;
  readonly reason: string;
  readonly one: string;
  readonly other: string;
}

/** A merge that was made. */
export interface MergeEntry {
  readonly id: number;
  readonly identity: string;
  readonly person: string;
  readonly words: string;
  /** Epoch ms. */
  readonly mergedAt: number;
}

/** Pairs that nobody has decided on yet, oldest first. */
export function doubtfulPairs({ sqlite }: Store, limit: number): DoubtfulPair[] {
  return sqlite
    .prepare<[number], DoubtfulPair>(
      `select r.id, r.reason, a.public_id as one, b.public_id as other
         from person_review r join identity i on i.id = r.one_identity_id join identity j on j.id = r.other_identity_id
         join customer a on a.id = i.customer_id join customer b on b.id = j.customer_id
        where r.state = 'open' and a.id <> b.id order by r.id limit ?`,
    )
    .all(limit);
}

/** Merges that stand, newest first. */
export function standingMerges({ sqlite }: Store, limit: number): MergeEntry[] {
  return sqlite
    .prepare<[number], MergeEntry>(
      `select m.id, i.source || ':' || i.source_id as identity, c.public_id as person, m.words, m.merged_at as mergedAt
         from person_merge m join identity i on i.id = m.identity_id join customer c on c.id = m.into_customer_id
        where m.undone_at is null order by m.id desc limit ?`,
    )
    .all(limit);
}

/** Settles a doubtful pair: one person (`merged`) or two (`apart`). Raises `usage` for a pair that does not exist or was settled. */
export function settlePair(
  store: Store,
  { pairId, as, now }: { pairId: number; as: 'merged' | 'apart'; now: number },
): void {
  const { sqlite } = store;
  sqlite
    .transaction(() => {
      const pair = sqlite
        .prepare<[number], { one: number; other: number }>(
          "select one_identity_id as one, other_identity_id as other from person_review where id = ? and state = 'open'",
        )
        .get(pairId);
      if (!pair) throw new FatalError('usage', `There is no open pair ${pairId}.`, 'See them with: patron duplicates');
      sqlite.prepare('update person_review set state = ? where id = ?').run(as, pairId);
      if (as === 'merged')
        joinIdentities(store, { moved: pair.other, target: pair.one, words: 'a person said so', now });
    })
    .immediate();
}
