import type { Span } from '../decisions/shop-figures.ts';
import { addDays, formatDate, localDate, startOfDate } from '../domain/calendar.ts';
import { dayMs } from '../domain/clock.ts';
import { parsePeriod, periodBefore, yearBefore } from './period.ts';
import { months, type PeriodContext } from './period-spans.ts';

const oneBefore =
  /^(?:(?:the )?(?:one |(day|week|month|quarter|year) )?(?:before|earlier|prior)(?: (?:that|this|it))?|(?:the )?previous (?:one|period|(day|week|month|quarter|year)))$|^(?:再)?(?:之前|前一个|上一个)(?:月|周|季度|年)?$/;
const oneYear =
  /^(?:a|one|the) year (?:ago|earlier|before)$|^(?:the )?same (?:\w+ )?(?:(?:of )?(?:last|the previous) year|(?:a|one|the) year (?:ago|before|earlier))$|^去年同期$/;

/** The name of the time that `the month before` or `a year earlier` means after another; undefined for a text that says neither. */
export function periodNextTo(text: string, named: string, moment: PeriodContext): string | undefined {
  const period = parsePeriod(named, moment)?.whole;
  if (!period) return undefined;
  if (oneYear.test(text)) return nameOf(yearBefore(period, moment), moment);
  const match = oneBefore.exec(text);
  if (!match) return undefined;
  const unit = match[1] ?? match[2];
  return nameOf(unit === undefined ? periodBefore(period, moment) : unitBefore(unit, period, moment), moment);
}

/** `The month before` after a quarter is the month that ends where it begins; `the year before` after less than a year the same days a year earlier. */
function unitBefore(unit: string, span: Span, moment: PeriodContext): Span {
  const { timeZone } = moment;
  const before = periodBefore(span, moment);
  const days = (before.until - before.from) / dayMs;
  const isUnit = {
    day: days < 2,
    week: days > 6 && days < 8,
    month: days > 27 && days < 32,
    quarter: days > 88 && days < 93,
    year: days > 360,
  };
  if (Object.entries(isUnit).some(([name, isSame]) => name === unit && isSame)) return before;
  if (unit === 'year') return yearBefore(span, moment);
  const start = localDate(span.from, timeZone);
  const from =
    unit === 'day' || unit === 'week'
      ? addDays(span.from, unit === 'day' ? -1 : -7, timeZone)
      : startOfDate({ ...start, month: start.month - (unit === 'month' ? 1 : 3) }, timeZone);
  return { from, until: span.from };
}

/** A span in words that are read as the same span: a month, a quarter or a year by its name, else its first and last day. */
function nameOf({ from, until }: Span, { timeZone }: PeriodContext): string {
  const [first, end] = [localDate(from, timeZone), localDate(until, timeZone)];
  const count = first.day === 1 && end.day === 1 ? (end.year - first.year) * 12 + end.month - first.month : 0;
  if (count === 1) return `${months[first.month - 1] ?? ''} ${first.year}`;
  if (count === 3 && first.month % 3 === 1) return `q${(first.month + 2) / 3} ${first.year}`;
  if (count === 12 && first.month === 1) return String(first.year);
  const last = addDays(until, -1, timeZone);
  return last <= from ? formatDate(from, timeZone) : `${formatDate(from, timeZone)} to ${formatDate(last, timeZone)}`;
}
