import { netRevenueBetween } from '../decisions/net-revenue.ts';
import type { Span } from '../decisions/shop-figures.ts';
import { addDays } from '../domain/calendar.ts';
import { dayMs } from '../domain/clock.ts';
import { minorDigits } from '../domain/money.ts';
import { firstAtOrAfter } from '../features/purchase-summary.ts';
import type { AnswerChart } from './answer.ts';
import { axisOf, monthsUpTo } from './axis.ts';
import type { QuestionContext } from './context.ts';
import { momentOf } from './words.ts';

/** Months of a person that a chart shows. */
const monthsShown = 12;
/** Days up to which two periods are laid side by side day by day; beyond, week by week. */
const daysApart = 20;

/** An amount in major units, as a chart has it. */
export function chartMoney({ snapshot }: QuestionContext, minor: number): number {
  const unit = 10 ** minorDigits(snapshot.currency);
  return Math.round(minor) / unit;
}

/** Net revenue along a span, per day, week, month, quarter or year; undefined where it is too short for a picture. */
export function revenueChart(span: Span, context: QuestionContext): AnswerChart | undefined {
  const axis = axisOf(span, momentOf(context));
  if (!axis) return undefined;
  const values = netOf(axis.places, context);
  if (values.every((value) => value === undefined)) return undefined;
  return {
    kind: 'bar',
    title: `Revenue per ${axis.step}, ${context.snapshot.currency}`,
    labels: axis.places.map(({ label }) => label),
    series: [{ name: 'Revenue', values }],
  };
}

/** Net revenue of two periods side by side from their first days on, by days or by whole weeks; undefined where they are too short or too long for a picture. */
export function comparisonChart(
  { later, earlier }: { later: Span; earlier: Span },
  context: QuestionContext,
): AnswerChart | undefined {
  const days = ({ from, until }: Span) => Math.round((until - from) / dayMs);
  const step = Math.max(days(later), days(earlier)) <= daysApart ? 1 : 7;
  const [now, before] = [later, earlier].map((span) => netOf(stepsFrom(span, step, context), context));
  const count = Math.max(now?.length ?? 0, before?.length ?? 0);
  if (!now || !before || count < 3 || count > 20) return undefined;
  const padded = (values: readonly (number | undefined)[]) =>
    Array.from({ length: count }, (_, index) => values[index]);
  return {
    kind: 'line',
    title: `Revenue per ${step === 1 ? 'day' : 'week'}, ${context.snapshot.currency}`,
    labels: Array.from({ length: count }, (_, index) => `${step === 1 ? 'Day' : 'Week'} ${index + 1}`),
    series: [
      { name: 'Earlier', values: padded(before) },
      { name: 'Later', values: padded(now) },
    ],
  };
}

/** Whole steps of some days from the beginning of a span on. */
function stepsFrom({ from, until }: Span, step: number, { snapshot }: QuestionContext): Span[] {
  const count = Math.floor((until - from) / dayMs / step + 0.05);
  return Array.from({ length: count }, (_, index) => ({
    from: addDays(from, index * step, snapshot.timeZone),
    until: addDays(from, (index + 1) * step, snapshot.timeZone),
  }));
}

/** What neighbouring spans brought, in major units; undefined before the first order. */
function netOf(spans: readonly Span[], context: QuestionContext): (number | undefined)[] {
  if (spans.length === 0) return [];
  const starts = Float64Array.from([...spans.map(({ from }) => from), spans.at(-1)?.until ?? 0]);
  return netRevenueBetween(context.snapshot, starts).map((net) =>
    net === undefined ? undefined : chartMoney(context, net),
  );
}

/** What one customer bought for in each of the last twelve months. Undefined for somebody who bought in none of them. */
export function personChart(customer: number, context: QuestionContext): AnswerChart | undefined {
  const { orderStart, orderAt, orderGross, asOf, timeZone, currency } = context.snapshot;
  const axis = monthsUpTo(asOf, monthsShown, timeZone);
  const [first, end] = [orderStart[customer] ?? 0, orderStart[customer + 1] ?? 0];
  const values = axis.places.map(({ from, until }) => {
    let gross = 0;
    const last = firstAtOrAfter(orderAt, first, end, until);
    for (let order = firstAtOrAfter(orderAt, first, end, from); order < last; order++) gross += orderGross[order] ?? 0;
    return chartMoney(context, gross);
  });
  if (values.every((value) => value === 0)) return undefined;
  return {
    kind: 'bar',
    title: `Bought per month, ${currency}`,
    labels: axis.places.map(({ label }) => label),
    series: [{ name: 'Bought', values }],
  };
}
