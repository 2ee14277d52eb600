import type { Store } from './database.ts';

/** Somebody whom a digest named. Times are epoch ms. */
export interface ToldPerson {
  /** Kind of the item: `leaving`, `likely`. */
  readonly kind: string;
  readonly customerId: string;
  readonly at: number;
}

/** Days after which it can be asked what came of a digest, and up to which. */
const followed = { from: 4, until: 12 };
const dayMs = 86_400_000;

/** Writes down whom a digest named. Writing it again changes nothing; people who are no longer known are left out. */
export function keepTold({ sqlite }: Store, key: string, told: readonly ToldPerson[]): void {
  const insert = sqlite.prepare<[string, string, number, string]>(
    'insert or ignore into digest_told (key, kind, customer_id, told_at) select ?, ?, id, ? from customer where public_id = ?',
  );
  for (const { kind, customerId, at } of told) insert.run(key, kind, at, customerId);
}

/** Whom the last digest named that is old enough at `at` to be asked after; that of any channel, as all of a week name the same people. */
export function lastTold({ sqlite }: Store, at: number): ToldPerson[] {
  const key = sqlite
    .prepare<[number, number], string>(
      'select key from digest_told where told_at <= ? and told_at > ? order by told_at desc, key limit 1',
    )
    .pluck()
    .get(at - followed.from * dayMs, at - followed.until * dayMs);
  if (key === undefined) return [];
  return sqlite
    .prepare<[string], ToldPerson>(
      `select d.kind, c.public_id as customerId, d.told_at as at from digest_told d join customer c on c.id = d.customer_id
       where d.key = ? order by d.kind, d.customer_id`,
    )
    .all(key);
}

/** Public ids of those whom the digests of a channel called leaving since `since`. */
export function toldLeaving({ sqlite }: Store, { channel, since }: { channel: string; since: number }): string[] {
  return sqlite
    .prepare<[number, string], string>(
      `select distinct c.public_id from digest_told d join customer c on c.id = d.customer_id
       where d.told_at >= ? and d.kind = 'leaving' and d.key like 'digest:%:' || ?`,
    )
    .pluck()
    .all(since, channel);
}
