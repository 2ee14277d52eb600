import { highest } from '../domain/highest.ts';
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

/** The customers with most money in a span, beside all who ordered or gave back in it. */
export interface TopCustomers {
  /** Most money first; equal ones in the snapshot's order. */
  readonly best: readonly CustomerRevenue[];
  readonly customers: number;
  readonly net: number;
}

/** At most `limit` customers by what they brought in a span. */
export function topByRevenue(snapshot: Snapshot, { limit, ...span }: Span & { readonly limit: number }): TopCustomers {
  const all = revenueOfEach(snapshot, span);
  return {
    best: highest(all, { by: ({ net }) => net, limit }),
    customers: all.length,
    net: all.reduce((sum, { net }) => sum + net, 0),
  };
}

function revenueOfEach(snapshot: Snapshot, { from, until }: Span): CustomerRevenue[] {
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
  return found;
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
