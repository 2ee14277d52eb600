import { highestPlaces } from '../domain/highest.ts';
import { rememberFor } from '../domain/remember.ts';

/** Buyers that are looked up once and kept: lists are seldom longer. */
const kept = 50;

const mostLikely: (p: Float64Array) => readonly number[] = rememberFor((p) => highestPlaces(p, kept));

/** Customers by probability of an order, highest first; equal ones in the snapshot's order. At most `limit` indexes. */
export function likelyBuyers(p: Float64Array, limit: number): number[] {
  return limit <= kept ? mostLikely(p).slice(0, limit) : highestPlaces(p, limit);
}

/** How many customers will order, by the sum of their chances. */
export const expectedBuyers: (p: Float64Array) => number = rememberFor((p) => {
  let sum = 0;
  for (const chance of p) sum += chance;
  return sum;
});
