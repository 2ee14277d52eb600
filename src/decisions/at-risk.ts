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

/** From how many usual gaps of silence on a customer counts as leaving, and from how many as gone. */
const overdue = { leaving: 2, gone: 6 };
/** Order days that make a rhythm. */
const minOrderDays = 3;
/** Silence that is never alarming, days, however fast the rhythm. */
const patienceDays = 14;

/**
 * Who is leaving, those with the most money of the last 365 days first. The own rhythm decides, not P(alive): BG/NBD takes every customer of a shop
 * for alive where few have ever left for good.
 */
export function findAtRisk(figures: readonly CustomerFigures[]): AtRisk[] {
  const ofShop = shopGap(figures);
  const found = figures.flatMap((customer): AtRisk[] => {
    const gap = usualGap(customer, ofShop);
    if (gap === undefined || customer.gaps.length + 1 < minOrderDays || customer.quietDays <= patienceDays) return [];
    const ratio = customer.quietDays / Math.max(1, gap);
    const isLeaving = ratio >= overdue.leaving && ratio < overdue.gone && customer.recentGross > 0;
    return isLeaving ? [{ figures: customer, usualGapDays: gap, overdue: ratio }] : [];
  });
  return found.sort(
    (one, other) =>
      other.figures.recentGross - one.figures.recentGross || one.figures.customer - other.figures.customer,
  );
}
