import { dayMs } from '../../src/domain/clock.ts';
import { drawIndex, drawNormal, type Random, seededRandom } from '../../src/domain/random.ts';
import type { LineOf, OrderOf } from './snapshot-of.ts';

/** What a shop is simulated with; r, alpha (days), a, b as BG/NBD has them. */
export interface SimulatedShop {
  readonly customers: number;
  readonly seed: number;
  /** ISO date of the first day. */
  readonly from?: string;
  readonly days?: number;
  /** Days over which the customers' first orders are spread. */
  readonly newcomerDays?: number;
  readonly r?: number;
  readonly alpha?: number;
  readonly a?: number;
  readonly b?: number;
  /** Shape of the gaps between orders: 1 is BG/NBD's chance, more is a steadier rhythm of the same mean. */
  readonly regularity?: number;
}

/**
 * Orders of customers who buy as BG/NBD supposes (Fader, Hardie & Lee 2005): at a rate drawn from Gamma(r, alpha), leaving after each repeat order with
 * a chance drawn from Beta(a, b); with `regularity` above 1 in a steadier rhythm than it supposes. Baskets of one to three of twenty products, drawn at random.
 */
export function simulatedOrders({
  customers,
  seed,
  from = '2024-01-01',
  days = 365,
  newcomerDays = days,
  r = 0.9,
  alpha = 30,
  a = 0.8,
  b = 4,
  regularity = 1,
}: SimulatedShop): OrderOf[] {
  const random = seededRandom(seed);
  const start = Date.parse(from);
  const orders: OrderOf[] = [];
  for (let customer = 0; customer < customers; customer++) {
    const rate = drawGamma(r, random) / alpha;
    const drop = drawBeta(a, b, random);
    let day = random() * newcomerDays;
    for (let isRepeat = false; day < days; isRepeat = true) {
      orders.push({ customer: `c${customer}`, at: start + Math.floor(day * dayMs), lines: drawLines(random) });
      if (isRepeat && random() < drop) break;
      day += drawGamma(regularity, random) / regularity / rate;
    }
  }
  return orders;
}

function drawLines(random: Random): readonly LineOf[] {
  return Array.from({ length: 1 + drawIndex(random, 3) }, () => {
    const product = drawIndex(random, 20);
    const quantity = 1 + drawIndex(random, 2);
    return { sku: `sku-${product}`, quantity, amount: quantity * (300 + 50 * product) };
  });
}

/** A draw from Gamma(shape, 1) (Marsaglia & Tsang 2000). */
function drawGamma(shape: number, random: Random): number {
  if (shape < 1) return drawGamma(shape + 1, random) * random() ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const normal = drawNormal(random);
    const cube = (1 + c * normal) ** 3;
    if (cube > 0 && Math.log(1 - random()) < normal ** 2 / 2 + d * (1 - cube + Math.log(cube))) return d * cube;
  }
}

function drawBeta(a: number, b: number, random: Random): number {
  const one = drawGamma(a, random);
  return one / (one + drawGamma(b, random));
}
