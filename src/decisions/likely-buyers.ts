/** Customers by probability of an order, highest first; equal ones in the snapshot's order. At most `limit` indexes. */
export function likelyBuyers(p: Float64Array, limit: number): number[] {
  const border = p.slice().sort()[Math.max(0, p.length - limit)] ?? 0;
  return Array.from(p.keys())
    .filter((customer) => (p[customer] ?? 0) >= border)
    .sort((one, other) => (p[other] ?? 0) - (p[one] ?? 0) || one - other)
    .slice(0, limit);
}

/** How many customers will order, by the sum of their chances. */
export function expectedBuyers(p: Float64Array): number {
  return p.reduce((sum, chance) => sum + chance, 0);
}
