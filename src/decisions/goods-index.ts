import { rememberFor } from '../domain/remember.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import { ordersBefore } from '../features/purchase-summary.ts';

/** Who bought which goods by some date, each pair once; fees are no goods. */
export interface GoodsIndex {
  /** Epoch ms; nothing at or after it is inside. */
  readonly cutoff: number;
  /** Goods of customer c are `goods[customerStart[c] .. customerStart[c + 1] - 1]`, in the order of their first purchase. [customers + 1] */
  readonly customerStart: Uint32Array;
  readonly goods: Uint32Array;
  /** Buyers of product p are `buyers[productStart[p] .. productStart[p + 1] - 1]`, ascending. [products + 1] */
  readonly productStart: Uint32Array;
  readonly buyers: Uint32Array;
}

const indexes: (snapshot: Snapshot) => Map<number, GoodsIndex> = rememberFor(() => new Map());

/** The index of a snapshot at a cutoff that does not lie after its date; built in two passes over the lines, and kept. */
export function goodsIndex(snapshot: Snapshot, cutoff: number): GoodsIndex {
  const known = indexes(snapshot);
  const found = known.get(cutoff);
  if (found) return found;
  const built = build(snapshot, cutoff);
  known.set(cutoff, built);
  return built;
}

function build(snapshot: Snapshot, cutoff: number): GoodsIndex {
  const { customerStart, goods } = goodsByCustomer(snapshot, cutoff);
  const productStart = new Uint32Array(snapshot.products.length + 1);
  for (const product of goods) productStart[product + 1] = (productStart[product + 1] ?? 0) + 1;
  for (let product = 0; product < snapshot.products.length; product++)
    productStart[product + 1] = (productStart[product + 1] ?? 0) + (productStart[product] ?? 0);
  return { cutoff, customerStart, goods, productStart, buyers: buyersOf(goods, { customerStart, productStart }) };
}

function goodsByCustomer(snapshot: Snapshot, cutoff: number): Pick<GoodsIndex, 'customerStart' | 'goods'> {
  const { orderStart, lineStart, lineProduct, products } = snapshot;
  const customers = orderStart.length - 1;
  const customerStart = new Uint32Array(customers + 1);
  const goods = new Uint32Array(lineProduct.length);
  // The customer who was last seen with a product, so that each pair is taken once without a set. Of fees nobody is ever looked for.
  const seenBy = Int32Array.from(products, ({ isFee }) => (isFee ? customers : -1));
  let place = 0;
  const take = (customer: number, product: number) => {
    if ((seenBy[product] ?? 0) >= customer) return;
    seenBy[product] = customer;
    goods[place++] = product;
  };
  for (let customer = 0; customer < customers; customer++) {
    const end = lineStart[ordersBefore(snapshot, customer, cutoff)] ?? 0;
    for (let line = lineStart[orderStart[customer] ?? 0] ?? 0; line < end; line++)
      take(customer, lineProduct[line] ?? 0);
    customerStart[customer + 1] = place;
  }
  return { customerStart, goods: goods.slice(0, place) };
}

function buyersOf(
  goods: Uint32Array,
  { customerStart, productStart }: Pick<GoodsIndex, 'customerStart' | 'productStart'>,
): Uint32Array {
  const buyers = new Uint32Array(goods.length);
  const next = productStart.slice();
  for (let customer = 0; customer + 1 < customerStart.length; customer++) {
    for (let at = customerStart[customer] ?? 0; at < (customerStart[customer + 1] ?? 0); at++) {
      const product = goods[at] ?? 0;
      const free = next[product] ?? 0;
      buyers[free] = customer;
      next[product] = free + 1;
    }
  }
  return buyers;
}
