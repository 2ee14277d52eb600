import type { Span } from '../decisions/shop-figures.ts';
import { addDays, formatDay, localDate, startOfDate } from '../domain/calendar.ts';
import { dayMs } from '../domain/clock.ts';
import { inEnglish } from './chinese.ts';
import { periodForms } from './period-forms.ts';
import type { PeriodContext } from './period-spans.ts';

/** A span of the shop's days with its name in words. Nothing after the moment of the question is in it. */
export interface Period extends Span {
  readonly words: string;
}

/** A period that was read, its words, and what is left of the text. */
export interface ReadPeriod {
  readonly period: Period;
  /** The same span with what has not happened yet: all of this month. */
  readonly whole: Span;
  readonly matched: string;
  readonly rest: string;
}

/** Words before a period that make it run from its beginning until now, or from the beginning of the data until it. */
const bounds = /\b(since|after|until|till|up to|before)(?: the)? $/;

/** The first period that a text names; undefined where it names none. `since` before it lets it run until now, `before` and `until` from the first order on. */
export function parsePeriod(text: string, context: PeriodContext): ReadPeriod | undefined {
  const english = inEnglish(text.toLowerCase());
  for (const { pattern, read } of periodForms) {
    const match = pattern.exec(english);
    const span = match ? read(match, context) : undefined;
    if (!match || !span) continue;
    const before = english.slice(0, match.index);
    const bound = bounds.exec(before);
    const kept = bound ? before.slice(0, bound.index) : before;
    const rest = `${kept} ${english.slice(match.index + match[0].length)}`;
    const matched = bound ? `${bound[1]} ${match[0]}` : match[0];
    const whole = boundedBy(bound?.[1], span, context);
    return { period: named(whole, context), whole, matched, rest };
  }
  return undefined;
}

function boundedBy(bound: string | undefined, { from, until }: Span, { now, firstAt }: PeriodContext): Span {
  if (bound === undefined) return { from, until };
  if (bound === 'since') return { from, until: Math.max(from, now) };
  if (bound === 'after') return { from: until, until: Math.max(until, now) };
  return { from: firstAt, until: Math.max(firstAt, bound === 'before' ? from : until) };
}

/** The last `days` whole days before the day of `now`. */
export function lastWholeDays(days: number, context: PeriodContext): Period {
  const { now, timeZone } = context;
  const until = startOfDate(localDate(now, timeZone), timeZone);
  return named({ from: addDays(until, -days, timeZone), until }, context);
}

/** The period of the same length that ends where this one begins; whole months are followed back by as many whole months. */
export function periodBefore({ from, until }: Span, context: PeriodContext): Period {
  const { timeZone } = context;
  const [start, end] = [localDate(from, timeZone), localDate(until, timeZone)];
  const count = (end.year - start.year) * 12 + end.month - start.month;
  if (start.day === 1 && end.day === 1 && count > 0) {
    return named({ from: startOfDate({ ...start, month: start.month - count }, timeZone), until: from }, context);
  }
  const days = Math.max(1, Math.round((until - from) / dayMs));
  return named({ from: addDays(from, -days, timeZone), until: from }, context);
}

/** The same days of the calendar one year earlier. */
export function yearBefore({ from, until }: Span, context: PeriodContext): Period {
  const { timeZone } = context;
  const back = (instant: number) => {
    const date = localDate(instant, timeZone);
    return startOfDate({ ...date, year: date.year - 1 }, timeZone);
  };
  return named({ from: back(from), until: back(until) }, context);
}

/** A span cut at the moment of the question, with its first and last day in words. */
export function named({ from, until }: Span, { now, timeZone }: PeriodContext): Period {
  const end = Math.max(from, Math.min(until, now));
  const [first, last] = [
    formatDay(from, timeZone),
    formatDay(Math.max(from, (end > from ? end : until) - 1), timeZone),
  ];
  const days = first === last ? first : `${first} to ${last}`;
  if (until <= from || end > from) return { from, until: end, words: end < until ? `${days}, so far` : days };
  return { from, until: end, words: `${days}, of which nothing is known yet` };
}
