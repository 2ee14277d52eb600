import { dayMs } from '../domain/clock.ts';
import { customerCount, type Snapshot } from '../domain/snapshot.ts';

/**
 * The sufficient statistics of purchase models (Fader, Hardie & Lee 2005) at a cutoff, for the customers with an order before it.
 * Orders of one day count once. Times are days.
 */
export interface PurchaseSummary {
  /** Instant, epoch ms. */
  readonly cutoff: number;
  /** Index of each row's customer in the snapshot. [rows] */
  readonly customers: Int32Array;
  /** x: days with an order after the first one. [rows] */
  readonly frequency: Float64Array;
  /** t_x: days from the first order to the last. [rows] */
  readonly recency: Float64Array;
  /** T: days from the first order to the last whole day before the cutoff. [rows] */
  readonly tenure: Float64Array;
}

/** Summarises every customer with an order before `cutoff`; nothing at or after `cutoff` counts. `cutoff` may not lie after the snapshot's date. */
export function summarisePurchases(snapshot: Snapshot, cutoff: number): PurchaseSummary {
  const customers: number[] = [];
  const frequency: number[] = [];
  const recency: number[] = [];
  const tenure: number[] = [];
  for (let customer = 0; customer < customerCount(snapshot); customer++) {
    const first = snapshot.orderStart[customer] ?? 0;
    const end = ordersBefore(snapshot, customer, cutoff);
    if (end === first) continue;
    const firstDay = dayBefore(cutoff, snapshot.orderAt[first] ?? 0);
    const lastDay = dayBefore(cutoff, snapshot.orderAt[end - 1] ?? 0);
    customers.push(customer);
    frequency.push(orderDays(snapshot.orderAt, first, end, cutoff).length - 1);
    recency.push(firstDay - lastDay);
    tenure.push(firstDay);
  }
  return {
    cutoff,
    customers: Int32Array.from(customers),
    frequency: Float64Array.from(frequency),
    recency: Float64Array.from(recency),
    tenure: Float64Array.from(tenure),
  };
}

/** Index one past the last order of `customer` before `cutoff` (binary search in the customer's ascending orders). */
export function ordersBefore(snapshot: Snapshot, customer: number, cutoff: number): number {
  return firstAtOrAfter(
    snapshot.orderAt,
    snapshot.orderStart[customer] ?? 0,
    snapshot.orderStart[customer + 1] ?? 0,
    cutoff,
  );
}

/** First index in [from, to) whose ascending time is at or after `instant`; `to` where there is none. */
export function firstAtOrAfter(times: Float64Array, from: number, to: number, instant: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? 0) < instant) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whole days between an instant and the last day before `cutoff`: 0 for that day itself. Days begin at the cutoff's time of day. */
export function dayBefore(cutoff: number, instant: number): number {
  return Math.ceil((cutoff - instant) / dayMs) - 1;
}

/** Days (as `dayBefore` counts them, so descending) with an order among `times[from .. to)`, each once. */
export function orderDays(times: Float64Array, from: number, to: number, cutoff: number): number[] {
  const days: number[] = [];
  for (let index = from; index < to; index++) {
    const day = dayBefore(cutoff, times[index] ?? 0);
    if (day !== days.at(-1)) days.push(day);
  }
  return days;
}
