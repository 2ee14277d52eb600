import { dayMs } from '../domain/clock.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import { dayBefore, firstAtOrAfter, ordersBefore } from '../features/purchase-summary.ts';

/** What one customer bought of one product and kept. */
export interface KeptProduct {
  /** Index into the snapshot's products. */
  readonly product: number;
  /** Days before the cutoff on which it was bought, oldest first, each once. */
  readonly days: readonly number[];
}

/**
 * The goods that a customer bought before `cutoff` and kept, by product; fees are none. What was given back is known by its amount alone: the newest line, or
 * else the newest order, of exactly that amount before it counts as given back.
 */
export function keptGoods(snapshot: Snapshot, customer: number, cutoff: number): KeptProduct[] {
  const { orderAt, lineStart, lineProduct, products } = snapshot;
  const returned = returnedLines(snapshot, customer, cutoff);
  const bought = new Map<number, number[]>();
  const end = ordersBefore(snapshot, customer, cutoff);
  for (let order = snapshot.orderStart[customer] ?? 0; order < end; order++) {
    const day = dayBefore(cutoff, orderAt[order] ?? 0);
    for (let line = lineStart[order] ?? 0; line < (lineStart[order + 1] ?? 0); line++) {
      const product = lineProduct[line] ?? 0;
      if (!returned.has(line) && !products[product]?.isFee) addDay(bought, product, day);
    }
  }
  return [...bought].map(([product, days]) => ({ product, days }));
}

function addDay(bought: Map<number, number[]>, product: number, day: number): void {
  const days = bought.get(product);
  if (!days) bought.set(product, [day]);
  else if (days.at(-1) !== day) days.push(day);
}

/** Lines of a customer that were given back. */
function returnedLines(snapshot: Snapshot, customer: number, cutoff: number): ReadonlySet<number> {
  const { returnStart, returnAt, returnAmount } = snapshot;
  const found = new Set<number>();
  const last = firstAtOrAfter(returnAt, returnStart[customer] ?? 0, returnStart[customer + 1] ?? 0, cutoff);
  for (let back = returnStart[customer] ?? 0; back < last; back++) {
    const given = { at: returnAt[back] ?? 0, amount: returnAmount[back] ?? 0 };
    for (const line of linesOfAmount(snapshot, customer, { ...given, found })) found.add(line);
  }
  return found;
}

/** The newest line of an amount, or else all lines of the newest order of it, not given back yet; none where nothing fits. */
function linesOfAmount(
  { orderStart, orderAt, orderGross, lineStart, lineAmount }: Snapshot,
  customer: number,
  { at, amount, found }: { at: number; amount: number; found: ReadonlySet<number> },
): number[] {
  if (amount <= 0) return [];
  const first = orderStart[customer] ?? 0;
  // A file may tell the day alone: what was given back on the day of the order counts as after it.
  const end = firstAtOrAfter(orderAt, first, orderStart[customer + 1] ?? 0, at + dayMs);
  const line = newest(
    lineStart[end] ?? 0,
    lineStart[first] ?? 0,
    (place) => lineAmount[place] === amount && !found.has(place),
  );
  if (line !== undefined) return [line];
  const order = newest(end, first, (place) => orderGross[place] === amount && !found.has(lineStart[place] ?? 0));
  if (order === undefined) return [];
  const from = lineStart[order] ?? 0;
  return Array.from({ length: (lineStart[order + 1] ?? 0) - from }, (_, index) => from + index);
}

/** The last place in [first, end) that fits. */
function newest(end: number, first: number, fits: (place: number) => boolean): number | undefined {
  for (let place = end - 1; place >= first; place--) if (fits(place)) return place;
  return undefined;
}
