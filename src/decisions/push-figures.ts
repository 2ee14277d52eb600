import { dayMs } from '../domain/clock.ts';
import type { PropensityBand } from '../domain/push-fields.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import type { Explanation } from '../model/scores.ts';
import { presenceOf } from './at-risk.ts';
import { buyAgain } from './buy-again.ts';
import type { CustomerFigures } from './customer-figures.ts';
import { goodsIndex } from './goods-index.ts';
import { keptGoods } from './kept-goods.ts';
import { rankNewGoods } from './new-goods.ts';
import { offerRecord } from './offer-record.ts';

/**
 * Lower borders of the bands, as chances of an order within 30 days. They are the same for every shop and every month, because the chances are calibrated: of
 * a hundred people in a band at least so many order. One in two is where an order becomes more likely than not, and where nobody is called leaving; each
 * further border is about half the one before, so that a band holds people whose chances are within about a factor of two.
 */
const bandFrom: readonly (readonly [PropensityBand, number])[] = [
  ['very likely', 0.5],
  ['likely', 0.25],
  ['possible', 0.1],
];

/** The band of a calibrated chance of an order within 30 days. */
export function bandOf(p: number): PropensityBand {
  return bandFrom.find(([, from]) => p >= from)?.[0] ?? 'unlikely';
}

/** Whether a calibrated chance of an order within 30 days is in one of the two upper bands. */
export function isLikely(p: number): boolean {
  const band = bandOf(p);
  return band === 'very likely' || band === 'likely';
}

/** Reasons that are told, and log-odds below which an effect is none. */
const told = { reasons: 3, least: 0.05 };

/** The strongest reasons of a chance, one sentence each: `Last order 4 days ago (typical 60 days ago) speaks for an order; …`. Undefined without any. */
export function reasonsText({ reasons }: Explanation): string | undefined {
  const strong = reasons.filter(({ contribution }) => Math.abs(contribution) >= told.least).slice(0, told.reasons);
  if (strong.length === 0) return undefined;
  const sentences = strong.map(({ words, contribution }) => {
    // A semicolon ends a sentence here: one within the words would make two of it.
    const clause = `${words.charAt(0).toUpperCase()}${words.slice(1)}`.replaceAll(';', ',');
    return `${clause} speaks ${contribution > 0 ? 'for' : 'against'} an order`;
  });
  return sentences.join('; ');
}

/** When the next order is due by a customer's own rhythm, epoch ms; undefined without a rhythm, once they are leaving, and for a day that has passed. */
export function nextOrderAt(
  figures: CustomerFigures,
  { ofShop, asOf }: { ofShop: number | undefined; asOf: number },
): number | undefined {
  const presence = presenceOf(figures, ofShop);
  if (presence.state !== 'present') return undefined;
  const dueAt = figures.lastAt + presence.usualGapDays * dayMs;
  return dueAt >= asOf ? dueAt : undefined;
}

/**
 * The one product to offer a customer: the best to buy again, else the best that is new to them; each only where this shop's past shows that such offers were
 * right more often than the most popular goods. Undefined where neither is so, or nothing fits.
 */
export function nextOffer(snapshot: Snapshot, customer: number): string | undefined {
  const record = offerRecord(snapshot);
  if (!record) return undefined;
  const { again, fresh } = record;
  const kept = keptGoods(snapshot, customer, snapshot.asOf);
  const own = again.hit > again.popular ? buyAgain(kept, 1)[0]?.product : undefined;
  const found =
    own ??
    (fresh.hit > fresh.popular
      ? rankNewGoods(goodsIndex(snapshot, snapshot.asOf), customer, { kept, limit: 1 })[0]
      : undefined);
  return found === undefined ? undefined : snapshot.products[found]?.title;
}
