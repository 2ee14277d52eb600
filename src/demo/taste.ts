import { drawNormal, type Random } from '../domain/random.ts';
import { drawBetween, drawWeighted } from './draws.ts';
import { type CategoryName, demoProducts } from './products.ts';
import type { Habit } from './rhythm.ts';

/** What somebody likes, and what they have. */
export interface Taste {
  readonly habit: Habit;
  /** Liking of each product. [products] */
  readonly liking: Float32Array;
  /** Chance that a line is something that was bought before. */
  readonly loyalty: number;
  /** Mean lines in an order, above one. */
  readonly breadth: number;
  /** How much of a refill is taken at once, beside the usual. */
  readonly appetite: number;
}

type Leaning = Readonly<Partial<Record<CategoryName, number>>>;

/** What goes together: the kinds of customers by what they buy. */
const leanings = {
  espresso: {
    'Espresso beans': 8,
    'Decaf coffee': 0.7,
    'Filters and care': 0.8,
    'Chocolate and biscuits': 0.8,
    'Brewing gear': 0.5,
    'Cups and tableware': 0.4,
    'Honey and syrup': 0.3,
  },
  filter: {
    'Filter coffee': 8,
    'Filters and care': 1.2,
    'Brewing gear': 0.5,
    'Chocolate and biscuits': 0.6,
    'Espresso beans': 0.5,
    'Cups and tableware': 0.4,
  },
  blackTea: {
    'Black tea': 7,
    'Herbal and fruit tea': 0.8,
    'Honey and syrup': 1,
    'Chocolate and biscuits': 1.2,
    'Cups and tableware': 0.6,
    'Brewing gear': 0.2,
  },
  greenTea: {
    'Green tea': 7,
    'Herbal and fruit tea': 1.4,
    'Black tea': 0.6,
    'Cups and tableware': 0.6,
    'Brewing gear': 0.3,
    'Candles and textiles': 0.4,
  },
  herbalTea: {
    'Herbal and fruit tea': 7,
    'Honey and syrup': 1.3,
    'Candles and textiles': 0.9,
    'Green tea': 0.5,
    'Chocolate and biscuits': 0.6,
  },
  home: {
    'Candles and textiles': 4,
    'Cups and tableware': 4,
    'Gift sets': 0.8,
    'Chocolate and biscuits': 1,
    'Black tea': 0.6,
    'Filter coffee': 0.5,
  },
  gifts: {
    'Gift sets': 5,
    'Chocolate and biscuits': 3,
    'Candles and textiles': 2.5,
    'Cups and tableware': 2,
    'Black tea': 0.5,
    'Espresso beans': 0.5,
  },
  business: {
    'Espresso beans': 7,
    'Filter coffee': 4,
    'Decaf coffee': 0.8,
    'Black tea': 1.2,
    'Herbal and fruit tea': 1,
    'Filters and care': 1.2,
    'Honey and syrup': 0.6,
  },
} as const satisfies Record<string, Leaning>;

type LeaningName = keyof typeof leanings;

const leaningNames: readonly LeaningName[] = [
  'espresso',
  'filter',
  'blackTea',
  'greenTea',
  'herbalTea',
  'home',
  'gifts',
  'business',
];

/** How many people of a habit have which leaning. */
const leaningsOf: Readonly<Record<Habit, Partial<Record<LeaningName, number>>>> = {
  never: { home: 1 },
  passing: { espresso: 20, filter: 18, blackTea: 14, greenTea: 10, herbalTea: 13, home: 25 },
  occasional: { espresso: 22, filter: 20, blackTea: 17, greenTea: 12, herbalTea: 15, home: 14 },
  regular: { espresso: 30, filter: 26, blackTea: 16, greenTea: 12, herbalTea: 13, home: 3 },
  gift: { gifts: 10, home: 2 },
  business: { business: 1 },
};
/** What the second leaning of a customer counts beside the first. */
const secondLeaning = 0.2;
/** How far the likings of two people of one leaning lie apart (standard deviation of the logarithm). */
const likingSpread = 1.2;
/** Liking of the kilogram for a household, and of the small bag for a café. */
const otherSize = 0.25;

/** Draws the taste of somebody with a habit. */
export function drawTaste(random: Random, habit: Habit): Taste {
  const first = drawLeaning(random, habit);
  const second = drawLeaning(random, habit);
  const liking = Float32Array.from(demoProducts, (product) => {
    const leaning = (first[product.category] ?? 0) + secondLeaning * (second[product.category] ?? 0);
    if (leaning === 0) return 0;
    const isFitting = !product.isRefill || product.isLarge === (habit === 'business');
    const usual = leaning * product.popularity * (isFitting ? 1 : otherSize);
    return usual * Math.exp(likingSpread * drawNormal(random));
  });
  return {
    habit,
    liking,
    loyalty: habit === 'gift' ? 0.1 : drawBetween(random, 0.35, 0.85),
    breadth: habit === 'business' ? 2.5 : drawBetween(random, 0.3, 1.7),
    appetite: drawBetween(random, 0.7, 1.5),
  };
}

function drawLeaning(random: Random, habit: Habit): Leaning {
  const weights = leaningsOf[habit];
  const chosen = drawWeighted(
    random,
    leaningNames.map((name) => weights[name] ?? 0),
  );
  return leanings[leaningNames[chosen] ?? 'espresso'];
}
