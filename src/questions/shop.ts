import { shopFigures } from '../decisions/shop-figures.ts';
import type { Answer } from './answer.ts';
import type { QuestionContext } from './context.ts';
import type { Period } from './period.ts';
import { change, countWords, money, percent, sourceWords, things } from './words.ts';

/** Revenue and orders in a period, guests included. */
export function describeRevenue(period: Period, context: QuestionContext): Answer {
  const figures = shopFigures(context.snapshot, period);
  return {
    id: 'revenue',
    headline: `Revenue ${money(context, figures.net)} from ${things(figures.orders, 'order')}.`,
    period: period.words,
    facts: [
      { label: 'Sold', value: money(context, figures.gross) },
      { label: 'Given back', value: money(context, figures.returned) },
      { label: 'Mean order', value: figures.orders > 0 ? money(context, figures.gross / figures.orders) : 'no order' },
      {
        label: 'Customers',
        value: `${countWords(figures.customers)}, ${countWords(figures.newCustomers)} of them new`,
      },
      { label: 'Orders of guests', value: countWords(figures.guestOrders) },
    ],
    basis: `${sourceWords(context)} Revenue is what was sold minus what was given back in the period; guests count.`,
    next: ['compare this month with last month', 'new customers this month'],
    data: { from: period.from, until: period.until, ...figures },
  };
}

/** Two periods side by side. */
export function describeComparison([one, other]: readonly [Period, Period], context: QuestionContext): Answer {
  const [later, earlier] = one.from >= other.from ? [one, other] : [other, one];
  const [now, before] = [shopFigures(context.snapshot, later), shopFigures(context.snapshot, earlier)];
  const row = (title: string, show: (value: number) => string, pick: (figures: typeof now) => number) => [
    title,
    show(pick(before)),
    show(pick(now)),
    change(pick(now), pick(before)),
  ];
  const inMoney = (value: number) => money(context, value);
  return {
    id: 'compare',
    headline: `Revenue ${money(context, now.net)} after ${money(context, before.net)}: ${change(now.net, before.net)}.`,
    period: `${later.words}, against ${earlier.words}`,
    table: {
      columns: [
        { title: '', align: 'left' },
        { title: 'Before', align: 'right' },
        { title: 'Then', align: 'right' },
        { title: 'Change', align: 'right' },
      ],
      rows: [
        row('Revenue', inMoney, ({ net }) => net),
        row('Orders', countWords, ({ orders }) => orders),
        row('Customers', countWords, ({ customers }) => customers),
        row('New customers', countWords, ({ newCustomers }) => newCustomers),
        row('Given back', inMoney, ({ returned }) => returned),
      ],
    },
    basis: sourceWords(context),
    ...(later.until - later.from === earlier.until - earlier.from || isWhole(later, earlier)
      ? {}
      : { caution: 'The two periods are not equally long.' }),
    next: ['revenue in the last 30 days', 'new customers this month'],
    data: { later: { ...later, ...now }, earlier: { ...earlier, ...before } },
  };
}

/** Months differ by up to three days: nobody minds. */
function isWhole(one: Period, other: Period): boolean {
  return Math.abs(one.until - one.from - (other.until - other.from)) <= 3 * 86_400_000;
}

/** New customers in a period: how many, what they spent, whether they came back. */
export function describeNewCustomers(period: Period, context: QuestionContext): Answer {
  const fresh = context.figures.filter(({ firstAt }) => firstAt >= period.from && firstAt < period.until);
  const again = fresh.filter(({ gaps }) => gaps.length > 0);
  const spent = fresh.reduce((sum, { net }) => sum + net, 0);
  const best = [...fresh].sort((one, other) => other.net - one.net || one.customer - other.customer).slice(0, 5);
  return {
    id: 'new-customers',
    headline: `${things(fresh.length, 'new customer')}, ${money(context, spent)} so far.`,
    period: period.words,
    facts: [
      {
        label: 'Bought again',
        value:
          fresh.length === 0 ? 'nobody yet' : `${countWords(again.length)} (${percent(again.length / fresh.length)})`,
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
            ],
            rows: best.map(({ customer, net, orders }) => [
              context.nameOf(customer),
              money(context, net),
              countWords(orders),
            ]),
          },
        }),
    basis: sourceWords(context),
    next: ['revenue in the last 30 days', 'segments'],
    data: { from: period.from, until: period.until, customers: fresh.length, again: again.length, net: spent },
  };
}
