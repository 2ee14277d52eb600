import { customerCount, type Snapshot } from './snapshot.ts';

/**
 * A snapshot as it would have been at an earlier `cutoff` (epoch ms): only what happened before it, and only customers with an order by then, in the same
 * order. An order that was cancelled between the two dates is missing here, though nobody knew of it yet.
 */
export function snapshotBefore(snapshot: Snapshot, cutoff: number): Snapshot {
  if (cutoff >= snapshot.asOf) return snapshot;
  const kept: number[] = [];
  for (let customer = 0; customer < customerCount(snapshot); customer++) {
    const first = snapshot.orderStart[customer] ?? 0;
    if (first < (snapshot.orderStart[customer + 1] ?? 0) && (snapshot.orderAt[first] ?? cutoff) < cutoff)
      kept.push(customer);
  }
  const orders = keepBefore(snapshot.orderStart, snapshot.orderAt, { kept, cutoff });
  const returns = keepBefore(snapshot.returnStart, snapshot.returnAt, { kept, cutoff });
  const guests = countBefore(snapshot.guestAt, cutoff);
  const guestReturns = countBefore(snapshot.guestReturnAt, cutoff);
  return {
    ...snapshot,
    asOf: cutoff,
    firstAt: Math.min(snapshot.firstAt, cutoff),
    customerIds: kept.map((customer) => snapshot.customerIds[customer] ?? ''),
    customerRows: Int32Array.from(kept, (customer) => snapshot.customerRows[customer] ?? 0),
    orderStart: orders.starts,
    orderAt: Float64Array.from(orders.places, (order) => snapshot.orderAt[order] ?? 0),
    orderGross: Float64Array.from(orders.places, (order) => snapshot.orderGross[order] ?? 0),
    ...linesOf(snapshot, orders.places),
    returnStart: returns.starts,
    returnAt: Float64Array.from(returns.places, (place) => snapshot.returnAt[place] ?? 0),
    returnAmount: Float64Array.from(returns.places, (place) => snapshot.returnAmount[place] ?? 0),
    guestAt: snapshot.guestAt.slice(0, guests),
    guestGross: snapshot.guestGross.slice(0, guests),
    guestReturnAt: snapshot.guestReturnAt.slice(0, guestReturns),
    guestReturnAmount: snapshot.guestReturnAmount.slice(0, guestReturns),
  };
}

/** Events of the kept customers before the cutoff: their places, and where each customer's begin. Times ascend within a customer. */
function keepBefore(
  starts: Uint32Array,
  times: Float64Array,
  { kept, cutoff }: { kept: readonly number[]; cutoff: number },
): { readonly starts: Uint32Array; readonly places: Uint32Array } {
  const fresh = new Uint32Array(kept.length + 1);
  const places: number[] = [];
  kept.forEach((customer, index) => {
    const end = starts[customer + 1] ?? 0;
    for (let place = starts[customer] ?? 0; place < end && (times[place] ?? cutoff) < cutoff; place++)
      places.push(place);
    fresh[index + 1] = places.length;
  });
  return { starts: fresh, places: Uint32Array.from(places) };
}

function countBefore(times: Float64Array, cutoff: number): number {
  const first = times.findIndex((at) => at >= cutoff);
  return first < 0 ? times.length : first;
}

function linesOf(
  { lineStart, lineProduct, lineQuantity, lineAmount }: Snapshot,
  orders: Uint32Array,
): Pick<Snapshot, 'lineStart' | 'lineProduct' | 'lineQuantity' | 'lineAmount'> {
  const starts = new Uint32Array(orders.length + 1);
  orders.forEach((order, index) => {
    starts[index + 1] = (starts[index] ?? 0) + (lineStart[order + 1] ?? 0) - (lineStart[order] ?? 0);
  });
  const lines = starts.at(-1) ?? 0;
  const columns = {
    product: new Uint32Array(lines),
    quantity: new Float32Array(lines),
    amount: new Float64Array(lines),
  };
  orders.forEach((order, index) => {
    const [from, to, at] = [lineStart[order] ?? 0, lineStart[order + 1] ?? 0, starts[index] ?? 0];
    columns.product.set(lineProduct.subarray(from, to), at);
    columns.quantity.set(lineQuantity.subarray(from, to), at);
    columns.amount.set(lineAmount.subarray(from, to), at);
  });
  return {
    lineStart: starts,
    lineProduct: columns.product,
    lineQuantity: columns.quantity,
    lineAmount: columns.amount,
  };
}
