import { type LeavingRecord, leavingRecord } from '../decisions/leaving-record.ts';
import { expectedBuyers, likelyBuyers } from '../decisions/likely-buyers.ts';
import { topByRevenue } from '../decisions/top-customers.ts';
import { standingRules } from '../domain/push.ts';
import type { Answer, AnswerTable } from './answer.ts';
import type { QuestionContext } from './context.ts';
import { leavingNow } from './leaving.ts';
import type { Period } from './period.ts';
import {
  ago,
  allTime,
  cautious,
  countWords,
  day,
  idsOf,
  modelWords,
  money,
  moneyData,
  percent,
  scoreCaution,
  sourceWords,
  things,
  trustedChances,
} from './words.ts';

/** Rows of a list that fits a screen. */
export const listRows = 10;

/** The offer to tag in the CRM whom an answer is about, by a rule of Patron's own; nothing where no CRM is connected. */
function tagOffer(context: QuestionContext, rule: string): Pick<Answer, 'offers'> {
  const hasCrm = context.dataState().syncs.some(({ name }) => name === 'HubSpot');
  return hasCrm ? { offers: [{ kind: 'push', rule }] } : {};
}

/** Who will buy: the highest calibrated chances, at most `limit`. */
export function describeLikelyBuyers(context: QuestionContext, limit = listRows): Answer {
  const { scores, figures, snapshot } = context;
  if (!scores)
    return {
      id: 'likely-buyers',
      headline: 'Nobody can be named yet: there are no chances to rank by.',
      basis: `${sourceWords(context)} ${modelWords(context)}`,
      next: ['patron train', 'who is leaving'],
    };
  const best = likelyBuyers(scores.p, limit);
  const expected = things(expectedBuyers(scores.p), 'customer');
  return {
    id: 'likely-buyers',
    headline:
      scores.verdict.grade === 'do-not-act'
        ? 'The chances are not worth acting on; for the record, these are the highest.'
        : `About ${expected} of ${countWords(scores.p.length)} will order in the next ${scores.horizonDays} days; these most likely.`,
    period: `the ${scores.horizonDays} days from ${day(context, scores.asOf)} on`,
    table: {
      columns: [
        { title: 'Customer', align: 'left' },
        { title: 'Chance', align: 'right' },
        { title: 'Last order', align: 'right' },
        { title: 'Orders', align: 'right' },
        { title: 'Revenue', align: 'right' },
      ],
      rows: best.map((customer) => [
        context.nameOf(customer),
        percent(scores.p[customer] ?? 0),
        ago(figures[customer]?.quietDays ?? 0),
        countWords(figures[customer]?.orders ?? 0),
        money(context, figures[customer]?.net ?? 0),
      ]),
      customerIds: idsOf(best, context),
    },
    basis: `${sourceWords(context)} ${modelWords(context)}`,
    ...cautious(scoreCaution(context)),
    next: [`why ${snapshot.customerIds[best[0] ?? 0] ?? ''}`, 'who is leaving', 'how good is the model'],
    ...(scores.verdict.grade === 'do-not-act' ? {} : tagOffer(context, standingRules.likelyBuyer)),
    data: {
      horizonDays: scores.horizonDays,
      expectedBuyers: expectedBuyers(scores.p),
      customers: best.map((customer) => ({ customerId: snapshot.customerIds[customer], p: scores.p[customer] })),
    },
  };
}

/** Who is leaving: silent for long against their own rhythm, most money first, at most `limit`. */
export function describeAtRisk(context: QuestionContext, limit = listRows): Answer {
  const found = leavingNow(context);
  const recent = found.reduce((sum, { figures }) => sum + figures.recentGross, 0);
  const shown = found.slice(0, limit);
  const table: AnswerTable = {
    columns: [
      { title: 'Customer', align: 'left' },
      { title: 'Silent for', align: 'right' },
      { title: 'Usual gap', align: 'right' },
      { title: 'Bought in a year', align: 'right' },
      ...(context.scores ? [{ title: 'Chance', align: 'right' as const }] : []),
    ],
    rows: shown.map(({ figures, usualGapDays }) => [
      context.nameOf(figures.customer),
      things(figures.quietDays, 'day'),
      things(usualGapDays, 'day'),
      money(context, figures.recentGross),
      ...(context.scores ? [percent(context.scores.p[figures.customer] ?? 0)] : []),
    ]),
    customerIds: idsOf(
      shown.map(({ figures }) => figures.customer),
      context,
    ),
  };
  return {
    id: 'at-risk',
    headline:
      found.length === 0
        ? 'Nobody with a rhythm is silent for longer than usual.'
        : `${things(found.length, 'customer')} ${found.length === 1 ? 'is' : 'are'} silent for more than twice their usual gap; in the last 365 days they bought for ${money(context, recent)}.`,
    period: `up to ${day(context, context.snapshot.asOf - 1)}`,
    ...(shown.length === 0 ? {} : { table }),
    lines: recordLine(leavingRecord(context.snapshot), context),
    ...(found.length === 0 ? {} : tagOffer(context, standingRules.leaving)),
    basis: `${sourceWords(context)} Counted as leaving: orders on three or more days, now silent for two to six usual gaps. Beyond six they count as gone.${trustedChances(context) ? ' Whoever is more likely than not to order is left out.' : ''}`,
    next: [
      shown[0] ? `who is ${context.snapshot.customerIds[shown[0].figures.customer] ?? ''}` : 'top customers',
      'who will buy',
    ],
    data: {
      customers: found.map(({ figures, overdue, usualGapDays }) => ({
        customerId: context.snapshot.customerIds[figures.customer],
        quietDays: figures.quietDays,
        usualGapDays,
        overdue,
        boughtIn365Days: moneyData(context, figures.recentGross),
      })),
      currency: context.snapshot.currency,
    },
  };
}

/** How right the same call was before: a sentence, or none where it was made too seldom. */
function recordLine(record: LeavingRecord | undefined, context: QuestionContext): string[] {
  if (!record) return [];
  const { called, present, calledAt, days } = record;
  const beside =
    present.customers > 0 ? `; of those within their rhythm ${percent(present.silent / present.customers)}` : '';
  return [
    `How right this was before: of ${things(called.customers, 'customer')} so silent on ${day(context, calledAt)}, ${percent(called.silent / called.customers)} did not order in the ${days} days after${beside}.`,
  ];
}

/** Top customers by net revenue in a period, or of all time; at most `limit`. */
export function describeTop(
  context: QuestionContext,
  { period = allTime(context), limit = listRows }: { period?: Period | undefined; limit?: number } = {},
): Answer {
  const { snapshot, figures } = context;
  const { best, customers, net: total } = topByRevenue(snapshot, { ...period, limit });
  const share = total > 0 ? best.reduce((sum, { net }) => sum + net, 0) / total : 0;
  const table: AnswerTable = {
    columns: [
      { title: 'Customer', align: 'left' },
      { title: 'Revenue', align: 'right' },
      { title: 'Orders', align: 'right' },
      { title: 'Last order', align: 'right' },
    ],
    rows: best.map(({ customer, net, orders }) => [
      context.nameOf(customer),
      money(context, net),
      countWords(orders),
      day(context, figures[customer]?.lastAt ?? snapshot.asOf),
    ]),
    customerIds: idsOf(
      best.map(({ customer }) => customer),
      context,
    ),
  };
  return {
    id: 'top-customers',
    headline:
      best.length === 0
        ? 'No known customer ordered.'
        : `The top ${best.length === 1 ? 'customer brings' : `${best.length} bring`} ${percent(share)} of the revenue of ${things(customers, 'known customer')}.`,
    period: period.words,
    ...(best.length === 0 ? {} : { table }),
    basis: `${sourceWords(context)} Revenue is what was sold minus what was given back in the period.`,
    next: [
      best[0] ? `who is ${snapshot.customerIds[best[0].customer] ?? ''}` : 'revenue in the last 30 days',
      'segments',
    ],
    data: {
      customers: best.map(({ customer, net, orders }) => ({
        customerId: snapshot.customerIds[customer],
        orders,
        net: moneyData(context, net),
      })),
      share,
      currency: snapshot.currency,
    },
  };
}
