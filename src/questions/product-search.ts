import { closeness, plain, triplesOf } from '../domain/closeness.ts';
import type { SnapshotProduct } from '../domain/snapshot.ts';
import type { ProductMatch } from './context.ts';

/** Closeness below which no product is named. */
const leastClose = 0.45;
/** Products that share most letter triples with the words and are compared in full. */
const compared = 200;

/** Products by the letter triples of their SKU and title, and by whole. */
interface ProductIndex {
  readonly texts: readonly (readonly [sku: string, title: string])[];
  /** Products that hold a triple, each once. */
  readonly places: ReadonlyMap<string, readonly number[]>;
}

const indexes = new WeakMap<readonly SnapshotProduct[], ProductIndex>();

/**
 * Products whose SKU or title resembles the words, closest first: an exact one alone, else whole words, a part, the most common letter triples; slips,
 * accents, a plural and fees aside.
 */
export function searchProducts(products: readonly SnapshotProduct[], words: string, limit: number): ProductMatch[] {
  const wanted = plain(words);
  if (wanted === '') return [];
  const index = indexOf(products);
  const graded = candidatesIn(index, wanted).flatMap((product) => {
    const close = Math.max(...(index.texts[product] ?? ['', '']).map((text) => closeness(text, wanted)));
    return close < leastClose || products[product]?.isFee ? [] : [{ product, close }];
  });
  const exact = graded.filter(({ close }) => close === 1);
  return (exact.length > 0 ? exact : graded)
    .sort((one, other) => other.close - one.close || one.product - other.product)
    .slice(0, limit)
    .map(({ product, close }) => ({ product, isExact: close === 1 }));
}

function indexOf(products: readonly SnapshotProduct[]): ProductIndex {
  const known = indexes.get(products);
  if (known) return known;
  const texts = products.map(({ sku, title }) => [plain(sku), plain(title)] as const);
  const places = new Map<string, number[]>();
  texts.forEach((pair, product) => {
    for (const triple of new Set(pair.flatMap((text) => triplesOf(padded(text))))) {
      const list = places.get(triple);
      if (list) list.push(product);
      else places.set(triple, [product]);
    }
  });
  const index = { texts, places };
  indexes.set(products, index);
  return index;
}

/** The products that share most triples with the words, the rare ones of the shop counting more. */
function candidatesIn({ texts, places }: ProductIndex, wanted: string): number[] {
  const shared = new Map<number, number>();
  for (const triple of new Set(triplesOf(padded(wanted)))) {
    const holders = places.get(triple) ?? [];
    const weight = Math.log1p(texts.length / (holders.length + 1));
    for (const product of holders) shared.set(product, (shared.get(product) ?? 0) + weight);
  }
  return [...shared]
    .sort(([one, more], [other, less]) => less - more || one - other)
    .slice(0, compared)
    .map(([product]) => product);
}

/** With room around, so that the beginning and the end of a text have triples of their own. */
function padded(text: string): string {
  return ` ${text} `;
}
