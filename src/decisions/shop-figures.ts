import type { Snapshot } from '../domain/snapshot.ts';
import { firstAtOrAfter } from '../features/purchase-summary.ts';

/** A span of time, epoch ms; `until` is not in it. */
export interface Span {
  readonly from: number;
  readonly until: number;
}

/** What a shop did in a span. Money in minor units of its currency. */
export interface ShopFigures {
  /** Purchases, guests included. */
  readonly orders: number;
  readonly guestOrders: number;
  readonly gross: number;
  readonly returned: number;
  /** Gross minus what was given back in the span. */
  readonly net: number;
  /** Known customers with a purchase. */
  readonly customers: number;
  /** Of them, those whose first purchase it was. */
  readonly newCustomers: number;
}

/** Sums a span of a snapshot; guests and their returns are in the money and the orders. */
export function shopFigures(snapshot: Snapshot, { from, until }: Span): ShopFigures {
  const known = knownPurchases(snapshot, { from, until });
  const guest = sumWithin(snapshot.guestAt, snapshot.guestGross, { from, until });
  const guestReturns = sumWithin(snapshot.guestReturnAt, snapshot.guestReturnAmount, { from, until });
  let returned = guestReturns.sum;
  for (let index = 0; index < snapshot.returnAt.length; index++) {
    const at = snapshot.returnAt[index] ?? 0;
    if (at >= from && at < until) returned += snapshot.returnAmount[index] ?? 0;
  }
  const gross = known.gross + guest.sum;
  return {
    orders: known.orders + guest.count,
    guestOrders: guest.count,
    gross,
    returned,
    net: gross - returned,
    customers: known.customers,
    newCustomers: known.newCustomers,
  };
}

function knownPurchases(
  { orderStart, orderAt, orderGross }: Snapshot,
  { from, until }: Span,
): Pick<ShopFigures, 'orders' | 'gross' | 'customers' | 'newCustomers'> {
  const total = { orders: 0, gross: 0, customers: 0, newCustomers: 0 };
  for (let customer = 0; customer + 1 < orderStart.length; customer++) {
    const [first, end] = [orderStart[customer] ?? 0, orderStart[customer + 1] ?? 0];
    const low = firstAtOrAfter(orderAt, first, end, from);
    const high = firstAtOrAfter(orderAt, low, end, until);
    if (high === low) continue;
    total.customers++;
    if (low === first) total.newCustomers++;
    total.orders += high - low;
    for (let order = low; order < high; order++) total.gross += orderGross[order] ?? 0;
  }
  return total;
}

function sumWithin(times: Float64Array, amounts: Float64Array, { from, until }: Span): { count: number; sum: number } {
  const low = firstAtOrAfter(times, 0, times.length, from);
  const high = firstAtOrAfter(times, low, times.length, until);
  let sum = 0;
  for (let index = low; index < high; index++) sum += amounts[index] ?? 0;
  return { count: high - low, sum };
}

/** Share of customers who ever bought again, of those who bought at least once. */
export function repeatRate({ orderStart }: Snapshot): number {
  const customers = orderStart.length - 1;
  let repeaters = 0;
  for (let customer = 0; customer < customers; customer++) {
    if ((orderStart[customer + 1] ?? 0) - (orderStart[customer] ?? 0) > 1) repeaters++;
  }
  return customers > 0 ? repeaters / customers : 0;
}
