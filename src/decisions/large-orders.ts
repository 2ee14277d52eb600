import { dayMs } from '../domain/clock.ts';
import { highest } from '../domain/highest.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import { firstAtOrAfter } from '../features/purchase-summary.ts';
import { median } from './rhythm.ts';

/** An order far out of proportion. Money in minor units. */
export interface LargeOrder {
  readonly customer: number;
  /** Epoch ms. */
  readonly at: number;
  readonly gross: number;
  /** The median of the customer's other orders; undefined for fewer than three. */
  readonly ownUsual?: number;
}

/** Large orders of the last days, and what is usual in the shop. */
export interface LargeOrders {
  /** Median value of an order of the last year. */
  readonly usual: number;
  /** All that were found. */
  readonly count: number;
  /** Largest first. */
  readonly found: readonly LargeOrder[];
}

/** Days that are looked at, and days that say what is usual. */
const days = { looked: 90, usual: 365 };
/** Modified Z-score from which on a value is an outlier (Iglewicz & Hoaglin 1993). */
const border = 3.5;
/** How many times the own usual order it must be, where the customer has one: a wholesaler's orders are large every time. */
const timesOwn = 5;
const fewestOthers = 3;

/**
 * Orders of the last 90 days whose value is an outlier on the logarithmic scale among the shop's orders of a year, by the modified Z-score 0.6745 (x - median) /
 * MAD, and that are five times the customer's own usual one where they have one. At most `limit`.
 */
export function largeOrders(snapshot: Snapshot, limit: number): LargeOrders {
  const logs = yearOfLogs(snapshot);
  const centre = middle(logs);
  const spread = middle(logs.map((value) => Math.abs(value - centre)));
  const least = Math.exp(centre + (border * spread) / 0.6745);
  const all = spread > 0 ? beyond(snapshot, least) : [];
  return {
    usual: logs.length === 0 ? 0 : Math.exp(centre),
    count: all.length,
    found: highest(all, { by: ({ gross }) => gross, limit }),
  };
}

/** Logarithms of the values of the orders of the last year. */
function yearOfLogs({ orderAt, orderGross, asOf }: Snapshot): Float64Array {
  const from = asOf - days.usual * dayMs;
  return orderGross.filter((gross, order) => gross > 0 && (orderAt[order] ?? 0) >= from).map(Math.log);
}

function middle(values: Float64Array): number {
  const sorted = values.slice().sort();
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? 0) + upper) / 2;
}

function beyond(snapshot: Snapshot, least: number): LargeOrder[] {
  const { orderStart, orderAt, asOf } = snapshot;
  const found: LargeOrder[] = [];
  for (let customer = 0; customer + 1 < orderStart.length; customer++) {
    const end = orderStart[customer + 1] ?? 0;
    const first = firstAtOrAfter(orderAt, orderStart[customer] ?? 0, end, asOf - days.looked * dayMs);
    for (let order = first; order < end; order++) found.push(...judged(snapshot, customer, { order, least }));
  }
  return found;
}

/** One order, where it is far out of proportion. */
function judged(
  { orderStart, orderAt, orderGross }: Snapshot,
  customer: number,
  { order, least }: { order: number; least: number },
): LargeOrder[] {
  const gross = orderGross[order] ?? 0;
  if (gross < least) return [];
  const others = [
    ...orderGross.subarray(orderStart[customer] ?? 0, order),
    ...orderGross.subarray(order + 1, orderStart[customer + 1] ?? 0),
  ];
  const ownUsual = others.length < fewestOthers ? undefined : median(others);
  if (ownUsual !== undefined && gross < timesOwn * ownUsual) return [];
  return [{ customer, at: orderAt[order] ?? 0, gross, ...(ownUsual === undefined ? {} : { ownUsual }) }];
}
