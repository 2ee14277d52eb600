/** Customers by probability of an order, highest first; equal ones in the snapshot's order. At most `limit` indexes. */
export function likelyBuyers(p: Float64Array, limit: number): number[] {
  const order = Array.from(p.keys()).sort((one, other) => (p[other] ?? 0) - (p[one] ?? 0) || one - other);
  return order.slice(0, limit);
}
