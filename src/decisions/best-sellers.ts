import type { Snapshot } from '../domain/snapshot.ts';
import type { Span } from './shop-figures.ts';

/** What was sold of one product in a span to known customers. Money in minor units. */
export interface ProductSales {
  /** Index into the snapshot's products. */
  readonly product: number;
  readonly amount: number;
  readonly quantity: number;
}

/** The products with most money in a span, returns not taken off; fees are none. At most `limit`. */
export function bestSellers(
  snapshot: Snapshot,
  { from, until, limit }: Span & { readonly limit: number },
): ProductSales[] {
  const { orderAt, lineStart, lineProduct, lineAmount, lineQuantity, products } = snapshot;
  const amounts = new Float64Array(products.length);
  const quantities = new Float64Array(products.length);
  for (let order = 0; order < orderAt.length; order++) {
    const at = orderAt[order] ?? 0;
    if (at < from || at >= until) continue;
    for (let line = lineStart[order] ?? 0; line < (lineStart[order + 1] ?? 0); line++) {
      const product = lineProduct[line] ?? 0;
      amounts[product] = (amounts[product] ?? 0) + (lineAmount[line] ?? 0);
      quantities[product] = (quantities[product] ?? 0) + (lineQuantity[line] ?? 0);
    }
  }
  return products
    .flatMap(({ isFee }, product): ProductSales[] => {
      const amount = amounts[product] ?? 0;
      return isFee || amount <= 0 ? [] : [{ product, amount, quantity: quantities[product] ?? 0 }];
    })
    .sort((one, other) => other.amount - one.amount || one.product - other.product)
    .slice(0, limit);
}
