import type { Store } from './database.ts';

/** Names of people by public id; whoever has none is left out. */
export function namesOf({ sqlite }: Store, customerIds: readonly string[]): ReadonlyMap<string, string> {
  const rows = sqlite
    .prepare<[string], { customerId: string; name: string }>(
      `select public_id as customerId, name from customer where name <> '' and public_id in (select value from json_each(?))`,
    )
    .all(JSON.stringify(customerIds));
  return new Map(rows.map(({ customerId, name }) => [customerId, name]));
}
