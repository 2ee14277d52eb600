import type { Span } from '../decisions/shop-figures.ts';
import { addDays, type LocalDate, localDate, startOfDate } from '../domain/calendar.ts';

/** What a period is read against: the moment of the question in the shop's time zone. */
export interface PeriodContext {
  /** Epoch ms. */
  readonly now: number;
  readonly timeZone: string;
  /** Where the data begin, epoch ms: `all time` starts there. */
  readonly firstAt: number;
}

/** One form of a period: a pattern and the span that a match means. */
interface PeriodForm {
  readonly pattern: RegExp;
  readonly read: (match: RegExpExecArray, context: PeriodContext) => Span | undefined;
}

const months = [
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
/** `may` is a month unless a verb follows. */
const month = `(${months
  .map((name) =>
    name === 'may' ? 'may(?! (?:i|we|they|buy|order|be|come|leave|expect))' : `${name}|${name.slice(0, 3)}`,
  )
  .join('|')}|sept)`;
const ofYear = '(?:,? (?:of )?(\\d{4})\\b)?';
const iso = '(\\d{4})-(\\d{2})-(\\d{2})';
const counts = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];
const ordinals = ['first', 'second', 'third', 'fourth'];
const unit = '(day|week|month|quarter|year)';

/** The forms that are understood, the most specific first. Each works on lower-case English. */
export const periodForms: readonly PeriodForm[] = [
  {
    pattern: new RegExp(`(?:from |between )?${iso} (?:to|until|till|and|-|–) ${iso}`),
    read: (match, context) => {
      const [from, last] = [isoStart(match.slice(1, 4), context), isoStart(match.slice(4, 7), context)];
      if (from === undefined || last === undefined || last < from) return undefined;
      return { from, until: addDays(last, 1, context.timeZone) };
    },
  },
  {
    pattern: new RegExp(iso),
    read: (match, context) => {
      const from = isoStart(match.slice(1, 4), context);
      return from === undefined ? undefined : { from, until: addDays(from, 1, context.timeZone) };
    },
  },
  {
    pattern: /\b(\d{4})-(0[1-9]|1[0-2])\b(?!-\d)/,
    read: (match, context) => monthsSpan({ year: Number(match[1]), month: Number(match[2]) }, 1, context),
  },
  {
    pattern: new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)?(?: of)? ${month}\\b${ofYear}`),
    read: (match, context) => oneDay(Number(match[1]), [match[2], match[3]], context),
  },
  {
    pattern: new RegExp(`\\b${month} (\\d{1,2})(?:st|nd|rd|th)?\\b(?!\\d)${ofYear}`),
    read: (match, context) => oneDay(Number(match[2]), [match[1], match[3]], context),
  },
  {
    pattern: new RegExp(`\\bbetween ${month}${ofYear} and ${month}${ofYear}`),
    read: (match, context) => monthRange(match.slice(1, 5), context),
  },
  {
    pattern: new RegExp(`\\b(?:from )?${month}${ofYear} (?:to|until|till|through|-|–) ${month}${ofYear}`),
    read: (match, context) => monthRange(match.slice(1, 5), context),
  },
  {
    pattern: new RegExp(`\\bq([1-4])\\b${ofYear}`),
    read: (match, context) => quarterSpan(Number(match[1]), match[2], context),
  },
  {
    pattern: new RegExp(`\\b(${ordinals.join('|')}) quarter\\b${ofYear}`),
    read: (match, context) => quarterSpan(ordinals.indexOf(match[1] ?? '') + 1, match[2], context),
  },
  {
    pattern: new RegExp(`\\b${month}\\b${ofYear}`),
    read: (match, context) => {
      const number = monthNumber(match[1]);
      return monthsSpan({ year: yearOf(number, match[2], context), month: number }, 1, context);
    },
  },
  {
    pattern: new RegExp(`\\b(?:last|past|previous) (\\d{1,4}|${counts.join('|')}) ${unit}s?\\b`),
    read: (match, context) => lastUnits(countOf(match[1]), match[2], context),
  },
  { pattern: new RegExp(`\\bpast ${unit}\\b`), read: (match, context) => lastUnits(1, match[1], context) },
  { pattern: new RegExp(`\\b${unit} before last\\b`), read: (match, context) => unitSpan(match[1], -2, context) },
  { pattern: /\byesterday\b/, read: (_, context) => unitSpan('day', -1, context) },
  { pattern: /\btoday\b/, read: (_, context) => unitSpan('day', 0, context) },
  {
    pattern: new RegExp(`\\b(?:last|previous) ${unit}\\b`),
    read: (match, context) => unitSpan(match[1], -1, context),
  },
  {
    pattern: new RegExp(`\\b(?:this|current) ${unit}\\b`),
    read: (match, context) => unitSpan(match[1], 0, context),
  },
  { pattern: /\b(?:year to date|ytd)\b/, read: (_, context) => unitSpan('year', 0, context) },
  {
    pattern: /\b((?:19|20)\d\d)\b(?!-\d)/,
    read: (match, context) => monthsSpan({ year: Number(match[1]), month: 1 }, 12, context),
  },
  {
    pattern: /\b(?:all time|of all time|ever|in total|altogether|overall)\b/,
    read: (_, { firstAt, now, timeZone }) => ({
      from: startOfDate(localDate(firstAt, timeZone), timeZone),
      until: now,
    }),
  },
];

function isoStart(parts: readonly string[], { timeZone }: PeriodContext): number | undefined {
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

function monthNumber(name: string | undefined): number {
  return months.findIndex((known) => known.startsWith((name ?? '').slice(0, 3))) + 1;
}

function countOf(word: string | undefined): number {
  const place = counts.indexOf(word ?? '');
  return place < 0 ? Number(word) : place + 1;
}

/** The year that a month without a year means: the latest one of which something is known. */
function yearOf(monthOfYear: number, year: string | undefined, { now, timeZone }: PeriodContext): number {
  if (year !== undefined) return Number(year);
  const today = localDate(now - 1, timeZone);
  return monthOfYear <= today.month ? today.year : today.year - 1;
}

function oneDay(day: number, [name, year]: readonly (string | undefined)[], context: PeriodContext): Span | undefined {
  const monthOfYear = monthNumber(name);
  const date = { year: yearOf(monthOfYear, year, context), month: monthOfYear, day };
  return isDate(date) ? datesSpan(date, { ...date, day: day + 1 }, context) : undefined;
}

/** From one month to another; a year that stands once counts for both, and a first month after the last one lies in the year before. */
function monthRange(
  [name, year, lastName, lastYear]: readonly (string | undefined)[],
  context: PeriodContext,
): Span | undefined {
  const [first, last] = [monthNumber(name), monthNumber(lastName)];
  const endYear = yearOf(last, lastYear ?? year, context);
  const startYear = year === undefined || lastYear === undefined ? endYear - (first > last ? 1 : 0) : Number(year);
  const count = (endYear - startYear) * 12 + last - first + 1;
  return count < 1 ? undefined : monthsSpan({ year: startYear, month: first }, count, context);
}

function quarterSpan(number: number, year: string | undefined, context: PeriodContext): Span {
  const first = number * 3 - 2;
  return monthsSpan({ year: yearOf(first, year, context), month: first }, 3, context);
}

function monthsSpan(start: Omit<LocalDate, 'day'>, count: number, context: PeriodContext): Span {
  return datesSpan({ ...start, day: 1 }, { ...start, month: start.month + count, day: 1 }, context);
}

/** The last whole days before today; months, quarters and years go back by the calendar to the same day (or the last one of a shorter month). */
function lastUnits(count: number, of: string | undefined, context: PeriodContext): Span | undefined {
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
function unitSpan(of: string | undefined, shift: number, context: PeriodContext): Span {
  const { year, month: monthOfYear, day } = localDate(context.now, context.timeZone);
  const weekday = (new Date(Date.UTC(year, monthOfYear - 1, day)).getUTCDay() + 6) % 7;
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
