import type { Snapshot } from '../domain/snapshot.ts';
import { firstAtOrAfter } from '../features/purchase-summary.ts';
import { goodsIndex } from './goods-index.ts';
import type { Span } from './shop-figures.ts';

/** What one customer bought of a product in a span. Money in minor units, returns not taken off. */
export interface ProductBuyer {
  /** Index in the snapshot. */
  readonly customer: number;
  /** Orders with the product. */
  readonly orders: number;
  readonly quantity: number;
  readonly amount: number;
  /** Epoch ms. */
  readonly lastAt: number;
}

/** Every known customer who bought a product in a span, in the snapshot's order. Of a fee nobody is a buyer. */
export function productBuyers(
  snapshot: Snapshot,
  { product, from, until }: Span & { readonly product: number },
): ProductBuyer[] {
  const { orderStart, orderAt, asOf } = snapshot;
  const { productStart, buyers } = goodsIndex(snapshot, asOf);
  return Array.from(buyers.subarray(productStart[product] ?? 0, productStart[product + 1] ?? 0)).flatMap((customer) => {
    const end = firstAtOrAfter(orderAt, orderStart[customer] ?? 0, orderStart[customer + 1] ?? 0, until);
    const first = firstAtOrAfter(orderAt, orderStart[customer] ?? 0, end, from);
    const bought = boughtIn(snapshot, product, { first, end });
    return bought.orders > 0 ? [{ customer, ...bought }] : [];
  });
}

function boughtIn(
  { orderAt, lineStart, lineProduct, lineQuantity, lineAmount }: Snapshot,
  product: number,
  { first, end }: { first: number; end: number },
): Omit<ProductBuyer, 'customer'> {
  const total = { orders: 0, quantity: 0, amount: 0, lastAt: 0 };
  for (let order = first; order < end; order++) {
    let isIn = false;
    for (let line = lineStart[order] ?? 0; line < (lineStart[order + 1] ?? 0); line++) {
      if (lineProduct[line] !== product) continue;
      isIn = true;
      total.quantity += lineQuantity[line] ?? 0;
      total.amount += lineAmount[line] ?? 0;
    }
    if (!isIn) continue;
    total.orders++;
    total.lastAt = orderAt[order] ?? 0;
  }
  return total;
}
