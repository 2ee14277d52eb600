import type { CustomerFigures } from './customer-figures.ts';
import { shopGap, usualGap } from './rhythm.ts';

/** A customer who is leaving: silent for long against their own rhythm, but not yet gone. */
export interface AtRisk {
  readonly figures: CustomerFigures;
  /** Usual days between their orders. */
  readonly usualGapDays: number;
  /** Days of silence over the usual gap. */
  readonly overdue: number;
}

/** How present a customer is by their own rhythm; `no-rhythm`: too few order days to tell. */
export type Presence =
  | { readonly state: 'no-rhythm' }
  | { readonly state: 'present' | 'leaving' | 'gone'; readonly usualGapDays: number; readonly overdue: number };

/** From how many usual gaps of silence on a customer counts as leaving, and from how many as gone. */
const overdueFrom = { leaving: 2, gone: 6 };
/** Order days that make a rhythm. */
const minOrderDays = 3;
/** Silence that is never alarming, days, however fast the rhythm. */
const patienceDays = 14;
/** Chance of an order from which on nobody is called leaving: late, but more likely than not to come. */
const likelyEnough = 0.5;

/** How present one customer is; `ofShop` is the shop's usual gap. */
export function presenceOf(figures: CustomerFigures, ofShop: number | undefined): Presence {
  const usualGapDays = usualGap(figures, ofShop);
  if (usualGapDays === undefined || figures.gaps.length + 1 < minOrderDays) return { state: 'no-rhythm' };
  const overdue = figures.quietDays / Math.max(1, usualGapDays);
  if (figures.quietDays <= patienceDays || overdue < overdueFrom.leaving)
    return { state: 'present', usualGapDays, overdue };
  return { state: overdue < overdueFrom.gone ? 'leaving' : 'gone', usualGapDays, overdue };
}

/** Whether a chance of an order speaks against leaving. */
export function isLikelyToCome(chance: number | undefined): boolean {
  return chance !== undefined && chance >= likelyEnough;
}

/**
 * Who is leaving, those with the most money of the last 365 days first. The own rhythm decides, not P(alive): BG/NBD takes every customer of a shop
 * for alive where few have ever left for good. `chances` of an order [customers], where they are to be trusted, take out those who will most likely come.
 */
export function findAtRisk(
  figures: readonly CustomerFigures[],
  { chances }: { readonly chances?: Float64Array | undefined } = {},
): AtRisk[] {
  const ofShop = shopGap(figures);
  const found = figures.flatMap((customer): AtRisk[] => {
    const presence = presenceOf(customer, ofShop);
    if (presence.state !== 'leaving' || customer.recentGross <= 0) return [];
    if (isLikelyToCome(chances?.[customer.customer])) return [];
    return [{ figures: customer, usualGapDays: presence.usualGapDays, overdue: presence.overdue }];
  });
  return found.sort(
    (one, other) =>
      other.figures.recentGross - one.figures.recentGross || one.figures.customer - other.figures.customer,
  );
}
