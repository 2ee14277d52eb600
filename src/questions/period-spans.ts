import type { Span } from '../decisions/shop-figures.ts';
import { type LocalDate, localDate, startOfDate } from '../domain/calendar.ts';

/** What a period is read against: the moment of the question in the shop's time zone. */
export interface PeriodContext {
  /** Epoch ms. */
  readonly now: number;
  readonly timeZone: string;
  /** Where the data begin, epoch ms: `all time` starts there. */
  readonly firstAt: number;
}

/** The months of the calendar, in lower-case English. */
export const months = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

/** The days of the week from Monday on, in lower-case English. */
export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** Count words up to twelve. */
export const counts = [
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];

/** A count in figures or words: `14`, `two`, `a`. */
export function countOf(word: string | undefined): number {
  if (word === 'a' || word === 'an') return 1;
  const place = counts.indexOf(word ?? '');
  return place < 0 ? Number(word) : place + 1;
}

/** The beginning of a day given as year, month and day in figures; undefined for none of the calendar. */
export function isoStart(parts: readonly string[], { timeZone }: PeriodContext): number | undefined {
  const [year = 0, monthOfYear = 0, day = 0] = parts.map(Number);
  return isDate({ year, month: monthOfYear, day })
    ? startOfDate({ year, month: monthOfYear, day }, timeZone)
    : undefined;
}

function isDate({ year, month: monthOfYear, day }: LocalDate): boolean {
  return monthOfYear >= 1 && monthOfYear <= 12 && day >= 1 && day <= daysIn({ year, month: monthOfYear });
}

function daysIn({ year, month: monthOfYear }: Omit<LocalDate, 'day'>): number {
  return new Date(Date.UTC(year, monthOfYear, 0)).getUTCDate();
}

/** The month of a name or its beginning, from 1. */
export function monthNumber(name: string | undefined): number {
  return months.findIndex((known) => known.startsWith((name ?? '').slice(0, 3))) + 1;
}

/** The year that a month without a year means: the latest one of which something is known. */
export function yearOf(monthOfYear: number, year: string | undefined, { now, timeZone }: PeriodContext): number {
  if (year !== undefined) return Number(year);
  const today = localDate(now - 1, timeZone);
  return monthOfYear <= today.month ? today.year : today.year - 1;
}

/** A day of a month that is named; without a year the latest one of which something is known. */
export function oneDay(
  day: number,
  [name, year]: readonly (string | undefined)[],
  context: PeriodContext,
): Span | undefined {
  const monthOfYear = monthNumber(name);
  const date = { year: yearOf(monthOfYear, year, context), month: monthOfYear, day };
  return isDate(date) ? datesSpan(date, { ...date, day: day + 1 }, context) : undefined;
}

/** From one month to another; a year that stands once counts for both, and a first month after the last one lies in the year before. */
export function monthRange(
  [name, year, lastName, lastYear]: readonly (string | undefined)[],
  context: PeriodContext,
): Span | undefined {
  const [first, last] = [monthNumber(name), monthNumber(lastName)];
  const endYear = yearOf(last, lastYear ?? year, context);
  const startYear = year === undefined || lastYear === undefined ? endYear - (first > last ? 1 : 0) : Number(year);
  const count = (endYear - startYear) * 12 + last - first + 1;
  return count < 1 ? undefined : monthsSpan({ year: startYear, month: first }, count, context);
}

/** A quarter of the year. */
export function quarterSpan(number: number, year: string | undefined, context: PeriodContext): Span {
  const first = number * 3 - 2;
  return monthsSpan({ year: yearOf(first, year, context), month: first }, 3, context);
}

/** Whole months from one on. */
export function monthsSpan(start: Omit<LocalDate, 'day'>, count: number, context: PeriodContext): Span {
  return datesSpan({ ...start, day: 1 }, { ...start, month: start.month + count, day: 1 }, context);
}

/** The last whole days before today; months, quarters and years go back by the calendar to the same day (or the last one of a shorter month). */
export function lastUnits(count: number, of: string | undefined, context: PeriodContext): Span | undefined {
  if (count < 1) return undefined;
  const today = localDate(context.now, context.timeZone);
  if (of === 'day' || of === 'week') {
    const days = of === 'week' ? 7 * count : count;
    return datesSpan({ ...today, day: today.day - days }, today, context);
  }
  const back = count * (of === 'year' ? 12 : of === 'quarter' ? 3 : 1);
  const day = Math.min(today.day, daysIn({ year: today.year, month: today.month - back }));
  return datesSpan({ year: today.year, month: today.month - back, day }, today, context);
}

/** The day, week (from Monday), month, quarter or year `shift` units away from that of now. */
export function unitSpan(of: string | undefined, shift: number, context: PeriodContext): Span {
  const { year, month: monthOfYear, day } = localDate(context.now, context.timeZone);
  const weekday = weekdayOf({ year, month: monthOfYear, day });
  const startOf = (offset: number): LocalDate => {
    if (of === 'week') return { year, month: monthOfYear, day: day - weekday + 7 * offset };
    if (of === 'month') return { year, month: monthOfYear + offset, day: 1 };
    if (of === 'quarter') return { year, month: monthOfYear - ((monthOfYear - 1) % 3) + 3 * offset, day: 1 };
    if (of === 'year') return { year: year + offset, month: 1, day: 1 };
    return { year, month: monthOfYear, day: day + offset };
  };
  return datesSpan(startOf(shift), startOf(shift + 1), context);
}

function datesSpan(from: LocalDate, until: LocalDate, { timeZone }: PeriodContext): Span {
  return { from: startOfDate(from, timeZone), until: startOfDate(until, timeZone) };
}

/** The latest day of that name, today among them; with `isBefore`, the latest one before today. */
export function weekdaySpan(name: string | undefined, isBefore: boolean, context: PeriodContext): Span {
  const today = localDate(context.now, context.timeZone);
  const back = (weekdayOf(today) - weekdays.indexOf(name ?? '') + 7) % 7 || (isBefore ? 7 : 0);
  return datesSpan({ ...today, day: today.day - back }, { ...today, day: today.day - back + 1 }, context);
}

/** Saturday and Sunday of this week, or of the week before. */
export function weekendSpan(isBefore: boolean, context: PeriodContext): Span {
  const today = localDate(context.now, context.timeZone);
  const saturday = today.day - weekdayOf(today) + (isBefore ? -2 : 5);
  return datesSpan({ ...today, day: saturday }, { ...today, day: saturday + 2 }, context);
}

/** A half of the year. */
export function halfSpan(number: number, year: string | undefined, context: PeriodContext): Span {
  const first = number * 6 - 5;
  return monthsSpan({ year: yearOf(first, year, context), month: first }, 6, context);
}

/** From one day of the calendar to another, both within; a year that stands once counts for both. */
export function dayRange(
  [from, last]: readonly [first: readonly (string | undefined)[], last: readonly (string | undefined)[]],
  context: PeriodContext,
): Span | undefined {
  const [day, name, year] = from;
  const [lastDay, lastName = name, lastYear] = last;
  const end = oneDay(Number(lastDay), [lastName, lastYear ?? year], context);
  const endYear = end === undefined ? undefined : localDate(end.from, context.timeZone).year;
  const isAcross = monthNumber(name) > monthNumber(lastName);
  const start = endYear && oneDay(Number(day), [name, year ?? String(endYear - (isAcross ? 1 : 0))], context);
  return start && end && start.from < end.until ? { from: start.from, until: end.until } : undefined;
}

/** The unit of the calendar that lies so many of them back: `3 days ago`. */
export function unitAgo(count: number, of: string | undefined, context: PeriodContext): Span {
  return unitSpan(of, -count, context);
}

/** From Monday, counted from 0. */
function weekdayOf({ year, month, day }: LocalDate): number {
  return (new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7;
}
