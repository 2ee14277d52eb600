import { bestSellers } from '../decisions/best-sellers.ts';
import { type ShopFigures, type Span, shopFigures } from '../decisions/shop-figures.ts';
import { dayMs } from '../domain/clock.ts';
import type { Answer, AnswerChart } from './answer.ts';
import type { QuestionContext } from './context.ts';
import { shopData, spanData } from './figures-data.ts';
import { comparisonChart, revenueChart } from './money-charts.ts';
import type { Period } from './period.ts';
import {
  cautious,
  change,
  countWords,
  day,
  idsOf,
  momentOf,
  money,
  moneyData,
  percent,
  someWords,
  sourceWords,
  things,
} from './words.ts';

/** Best sellers that a revenue answer names. */
const namedProducts = 3;
/** Days from the first order on in which nobody can be told to be new. */
const newcomerDays = 90;

/** Revenue and orders in a period, guests included. */
export function describeRevenue(period: Period, context: QuestionContext): Answer {
  const figures = shopFigures(context.snapshot, period);
  return {
    id: 'revenue',
    headline: isKnown(period, context)
      ? `Revenue ${money(context, figures.net)} from ${things(figures.orders, 'order')}.`
      : 'Nothing is known of this period.',
    period: period.words,
    facts: [
      { label: 'Sold', value: money(context, figures.gross) },
      { label: 'Given back', value: money(context, figures.returned) },
      { label: 'Mean order', value: figures.orders > 0 ? money(context, figures.gross / figures.orders) : 'no order' },
      {
        label: 'Customers',
        value: `${countWords(figures.customers)} known, ${someWords(figures.newCustomers)} of them new`,
      },
      { label: 'Guest orders', value: countWords(figures.guestOrders) },
    ],
    ...charted(revenueChart(period, context)),
    lines: bestSellerLine(period, context),
    basis: `${sourceWords(context)} Revenue is what was sold minus what was given back in the period; guests count.`,
    ...cautious(unseenCaution(period, context)),
    next: ['compare last month with the month before', 'top customers'],
    data: { ...spanData(period), ...shopData(figures, context) },
  };
}

function charted(chart: AnswerChart | undefined): { readonly chart?: AnswerChart } {
  return chart ? { chart } : {};
}

function bestSellerLine(period: Period, context: QuestionContext): string[] {
  const best = bestSellers(context.snapshot, { ...period, limit: namedProducts });
  if (best.length === 0) return [];
  const named = best.map(
    ({ product, amount }) => `${context.snapshot.products[product]?.title ?? ''} (${money(context, amount)})`,
  );
  return [`Sold most to known customers, returns not taken off: ${named.join(', ')}.`];
}

/** Two periods side by side. */
export function describeComparison([one, other]: readonly [Period, Period], context: QuestionContext): Answer {
  const [later, earlier] = one.from >= other.from ? [one, other] : [other, one];
  const [now, before] = [shopFigures(context.snapshot, later), shopFigures(context.snapshot, earlier)];
  const row = (title: string, show: (value: number) => string, pick: (figures: ShopFigures) => number) => [
    title,
    show(pick(before)),
    show(pick(now)),
    change(pick(now), pick(before)),
  ];
  const inMoney = (value: number) => money(context, value);
  return {
    id: 'compare',
    headline: comparisonHeadline({ later, earlier, now, before }, context),
    period: `${later.words}; earlier: ${earlier.words}`,
    table: {
      columns: [
        { title: '', align: 'left' },
        { title: 'Earlier', align: 'right' },
        { title: 'Later', align: 'right' },
        { title: 'Change', align: 'right' },
      ],
      rows: [
        row('Revenue', inMoney, ({ net }) => net),
        row('Orders', countWords, ({ orders }) => orders),
        row('Mean order', inMoney, ({ gross, orders }) => gross / Math.max(1, orders)),
        row('Customers', countWords, ({ customers }) => customers),
        row('New customers', countWords, ({ newCustomers }) => newCustomers),
        row('Given back', inMoney, ({ returned }) => returned),
      ],
    },
    ...charted(comparisonChart({ later, earlier }, context)),
    lines: sameLengthLine({ later, earlier, net: now.net }, context),
    basis: `${sourceWords(context)} Revenue is what was sold minus what was given back in the period; guests count.`,
    ...cautious(
      areAlike(later, earlier) || !isKnown(later, context) ? undefined : 'The two periods are not equally long.',
      unseenCaution(earlier, context),
    ),
    next: ['revenue in the last 30 days', 'new customers in the last 30 days'],
    data: {
      later: { ...spanData(later), ...shopData(now, context) },
      earlier: { ...spanData(earlier), ...shopData(before, context) },
    },
  };
}

function comparisonHeadline(
  { later, earlier, now, before }: { later: Period; earlier: Period; now: ShopFigures; before: ShopFigures },
  context: QuestionContext,
): string {
  if (!isKnown(later, context))
    return `Nothing is known of the later period; before, revenue was ${money(context, before.net)}.`;
  if (!isKnown(earlier, context)) return `Revenue ${money(context, now.net)}; nothing is known of the period before.`;
  return `Revenue ${money(context, now.net)} after ${money(context, before.net)}: ${change(now.net, before.net)}.`;
}

/** Whether any of a period lies between the first order and the moment of the question. */
function isKnown({ from, until }: Span, context: QuestionContext): boolean {
  return until > from && until > momentOf(context).firstAt;
}

/** Months differ by up to three days: nobody minds. */
function areAlike(one: Span, other: Span): boolean {
  return Math.abs(one.until - one.from - (other.until - other.from)) <= 3 * dayMs;
}

/** A running period against as many days of the other one. */
function sameLengthLine(
  { later, earlier, net }: { later: Period; earlier: Period; net: number },
  context: QuestionContext,
): string[] {
  const length = later.until - later.from;
  if (length <= 0 || later.until < context.snapshot.asOf || earlier.until - earlier.from <= length + 3 * dayMs)
    return [];
  const { net: sameDays } = shopFigures(context.snapshot, { from: earlier.from, until: earlier.from + length });
  return [`After as many days the earlier period had ${money(context, sameDays)}: ${change(net, sameDays)}.`];
}

/** New customers in a period: how many, what they spent, whether they came back. */
export function describeNewCustomers(period: Period, context: QuestionContext): Answer {
  const fresh = context.figures.filter(({ firstAt }) => firstAt >= period.from && firstAt < period.until);
  const again = fresh.filter(({ gaps }) => gaps.length > 0);
  const spent = fresh.reduce((sum, { net }) => sum + net, 0);
  const best = [...fresh].sort((one, other) => other.net - one.net || one.customer - other.customer).slice(0, 5);
  const { firstAt } = momentOf(context);
  return {
    id: 'new-customers',
    headline:
      fresh.length === 0
        ? 'No new customer.'
        : `${things(fresh.length, 'new customer')}, who spent ${money(context, spent)} so far.`,
    period: period.words,
    facts: [
      {
        label: 'Bought again',
        value:
          again.length === 0 ? 'nobody yet' : `${countWords(again.length)} (${percent(again.length / fresh.length)})`,
      },
    ],
    ...(best.length === 0
      ? {}
      : {
          table: {
            columns: [
              { title: 'Customer', align: 'left' as const },
              { title: 'Spent', align: 'right' as const },
              { title: 'Orders', align: 'right' as const },
              { title: 'First order', align: 'right' as const },
            ],
            rows: best.map((figures) => [
              context.nameOf(figures.customer),
              money(context, figures.net),
              countWords(figures.orders),
              day(context, figures.firstAt),
            ]),
            customerIds: idsOf(
              best.map(({ customer }) => customer),
              context,
            ),
          },
        }),
    basis: `${sourceWords(context)} New: the first order of a known customer lies in the period; what they spent later counts too.`,
    ...cautious(
      period.from < firstAt + newcomerDays * dayMs
        ? `The data begin on ${day(context, firstAt)}: some of them may have bought before.`
        : undefined,
    ),
    next: [best[0] ? `who is ${context.snapshot.customerIds[best[0].customer] ?? ''}` : 'top customers', 'segments'],
    data: {
      ...spanData(period),
      customers: fresh.length,
      again: again.length,
      net: moneyData(context, spent),
      currency: context.snapshot.currency,
    },
  };
}

/** Says so where a period reaches back before the data. */
function unseenCaution(period: Period, context: QuestionContext): string | undefined {
  const { firstAt } = momentOf(context);
  return period.from + dayMs <= firstAt
    ? `The data begin on ${day(context, firstAt)}: nothing is known of the time before.`
    : undefined;
}
