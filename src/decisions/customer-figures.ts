import { dayMs } from '../domain/clock.ts';
import { customerCount, type Snapshot } from '../domain/snapshot.ts';
import { dayBefore, firstAtOrAfter, orderDays, ordersBefore } from '../features/purchase-summary.ts';

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

/** The figures of one customer as of `cutoff` (the snapshot's date by default, never later): nothing at or after it counts. */
function figuresOf(snapshot: Snapshot, customer: number, cutoff = snapshot.asOf): CustomerFigures {
  const { orderStart, orderAt, orderGross, returnStart, returnAt, returnAmount } = snapshot;
  const from = orderStart[customer] ?? 0;
  const to = ordersBefore(snapshot, customer, cutoff);
  const days = orderDays(orderAt, from, to, cutoff);
  const recentFrom = firstAtOrAfter(orderAt, from, to, cutoff - 365 * dayMs);
  const gross = sum(orderGross, from, to);
  const returnsFrom = returnStart[customer] ?? 0;
  const returnsTo = firstAtOrAfter(returnAt, returnsFrom, returnStart[customer + 1] ?? 0, cutoff);
  const returned = sum(returnAmount, returnsFrom, returnsTo);
  const lastAt = orderAt[to - 1] ?? cutoff;
  return {
    customer,
    orders: to - from,
    firstAt: orderAt[from] ?? cutoff,
    lastAt,
    quietDays: dayBefore(cutoff, lastAt),
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

/** The figures of the customers who had ordered before an earlier `cutoff`, as they stood then. */
export function figuresBefore(snapshot: Snapshot, cutoff: number): CustomerFigures[] {
  return Array.from({ length: customerCount(snapshot) }, (_, customer) => customer)
    .filter((customer) => ordersBefore(snapshot, customer, cutoff) > (snapshot.orderStart[customer] ?? 0))
    .map((customer) => figuresOf(snapshot, customer, cutoff));
}

function sum(values: Float64Array, from: number, to: number): number {
  let total = 0;
  for (let index = from; index < to; index++) total += values[index] ?? 0;
  return total;
}
