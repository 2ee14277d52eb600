import { type DueOrder, type DueRecord, dueDays, dueRecord, findDue } from '../decisions/due-orders.ts';
import { dayMs } from '../domain/clock.ts';
import { rememberFor } from '../domain/remember.ts';
import type { Answer } from './answer.ts';
import type { QuestionContext } from './context.ts';
import { listRows } from './lists.ts';
import { countWords, day, idsOf, money, moneyData, percent, sourceWords, things } from './words.ts';

const dueNow: (context: QuestionContext) => readonly DueOrder[] = rememberFor(({ figures, snapshot }) =>
  findDue(figures, snapshot.asOf),
);

/** Whose next order is due by rhythm within the next 7 and 14 days, and how right such calls were before. */
export function describeDue(context: QuestionContext, limit = listRows): Answer {
  const { snapshot, scores } = context;
  const found = dueNow(context);
  const soon = found.filter(({ dueAt }) => dueAt < snapshot.asOf + dueDays.soon * dayMs).length;
  const shown = found.slice(0, limit);
  const record = dueRecord(snapshot);
  return {
    id: 'due',
    headline:
      found.length === 0
        ? `Nobody with a rhythm is due within ${dueDays.later} days.`
        : `${things(soon, 'customer')} ${soon === 1 ? 'is' : 'are'} due within ${dueDays.soon} days by their own rhythm, ${countWords(found.length)} within ${dueDays.later}.`,
    period: `the ${dueDays.later} days from ${day(context, snapshot.asOf)} on`,
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
  };
}

function recordLine(record: DueRecord | undefined): string[] {
  if (!record) return [];
  const { days, due, all } = record;
  return [
    `How right this was before: of ${things(due.customers, 'customer')} who were due ${days} days ago, ${percent(due.ordered / due.customers)} ordered within ${days} days; of all, ${percent(all.ordered / Math.max(1, all.customers))}.`,
  ];
}
