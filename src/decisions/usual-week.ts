import { addDays } from '../domain/calendar.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import { type Span, shopFigures } from './shop-figures.ts';

/** The range of a shop's weekly revenue. Minor units. */
export interface UsualWeek {
  readonly weeks: number;
  readonly lowest: number;
  readonly highest: number;
}

/** Weeks looked back at, and the fewest that make a range. */
const lookBack = { most: 12, fewest: 6 };

/** Lowest and highest net revenue of up to twelve weeks before `week`; undefined where the data hold fewer than six. */
export function usualWeek(snapshot: Snapshot, week: Span): UsualWeek | undefined {
  const { timeZone, firstAt } = snapshot;
  const revenue = Array.from({ length: lookBack.most }, (_, back) => ({
    from: addDays(week.from, -7 * (back + 1), timeZone),
    until: addDays(week.from, -7 * back, timeZone),
  }))
    .filter(({ from }) => from >= firstAt)
    .map((span) => shopFigures(snapshot, span).net);
  if (revenue.length < lookBack.fewest) return undefined;
  return { weeks: revenue.length, lowest: Math.min(...revenue), highest: Math.max(...revenue) };
}
