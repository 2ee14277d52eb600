import { dayMs } from '../domain/clock.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import { firstAtOrAfter } from '../features/purchase-summary.ts';
import type { Span } from './shop-figures.ts';

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
  const { orderStart, orderAt } = snapshot;
  const found = Array.from({ length: Math.max(0, starts.length - 1) }, () => ({ ...nobody }));
  for (let customer = 0; customer + 1 < orderStart.length; customer++) {
    const end = orderStart[customer + 1] ?? 0;
    let low = firstAtOrAfter(orderAt, orderStart[customer] ?? 0, end, starts[0] ?? 0);
    for (const [span, total] of found.entries()) {
      const high = firstAtOrAfter(orderAt, low, end, starts[span + 1] ?? 0);
      if (high > low) count(snapshot, total, { customer, low, high });
      low = high;
      if (low === end) break;
    }
  }
  return found;
}

/** Who came back in one span. */
export function returnersIn(snapshot: Snapshot, { from, until }: Span): Returners {
  return returnersBetween(snapshot, Float64Array.of(from, until))[0] ?? nobody;
}

const nobody: Returners = { customers: 0, returning: 0, gross: 0, returningGross: 0 };

/** Adds the orders of one customer in a span, `low` to `high`. */
function count(
  { orderStart, orderAt, orderGross }: Snapshot,
  total: { -readonly [Figure in keyof Returners]: number },
  { customer, low, high }: { customer: number; low: number; high: number },
): void {
  // A second order within the first 24 hours is part of the first visit.
  const again = (orderAt[orderStart[customer] ?? 0] ?? 0) + dayMs;
  total.customers++;
  if ((orderAt[high - 1] ?? 0) >= again) total.returning++;
  for (let order = low; order < high; order++) {
    const gross = orderGross[order] ?? 0;
    total.gross += gross;
    if ((orderAt[order] ?? 0) >= again) total.returningGross += gross;
  }
}
