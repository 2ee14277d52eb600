import type { CustomerFigures } from '../decisions/customer-figures.ts';
import {
  type SegmentMove,
  type SegmentName,
  type SegmentSummary,
  segmentMoves,
  segmentNames,
  segmentWords,
  summariseSegments,
} from '../decisions/segments.ts';
import { highest } from '../domain/highest.ts';
import { rememberFor } from '../domain/remember.ts';
import type { Answer } from './answer.ts';
import type { QuestionContext } from './context.ts';
import {
  allTime,
  countWords,
  day,
  idsOf,
  money,
  moneyData,
  percent,
  personWords,
  sourceWords,
  things,
} from './words.ts';

/** People of one kind that a sentence names, and members of a segment that a table shows. */
const shown = { moves: 3, members: 5 };

const summariesOf: (context: QuestionContext) => readonly SegmentSummary[] = rememberFor(({ figures, segmentation }) =>
  summariseSegments(figures, segmentation),
);

/** Of each segment those with most money. */
const firstMembers: (context: QuestionContext) => ReadonlyMap<SegmentName, readonly CustomerFigures[]> = rememberFor(
  ({ figures, segmentation }) =>
    new Map(
      segmentNames.map((name) => {
        const members = figures.filter((_, index) => segmentation.segments[index] === name);
        return [name, highest(members, { by: ({ net }) => net, limit: shown.members })] as const;
      }),
    ),
);

/** Segments with size, revenue share and who moved. */
export function describeSegments(context: QuestionContext): Answer {
  const summaries = summariesOf(context);
  const [best] = summaries;
  return {
    id: 'segments',
    headline: `${countWords(best?.customers ?? 0)} of ${things(context.figures.length, 'known customer')} ${best?.customers === 1 ? 'is' : 'are'} high-value and ${best?.customers === 1 ? 'brings' : 'bring'} ${percent(best?.revenueShare ?? 0)} of the revenue.`,
    period: allTime(context).words,
    table: {
      columns: [
        { title: 'Segment', align: 'left' },
        { title: 'Customers', align: 'right' },
        { title: 'of all', align: 'right' },
        { title: 'Revenue', align: 'right' },
        { title: 'of all', align: 'right' },
      ],
      rows: summaries.map(({ name, customers, customerShare, revenue, revenueShare }) => [
        name,
        countWords(customers),
        percent(customerShare),
        money(context, revenue),
        percent(revenueShare),
      ]),
    },
    chart: {
      kind: 'bar',
      title: 'Segments: shares in per cent',
      labels: summaries.map(({ name }) => name),
      series: [
        { name: 'of all customers', values: summaries.map(({ customerShare }) => wholePercent(customerShare)) },
        { name: 'of all revenue', values: summaries.map(({ revenueShare }) => wholePercent(revenueShare)) },
      ],
    },
    lines: [...segmentNames.map((name) => `${name}: ${segmentWords[name]}.`), ...moveLines(context)],
    basis: `${sourceWords(context)} ${rankWords(context)}`,
    next: ['who are the high-value customers', 'who is leaving'],
    data: segmentData(summaries, context),
  };
}

/** One segment: how many, what they bring, and the first of them. */
export function describeSegment(name: SegmentName, context: QuestionContext): Answer {
  const { figures } = context;
  const summaries = summariesOf(context);
  const summary = summaries.find((each) => each.name === name);
  const members = summary?.customers ?? 0;
  const first = firstMembers(context).get(name) ?? [];
  const isOne = members === 1;
  return {
    id: 'segments',
    headline: `${countWords(members)} of ${things(figures.length, 'customer')} (${percent(summary?.customerShare ?? 0)}) ${isOne ? 'is' : 'are'} ${name} and ${isOne ? 'brings' : 'bring'} ${percent(summary?.revenueShare ?? 0)} of the revenue.`,
    period: allTime(context).words,
    ...(members === 0
      ? {}
      : {
          table: {
            columns: [
              { title: 'Customer', align: 'left' as const },
              { title: 'Revenue', align: 'right' as const },
              { title: 'Orders', align: 'right' as const },
              { title: 'Last order', align: 'right' as const },
            ],
            rows: first.map(({ customer, net, orders, lastAt }) => [
              context.nameOf(customer),
              money(context, net),
              countWords(orders),
              day(context, lastAt),
            ]),
            customerIds: idsOf(
              first.map(({ customer }) => customer),
              context,
            ),
          },
        }),
    lines: [
      `${name}: ${segmentWords[name]}.`,
      ...(members > shown.members ? [`All ${countWords(members)}: patron segments --out segments.csv`] : []),
    ],
    basis: `${sourceWords(context)} ${rankWords(context)}`,
    next: ['segments', first[0] ? `who is ${context.snapshot.customerIds[first[0].customer] ?? ''}` : 'top customers'],
    data: segmentData(summaries, context),
  };
}

function wholePercent(share: number): number {
  return Math.round(100 * share);
}

/** Customers whose segment is not that of some days before; empty where there is no before. */
export const movesOf: (context: QuestionContext) => readonly SegmentMove[] = rememberFor(findMoves);

function findMoves({ earlier, snapshot, segmentation }: QuestionContext): SegmentMove[] {
  if (!earlier) return [];
  const current = function* () {
    for (const [customer, id] of snapshot.customerIds.entries())
      yield [id, segmentation.segments[customer] ?? 'ordinary'] as const;
  };
  return segmentMoves(earlier.segments, current());
}

/** A customer who moved, with the money that they brought so far. */
export interface Mover extends SegmentMove {
  readonly customer: number;
  readonly net: number;
}

/** Who moved, those with most money first. */
export const moversOf: (context: QuestionContext) => readonly Mover[] = rememberFor((context) => {
  const { snapshot, figures } = context;
  const moves = new Map(movesOf(context).map((move) => [move.customerId, move] as const));
  const movers =
    moves.size === 0
      ? []
      : figures.flatMap(({ customer, net }): Mover[] => {
          const move = moves.get(snapshot.customerIds[customer] ?? '');
          return move ? [{ ...move, customer, net }] : [];
        });
  return movers.sort((one, other) => other.net - one.net || one.customer - other.customer);
});

/** Whether a move leads to a better segment. */
export function isRise({ from, to }: SegmentMove): boolean {
  return segmentNames.indexOf(to) < segmentNames.indexOf(from);
}

function moveLines(context: QuestionContext): string[] {
  const { earlier } = context;
  if (!earlier) return [];
  const moves = moversOf(context);
  if (moves.length === 0) return [`Nobody moved since ${day(context, earlier.asOf)}.`];
  const since = `since ${day(context, earlier.asOf)}`;
  return [
    `Moved up ${since}: ${examples(moves.filter(isRise), context)}.`,
    `Moved down ${since}: ${examples(
      moves.filter((move) => !isRise(move)),
      context,
    )}.`,
  ];
}

/** How many, and those with most money. */
function examples(movers: readonly Mover[], context: QuestionContext): string {
  const named = movers
    .slice(0, shown.moves)
    .map(({ customer, from, to }) => `${personWords(context, customer)} (${from} to ${to})`);
  if (named.length === 0) return 'nobody';
  return `${countWords(movers.length)}${movers.length > named.length ? ', first ' : ': '}${named.join(', ')}`;
}

function rankWords({ scores }: QuestionContext): string {
  const expected = scores ? 'money expected in the next 90 days' : 'money of the last 365 days (there is no model yet)';
  return `Ranked by money spent and ${expected}; who stands near a border stays where they were.`;
}

function segmentData(summaries: readonly SegmentSummary[], context: QuestionContext) {
  return {
    segments: summaries.map((summary) => ({ ...summary, revenue: moneyData(context, summary.revenue) })),
    moves: movesOf(context),
    currency: context.snapshot.currency,
  };
}
