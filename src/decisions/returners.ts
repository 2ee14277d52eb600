import { dayMs } from '../domain/clock.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import { firstAtOrAfter } from '../features/purchase-summary.ts';

/** Of the known customers who ordered in a span, those who had ordered more than a day before. Money in minor units, as sold. */
export interface Returners {
  readonly customers: number;
  readonly returning: number;
  readonly gross: number;
  /** Sold in orders that came more than a day after a customer's first one. */
  readonly returningGross: number;
}

/** Counts who came back in each of neighbouring spans; `starts` holds their ascending beginnings and the end of the last, epoch ms. [spans + 1] */
export function returnersBetween(snapshot: Snapshot, starts: Float64Array): Returners[] {
  return Array.from({ length: Math.max(0, starts.length - 1) }, (_, span) =>
    returnersIn(snapshot, { from: starts[span] ?? 0, until: starts[span + 1] ?? 0 }),
  );
}

/** Who came back in one span. */
export function returnersIn(
  { orderStart, orderAt, orderGross }: Snapshot,
  { from, until }: { readonly from: number; readonly until: number },
): Returners {
  const found = { customers: 0, returning: 0, gross: 0, returningGross: 0 };
  for (let customer = 0; customer + 1 < orderStart.length; customer++) {
    const [first, last] = [orderStart[customer] ?? 0, orderStart[customer + 1] ?? 0];
    const low = firstAtOrAfter(orderAt, first, last, from);
    const high = firstAtOrAfter(orderAt, low, last, until);
    if (high === low) continue;
    // A second order within the first 24 hours is part of the first visit.
    const again = firstAtOrAfter(orderAt, low, high, (orderAt[first] ?? 0) + dayMs);
    found.customers++;
    if (again < high) found.returning++;
    found.gross += sum(orderGross, low, high);
    found.returningGross += sum(orderGross, again, high);
  }
  return found;
}

function sum(values: Float64Array, from: number, to: number): number {
  let total = 0;
  for (let index = from; index < to; index++) total += values[index] ?? 0;
  return total;
}
