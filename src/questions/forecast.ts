import { dailySeries } from '../decisions/daily-series.ts';
import { daysNeeded, type Expected, type Forecast, forecastSeries } from '../decisions/forecast.ts';
import { forecasters } from '../decisions/forecasters.ts';
import { addDays, formatDay } from '../domain/calendar.ts';
import { rememberFor } from '../domain/remember.ts';
import type { Answer, AnswerChart, AnswerFact } from './answer.ts';
import type { QuestionContext } from './context.ts';
import { chartMoney } from './money-charts.ts';
import {
  allTime,
  cautious,
  countWords,
  day,
  momentOf,
  money,
  moneyData,
  percent,
  sourceWords,
  things,
} from './words.ts';

/** Days ahead that can be asked for. */
const horizon = { least: 7, most: 90 };
/** Places of the chart. */
const weeksShown = 20;

/** Forecasts of a context by days ahead, kept: each is judged on a year of windows. */
const known: (context: QuestionContext) => Map<number, Outlook> = rememberFor(() => new Map());

interface Outlook {
  readonly revenue: Forecast | undefined;
  readonly orders: Forecast | undefined;
}

/** Revenue and orders of the coming days, with the range that holds them four times in five, and how right such forecasts were before. */
export function describeForecast(asked: number, context: QuestionContext): Answer {
  const days = Math.min(horizon.most, Math.max(horizon.least, Math.round(asked)));
  const { starts } = dailySeries(context.snapshot);
  const { revenue, orders } = outlookOf(days, context);
  if (!revenue || !orders) return tooShort(days, context);
  const from = starts.at(-1) ?? context.snapshot.asOf;
  const last = addDays(from, days - 1, context.snapshot.timeZone);
  return {
    id: 'forecast',
    headline: `About ${money(context, revenue.total.expected)} from ${things(orders.total.expected, 'order')} in the next ${days} days; with a chance of 80 % between ${money(context, revenue.total.low)} and ${money(context, revenue.total.high)}.`,
    period: `${day(context, from)} to ${day(context, last)}`,
    facts: [
      {
        label: 'Orders',
        value: `${countWords(orders.total.low)} to ${countWords(orders.total.high)}, most likely about ${countWords(orders.total.expected)}`,
      },
      ...lastDays(days, context),
      { label: 'Goes by', value: `${revenue.method}; orders by ${orders.method}` },
    ],
    ...chartOf(revenue, context),
    lines: [recordWords(revenue, days)],
    basis: `${sourceWords(context)} Revenue is what is sold minus what is given back; guests count. Chosen from ${forecasters.length} plain ways by how right each was on this shop's own past.`,
    ...cautious(
      days === Math.round(asked)
        ? undefined
        : `Asked for ${things(asked, 'day')}; a forecast covers ${horizon.least} to ${horizon.most}.`,
      rangeCaution(revenue),
      revenue.isSeasonUnseen
        ? 'Less than 13 months of data: the season ahead was never seen, so the range is made half as wide again, and may still be too narrow.'
        : undefined,
    ),
    next: [`compare the last ${days} days with the ${days} days before`, 'revenue in the last 30 days'],
    data: {
      days,
      from: new Date(from).toISOString(),
      revenue: inMoney(revenue, context),
      orders,
      currency: context.snapshot.currency,
    },
  };
}

function outlookOf(days: number, context: QuestionContext): Outlook {
  const forecasts = known(context);
  const found = forecasts.get(days);
  if (found) return found;
  const series = dailySeries(context.snapshot);
  const outlook = { revenue: forecastSeries(series.revenue, days), orders: forecastSeries(series.orders, days) };
  forecasts.set(days, outlook);
  return outlook;
}

function tooShort(days: number, context: QuestionContext): Answer {
  const { revenue } = dailySeries(context.snapshot);
  const missing = daysNeeded(days) - revenue.length;
  return {
    id: 'forecast',
    headline: `Not enough data yet for a forecast of ${days} days.`,
    period: allTime(context).words,
    facts: [
      {
        label: 'History',
        value: `${things(revenue.length, 'whole day')} of the ${countWords(daysNeeded(days))} that it takes to judge one`,
      },
    ],
    lines: [
      `In ${things(missing, 'day')} there are enough.${days > horizon.least && revenue.length >= daysNeeded(horizon.least) ? ' A week can be forecast already.' : ''}`,
    ],
    basis: sourceWords(context),
    next: ['revenue in the last 30 days', 'who will buy'],
    data: { days, historyDays: revenue.length, daysNeeded: daysNeeded(days) },
  };
}

/** What the last days of the same number brought. */
function lastDays(days: number, context: QuestionContext): AnswerFact[] {
  const { revenue } = dailySeries(context.snapshot);
  const last = revenue.subarray(revenue.length - days).reduce((sum, value) => sum + value, 0);
  return [{ label: `Last ${days} days`, value: money(context, last) }];
}

function recordWords({ record }: Forecast, days: number): string {
  const { windows, error, ranged, within } = record;
  if (windows === 0)
    return `How right such a forecast is cannot be told yet: too few stretches of ${days} days have passed.`;
  const range =
    ranged === 0 ? '' : `, and what came lay within the range in ${countWords(within)} of ${countWords(ranged)}`;
  return `How right this was before: over ${countWords(windows)} past ${windows === 1 ? 'stretch' : 'stretches'} of ${days} days, each forecast with what was known by then, it was off by ${percent(error)} of the revenue${range}. The stretches overlap.`;
}

/** Ranges that held what came in fewer of the past stretches than this are called too narrow; of fewer stretches nothing is said. */
const fairShare = { least: 0.65, of: 8 };

function rangeCaution({ record: { ranged, within } }: Forecast): string | undefined {
  if (ranged < fairShare.of || within / ranged >= fairShare.least) return undefined;
  return `Such ranges held what came in only ${countWords(within)} of ${countWords(ranged)} past stretches, so this one is likely too narrow: the shop changes faster than its past tells.`;
}

/** Whole weeks of the past and of the forecast; absent where only one week is ahead. */
function chartOf({ weeks }: Forecast, context: QuestionContext): { readonly chart?: AnswerChart } {
  if (weeks.length < 2) return {};
  const { starts, revenue } = dailySeries(context.snapshot);
  const past = Math.min(weeksShown - weeks.length, Math.floor(revenue.length / 7));
  const { timeZone } = momentOf(context);
  const end = starts.at(-1) ?? 0;
  const label = (week: number) => formatDay(addDays(end, 7 * week, timeZone), timeZone).replace(/ \d{4}$/, '');
  const before = Array.from({ length: past }, (_, index) => {
    const first = revenue.length - 7 * (past - index);
    return chartMoney(
      context,
      revenue.subarray(first, first + 7).reduce((sum, value) => sum + value, 0),
    );
  });
  const ahead = (pick: (week: Expected) => number) => [
    ...before.map(() => undefined),
    ...weeks.map((week) => chartMoney(context, pick(week))),
  ];
  return {
    chart: {
      kind: 'line',
      title: `Revenue per week, ${context.snapshot.currency}`,
      labels: Array.from({ length: past + weeks.length }, (_, index) => label(index - past)),
      series: [
        { name: 'Revenue', values: [...before, ...weeks.map(() => undefined)] },
        { name: 'Forecast', values: ahead(({ expected }) => expected) },
        { name: 'low 80 %', values: ahead(({ low }) => low) },
        { name: 'high 80 %', values: ahead(({ high }) => high) },
      ],
    },
  };
}

function inMoney(forecast: Forecast, context: QuestionContext) {
  const amounts = ({ expected, low, high }: Expected) => ({
    expected: moneyData(context, expected),
    low: moneyData(context, low),
    high: moneyData(context, high),
  });
  return { ...forecast, total: amounts(forecast.total), weeks: forecast.weeks.map(amounts) };
}
