import type { Random } from '../domain/random.ts';
import { drawBetween, drawOne, drawWeighted, happens } from './draws.ts';
import { type CategoryName, type DemoProduct, demoProducts, isOnSale } from './products.ts';
import type { ShopDay } from './season.ts';
import type { Taste } from './taste.ts';

/** One product of a basket, and how many of it. */
export interface Choice {
  readonly product: DemoProduct;
  readonly quantity: number;
}

/** What is often put into the basket beside a category. */
const companions: readonly { readonly beside: CategoryName; readonly added: CategoryName; readonly share: number }[] = [
  { beside: 'Espresso beans', added: 'Filters and care', share: 0.07 },
  { beside: 'Filter coffee', added: 'Filters and care', share: 0.15 },
  { beside: 'Black tea', added: 'Chocolate and biscuits', share: 0.14 },
  { beside: 'Herbal and fruit tea', added: 'Honey and syrup', share: 0.12 },
  { beside: 'Brewing gear', added: 'Espresso beans', share: 0.3 },
  { beside: 'Cups and tableware', added: 'Chocolate and biscuits', share: 0.15 },
  { beside: 'Gift sets', added: 'Candles and textiles', share: 0.12 },
];

/** Lines of the largest basket. */
const mostLines = 12;
/** Draws until something is on sale and not yet at home. */
const attempts = 8;
/** Purchases that are remembered when something is bought again. */
const remembered = 12;
/** A private customer who orders for a party or a whole firm. */
const bulk = { share: 0.0008, from: 40, to: 120 };
/** Chances of 1, 2, 3 and 4 of a refill. */
const refillQuantities = [66, 24, 6, 4] as const;

/** What was bought before: refills to buy again, newest last, and things that nobody needs twice. */
export class Cupboard {
  readonly #refills: DemoProduct[] = [];
  readonly #things = new Set<DemoProduct>();

  add(product: DemoProduct): void {
    if (!product.isRefill) this.#things.add(product);
    else if (this.#refills.push(product) > remembered) this.#refills.shift();
  }

  has(product: DemoProduct): boolean {
    return this.#things.has(product);
  }

  /** A refill that was bought before; the more often, the likelier. */
  again(random: Random): DemoProduct | undefined {
    return this.#refills[Math.floor(random() * this.#refills.length)];
  }
}

/** What a basket is filled by. */
interface Shopping {
  readonly taste: Taste;
  readonly cupboard: Cupboard;
  readonly day: Pick<ShopDay, 'month' | 'share'>;
}

/** Fills a basket on a day, and the cupboard with it. */
export function drawBasket(random: Random, shopping: Shopping): Choice[] {
  const { taste, cupboard } = shopping;
  const chosen = new Set<DemoProduct>();
  let lines = 1;
  while (lines < mostLines && happens(random, taste.breadth / (1 + taste.breadth))) lines++;
  for (let line = 0; line < lines; line++) addTo(chosen, drawAgain(random, shopping) ?? drawNew(random, shopping));
  for (const { beside, added, share } of companions) {
    if (happens(random, share) && hasCategory(chosen, beside)) addTo(chosen, drawFrom(random, shopping, added));
  }
  return [...chosen].map((product) => {
    cupboard.add(product);
    return { product, quantity: drawQuantity(random, taste, product) };
  });
}

function addTo(chosen: Set<DemoProduct>, product: DemoProduct | undefined): void {
  if (product) chosen.add(product);
}

function hasCategory(chosen: Iterable<DemoProduct>, wanted: CategoryName): boolean {
  for (const { category } of chosen) if (category === wanted) return true;
  return false;
}

/** A refill that was bought before, for those who are loyal. */
function drawAgain(random: Random, { taste, cupboard, day }: Shopping): DemoProduct | undefined {
  const product = happens(random, taste.loyalty) ? cupboard.again(random) : undefined;
  return product && isOnSale(product, day) ? product : undefined;
}

/** Something liked that is on sale and not yet at home; undefined where nothing is found soon. */
function drawNew(random: Random, { taste, cupboard, day }: Shopping): DemoProduct | undefined {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const product = demoProducts[drawWeighted(random, taste.liking)];
    if (product && isOnSale(product, day) && !cupboard.has(product)) return product;
  }
  return undefined;
}

/** Something of a category, by its popularity. */
function drawFrom(random: Random, { cupboard, day }: Shopping, category: CategoryName): DemoProduct | undefined {
  const found = demoProducts.filter((product) => product.category === category && !product.isLarge);
  const product =
    found[
      drawWeighted(
        random,
        found.map(({ popularity }) => popularity),
      )
    ];
  return product && isOnSale(product, day) && !cupboard.has(product) ? product : undefined;
}

function drawQuantity(random: Random, { habit, appetite }: Taste, { isRefill, category }: DemoProduct): number {
  if (habit === 'business') return isRefill ? Math.ceil(drawBetween(random, 0.5, 7) * appetite) : 2;
  if (happens(random, bulk.share)) return Math.round(drawBetween(random, bulk.from, bulk.to));
  if (isRefill) return Math.max(1, Math.round((drawWeighted(random, refillQuantities) + 1) * appetite));
  return category === 'Cups and tableware' ? drawOne(random, [1, 2, 2, 4]) : 1;
}
