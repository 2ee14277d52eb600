import { dayMs } from '../domain/clock.ts';
import { customerCount, type Snapshot } from '../domain/snapshot.ts';
import { dayBefore, firstAtOrAfter, orderDays } from '../features/purchase-summary.ts';

/** What a shop knows of one customer. Money in minor units, times in epoch ms. */
export interface CustomerFigures {
  /** Index in the snapshot. */
  readonly customer: number;
  readonly orders: number;
  readonly firstAt: number;
  readonly lastAt: number;
  /** Whole days since the last order. */
  readonly quietDays: number;
  readonly gross: number;
  readonly returned: number;
  /** Gross minus what was given back. */
  readonly net: number;
  /** Gross of the last 365 days. */
  readonly recentGross: number;
  /** Days between orders, oldest first; orders of one day count once. */
  readonly gaps: readonly number[];
}

/** The figures of one customer of a snapshot. */
export function figuresOf(snapshot: Snapshot, customer: number): CustomerFigures {
  const { orderStart, orderAt, orderGross, returnStart, returnAmount, asOf } = snapshot;
  const from = orderStart[customer] ?? 0;
  const to = orderStart[customer + 1] ?? 0;
  const days = orderDays(orderAt, from, to, asOf);
  const recentFrom = firstAtOrAfter(orderAt, from, to, asOf - 365 * dayMs);
  const gross = sum(orderGross, from, to);
  const returned = sum(returnAmount, returnStart[customer] ?? 0, returnStart[customer + 1] ?? 0);
  const lastAt = orderAt[to - 1] ?? asOf;
  return {
    customer,
    orders: to - from,
    firstAt: orderAt[from] ?? asOf,
    lastAt,
    quietDays: dayBefore(asOf, lastAt),
    gross,
    returned,
    net: gross - returned,
    recentGross: sum(orderGross, recentFrom, to),
    gaps: days.slice(1).map((day, index) => (days[index] ?? 0) - day),
  };
}

/** The figures of every customer of a snapshot. [customers] */
export function allFigures(snapshot: Snapshot): CustomerFigures[] {
  return Array.from({ length: customerCount(snapshot) }, (_, customer) => figuresOf(snapshot, customer));
}

function sum(values: Float64Array, from: number, to: number): number {
  let total = 0;
  for (let index = from; index < to; index++) total += values[index] ?? 0;
  return total;
}
