import { addDays, formatDay, localDate, parseAsOf, startOfDate } from '../domain/calendar.ts';
import { dayMs } from '../domain/clock.ts';
import { lastOrderAt, longestGapMs } from '../store/last-order.ts';
import type { Workplace } from './workplace.ts';

/** The moment that a use-case looks at. */
export interface Moment {
  /** Epoch ms; nothing at or after it is known. */
  readonly asOf: number;
  /** Why it is not now, in words; absent where a date was given or the data are fresh. */
  readonly caution?: string;
}

/** Silence that is never taken for the end of the data, days. */
const patienceDays = 3;
/** Silence in longest gaps of the shop after which the data, not the shop, have ended. */
const patienceGaps = 3;

/**
 * The moment of a use-case: the date given (`2011-06-01` or an instant), else now; `wholeDays` takes the beginning of today, so that learning sees
 * whole days only. Data that ended long ago (a file exported last month) are looked at as of the day after their last order, and that is said:
 * otherwise every customer would seem to have left. See docs/decisions/0003. Raises `bad-date`.
 */
export function momentOf(
  { store, clock, timeZone }: Pick<Workplace, 'store' | 'clock' | 'timeZone'>,
  { asOf, wholeDays = false }: { readonly asOf?: string | undefined; readonly wholeDays?: boolean },
): Moment {
  if (asOf !== undefined) return { asOf: parseAsOf(asOf, timeZone) };
  const now = clock.now().getTime();
  const last = lastOrderAt(store, now);
  // The gaps are looked at only after a silence that could be the end of the data: this runs before every question.
  const hasEnded =
    last !== undefined && now - last > patienceDays * dayMs && now - last > patienceGaps * longestGapMs(store, last);
  if (hasEnded) {
    const end = addDays(startOfDate(localDate(last, timeZone), timeZone), 1, timeZone);
    return {
      asOf: end,
      caution: `The data end on ${formatDay(last, timeZone)}, so this is as of the day after; import newer orders.`,
    };
  }
  return { asOf: wholeDays ? startOfDate(localDate(now, timeZone), timeZone) : now };
}
