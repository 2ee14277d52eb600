import { dayMs } from '../domain/clock.ts';
import type { OrderTable } from '../domain/quality-tables.ts';
import { distributionOf } from './distribution.ts';
import { purchaseFlags } from './purchases.ts';
import { type DriftMeasure, driftMeasures, type Profile } from './report.ts';

/** Days of history before a window from which on a first purchase means a new customer, rather than the beginning of the data. */
const historyDays = 90;

/** Purchases of a window: what a profile is made of. */
export interface WindowSample extends Pick<Profile, 'from' | 'until' | 'orders' | 'guests' | 'newCustomers'> {
  /** Order value in minor units of the shop's currency, lines in an order, quantity of a line. */
  readonly values: Readonly<Record<DriftMeasure, Float64Array>>;
}

/** The purchases at or after `from` and before `until`, epoch ms. */
export function sampleWindow(
  table: OrderTable,
  { from, until, currency }: { from: number; until: number; currency: string },
): WindowSample {
  const flags = purchaseFlags(table);
  const [orderValues, lines, quantities]: [number[], number[], number[]] = [[], [], []];
  let [orders, guests] = [0, 0];
  for (let order = 0; order < flags.length; order++) {
    const at = table.at[order] ?? 0;
    if (flags[order] === 0 || at < from || at >= until) continue;
    orders++;
    if ((table.customer[order] ?? -1) < 0) guests++;
    if (table.currency[order] === currency) orderValues.push(table.gross[order] ?? 0);
    const bought = boughtQuantities(table, order);
    lines.push(bought.length);
    for (const quantity of bought) quantities.push(quantity);
  }
  return {
    from,
    until,
    orders,
    guests,
    ...newCustomersOf(firstPurchases(table, flags), { from, until }),
    values: {
      'order value': Float64Array.from(orderValues),
      'lines in an order': Float64Array.from(lines),
      quantity: Float64Array.from(quantities),
    },
  };
}

function newCustomersOf(
  first: ReadonlyMap<number, number>,
  { from, until }: { from: number; until: number },
): { readonly newCustomers?: number } {
  const times = [...first.values()];
  const begin = times.reduce((earliest, at) => Math.min(earliest, at), Number.POSITIVE_INFINITY);
  if (from - begin < historyDays * dayMs) return {};
  return { newCustomers: times.filter((at) => at >= from && at < until).length };
}

function firstPurchases({ customer, at }: OrderTable, flags: Uint8Array): Map<number, number> {
  const first = new Map<number, number>();
  for (let order = 0; order < flags.length; order++) {
    const person = customer[order] ?? -1;
    if (flags[order] === 0 || person < 0) continue;
    first.set(person, Math.min(first.get(person) ?? Number.POSITIVE_INFINITY, at[order] ?? 0));
  }
  return first;
}

function boughtQuantities({ lineStart, lineQuantity }: OrderTable, order: number): Float64Array {
  return lineQuantity.subarray(lineStart[order], lineStart[order + 1]).filter((quantity) => quantity > 0);
}

/** What is kept of a window for the next run. */
export function profileOf({ values, ...counts }: WindowSample): Profile {
  const distribution = (measure: DriftMeasure) => distributionOf(values[measure]);
  const [value, lines, quantity] = driftMeasures;
  return {
    ...counts,
    distributions: {
      [value]: distribution(value),
      [lines]: distribution(lines),
      [quantity]: distribution(quantity),
    },
  };
}
