import { type DueOrder, type DueRecord, dueDays, dueRecord, findDue } from '../decisions/due-orders.ts';
import { dayMs } from '../domain/clock.ts';
import { rememberFor } from '../domain/remember.ts';
import type { Answer } from './answer.ts';
import type { QuestionContext } from './context.ts';
import { listRows } from './lists.ts';
import { cautious, countWords, day, idsOf, money, moneyData, percent, sourceWords, things } from './words.ts';

/** Days that a list of due orders looks ahead at most; a rhythm says nothing of a later time. */
const mostDays = 90;

const dueNow: (context: QuestionContext) => readonly DueOrder[] = rememberFor(({ figures, snapshot }) =>
  findDue(figures, snapshot.asOf, { days: mostDays }),
);

/** Whose next order is due by rhythm within `days`, 1 to 90, or else within the next 7 and 14, and how right such calls were before. */
export function describeDue(
  context: QuestionContext,
  { limit = listRows, days: asked }: { readonly limit?: number | undefined; readonly days?: number | undefined } = {},
): Answer {
  const { snapshot, scores } = context;
  const days = asked === undefined ? dueDays.later : Math.min(mostDays, Math.max(1, asked));
  const found = dueNow(context).filter(({ dueAt }) => dueAt < snapshot.asOf + days * dayMs);
  const shown = found.slice(0, limit);
  const record = dueRecord(snapshot);
  return {
    id: 'due',
    headline: headlineOf(found, { days, isAsked: asked !== undefined, asOf: snapshot.asOf }),
    period: `the ${days === 1 ? 'day' : `${days} days`} from ${day(context, snapshot.asOf)} on`,
    ...(shown.length === 0
      ? {}
      : {
          table: {
            columns: [
              { title: 'Customer', align: 'left' as const },
              { title: 'Due', align: 'right' as const },
              { title: 'Usual gap', align: 'right' as const },
              { title: 'Bought in a year', align: 'right' as const },
              ...(scores ? [{ title: 'Chance', align: 'right' as const }] : []),
            ],
            rows: shown.map(({ figures, dueAt, usualGapDays }) => [
              context.nameOf(figures.customer),
              day(context, dueAt),
              things(usualGapDays, 'day'),
              money(context, figures.recentGross),
              ...(scores ? [percent(scores.p[figures.customer] ?? 0)] : []),
            ]),
            customerIds: idsOf(
              shown.map(({ figures }) => figures.customer),
              context,
            ),
          },
        }),
    lines: recordLine(record),
    basis: `${sourceWords(context)} Due: the last order plus the customer's usual gap, told from orders on three or more days. Those due within ${dueDays.soon} days come first, then those with more money.${scores ? ` Chance: of an order in ${scores.horizonDays} days.` : ''}`,
    next: [
      shown[0] ? `what should I offer ${snapshot.customerIds[shown[0].figures.customer] ?? ''}` : 'who will buy',
      'who is leaving',
    ],
    data: {
      customers: found.map(({ figures, dueAt, usualGapDays }) => ({
        customerId: snapshot.customerIds[figures.customer],
        dueAt: new Date(dueAt).toISOString(),
        usualGapDays,
        boughtIn365Days: moneyData(context, figures.recentGross),
      })),
      record,
      currency: snapshot.currency,
    },
    ...(asked !== undefined && asked > mostDays
      ? cautious(`A rhythm is followed ${mostDays} days ahead at most: these are ${mostDays}.`)
      : {}),
  };
}

function headlineOf(
  found: readonly DueOrder[],
  { days, isAsked, asOf }: { days: number; isAsked: boolean; asOf: number },
): string {
  const span = things(days, 'day');
  if (found.length === 0) return `Nobody with a rhythm is due within ${span}.`;
  const are = (count: number) => `${things(count, 'customer')} ${count === 1 ? 'is' : 'are'} due within`;
  if (isAsked) return `${are(found.length)} ${span} by their own rhythm.`;
  const soon = found.filter(({ dueAt }) => dueAt < asOf + dueDays.soon * dayMs).length;
  return `${are(soon)} ${dueDays.soon} days by their own rhythm, ${countWords(found.length)} within ${days}.`;
}

function recordLine(record: DueRecord | undefined): string[] {
  if (!record) return [];
  const { days, due, all } = record;
  return [
    `How right this was before: of ${things(due.customers, 'customer')} who were due ${days} days ago, ${percent(due.ordered / due.customers)} ordered within ${days} days; of all, ${percent(all.ordered / Math.max(1, all.customers))}.`,
  ];
}
