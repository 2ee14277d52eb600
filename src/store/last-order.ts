import { dayMs } from '../domain/clock.ts';
import type { Store } from './database.ts';

/** Days before the last order whose gaps tell how often a shop sells. */
const lookBackDays = 180;

/** When a shop last sold before `until`, epoch ms; undefined for a shop without an order. */
export function lastOrderAt({ sqlite }: Store, until: number): number | undefined {
  return sqlite
    .prepare<[number], number>(
      'select ordered_at from orders where ordered_at < ? and is_test = 0 order by ordered_at desc limit 1',
    )
    .pluck()
    .get(until);
}

/** The longest time between two orders of a shop in the half year up to the one at `last` (epoch ms), ms; 0 for a single order. */
export function longestGapMs({ sqlite }: Store, last: number): number {
  const longest = sqlite
    .prepare<[number, number], number | null>(
      `select max(gap) from (
         select ordered_at - lag(ordered_at) over (order by ordered_at) as gap
           from orders where ordered_at >= ? and ordered_at <= ? and is_test = 0)`,
    )
    .pluck()
    .get(last - lookBackDays * dayMs, last);
  return longest ?? 0;
}

/** Whether any order, of whatever kind, is in the store. */
export function hasOrders({ sqlite }: Store): boolean {
  return sqlite.prepare('select 1 from orders limit 1').get() !== undefined;
}
