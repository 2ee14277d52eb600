import { theYearBefore } from './asked.ts';
import { inEnglish } from './chinese.ts';
import { parsePeriod } from './period.ts';
import { periodNextTo } from './period-shift.ts';
import type { PeriodContext } from './period-spans.ts';
import type { Slots } from './question.ts';
import type { Recognised } from './recognise.ts';
import { questionOf } from './registry.ts';
import { readCount } from './slots.ts';
import { readHorizon, readSpan } from './spans.ts';

/** What a thread was about: the question and what it named. */
export type Before = Pick<Recognised, 'question' | 'slots'>;

/** Rows of a list that names no number, and the most it may have. */
const rows = { usual: 10, most: 50 } as const;
/** Words that may stand around a fragment without changing it. */
const around =
  /\b(?:only|just|in|for|on|during|make it|show|over|within|of|then|instead|too|as well|again|ones?|customers|people|rows|results|please|it|that|the)\b/g;
const comparison =
  /^(?:compared?|comparing|versus|vs\.?|against)(?: (?:it|that|this|them|those))?(?: (?:with|to|against))?(?: (.*))?$|^(?:对比|比较|相比|跟|和)(.*)$/;
const more =
  /^(?:(?:who|what|anybody|anyone|anything) else|(?:show |give )?(?:me )?(?:some )?more|the rest|next|go on|continue|还有谁|还有哪些|更多|继续)$/;
const whyWords = /^(?:why|how come|why so|why is that|why's that|explain|为什么|为何|原因)$/;

/**
 * What a fragment means after a question: `and last month`, `top 20`, `compare with last year`, `why`. Undefined for a text that is none, or one that the
 * question before cannot take.
 */
export function goOn(text: string, before: Before, moment: PeriodContext): Recognised | undefined {
  const { question, slots } = before;
  const on = (changed: Slots, other = question): Recognised => ({
    question: other,
    slots: { ...slots, ...changed },
    rest: '',
  });
  const takes = (name: keyof Slots) => question.takes.includes(name);
  if (takes('count') && more.test(text)) return on({ count: Math.min(rows.most, 2 * (slots.count ?? rows.usual)) });
  if (takes('period') && !takes('who')) {
    if (whyWords.test(text)) return comparing({ period: slots.period });
    const beside = comparison.exec(text);
    if (beside) return besides(beside[1] ?? beside[2] ?? '', slots, moment);
    const shifted = slots.period === undefined ? undefined : periodNextTo(text, slots.period, moment);
    if (shifted !== undefined) return on({ period: shifted, against: undefined, days: undefined });
  }
  return fragment(inEnglish(text), before, moment);
}

/** A text that is one slot and nothing else: a time, a number of rows, a span, a segment. */
function fragment(text: string, { question, slots }: Before, moment: PeriodContext): Recognised | undefined {
  const isAll = (rest: string | undefined) => rest !== undefined && rest.replace(around, ' ').trim() === '';
  const on = (changed: Slots): Recognised => ({ question, slots: { ...slots, ...changed }, rest: '' });
  const takes = (name: keyof Slots) => question.takes.includes(name);
  const ahead = takes('horizonDays') ? readHorizon(text) : undefined;
  if (ahead?.days !== undefined && isAll(ahead.rest)) return on({ horizonDays: ahead.days });
  const span = takes('days') ? readSpan(text) : undefined;
  if (span?.days !== undefined && isAll(span.rest)) return on({ days: span.days, period: undefined });
  const past = takes('period') ? parsePeriod(text, moment) : undefined;
  if (past && isAll(past.rest)) return on({ period: past.matched, against: undefined, days: undefined });
  const list = takes('count')
    ? (readCount(text) ?? readCount(`only ${text}`.replace(/ (?:make it|show) /, ' ')))
    : undefined;
  if (list && isAll(list.rest.replace(/\b(?:only|first|top)\b/g, ' '))) return on({ count: list.count });
  return undefined;
}

/** Whether a text goes on from something, so that without anything before it Patron can only ask back. */
export function isFragment(text: string, moment: PeriodContext): boolean {
  const past = parsePeriod(text, moment);
  const english = inEnglish(text);
  const ahead = readHorizon(english);
  return (
    more.test(text) ||
    [past?.rest, ahead?.rest].some((rest) => rest !== undefined && rest.replace(around, ' ').trim() === '') ||
    /^(?:the )?(?:day|week|month|quarter|year) before$|^before that$/.test(text)
  );
}

function besides(text: string, { period }: Slots, moment: PeriodContext): Recognised | undefined {
  const other = parsePeriod(text, moment);
  if (other && parsePeriod(other.rest, moment)) return undefined;
  if (
    /\byear (?:ago|before|earlier)\b|^(?:the )?(?:last|previous) year\b|去年同期/.test(inEnglish(text)) ||
    text.includes('去年同期')
  )
    return comparing({ period, against: theYearBefore });
  return comparing({ period, against: other?.matched });
}

function comparing(slots: Slots): Recognised | undefined {
  const question = questionOf('compare');
  return question && { question, slots, rest: '' };
}
