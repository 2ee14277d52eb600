import { highestPlaces } from '../domain/highest.ts';
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
export function topByRevenue(
  { orderStart, orderAt, orderGross, returnStart, returnAt, returnAmount }: Snapshot,
  { limit, from, until }: Span & { readonly limit: number },
): TopCustomers {
  const bought = { starts: orderStart, times: orderAt, amounts: orderGross };
  const returned = { starts: returnStart, times: returnAt, amounts: returnAmount };
  const seen = { customers: new Uint32Array(orderStart.length), count: 0 };
  const nets = new Float64Array(orderStart.length);
  for (let customer = 0; customer + 1 < orderStart.length; customer++) {
    const orders = within(bought, customer, { from, until });
    const back = within(returned, customer, { from, until });
    if (orders.count + back.count === 0) continue;
    seen.customers[seen.count] = customer;
    nets[seen.count++] = orders.sum - back.sum;
  }
  const best = highestPlaces(nets.subarray(0, seen.count), limit).map((place): CustomerRevenue => {
    const customer = seen.customers[place] ?? 0;
    return { customer, orders: within(bought, customer, { from, until }).count, net: nets[place] ?? 0 };
  });
  return { best, customers: seen.count, net: nets.reduce((sum, net) => sum + net, 0) };
}

function within(
  { starts, times, amounts }: { starts: Uint32Array; times: Float64Array; amounts: Float64Array },
  customer: number,
  { from, until }: Span,
): { count: number; sum: number } {
  const end = starts[customer + 1] ?? 0;
  const low = firstAtOrAfter(times, starts[customer] ?? 0, end, from);
  const high = firstAtOrAfter(times, low, end, until);
  let sum = 0;
  for (let index = low; index < high; index++) sum += amounts[index] ?? 0;
  return { count: high - low, sum };
}
