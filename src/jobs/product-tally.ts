import { isFeeLine } from '../domain/fees.ts';
import type { OrderLineRecord } from '../domain/records.ts';
import type { ToldProduct } from '../store/import-orders.ts';

/** Descriptions of one SKU that are counted; further ones (an engraving on each line, say) are not worth the memory. */
const mostTitles = 50;

interface Title {
  readonly text: string | undefined;
  readonly isFee: boolean;
  lines: number;
}

interface Seen {
  readonly titles: Map<string | undefined, Title>;
  latestAt: number;
  priceMicros: number;
}

/** Gathers the products that order lines speak of, in memory that grows with the SKUs and not with the lines. */
export class ProductTally {
  readonly #products = new Map<string, Seen>();
  #feeLines = 0;

  add({ sku, description, orderedAt, unitPriceMicros }: OrderLineRecord): void {
    let seen = this.#products.get(sku);
    if (!seen) {
      seen = { titles: new Map(), latestAt: Number.NEGATIVE_INFINITY, priceMicros: 0 };
      this.#products.set(ownText(sku), seen);
    }
    const isLater = orderedAt > seen.latestAt || (orderedAt === seen.latestAt && unitPriceMicros > seen.priceMicros);
    if (isLater) {
      seen.latestAt = orderedAt;
      seen.priceMicros = unitPriceMicros;
    }
    const title = seen.titles.get(description) ?? newTitle(sku, description, seen.titles);
    title.lines++;
    if (title.isFee) this.#feeLines++;
  }

  /** Lines that are fees, by their SKU or their own description. */
  get feeLines(): number {
    return this.#feeLines;
  }

  /** Every SKU with the words that most of its lines have for it (of several the first by alphabet) and the price of its latest line. */
  products(): ToldProduct[] {
    return [...this.#products].map(([sku, { titles, priceMicros }]) => ({
      sku,
      title: mainTitle(titles),
      priceMicros,
    }));
  }
}

function newTitle(sku: string, description: string | undefined, titles: Seen['titles']): Title {
  const text = description === undefined ? undefined : ownText(description);
  const title = { text, isFee: isFeeLine(sku, text), lines: 0 };
  if (titles.size < mostTitles) titles.set(text, title);
  return title;
}

function mainTitle(titles: Seen['titles']): string | undefined {
  let best: { readonly text: string; readonly lines: number } | undefined;
  for (const { text, lines } of titles.values()) {
    if (text === undefined) continue;
    if (!best || lines > best.lines || (lines === best.lines && text < best.text)) best = { text, lines };
  }
  return best?.text;
}

/** The same text in memory of its own: a cell that was cut from a piece of a file would keep the whole piece alive. */
function ownText(text: string): string {
  return Buffer.from(text, 'utf16le').toString('utf16le');
}
