import type { Answer, AnswerTable } from './answer.ts';
import type { QuestionContext } from './context.ts';
import { personChart } from './money-charts.ts';
import type { PersonQuestion } from './people.ts';
import type { Period } from './period.ts';
import { during } from './phrases.ts';
import { capital, countWords, day, money, moneyData, personWords, sourceWords, things } from './words.ts';

/** What a customer has bought and given back. */
export const history: PersonQuestion = historyIn(undefined);

/** The same of one time alone; `words` are how it was named. */
export function historyIn(time: { readonly period: Period; readonly words: string } | undefined): PersonQuestion {
  return {
    ask: (id) => `orders of ${id}${during(time?.words)}`,
    describe: (customer, context) => describeHistory(customer, context, time?.period),
  };
}

/** Orders that a table shows, goods that a row names, and returns that a line names. */
const shown = { orders: 10, goods: 3, returns: 3 };

function describeHistory(customer: number, context: QuestionContext, period: Period | undefined): Answer {
  const { snapshot } = context;
  const id = snapshot.customerIds[customer] ?? '';
  const bought = boughtIn(customer, context, period);
  const { orders, net, gross, places } = bought;
  const chart = personChart(customer, context);
  return {
    id: 'history',
    headline: `${capital(personWords(context, customer))}: ${orders === 0 ? 'no order' : things(orders, 'order')} ${bought.when}${orders === 0 ? '' : ` for ${money(context, net)}`}${orders > places.length ? `; the last ${places.length}` : ''}.`,
    period: bought.period,
    facts: [
      ...(orders === 0 ? [] : [{ label: 'Mean order', value: money(context, gross / orders) }]),
      { label: 'Given back', value: returnWords(customer, context, period) },
    ],
    ...(places.length === 0 ? {} : { table: tableOf(places, context) }),
    ...(chart ? { chart } : {}),
    basis: `${sourceWords(context)} Money of an order is what was sold; what was given back stands apart.`,
    next: [`what should I offer ${id}`, `who is ${id}`],
    customerId: id,
    data: {
      customerId: id,
      orders: places.map((order) => orderData(order, context)),
      net: moneyData(context, net),
      currency: snapshot.currency,
    },
  };
}

function tableOf(places: readonly number[], context: QuestionContext): AnswerTable {
  const { orderAt, orderGross } = context.snapshot;
  return {
    columns: [
      { title: 'Date', align: 'left' },
      { title: 'Money', align: 'right' },
      { title: 'Goods', align: 'left' },
    ],
    rows: places.map((order) => [
      day(context, orderAt[order] ?? 0),
      money(context, orderGross[order] ?? 0),
      goodsWords(order, context),
    ]),
  };
}

/** What a customer bought in a period, or ever: counts, money in minor units, the places of the last orders, newest first, and the time in words. */
function boughtIn(customer: number, context: QuestionContext, period: Period | undefined) {
  const { snapshot, figures } = context;
  const { orderStart, orderAt, orderGross } = snapshot;
  const [first, end] = [orderStart[customer] ?? 0, orderStart[customer + 1] ?? 0];
  const own = Array.from({ length: end - first }, (_, back) => end - 1 - back);
  if (period === undefined) {
    const { orders = 0, net = 0, gross = 0, firstAt = snapshot.asOf } = figures[customer] ?? {};
    const since = day(context, firstAt);
    const words = { period: `${since} to ${day(context, snapshot.asOf - 1)}`, when: `since ${since}` };
    return { orders, net, gross, places: own.slice(0, shown.orders), ...words };
  }
  const inside = own.filter((order) => isIn(period, orderAt[order] ?? 0));
  const gross = inside.reduce((sum, order) => sum + (orderGross[order] ?? 0), 0);
  const returned = returnsIn(customer, context, period).reduce((sum, { amount }) => sum + amount, 0);
  const places = inside.slice(0, shown.orders);
  return { orders: inside.length, net: gross - returned, gross, places, period: period.words, when: 'in this time' };
}

function isIn({ from, until }: Period, at: number): boolean {
  return at >= from && at < until;
}

/** What a customer gave back in a period, or ever, newest first; amounts in minor units. */
function returnsIn(customer: number, { snapshot }: QuestionContext, period: Period | undefined) {
  const { returnStart, returnAt, returnAmount } = snapshot;
  const [first, end] = [returnStart[customer] ?? 0, returnStart[customer + 1] ?? 0];
  return Array.from({ length: end - first }, (_, back) => ({
    at: returnAt[end - 1 - back] ?? 0,
    amount: returnAmount[end - 1 - back] ?? 0,
  })).filter(({ at }) => period === undefined || isIn(period, at));
}

/** The goods of an order, most money first: `Blue mug, 2 x Tea tin and 4 more`. */
function goodsWords(order: number, { snapshot }: QuestionContext): string {
  const lines = linesOf(order, snapshot).sort((one, other) => other.amount - one.amount || one.line - other.line);
  const named = lines.slice(0, shown.goods).map(({ title, quantity }) => {
    const pieces = Number.isInteger(quantity) ? countWords(quantity) : String(Number(quantity.toFixed(2)));
    return quantity === 1 ? title : `${pieces} x ${title}`;
  });
  const more = lines.length - named.length;
  return `${named.join(', ')}${more > 0 ? ` and ${countWords(more)} more` : ''}`;
}

function linesOf(
  order: number,
  { lineStart, lineProduct, lineQuantity, lineAmount, products }: QuestionContext['snapshot'],
) {
  const first = lineStart[order] ?? 0;
  return Array.from({ length: (lineStart[order + 1] ?? 0) - first }, (_, index) => {
    const line = first + index;
    const product = products[lineProduct[line] ?? 0];
    return {
      line,
      sku: product?.sku ?? '',
      title: product?.title ?? '',
      quantity: lineQuantity[line] ?? 0,
      amount: lineAmount[line] ?? 0,
    };
  });
}

/** What was given back, and when last. */
function returnWords(customer: number, context: QuestionContext, period: Period | undefined): string {
  const returns = returnsIn(customer, context, period);
  const ever = context.figures[customer]?.returned ?? 0;
  const total = period === undefined ? ever : returns.reduce((sum, { amount }) => sum + amount, 0);
  if (returns.length === 0 || total <= 0) return 'nothing';
  const last = returns
    .slice(0, shown.returns)
    .map(({ at, amount }) => `${money(context, amount)} on ${day(context, at)}`);
  return `${money(context, total)} in all${returns.length > last.length ? '; last' : ':'} ${last.join(', ')}`;
}

function orderData(order: number, context: QuestionContext) {
  const { snapshot } = context;
  return {
    at: new Date(snapshot.orderAt[order] ?? 0).toISOString(),
    gross: moneyData(context, snapshot.orderGross[order] ?? 0),
    lines: linesOf(order, snapshot).map(({ sku, title, quantity, amount }) => ({
      sku,
      title,
      quantity,
      amount: moneyData(context, amount),
    })),
  };
}
