import { type SegmentName, segmentNames } from '../decisions/segments.ts';
import type { QuestionContext } from './context.ts';
import { listRows } from './lists.ts';
import { lastWholeDays, type Period, parsePeriod, periodBefore, yearBefore } from './period.ts';
import { momentOf } from './words.ts';

/** The period that a text names; the last 30 whole days where it names none. */
export function periodOr(text: string, context: QuestionContext): Period {
  return parsePeriod(text, momentOf(context))?.period ?? lastWholeDays(30, momentOf(context));
}

/** The two periods of a comparison: where the second is not named, the one before; `a year ago` means the same days of the year before. */
export function twoPeriods(text: string, context: QuestionContext): readonly [Period, Period] {
  const moment = momentOf(context);
  const apart = /\b(?:from|between)\b/.test(text) ? text : text.replace(/(?<!\d-\d\d) (?:to|and) /g, ' with ');
  const yearly =
    /\b(?:a|one|the) year (?:ago|before|earlier)\b|\bsame \w+ (?:last|the previous) year\b|\b(?:with|to|versus|vs|against) (?:the )?(?:last|previous) year\b/;
  const isYearly = yearly.test(apart) && !/\bthis year\b/.test(apart);
  const first = parsePeriod(isYearly ? apart.replace(yearly, ' ') : apart, moment);
  const recent = first?.period ?? lastWholeDays(30, moment);
  if (isYearly) return [recent, yearBefore(recent, moment)];
  const second = first ? parsePeriod(first.rest, moment) : undefined;
  return [recent, second?.period ?? periodBefore(recent, moment)];
}

/** Rows of a list that the words ask for (`top 5`, `the 20 most likely buyers`): at most 50, ten where they name none. */
export function rowsAsked(text: string, context: QuestionContext): number {
  const rest = parsePeriod(text, momentOf(context))?.rest ?? text;
  const named = { five: 5, ten: 10, twenty: 20, fifty: 50 };
  const word = /\b(\d{1,6}|five|ten|twenty|fifty)\b/.exec(rest)?.[1];
  if (word === undefined) return listRows;
  const count = Object.entries(named).find(([name]) => name === word)?.[1] ?? Number(word);
  return Math.min(50, Math.max(1, count));
}

/** The one segment that a text names. */
export function segmentAsked(text: string): SegmentName | undefined {
  return segmentNames.find((name) => text.replace('high value', 'high-value').includes(name));
}
