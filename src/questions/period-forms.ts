import type { Span } from '../decisions/shop-figures.ts';
import { addDays, localDate, startOfDate } from '../domain/calendar.ts';
import {
  countOf,
  counts,
  dayRange,
  halfSpan,
  isoStart,
  lastUnits,
  monthNumber,
  monthRange,
  months,
  monthsSpan,
  oneDay,
  type PeriodContext,
  quarterSpan,
  unitAgo,
  unitSpan,
  weekdaySpan,
  weekdays,
  weekendSpan,
  yearOf,
} from './period-spans.ts';

/** One form of a period: a pattern and the span that a match means. */
interface PeriodForm {
  readonly pattern: RegExp;
  readonly read: (match: RegExpExecArray, context: PeriodContext) => Span | undefined;
}

/** `may` is a month unless a verb follows. */
const month = `(${months
  .map((name) =>
    name === 'may' ? 'may(?! (?:i|we|they|buy|order|be|come|leave|expect))' : `${name}|${name.slice(0, 3)}`,
  )
  .join('|')}|sept)`;
const ofYear = '(?:,? (?:of )?(\\d{4})\\b)?';
const iso = '(\\d{4})-(\\d{2})-(\\d{2})';
const ordinals = ['first', 'second', 'third', 'fourth'];
const unit = '(day|week|month|quarter|year)';

const date = '(\\d{1,2})(?:st|nd|rd|th)?';
const dayOfMonth = `${date}(?: of)? ${month}\\b`;
const until = '(?:to|until|till|through|and|-|–)';
/** Black Friday is a campaign, no weekday. */
const weekday = `(?<!black )(${weekdays.join('|')})`;

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
    pattern: new RegExp(`\\b(?:from |between )?${dayOfMonth}${ofYear} ?${until} ?${dayOfMonth}${ofYear}`),
    read: (match, context) => dayRange([match.slice(1, 4), match.slice(4, 7)], context),
  },
  {
    pattern: new RegExp(
      `\\b(?:from |between )?${month} ${date}\\b${ofYear} ?${until} ?(?:${month} )?${date}\\b(?!\\d)${ofYear}`,
    ),
    read: ([, name, day, year, lastName, lastDay, lastYear], context) =>
      dayRange(
        [
          [day, name, year],
          [lastDay, lastName, lastYear],
        ],
        context,
      ),
  },
  {
    pattern: new RegExp(`\\b(?:from |between )?${date} ?${until} ?${dayOfMonth}${ofYear}`),
    read: ([, day, ...last], context) => dayRange([[day, last[1], last[2]], last], context),
  },
  {
    pattern: new RegExp(`\\b${dayOfMonth}${ofYear}`),
    read: (match, context) => oneDay(Number(match[1]), [match[2], match[3]], context),
  },
  {
    pattern: new RegExp(`\\b${month} ${date}\\b(?!\\d)${ofYear}`),
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
    pattern: new RegExp(`\\bh([12])\\b${ofYear}`),
    read: (match, context) => halfSpan(Number(match[1]), match[2], context),
  },
  {
    pattern: new RegExp(`\\b(first|second) half\\b${ofYear}`),
    read: (match, context) => halfSpan(ordinals.indexOf(match[1] ?? '') + 1, match[2], context),
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
  {
    pattern: new RegExp(`\\b(\\d{1,4}|an?|${counts.join('|')}) ${unit}s? ago\\b`),
    read: (match, context) => unitAgo(countOf(match[1]), match[2], context),
  },
  { pattern: /\b(?:last|past|previous) fortnight\b/, read: (_, context) => lastUnits(2, 'week', context) },
  { pattern: /\b(?:last|past|previous) half(?: a)? year\b/, read: (_, context) => lastUnits(6, 'month', context) },
  { pattern: /\b(?:last|past|previous) weekend\b/, read: (_, context) => weekendSpan(true, context) },
  { pattern: /\b(?:this|the) weekend\b/, read: (_, context) => weekendSpan(false, context) },
  {
    pattern: new RegExp(`\\b(?:(last|past|previous) |this )?${weekday}\\b`),
    read: (match, context) => weekdaySpan(match[2], match[1] !== undefined, context),
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
  { pattern: new RegExp(`\\b${unit} to date\\b`), read: (match, context) => unitSpan(match[1], 0, context) },
  { pattern: /\bytd\b/, read: (_, context) => unitSpan('year', 0, context) },
  { pattern: /\bmtd\b/, read: (_, context) => unitSpan('month', 0, context) },
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
