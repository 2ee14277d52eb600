import { type LargeOrder, type LargeOrders, largeOrders } from '../decisions/large-orders.ts';
import { type FrequentReturner, frequentReturners, type ReturnsRisk } from '../decisions/returns-risk.ts';
import { rememberFor } from '../domain/remember.ts';
import type { Answer } from './answer.ts';
import type { QuestionContext } from './context.ts';
import { listRows } from './lists.ts';
import { countWords, day, idsOf, money, moneyData, percent, sourceWords, things } from './words.ts';

/** Large orders that are kept of a context: more than any list shows. */
const kept = 50;

const riskNow: (context: QuestionContext) => { readonly returns: ReturnsRisk; readonly large: LargeOrders } =
  rememberFor(({ snapshot, figures }) => ({
    returns: frequentReturners(snapshot, figures),
    large: largeOrders(snapshot, kept),
  }));

interface Row {
  readonly customer: number;
  readonly amount: number;
  readonly why: string;
}

/** Who gives back far more often than the shop's customers, and orders far out of proportion: to look at, nothing is done. */
export function describeRisk(context: QuestionContext, limit = listRows): Answer {
  const { returns, large } = riskNow(context);
  const half = Math.max(1, Math.ceil(limit / 2));
  // What one kind leaves free, the other may use.
  const ofReturns = Math.max(half, limit - large.found.length);
  const returnRows = returns.found.slice(0, ofReturns).map((each) => returnRow(each));
  const largeRows = large.found
    .slice(0, Math.max(0, limit - returnRows.length))
    .map((each) => largeRow(each, large, context));
  const rows = [...returnRows, ...largeRows];
  return {
    id: 'risk',
    headline:
      rows.length === 0
        ? 'Nothing stands out: nobody gives back far more than others, and no order is far out of proportion.'
        : `To look at: ${foundWords(returns.found.length, large.count)}.`,
    period: `returns of all time; orders of the 90 days up to ${day(context, context.snapshot.asOf - 1)}`,
    ...(rows.length === 0 ? {} : { table: tableOf(rows, context) }),
    ...(rows.length === 0
      ? {}
      : {
          lines: [
            'Nothing was done and nobody is accused: a wrong size or a gift for a whole office looks the same from here.',
          ],
        }),
    basis: `${sourceWords(context)} Returns: given back on three or more days, and the lower end of the Wilson interval (99 %) of days with a return for each day with an order is over twice the shop's ${percent(returns.usual)}. Orders: modified Z-score above 3.5 on the logarithmic scale, and five times the customer's usual order where they have one.`,
    next: [
      rows[0] ? `orders of ${context.snapshot.customerIds[rows[0].customer] ?? ''}` : 'top customers',
      'data quality',
    ],
    data: riskData(returns, large, context),
  };
}

function foundWords(returners: number, orders: number): string {
  const parts = [
    ...(returners === 0
      ? []
      : [`${things(returners, 'customer')} who ${returners === 1 ? 'gives' : 'give'} back far more often than others`]),
    ...(orders === 0 ? [] : [`${things(orders, 'order')} far out of proportion`]),
  ];
  return parts.join(', and ');
}

function returnRow({ figures, orderDays, returnDays }: FrequentReturner): Row {
  const why = `gave back on ${things(returnDays, 'day')}, ordered on ${countWords(orderDays)}`;
  return { customer: figures.customer, amount: figures.returned, why };
}

function largeRow(
  { customer, at, gross, ownUsual }: LargeOrder,
  { usual }: LargeOrders,
  context: QuestionContext,
): Row {
  const beside =
    ownUsual === undefined
      ? `${times(gross, usual)} the shop's usual order`
      : `${times(gross, ownUsual)} their own usual order`;
  return { customer, amount: gross, why: `an order of ${day(context, at)}, ${beside}` };
}

function times(value: number, usual: number): string {
  return `${countWords(value / Math.max(1, usual))} x`;
}

function tableOf(rows: readonly Row[], context: QuestionContext) {
  return {
    columns: [
      { title: 'Customer', align: 'left' as const },
      { title: 'Money', align: 'right' as const },
      { title: 'Why', align: 'left' as const },
    ],
    rows: rows.map(({ customer, amount, why }) => [context.nameOf(customer), money(context, amount), why]),
    customerIds: idsOf(
      rows.map(({ customer }) => customer),
      context,
    ),
  };
}

function riskData(returns: ReturnsRisk, large: LargeOrders, context: QuestionContext) {
  const { customerIds, currency } = context.snapshot;
  return {
    usualReturns: returns.usual,
    returners: returns.found.map(({ figures, orderDays, returnDays }) => ({
      customerId: customerIds[figures.customer],
      orderDays,
      returnDays,
      returned: moneyData(context, figures.returned),
    })),
    largeOrders: large.found.map(({ customer, at, gross }) => ({
      customerId: customerIds[customer],
      at: new Date(at).toISOString(),
      gross: moneyData(context, gross),
    })),
    currency,
  };
}
