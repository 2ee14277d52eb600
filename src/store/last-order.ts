import { dayMs } from '../domain/clock.ts';
import type { Store } from './database.ts';

/** Days before the last order whose gaps tell how often a shop sells. */
const lookBackDays = 180;

/**
 * When a shop last sold before `until`, and the longest time between two of its orders in the half year before that. Epoch ms and ms; undefined for
 * a shop without an order.
 */
export function lastOrder(
  { sqlite }: Store,
  until: number,
): { readonly at: number; readonly longestGapMs: number } | undefined {
  const at = sqlite
    .prepare<[number], number | null>('select max(ordered_at) from orders where ordered_at < ? and is_test = 0')
    .pluck()
    .get(until);
  if (at === undefined || at === null) return undefined;
  const longest = sqlite
    .prepare<[number, number], number | null>(
      `select max(gap) from (
         select ordered_at - lag(ordered_at) over (order by ordered_at) as gap
           from orders where ordered_at >= ? and ordered_at <= ? and is_test = 0)`,
    )
    .pluck()
    .get(at - lookBackDays * dayMs, at);
  return { at, longestGapMs: longest ?? 0 };
}

/** Whether any order, of whatever kind, is in the store. */
export function hasOrders({ sqlite }: Store): boolean {
  return sqlite.prepare('select 1 from orders limit 1').get() !== undefined;
}
