import type { Answer } from './answer.ts';
import type { QuestionContext } from './context.ts';
import { personChart } from './money-charts.ts';
import type { PersonQuestion } from './people.ts';
import { capital, countWords, day, money, moneyData, personWords, sourceWords, things } from './words.ts';

/** What a customer has bought and given back. */
export const history: PersonQuestion = { ask: (id) => `orders of ${id}`, describe: describeHistory };

/** Orders that a table shows, goods that a row names, and returns that a line names. */
const shown = { orders: 10, goods: 3, returns: 3 };

function describeHistory(customer: number, context: QuestionContext): Answer {
  const { snapshot, figures } = context;
  const own = figures[customer];
  const id = snapshot.customerIds[customer] ?? '';
  const places = lastOrders(customer, context);
  const chart = personChart(customer, context);
  const { orders = 0, net = 0, gross = 0, firstAt = snapshot.asOf } = own ?? {};
  return {
    id: 'history',
    headline: `${capital(personWords(context, customer))}: ${things(orders, 'order')} since ${day(context, firstAt)} for ${money(context, net)}${orders > places.length ? `; the last ${places.length}` : ''}.`,
    period: `${day(context, firstAt)} to ${day(context, snapshot.asOf - 1)}`,
    facts: [
      { label: 'Mean order', value: money(context, gross / Math.max(1, orders)) },
      { label: 'Given back', value: returnWords(customer, context) },
    ],
    table: {
      columns: [
        { title: 'Date', align: 'left' },
        { title: 'Money', align: 'right' },
        { title: 'Goods', align: 'left' },
      ],
      rows: places.map((order) => [
        day(context, snapshot.orderAt[order] ?? 0),
        money(context, snapshot.orderGross[order] ?? 0),
        goodsWords(order, context),
      ]),
    },
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

/** Places of a customer's last orders, newest first. */
function lastOrders(customer: number, { snapshot }: QuestionContext): number[] {
  const [first, end] = [snapshot.orderStart[customer] ?? 0, snapshot.orderStart[customer + 1] ?? 0];
  const count = Math.min(shown.orders, end - first);
  return Array.from({ length: count }, (_, back) => end - 1 - back);
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
function returnWords(customer: number, context: QuestionContext): string {
  const { returnStart, returnAt, returnAmount } = context.snapshot;
  const [first, end] = [returnStart[customer] ?? 0, returnStart[customer + 1] ?? 0];
  const total = context.figures[customer]?.returned ?? 0;
  if (end === first || total <= 0) return 'nothing';
  const from = Math.max(first, end - shown.returns);
  const last = Array.from(
    { length: end - from },
    (_, back) =>
      `${money(context, returnAmount[end - 1 - back] ?? 0)} on ${day(context, returnAt[end - 1 - back] ?? 0)}`,
  );
  return `${money(context, total)} in all${end - first > last.length ? '; last' : ':'} ${last.join(', ')}`;
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
