import { localDate, startOfDate } from '../domain/calendar.ts';

const quarterHourMs = 900_000;
/** More distinct dates than this are times: it is 55 years of days. */
const mostDates = 20_000;

/** Whether instants are dates without a time of day: every one is a midnight of the shop. */
export function hasOnlyDates(instants: Float64Array, timeZone: string): boolean {
  if (instants.some((instant) => instant % quarterHourMs !== 0)) return false;
  const distinct = new Set(instants);
  if (distinct.size > mostDates) return false;
  return [...distinct].every((instant) => startOfDate(localDate(instant, timeZone), timeZone) === instant);
}
