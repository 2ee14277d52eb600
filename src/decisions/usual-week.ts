import { addDays } from '../domain/calendar.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import { netRevenueBetween } from './net-revenue.ts';
import type { Span } from './shop-figures.ts';

/** The range of a shop's weekly revenue. Minor units. */
export interface UsualWeek {
  readonly weeks: number;
  readonly lowest: number;
  readonly highest: number;
  /** Of those weeks, the ones that had a range before them themselves, and how many were outside of it. */
  readonly record: { readonly weeks: number; readonly unusual: number };
}

/** Weeks looked back at, and the fewest that make a range. */
const lookBack = { most: 12, fewest: 6 };

/** Lowest and highest net revenue of up to twelve weeks before `week`; undefined where the data hold fewer than six. */
export function usualWeek(snapshot: Snapshot, week: Span): UsualWeek | undefined {
  const { timeZone } = snapshot;
  const count = 2 * lookBack.most;
  const starts = Float64Array.from({ length: count + 1 }, (_, index) =>
    addDays(week.from, 7 * (index - count), timeZone),
  );
  const nets = netRevenueBetween(snapshot, starts).reverse();
  const range = rangeBefore(nets, 0);
  if (!range) return undefined;
  const judged = Array.from({ length: range.weeks }, (_, back) => {
    const own = rangeBefore(nets, back + 1);
    const net = nets[back];
    return own && net !== undefined ? { isUnusual: net < own.lowest || net > own.highest } : undefined;
  }).filter((one) => one !== undefined);
  return { ...range, record: { weeks: judged.length, unusual: judged.filter(({ isUnusual }) => isUnusual).length } };
}

/** The range of the weeks from `back` weeks ago on into the past; undefined for too few. */
function rangeBefore(nets: readonly (number | undefined)[], back: number): Omit<UsualWeek, 'record'> | undefined {
  const known = nets.slice(back, back + lookBack.most).filter((net) => net !== undefined);
  if (known.length < lookBack.fewest) return undefined;
  return { weeks: known.length, lowest: Math.min(...known), highest: Math.max(...known) };
}
