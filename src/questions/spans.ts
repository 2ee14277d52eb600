import { countOf, counts } from './period-spans.ts';

/** A count of days that a text names, and what is left of it. */
export interface ReadDays {
  /** Undefined where the words name no number: `the coming weeks`. */
  readonly days?: number;
  readonly rest: string;
}

const unit = '(day|week|fortnight|month|quarter|year)';
const number = `(\\d{1,4}|an?|half an?|few|${counts.join('|')})`;
const unitDays: Readonly<Record<string, number>> = {
  day: 1,
  week: 7,
  fortnight: 14,
  month: 30,
  quarter: 90,
  year: 365,
};

const span = new RegExp(
  `\\b(?:for |in |since |over |within )?(?:more than |at least |over |about |the last |the past )?${number} ${unit}s?\\b`,
);
const horizon = new RegExp(
  `\\b(?:in |within |over |for |during )?(?:the )?(?:next|coming|following) (?:${number} )?${unit}(s?)\\b`,
);

/** The span of days that a lower-case English text names: `for 2 weeks` is 14, a month 30, a year 365. */
export function readSpan(text: string): ReadDays | undefined {
  return read(span, text);
}

/** The span to come that a lower-case English text names, with or without a number: `the coming weeks`, `tomorrow`; `this week` is none. */
export function readAhead(text: string): ReadDays | undefined {
  const found = read(horizon, text);
  const tomorrow = /\btomorrow\b/.exec(text);
  return found ?? (tomorrow ? { days: 1, rest: without(text, tomorrow) } : undefined);
}

/** How far a lower-case English text looks ahead: `next month` is 30, `tomorrow` 1; `this week` 7, where a text that looks ahead says so. */
export function readHorizon(text: string): ReadDays | undefined {
  const found = read(horizon, text);
  if (found) return found;
  const near = /\b(?:in |for )?(tomorrow|today|this week|this month|soon)\b/.exec(text);
  if (!near) return undefined;
  const days = { tomorrow: 1, today: 1, 'this week': 7, 'this month': 30 }[near[1] ?? ''];
  return { ...(days === undefined ? {} : { days }), rest: without(text, near) };
}

function read(pattern: RegExp, text: string): ReadDays | undefined {
  const match = pattern.exec(text);
  if (!match) return undefined;
  const [, word, of = '', plural] = match;
  const rest = without(text, match);
  if (word === 'few' || (word === undefined && plural === 's')) return { rest };
  const count = word?.startsWith('half') ? 0.5 : countOf(word ?? 'a');
  const days = Math.floor(count * (unitDays[of] ?? 1));
  return { ...(days > 0 ? { days } : {}), rest };
}

function without(text: string, { index, 0: found }: RegExpExecArray): string {
  return `${text.slice(0, index)} ${text.slice(index + found.length)}`;
}
