import { localDate, startOfDate } from './calendar.ts';
import { dayMs } from './clock.ts';

/** A week of ISO 8601: Monday to Sunday, named by the year that holds its Thursday. */
export interface IsoWeek {
  /** `2026-W48`. */
  readonly name: string;
  /** When its Monday begins in the time zone, epoch ms. */
  readonly from: number;
  /** When the next Monday begins. */
  readonly until: number;
}

/** The week of an instant on the calendar of a time zone. */
export function isoWeekOf(instant: number, timeZone: string): IsoWeek {
  const date = localDate(instant, timeZone);
  const wall = Date.UTC(date.year, date.month - 1, date.day);
  // Days since Monday: 1 January 1970 was a Thursday.
  const since = (wall / dayMs + 3) % 7;
  const thursday = new Date(wall + (3 - since) * dayMs);
  const year = thursday.getUTCFullYear();
  const week = 1 + Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * dayMs));
  return {
    name: `${year}-W${String(week).padStart(2, '0')}`,
    from: startOfDate({ ...date, day: date.day - since }, timeZone),
    until: startOfDate({ ...date, day: date.day - since + 7 }, timeZone),
  };
}
