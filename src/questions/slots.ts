import { readComparison, segmentAsked } from './asked.ts';
import { inEnglish } from './chinese.ts';
import { parsePeriod } from './period.ts';
import { countOf, counts, type PeriodContext } from './period-spans.ts';
import type { Question, SlotName, Slots } from './question.ts';
import { readHorizon, readSpan } from './spans.ts';

/** What a form found by name, as typed. */
export interface Named {
  readonly who?: string;
  readonly product?: string;
  readonly tag?: string;
}

/** The slots of a question, and what is left of the text in English. */
export interface ReadSlots {
  readonly slots: Slots;
  readonly rest: string;
}

/** Rows of a list at most. */
const mostRows = 50;
const number = `(\\d{1,6}|${counts.join('|')}|fifteen|twenty|thirty|fifty)`;
const counted = new RegExp(
  `\\b(?:top|best|biggest|first|the|most|only|just) ${number}\\b(?! (?:day|week|month|quarter|year))|\\b${number} (?=(?:most|best|top|biggest|likely|hottest|customers?|buyers?|people|clients?)\\b)|前 ?(\\d{1,3})`,
);
const tens: Readonly<Record<string, number>> = { fifteen: 15, twenty: 20, thirty: 30, fifty: 50 };

/** Reads the slots that a question takes out of a lower-case text; undefined where a product is needed and only a time is named. */
export function readSlots(
  { id, takes }: Question,
  { text, named, moment }: { text: string; named: Named; moment: PeriodContext },
): ReadSlots | undefined {
  const english = inEnglish(text);
  const { name: product, period } = splitTime(named.product, takes.includes('period'), moment);
  if (takes.includes('product') && product === undefined) return undefined;
  const own = {
    ...named,
    ...(named.who === undefined ? {} : { who: personOf(named.who, moment) }),
    product,
    ...(takes.includes('segment') ? { segment: segmentAsked(english) } : {}),
    ...(takes.includes('to') ? { to: toldOf(english, id) } : {}),
  };
  if (takes.includes('against')) {
    const { rest, ...times } = readComparison(english, moment);
    return { slots: { ...own, ...times }, rest };
  }
  const spans = readSpans(takes, english);
  const past =
    takes.includes('period') && spans.days === undefined ? (period ?? parsePeriod(spans.rest, moment)) : undefined;
  const left = past && !period ? past.rest : spans.rest;
  const list = takes.includes('count')
    ? readCount(product ? left.replace(product.toLowerCase(), ' ') : left)
    : undefined;
  return {
    slots: { ...own, days: spans.days, horizonDays: spans.horizonDays, period: past?.matched, count: list?.count },
    rest: list?.rest ?? left,
  };
}

/** Spans of days behind and ahead, for questions that take them. */
function readSpans(takes: readonly SlotName[], english: string) {
  const ahead = takes.includes('horizonDays') ? readHorizon(english) : undefined;
  const text = ahead?.rest ?? english;
  const behind = takes.includes('days') && !/\b(?:since|after) /.test(text) ? readSpan(text) : undefined;
  return { horizonDays: ahead?.days, days: behind?.days, rest: behind?.rest ?? text };
}

/** Rows that a lower-case text asks for (`top 5`, `the 20 most likely`), 1 to 50. */
export function readCount(text: string): { readonly count: number; readonly rest: string } | undefined {
  const match = counted.exec(text);
  if (!match) return undefined;
  const word = match[1] ?? match[2] ?? match[3] ?? '';
  const count = tens[word] ?? countOf(word);
  return {
    count: Math.min(mostRows, Math.max(1, count)),
    rest: `${text.slice(0, match.index)} ${text.slice(match.index + match[0].length)}`,
  };
}

/** A time at the end of what stands for a product is none of its name: `tea tin last month`. */
function splitTime(typed: string | undefined, takesPeriod: boolean, moment: PeriodContext) {
  if (typed === undefined) return {};
  const found = takesPeriod ? parsePeriod(typed, moment) : undefined;
  const end = found ? typed.toLowerCase().lastIndexOf(found.matched) : -1;
  const isLast = found !== undefined && end >= 0 && end + found.matched.length === typed.length;
  const name = isLast
    ? typed.slice(0, end).replace(/(?:^|\s)(?:in|on|during|over|for|within|the|of)*\s*$/i, '')
    : typed;
  const plain = name.replace(/^["“'](.+)["”']$/, '$1').trim();
  return { ...(plain === '' ? {} : { name: plain }), ...(isLast ? { period: found } : {}) };
}

/** A person without the time behind them: `anna in june`, `anna last month`. A month or a day alone may be a name: `June`, `April May`. */
function personOf(who: string, moment: PeriodContext): string {
  const { name, period } = splitTime(who, true, moment);
  const isTime = period !== undefined && (/[ \d]/.test(period.matched) || / (?:in|on|during|since) /i.test(who));
  return isTime && name !== undefined ? name : who;
}

function toldOf(text: string, id: string): 'digest' | 'alerts' {
  if (/\b(?:alert\w*|alarms?|notif\w*|warn\w*|ping)\b|提醒|警报|通知/.test(text)) return 'alerts';
  if (/digest|report|summar|周报|简报/.test(text)) return 'digest';
  return id === 'mute' || /^(?:tell|let)\b/.test(text) ? 'alerts' : 'digest';
}
