import { eq } from 'drizzle-orm';
import type { Store } from './database.ts';
import { fact } from './schema.ts';

/**
 * Small facts that the store keeps of itself. `currency`: the shop's; `demo`: set where the shop is made up; `schedule:JOB`: since when a job has its times;
 * `calls:SYSTEM`: calls of the day;
 * `window:SYSTEM`: moments of its last calls; `access:SYSTEM`: what its credential may see; `digest-channel`: the setting that was last followed;
 * `control-seed`: the key by which the shop draws lots.
 */
export type FactKey =
  | 'currency'
  | 'demo'
  | 'digest-channel'
  | 'control-seed'
  | `schedule:${string}`
  | `calls:${string}`
  | `window:${string}`
  | `access:${string}`;

/** Reads a fact; undefined where it was never written. */
export function readFact({ db }: Store, key: FactKey): string | undefined {
  return db.select().from(fact).where(eq(fact.key, key)).get()?.value;
}

/** Writes a fact, replacing the old value. */
export function writeFact({ db }: Store, key: FactKey, value: string): void {
  db.insert(fact).values({ key, value }).onConflictDoUpdate({ target: fact.key, set: { value } }).run();
}

/** Writes down the currency of most orders (of several the first by alphabet) as the shop's; a store without orders keeps what it has. */
export function keepShopCurrency(store: Store): void {
  const main = store.sqlite
    .prepare<[], string>(
      'select currency from orders where is_test = 0 group by currency order by count(*) desc, currency limit 1',
    )
    .pluck()
    .get();
  if (main !== undefined) writeFact(store, 'currency', main);
}
