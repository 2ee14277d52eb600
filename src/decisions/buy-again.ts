import type { KeptProduct } from './kept-goods.ts';
import { median, usualGap } from './rhythm.ts';

/** A product that a customer may buy again. */
export interface BuyAgain {
  readonly product: number;
  /** Days on which they bought it. */
  readonly times: number;
  /** Days since they last did. */
  readonly quietDays: number;
  /** Usual days between two times, drawn towards those of all their goods where there are few. Undefined where nothing was ever bought twice. */
  readonly gapDays?: number;
}

/** Days after which a purchase counts half. */
const halfLifeDays = 120;

/**
 * Goods to buy again, best first: purchases counted with half the weight every 120 days, times how far the product's own gap has passed, so that what was
 * bought yesterday waits. At most `limit`.
 */
export function buyAgain(kept: readonly KeptProduct[], limit: number): BuyAgain[] {
  const ofAll = median(kept.flatMap(({ days }) => gapsOf(days)));
  return kept
    .map(({ product, days }) => {
      const quietDays = days.at(-1) ?? 0;
      const gapDays = usualGap({ gaps: gapsOf(days) }, ofAll) ?? ofAll;
      const weight = days.reduce((sum, day) => sum + 0.5 ** (day / halfLifeDays), 0);
      const due = gapDays === undefined ? 1 : Math.min(1, (quietDays + 1) / Math.max(1, gapDays));
      const times = days.length;
      return {
        score: weight * due,
        item: { product, times, quietDays, ...(gapDays === undefined ? {} : { gapDays }) },
      };
    })
    .sort((one, other) => other.score - one.score || one.item.product - other.item.product)
    .slice(0, limit)
    .map(({ item }) => item);
}

function gapsOf(days: readonly number[]): number[] {
  return days.slice(1).map((day, index) => (days[index] ?? 0) - day);
}
