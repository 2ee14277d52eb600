import type { Span } from '../decisions/shop-figures.ts';
import { addDays, formatDay, type LocalDate, localDate, startOfDate } from '../domain/calendar.ts';
import { dayMs } from '../domain/clock.ts';

/** A span of the shop's days with its name in words. */
export interface Period extends Span {
  readonly words: string;
}

/** What a period is read against: the moment of the question in the shop's time zone. */
export interface PeriodContext {
  /** Epoch ms. */
  readonly now: number;
  readonly timeZone: string;
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
const monthPattern = months
  .map((month) => `${month}|${month.slice(0, 3)}${month === 'september' ? '|sept' : ''}`)
  .join('|');

type Units = 'day' | 'week' | 'month' | 'quarter' | 'year';

/** One form of a period: a pattern and what it means. */
interface PeriodForm {
  readonly pattern: RegExp;
  readonly read: (match: RegExpExecArray, context: PeriodContext) => Span | undefined;
}

/** The forms that are understood, the most specific first. */
const forms: readonly PeriodForm[] = [
  {
    pattern: /(?:from |between )?(\d{4})-(\d{2})-(\d{2}) (?:to|until|and|-) (\d{4})-(\d{2})-(\d{2})/,
    read: (match, context) => {
      const [from, last] = [isoStart(match.slice(1, 4), context), isoStart(match.slice(4, 7), context)];
      if (from === undefined || last === undefined) return undefined;
      return { from, until: addDays(last, 1, context.timeZone) };
    },
  },
  {
    pattern: /since (\d{4})-(\d{2})-(\d{2})/,
    read: (match, context) => {
      const from = isoStart(match.slice(1, 4), context);
      return from === undefined ? undefined : { from, until: context.now };
    },
  },
  {
    pattern: /(\d{4})-(\d{2})-(\d{2})/,
    read: (match, context) => {
      const from = isoStart(match.slice(1, 4), context);
      return from === undefined ? undefined : { from, until: addDays(from, 1, context.timeZone) };
    },
  },
  { pattern: /\bq([1-4])(?: (\d{4}))?\b/, read: (match, context) => quarter(Number(match[1]), match[2], context) },
  {
    pattern: new RegExp(`since (${monthPattern})(?: (\\d{4}))?\\b`),
    read: (match, context) => sinceMonth(match, context),
  },
  { pattern: new RegExp(`\\b(${monthPattern})(?: (\\d{4}))?\\b`), read: (match, context) => monthSpan(match, context) },
  { pattern: /(?:last|past) (\d{1,4}) (day|week|month)s?/, read: (match, context) => lastDays(match, context) },
  { pattern: /\byesterday\b/, read: (_, context) => unitSpan('day', -1, context) },
  { pattern: /\btoday\b/, read: (_, context) => unitSpan('day', 0, context) },
  {
    pattern: /\b(?:last|previous) (week|month|quarter|year)\b/,
    read: (match, context) => unitSpan(unitOf(match[1]), -1, context),
  },
  { pattern: /\bthis (week|month|quarter|year)\b/, read: (match, context) => unitSpan(unitOf(match[1]), 0, context) },
  { pattern: /\b(?:in|of|for|during) (\d{4})\b/, read: (match, context) => yearSpan(Number(match[1]), context) },
];

/** The first period that a lower-case text names, and the text without it; undefined where it names none. */
export function parsePeriod(
  text: string,
  context: PeriodContext,
): { readonly period: Period; readonly rest: string } | undefined {
  for (const { pattern, read } of forms) {
    const match = pattern.exec(text);
    const span = match ? read(match, context) : undefined;
    if (!match || !span) continue;
    const rest = `${text.slice(0, match.index)} ${text.slice(match.index + match[0].length)}`;
    return { period: named(span, context), rest };
  }
  return undefined;
}

/** The last `days` whole days before the day of `now`. */
export function lastWholeDays(days: number, { now, timeZone }: PeriodContext): Period {
  const until = startOfDate(localDate(now, timeZone), timeZone);
  return named({ from: addDays(until, -days, timeZone), until }, { now, timeZone });
}

/** The period of the same length that ends where this one begins; a whole month is followed back by a whole month. */
export function periodBefore({ from, until }: Span, { now, timeZone }: PeriodContext): Period {
  const [start, end] = [localDate(from, timeZone), localDate(until, timeZone)];
  const spansMonths = start.day === 1 && end.day === 1;
  const count = (end.year - start.year) * 12 + end.month - start.month;
  if (spansMonths && count > 0) {
    const earlier = startOfDate({ year: start.year, month: start.month - count, day: 1 }, timeZone);
    return named({ from: earlier, until: from }, { now, timeZone });
  }
  const days = Math.max(1, Math.round((until - from) / dayMs));
  return named({ from: addDays(from, -days, timeZone), until: from }, { now, timeZone });
}

/** A span with its first and last day in words. */
export function named({ from, until }: Span, { timeZone }: PeriodContext): Period {
  const first = formatDay(from, timeZone);
  const last = formatDay(until - 1, timeZone);
  return { from, until, words: first === last ? first : `${first} to ${last}` };
}

function isoStart(parts: readonly string[], { timeZone }: PeriodContext): number | undefined {
  const [year = 0, month = 0, day = 0] = parts.map(Number);
  const instant = startOfDate({ year, month, day }, timeZone);
  const back = localDate(instant, timeZone);
  return back.month === month && back.day === day ? instant : undefined;
}

function monthNumber(name: string): number {
  return months.findIndex((month) => month.startsWith(name.slice(0, 3))) + 1;
}

/** The year that a month without a year means: the latest one that has begun. */
function yearOf(month: number, year: string | undefined, { now, timeZone }: PeriodContext): number {
  if (year !== undefined) return Number(year);
  const today = localDate(now, timeZone);
  return month <= today.month ? today.year : today.year - 1;
}

function monthSpan(match: RegExpExecArray, context: PeriodContext): Span {
  const month = monthNumber(match[1] ?? '');
  const year = yearOf(month, match[2], context);
  return datesSpan({ year, month, day: 1 }, { year, month: month + 1, day: 1 }, context);
}

function sinceMonth(match: RegExpExecArray, context: PeriodContext): Span {
  return { from: monthSpan(match, context).from, until: context.now };
}

function quarter(number: number, year: string | undefined, context: PeriodContext): Span {
  const month = number * 3 - 2;
  const of = yearOf(month, year, context);
  return datesSpan({ year: of, month, day: 1 }, { year: of, month: month + 3, day: 1 }, context);
}

function yearSpan(year: number, context: PeriodContext): Span {
  return datesSpan({ year, month: 1, day: 1 }, { year: year + 1, month: 1, day: 1 }, context);
}

function lastDays(match: RegExpExecArray, context: PeriodContext): Span {
  const count = Number(match[1]);
  if (match[2] === 'month') {
    const end = localDate(context.now, context.timeZone);
    return datesSpan({ ...end, month: end.month - count }, end, context);
  }
  return lastWholeDays(match[2] === 'week' ? count * 7 : count, context);
}

function unitOf(word: string | undefined): Units {
  return word === 'week' || word === 'month' || word === 'quarter' || word === 'year' ? word : 'day';
}

/** The day, week (from Monday), month, quarter or year `shift` units away from now. A running one ends now. */
function unitSpan(unit: Units, shift: number, context: PeriodContext): Span {
  const { year, month, day } = localDate(context.now, context.timeZone);
  const weekday = (new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7;
  const startOf = (offset: number): LocalDate => {
    if (unit === 'day') return { year, month, day: day + offset };
    if (unit === 'week') return { year, month, day: day - weekday + 7 * offset };
    if (unit === 'month') return { year, month: month + offset, day: 1 };
    if (unit === 'quarter') return { year, month: month - ((month - 1) % 3) + 3 * offset, day: 1 };
    return { year: year + offset, month: 1, day: 1 };
  };
  const span = datesSpan(startOf(shift), startOf(shift + 1), context);
  return shift === 0 ? { from: span.from, until: Math.min(span.until, context.now) } : span;
}

function datesSpan(from: LocalDate, until: LocalDate, { timeZone }: PeriodContext): Span {
  return { from: startOfDate(from, timeZone), until: startOfDate(until, timeZone) };
}
