import { dayMs } from '../domain/clock.ts';
import { rememberFor } from '../domain/remember.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import { firstAtOrAfter, ordersBefore } from '../features/purchase-summary.ts';
import { buyAgain } from './buy-again.ts';
import { type GoodsIndex, goodsIndex } from './goods-index.ts';
import { keptGoods } from './kept-goods.ts';
import { rankNewGoods } from './new-goods.ts';

/** Of customers who came back, how many bought one of the goods that would have been offered to them. */
interface Hits {
  readonly customers: number;
  readonly hit: number;
  /** With the most popular goods of the time in their place. */
  readonly popular: number;
}

/** How often offers were right: what would have been offered some days ago, with what was known then, beside the first order since. */
export interface OfferRecord {
  readonly days: number;
  /** Goods of each list. */
  readonly goods: number;
  readonly again: Hits;
  /** The popular goods are those that the customer had not bought. */
  readonly fresh: Hits;
}

/** Goods that a list offers. */
export const goodsOffered = 3;
/** Days that are looked back, and over which goods were popular then. */
const days = { back: 60, popular: 90 };
/** Customers that are followed at most, an even part of more; fewer than the least say nothing. */
const followed = { most: 200, least: 30 };

/** The record of offers as of a snapshot; undefined where too few customers came back in the last sixty days. */
export const offerRecord: (snapshot: Snapshot) => OfferRecord | undefined = rememberFor((snapshot) => {
  const cutoff = snapshot.asOf - days.back * dayMs;
  const customers = someReturners(snapshot, cutoff);
  if (customers.length < followed.least) return undefined;
  const index = goodsIndex(snapshot, cutoff);
  const popular = popularGoods(snapshot, cutoff);
  const again = { customers: customers.length, hit: 0, popular: 0 };
  const fresh = { customers: customers.length, hit: 0, popular: 0 };
  for (const customer of customers) {
    const basket = firstBasket(snapshot, customer, cutoff);
    const isHit = (goods: readonly number[]) => (goods.some((product) => basket.has(product)) ? 1 : 0);
    const kept = keptGoods(snapshot, customer, cutoff);
    const own = ownGoods(index, customer);
    again.hit += isHit(buyAgain(kept, goodsOffered).map(({ product }) => product));
    again.popular += isHit(popular.slice(0, goodsOffered));
    fresh.hit += isHit(rankNewGoods(index, customer, { kept, limit: goodsOffered }));
    fresh.popular += isHit(popular.filter((product) => !own.has(product)).slice(0, goodsOffered));
  }
  return { days: days.back, goods: goodsOffered, again, fresh };
});

/** Customers with an order before the cutoff and one after it. */
function someReturners(snapshot: Snapshot, cutoff: number): number[] {
  const all: number[] = [];
  for (let customer = 0; customer < snapshot.customerIds.length; customer++) {
    const end = ordersBefore(snapshot, customer, cutoff);
    if (end > (snapshot.orderStart[customer] ?? 0) && end < (snapshot.orderStart[customer + 1] ?? 0))
      all.push(customer);
  }
  const step = Math.max(1, all.length / followed.most);
  return Array.from({ length: Math.min(followed.most, all.length) }, (_, place) => all[Math.floor(place * step)] ?? 0);
}

/** The goods of the first order at or after the cutoff. */
function firstBasket(snapshot: Snapshot, customer: number, cutoff: number): ReadonlySet<number> {
  const { lineStart, lineProduct, products } = snapshot;
  const order = ordersBefore(snapshot, customer, cutoff);
  const goods = lineProduct.subarray(lineStart[order] ?? 0, lineStart[order + 1] ?? 0);
  return new Set([...goods].filter((product) => !products[product]?.isFee));
}

function ownGoods({ customerStart, goods }: GoodsIndex, customer: number): ReadonlySet<number> {
  return new Set(goods.subarray(customerStart[customer] ?? 0, customerStart[customer + 1] ?? 0));
}

/** Goods by the orders that they were in over the days before the cutoff, most first. */
function popularGoods(snapshot: Snapshot, cutoff: number): number[] {
  const { orderStart, orderAt, lineStart, lineProduct, products } = snapshot;
  const counts = new Uint32Array(products.length);
  const from = cutoff - days.popular * dayMs;
  for (let customer = 0; customer + 1 < orderStart.length; customer++) {
    const end = ordersBefore(snapshot, customer, cutoff);
    const first = firstAtOrAfter(orderAt, orderStart[customer] ?? 0, end, from);
    for (let line = lineStart[first] ?? 0; line < (lineStart[end] ?? 0); line++) {
      const product = lineProduct[line] ?? 0;
      counts[product] = (counts[product] ?? 0) + 1;
    }
  }
  return [...products.keys()]
    .filter((product) => !products[product]?.isFee && (counts[product] ?? 0) > 0)
    .sort((one, other) => (counts[other] ?? 0) - (counts[one] ?? 0) || one - other);
}
