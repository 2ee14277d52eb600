import type { Snapshot } from '../domain/snapshot.ts';
import { firstAtOrAfter } from '../features/purchase-summary.ts';
import type { Span } from './shop-figures.ts';

/** What one customer brought in a span. Money in minor units. */
export interface CustomerRevenue {
  /** Index in the snapshot. */
  readonly customer: number;
  readonly orders: number;
  /** Sold minus given back in the span. */
  readonly net: number;
}

/** Every customer with an order or a return in a span, most money first; equal ones in the snapshot's order. */
export function customersByRevenue(snapshot: Snapshot, { from, until }: Span): CustomerRevenue[] {
  const { orderStart, orderAt, orderGross, returnStart, returnAt, returnAmount } = snapshot;
  const found: CustomerRevenue[] = [];
  for (let customer = 0; customer + 1 < orderStart.length; customer++) {
    const bought = within(orderAt, orderGross, {
      start: orderStart[customer] ?? 0,
      end: orderStart[customer + 1] ?? 0,
      from,
      until,
    });
    const returned = within(returnAt, returnAmount, {
      start: returnStart[customer] ?? 0,
      end: returnStart[customer + 1] ?? 0,
      from,
      until,
    });
    if (bought.count + returned.count > 0)
      found.push({ customer, orders: bought.count, net: bought.sum - returned.sum });
  }
  return found.sort((one, other) => other.net - one.net || one.customer - other.customer);
}

function within(
  times: Float64Array,
  amounts: Float64Array,
  { start, end, from, until }: Span & { readonly start: number; readonly end: number },
): { count: number; sum: number } {
  const low = firstAtOrAfter(times, start, end, from);
  const high = firstAtOrAfter(times, low, end, until);
  let sum = 0;
  for (let index = low; index < high; index++) sum += amounts[index] ?? 0;
  return { count: high - low, sum };
}
