import type { CustomerFigures } from '../decisions/customer-figures.ts';
import { highest } from '../domain/highest.ts';
import { rememberFor } from '../domain/remember.ts';
import type { Answer } from './answer.ts';
import type { QuestionContext } from './context.ts';
import { listRows } from './lists.ts';
import type { Period } from './period.ts';
import { ago, countWords, day, idsOf, money, moneyData, percent, sourceWords, things } from './words.ts';

/** Days of silence where none are named. */
const usualDays = 90;

/** Since when nobody of the list has ordered: days, or the beginning of a period. */
export interface Silence {
  readonly days?: number | undefined;
  readonly since?: Period | undefined;
  readonly limit?: number | undefined;
}

/** Customers without an order for so many days, or since a day, most revenue first. Unlike `at risk`, their rhythm does not count. */
export function describeSilent(
  { days = usualDays, since, limit = listRows }: Silence,
  context: QuestionContext,
): Answer {
  const { figures, snapshot } = context;
  const silent = figures.filter(({ lastAt, quietDays }) => (since ? lastAt < since.from : quietDays >= days));
  const total = revenueOf(figures);
  const net = silent.reduce((sum, each) => sum + each.net, 0);
  const shown = highest(silent, { by: (each) => each.net, limit });
  const span = since ? `since ${day(context, since.from)}` : `for ${things(days, 'day')} or more`;
  return {
    id: 'silent',
    headline:
      silent.length === 0
        ? `Every known customer has ordered ${since ? span : `within the last ${things(days, 'day')}`}.`
        : `${countWords(silent.length)} of ${things(figures.length, 'known customer')} ${silent.length === 1 ? 'has' : 'have'} not ordered ${span}; ${silent.length === 1 ? 'it' : 'they'} brought ${percent(total > 0 ? Math.max(0, net / total) : 0)} of the revenue.`,
    period: `up to ${day(context, snapshot.asOf - 1)}`,
    ...(shown.length === 0 ? {} : { table: tableOf(shown, context) }),
    basis: `${sourceWords(context)} Counted from the last order on, whatever the customer's own rhythm; "who is leaving" looks at the rhythm too.`,
    next: ['who is leaving', shown[0] ? `who is ${snapshot.customerIds[shown[0].customer] ?? ''}` : 'top customers'],
    data: {
      ...(since ? { since: new Date(since.from).toISOString() } : { days }),
      customers: silent.length,
      net: moneyData(context, net),
      currency: snapshot.currency,
      first: shown.map((each) => ({ customerId: snapshot.customerIds[each.customer], quietDays: each.quietDays })),
    },
  };
}

const revenueOf = rememberFor((figures: readonly CustomerFigures[]) => figures.reduce((sum, { net }) => sum + net, 0));

function tableOf(shown: readonly CustomerFigures[], context: QuestionContext) {
  return {
    columns: [
      { title: 'Customer', align: 'left' as const },
      { title: 'Last order', align: 'right' as const },
      { title: 'Orders', align: 'right' as const },
      { title: 'Revenue', align: 'right' as const },
    ],
    rows: shown.map(({ customer, quietDays, orders, net }) => [
      context.nameOf(customer),
      ago(quietDays),
      countWords(orders),
      money(context, net),
    ]),
    customerIds: idsOf(
      shown.map(({ customer }) => customer),
      context,
    ),
  };
}
