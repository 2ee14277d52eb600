import { rememberFor } from '../domain/remember.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import { wilsonLow } from './wilson.ts';

/** A product that is sold in the same orders as another one more often than in others. */
export interface SoldTogether {
  readonly product: number;
  /** Orders with both. */
  readonly orders: number;
  /** Share of the other one's orders that hold this one too. */
  readonly share: number;
  /** Share of all orders that hold this one. */
  readonly usual: number;
}

/** What is sold with a product. */
export interface Companions {
  /** Orders with the product. */
  readonly orders: number;
  /** The strongest first. */
  readonly together: readonly SoldTogether[];
}

/** Orders with both, below which nothing is said. */
const fewest = 3;
/** Standard normal deviate of the lower bound: 95 % to one side. */
const deviate = 1.645;

/** Orders of known customers that hold each product. [products] */
const ordersWith: (snapshot: Snapshot) => Uint32Array = rememberFor(({ lineStart, lineProduct, products }) => {
  const counts = new Uint32Array(products.length);
  const seenIn = new Int32Array(products.length).fill(-1);
  for (let order = 0; order + 1 < lineStart.length; order++) {
    for (let line = lineStart[order] ?? 0; line < (lineStart[order + 1] ?? 0); line++) {
      const product = lineProduct[line] ?? 0;
      if (seenIn[product] === order) continue;
      seenIn[product] = order;
      counts[product] = (counts[product] ?? 0) + 1;
    }
  }
  return counts;
});

/**
 * What is sold with a product in the orders of known customers: goods whose share of its orders is, by the lower end of its Wilson interval, above their
 * share of all orders; ranked by how many times as large (lift). Fees are none. At most `limit`.
 */
export function soldWith(snapshot: Snapshot, wanted: number, limit: number): Companions {
  const { lineStart, products } = snapshot;
  const all = ordersWith(snapshot);
  const orders = all[wanted] ?? 0;
  const total = Math.max(1, lineStart.length - 1);
  const together = [...countBeside(snapshot, wanted)]
    .flatMap(([product, count]) => {
      const usual = (all[product] ?? 0) / total;
      const lift = wilsonLow(count, orders, deviate) / usual;
      if (count < fewest || lift <= 1 || products[product]?.isFee) return [];
      return [{ lift, item: { product, orders: count, share: count / orders, usual } }];
    })
    .sort((one, other) => other.lift - one.lift || one.item.product - other.item.product)
    .slice(0, limit)
    .map(({ item }) => item);
  return { orders, together };
}

/** In how many orders with a product each other one is. */
function countBeside({ lineStart, lineProduct }: Snapshot, wanted: number): Map<number, number> {
  const counts = new Map<number, number>();
  let order = 0;
  for (let line = 0; line < lineProduct.length; line++) {
    if (lineProduct[line] !== wanted) continue;
    while ((lineStart[order + 1] ?? 0) <= line) order++;
    const end = lineStart[order + 1] ?? 0;
    for (const product of new Set(lineProduct.subarray(lineStart[order] ?? 0, end)))
      if (product !== wanted) counts.set(product, (counts.get(product) ?? 0) + 1);
    line = end - 1;
  }
  return counts;
}
