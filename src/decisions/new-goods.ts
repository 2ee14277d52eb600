import { highestPlaces } from '../domain/highest.ts';
import type { GoodsIndex } from './goods-index.ts';
import type { KeptProduct } from './kept-goods.ts';

/** A product that a customer never bought, and why it may suit. */
export interface NewGood {
  readonly product: number;
  /** The own product whose buyers speak most for it. */
  readonly because: number;
  /** Of that product's buyers, the share that bought this one too. */
  readonly share: number;
}

/** Own goods that are looked at, the newest first, and buyers of each: an even part of more is taken. */
const looked = { goods: 20, buyers: 300 };
/** Buyers that a product must have above those of the pair before its cosine counts in full: rare goods are held back. */
const shrinkage = 20;
/** Days after which an own product speaks half as loud. */
const halfLifeDays = 180;

/** Whose new goods are asked for. */
interface Wanted {
  readonly kept: readonly KeptProduct[];
  readonly limit: number;
}

/** New goods of a customer, each with its reason; see `rankNewGoods`. */
export function newGoods(index: GoodsIndex, customer: number, { kept, limit }: Wanted): NewGood[] {
  const own = newestOf(kept);
  return rankNewGoods(index, customer, { kept, limit }).map((product) => ({
    product,
    ...reasonFor(index, product, own),
  }));
}

/**
 * Goods that those bought who bought the customer's own: item-item cosine (Sarwar et al. 2001) over who ever bought what, own goods fading with their age and
 * goods of few buyers held back. What the customer ever bought is never among them. At most `limit` products, best first.
 */
export function rankNewGoods(index: GoodsIndex, customer: number, { kept, limit }: Wanted): number[] {
  const scores = new Float64Array(index.productStart.length - 1);
  for (const { product, quietDays } of newestOf(kept)) {
    const buyers = someBuyers(index, product);
    const weight = 0.5 ** (quietDays / halfLifeDays) / Math.sqrt(Math.max(1, buyers.length));
    for (const buyer of buyers) addGoods(index, scores, { buyer, weight });
  }
  for (const product of goodsOf(index, customer)) scores[product] = 0;
  const found = scores.map((sum, product) => sum / Math.sqrt(buyersOf(index, product) + shrinkage));
  return highestPlaces(found, limit).filter((product) => (found[product] ?? 0) > 0);
}

function addGoods(
  { customerStart, goods }: GoodsIndex,
  scores: Float64Array,
  { buyer, weight }: { buyer: number; weight: number },
): void {
  const end = customerStart[buyer + 1] ?? 0;
  for (let at = customerStart[buyer] ?? 0; at < end; at++) {
    const product = goods[at] ?? 0;
    scores[product] = (scores[product] ?? 0) + weight;
  }
}

function goodsOf({ customerStart, goods }: GoodsIndex, customer: number): Uint32Array {
  return goods.subarray(customerStart[customer] ?? 0, customerStart[customer + 1] ?? 0);
}

interface OwnProduct {
  readonly product: number;
  readonly quietDays: number;
}

function newestOf(kept: readonly KeptProduct[]): OwnProduct[] {
  return kept
    .map(({ product, days }) => ({ product, quietDays: days.at(-1) ?? 0 }))
    .sort((one, other) => one.quietDays - other.quietDays || one.product - other.product)
    .slice(0, looked.goods);
}

/** The own product of whose buyers the largest share bought the new one. */
function reasonFor(index: GoodsIndex, wanted: number, own: readonly OwnProduct[]): Pick<NewGood, 'because' | 'share'> {
  const shares = own.map(({ product }) => {
    const buyers = someBuyers(index, product);
    const both = buyers.filter((buyer) => goodsOf(index, buyer).includes(wanted)).length;
    return { because: product, share: both / Math.max(1, buyers.length) };
  });
  return shares.reduce((best, each) => (each.share > best.share ? each : best), { because: -1, share: 0 });
}

function someBuyers({ productStart, buyers }: GoodsIndex, product: number): number[] {
  const all = buyers.subarray(productStart[product] ?? 0, productStart[product + 1] ?? 0);
  const step = Math.max(1, all.length / looked.buyers);
  return Array.from({ length: Math.min(looked.buyers, all.length) }, (_, place) => all[Math.floor(place * step)] ?? 0);
}

function buyersOf({ productStart }: GoodsIndex, product: number): number {
  return (productStart[product + 1] ?? 0) - (productStart[product] ?? 0);
}
