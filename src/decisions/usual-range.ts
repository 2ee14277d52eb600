import { dayMs } from '../domain/clock.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import { firstAtOrAfter } from '../features/purchase-summary.ts';
import { dailySeries } from './daily-series.ts';
import { median } from './rhythm.ts';
import type { Span } from './shop-figures.ts';

/** What stretches of the same length brought before. */
export interface UsualRange {
  readonly stretches: number;
  readonly lowest: number;
  readonly median: number;
  readonly highest: number;
}

/** Revenue (minor units) and orders of comparable stretches. */
export interface ComparableStretches {
  /** Days of each. */
  readonly days: number;
  readonly revenue: UsualRange;
  readonly orders: UsualRange;
}

/** Stretches looked back at, and the fewest that make a range. */
const lookBack = { most: 12, fewest: 6 };

/**
 * What the same number of days brought before a span: up to twelve stretches that do not overlap, whole weeks before it, so that weekdays meet. Undefined where
 * the data hold fewer than six.
 */
export function comparableStretches(snapshot: Snapshot, { from, until }: Span): ComparableStretches | undefined {
  const { starts, revenue, orders } = dailySeries(snapshot);
  const days = Math.round((until - from) / dayMs);
  const first = firstAtOrAfter(starts, 0, starts.length, from);
  if (days < 1 || first >= starts.length) return undefined;
  const step = 7 * Math.ceil(days / 7);
  const count = Math.min(lookBack.most, Math.floor(first / step));
  if (count < lookBack.fewest) return undefined;
  const rangeOf = (values: Float64Array) =>
    range(Array.from({ length: count }, (_, back) => sumFrom(values, first - (back + 1) * step, days)));
  return { days, revenue: rangeOf(revenue), orders: rangeOf(orders) };
}

function range(sums: readonly number[]): UsualRange {
  return { stretches: sums.length, lowest: Math.min(...sums), median: median(sums) ?? 0, highest: Math.max(...sums) };
}

function sumFrom(values: Float64Array, first: number, days: number): number {
  let sum = 0;
  for (let day = first; day < first + days; day++) sum += values[day] ?? 0;
  return sum;
}
