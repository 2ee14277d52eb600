import { type SegmentName, segmentNames } from '../decisions/segments.ts';
import { inEnglish } from './chinese.ts';
import type { QuestionContext } from './context.ts';
import { lastWholeDays, type Period, parsePeriod, periodBefore, yearBefore } from './period.ts';
import type { PeriodContext } from './period-spans.ts';
import type { Slots } from './question.ts';
import { momentOf } from './words.ts';

/** What `against` says for the same days of the year before. */
export const theYearBefore = 'the year before';

/** The period of its words; undefined for none. */
export function periodNamed(words: string | undefined, context: QuestionContext): Period | undefined {
  return words === undefined ? undefined : parsePeriod(words, momentOf(context))?.period;
}

/** What a question about a period looks at where none is named. */
export function lastThirtyDays(context: QuestionContext): Period {
  return lastWholeDays(30, momentOf(context));
}

const yearly =
  /\b(?:a|one|the) year (?:ago|before|earlier)\b|\bsame \w+ (?:of )?(?:last|the previous) year\b|\b(?:with|to|versus|vs|against|than|since) (?:the )?(?:last|previous) year\b/;

/** The two times that a comparison names, in words. `a year ago` means the same days of the year before, unless `this year` is what is compared. */
export function readComparison(
  text: string,
  moment: PeriodContext,
): Pick<Slots, 'period' | 'against'> & { rest: string } {
  const apart = /\b(?:from|between)\b/.test(text)
    ? text
    : text.replace(/(?<!\d-\d\d) (?:to|and|和|与|跟|同) /g, ' with ');
  const isYearly = yearly.test(apart) && !/\bthis year\b/.test(apart);
  const first = parsePeriod(isYearly ? apart.replace(yearly, ' ') : apart, moment);
  const second = first && !isYearly ? parsePeriod(first.rest, moment) : undefined;
  const named = [first?.matched, second?.matched].filter((words) => words !== undefined);
  const english = inEnglish(apart);
  const [period, other] = fromOne(
    english,
    named.sort((one, two) => english.indexOf(one) - english.indexOf(two)),
  );
  const isSame = period !== undefined && period === other && /\blast year\b/.test(text);
  return {
    period,
    against: isYearly || isSame ? theYearBefore : other,
    rest: second?.rest ?? first?.rest ?? apart,
  };
}

/** A single time that only stands for comparison (`better than last week`) is compared with its like of the present. */
function fromOne(text: string, named: readonly string[]): readonly (string | undefined)[] {
  const [only, other] = named;
  const unit =
    other === undefined ? /^(?:last|previous) (day|week|month|quarter|year)$/.exec(only ?? '')?.[1] : undefined;
  const isBeside = new RegExp(`\\b(?:than|as|with|to|against|versus|vs\\.?) (?:the )?${only ?? ''}\\b`).test(text);
  return unit !== undefined && isBeside ? [`this ${unit}`, only] : named;
}

/** The two periods of a comparison: where the second is not named, the one before. */
export function twoPeriods({ period, against }: Slots, context: QuestionContext): readonly [Period, Period] {
  const moment = momentOf(context);
  const recent = periodNamed(period, context) ?? lastThirtyDays(context);
  if (against === theYearBefore) return [recent, yearBefore(recent, moment)];
  return [recent, periodNamed(against, context) ?? periodBefore(recent, moment)];
}

/** The one segment that a text names. */
export function segmentAsked(text: string): SegmentName | undefined {
  if (text.includes('高价值')) return 'high-value';
  if (text.includes('普通客户')) return 'ordinary';
  if (text.includes('潜力客户')) return 'potential';
  return segmentNames.find((name) => text.replace('high value', 'high-value').includes(name));
}
