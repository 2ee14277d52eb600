import { drawIndex, seededRandom } from '../../../src/domain/random.ts';
import type { Shop, ShopLine, ShopOrder, ShopProduct } from './shop.ts';

const day = 86_400_000;

/** Fills a shop by chance with what shops hold: guests, tests, cancelled and refunded orders, other currencies, deleted products, orders of many lines. */
export function fillShop(
  shop: Shop,
  {
    seed,
    customers,
    orders,
    from,
    until,
  }: { seed: number; customers: number; orders: number; from: number; until: number },
): void {
  const random = seededRandom(seed);
  const someDay = () => from + Math.floor((random() * (until - from)) / 1000) * 1000;
  const products = Array.from({ length: 12 }, (_, index) => fillProduct(shop, { index, at: someDay() }));
  const people = Array.from({ length: customers }, () => {
    const at = someDay();
    return shop.addCustomer({ createdAt: at, updatedAt: at, phone: random() < 0.3 ? '+4930123456' : null }).id;
  });
  for (let index = 0; index < orders; index++) fillOrder(shop, { index, at: someDay(), people, products, random });
  // The shop threw a product away after it was sold.
  const gone = products[0];
  if (gone !== undefined) shop.products.delete(gone.id);
}

function fillOrder(
  shop: Shop,
  {
    index,
    at,
    people,
    products,
    random,
  }: { index: number; at: number; people: readonly number[]; products: readonly ShopProduct[]; random: () => number },
): void {
  const isGuest = random() < 0.15;
  const customerId = isGuest ? null : (people[drawIndex(random, people.length)] ?? null);
  const count = random() < 0.1 ? 6 + drawIndex(random, 8) : 1 + drawIndex(random, 3);
  const lines = Array.from({ length: count }, () => fillLine(shop, { products, random }));
  const order = shop.addOrder({
    createdAt: at,
    processedAt: at,
    updatedAt: at,
    customerId,
    email: `buyer${customerId ?? index}@example.com`,
    isTest: random() < 0.05,
    cancelledAt: random() < 0.05 ? at + day : null,
    tax: random() < 0.3 ? drawIndex(random, 500) : 0,
    presentment: random() < 0.3 ? { currency: 'USD', rate: 1.1 } : { currency: shop.currency, rate: 1 },
    lines,
  });
  if (random() < 0.2) giveBack(shop, order, at + 3 * day);
}

function giveBack(shop: Shop, order: ShopOrder, at: number): void {
  const amount = Math.floor(((order.lines[0]?.unitPrice ?? 0) + order.shipping) / 2);
  order.refunds = [{ id: shop.nextId(), createdAt: at, amount, note: 'too small' }];
  order.updatedAt = at;
}

function fillProduct(shop: Shop, { index, at }: { index: number; at: number }): ShopProduct {
  const count = index === 3 ? 14 : 2;
  const variants = Array.from({ length: count }, (_, number) => {
    const id = shop.nextId();
    return {
      id,
      sku: index === 5 ? null : `SKU-${index}-${number}`,
      title: `Size ${number}`,
      price: 500 + 100 * index,
    };
  });
  return shop.addProduct({
    title: `Tea ${index}`,
    updatedAt: at,
    status: index === 7 ? 'ARCHIVED' : 'ACTIVE',
    variants,
  });
}

function fillLine(
  shop: Shop,
  { products, random }: { products: readonly ShopProduct[]; random: () => number },
): ShopLine {
  const product = products[drawIndex(random, products.length)];
  const variant = product?.variants[drawIndex(random, product.variants.length)];
  const unitPrice = variant?.price ?? 1000;
  return {
    id: shop.nextId(),
    title: product?.title ?? 'Tea',
    sku: variant?.sku ?? null,
    productId: product?.id ?? null,
    variantId: variant?.id ?? null,
    quantity: 1 + drawIndex(random, 3),
    unitPrice,
    discount: random() < 0.2 ? Math.floor(unitPrice / 10) : 0,
  };
}
