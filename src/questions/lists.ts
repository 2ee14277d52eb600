import { findAtRisk } from '../decisions/at-risk.ts';
import { likelyBuyers } from '../decisions/likely-buyers.ts';
import { segmentMoves, segmentNames, segmentWords, summariseSegments } from '../decisions/segments.ts';
import type { Answer } from './answer.ts';
import type { QuestionContext } from './context.ts';
import { countWords, day, modelWords, money, percent, scoreCaution, sourceWords, things } from './words.ts';

/** Rows of a list that fits a screen. */
const listRows = 10;

/** Who will buy: the highest calibrated chances. */
export function describeLikelyBuyers(context: QuestionContext): Answer {
  const { scores } = context;
  if (!scores)
    return {
      id: 'likely-buyers',
      headline: 'Nobody can be named yet.',
      basis: modelWords(context),
      next: ['patron train', 'who is leaving'],
    };
  const best = likelyBuyers(scores.p, listRows);
  const expected = scores.p.reduce((sum, p) => sum + p, 0);
  const caution = scoreCaution(context);
  return {
    id: 'likely-buyers',
    headline: `About ${things(Math.round(expected), 'customer')} will order in the next ${scores.horizonDays} days; these first.`,
    period: `${day(context, scores.asOf)} and the ${scores.horizonDays} days from then`,
    table: {
      columns: [
        { title: 'Customer', align: 'left' },
        { title: 'Chance', align: 'right' },
        { title: 'Last order', align: 'right' },
        { title: 'Orders', align: 'right' },
      ],
      rows: best.map((customer) => [
        context.nameOf(customer),
        percent(scores.p[customer] ?? 0),
        `${things(context.figures[customer]?.quietDays ?? 0, 'day')} ago`,
        countWords(context.figures[customer]?.orders ?? 0),
      ]),
    },
    basis: `${sourceWords(context)} ${modelWords(context)}`,
    ...(caution === undefined ? {} : { caution }),
    next: [`why ${context.snapshot.customerIds[best[0] ?? 0] ?? ''}`.trim(), 'who is leaving'],
    data: best.map((customer) => ({ customerId: context.snapshot.customerIds[customer], p: scores.p[customer] })),
  };
}

/** Who is leaving: silent for long against their own rhythm, most money first. */
export function describeAtRisk(context: QuestionContext): Answer {
  const found = findAtRisk(context.figures);
  const money365 = found.reduce((sum, { figures }) => sum + figures.recentGross, 0);
  const shown = found.slice(0, listRows);
  return {
    id: 'at-risk',
    headline:
      found.length === 0
        ? 'Nobody with a rhythm is silent for longer than usual.'
        : `${things(found.length, 'customer')} with ${money(context, money365)} in the last year ${found.length === 1 ? 'is' : 'are'} silent for more than twice their usual gap.`,
    ...(shown.length === 0
      ? {}
      : {
          table: {
            columns: [
              { title: 'Customer', align: 'left' as const },
              { title: 'Silent', align: 'right' as const },
              { title: 'Usual gap', align: 'right' as const },
              { title: 'Last year', align: 'right' as const },
            ],
            rows: shown.map(({ figures, usualGapDays }) => [
              context.nameOf(figures.customer),
              things(figures.quietDays, 'day'),
              things(Math.round(usualGapDays), 'day'),
              money(context, figures.recentGross),
            ]),
          },
        }),
    basis: `${sourceWords(context)} Leaving: three or more days with an order, silent for two to six usual gaps.`,
    next: shown[0]
      ? [`who is ${context.snapshot.customerIds[shown[0].figures.customer] ?? ''}`, 'who will buy']
      : ['who will buy'],
    data: found.map(({ figures, overdue }) => ({
      customerId: context.snapshot.customerIds[figures.customer],
      overdue,
    })),
  };
}

/** Top customers by net revenue of all time. */
export function describeTop(context: QuestionContext): Answer {
  const best = [...context.figures]
    .sort((one, other) => other.net - one.net || one.customer - other.customer)
    .slice(0, listRows);
  const all = context.figures.reduce((sum, { net }) => sum + net, 0);
  const share = best.reduce((sum, { net }) => sum + net, 0) / Math.max(1, all);
  return {
    id: 'top-customers',
    headline:
      best.length === 0
        ? 'There is no customer yet.'
        : `The top ${best.length} bring ${percent(share)} of the revenue of known customers.`,
    table: {
      columns: [
        { title: 'Customer', align: 'left' },
        { title: 'Revenue', align: 'right' },
        { title: 'Orders', align: 'right' },
        { title: 'Last order', align: 'right' },
      ],
      rows: best.map(({ customer, net, orders, lastAt }) => [
        context.nameOf(customer),
        money(context, net),
        countWords(orders),
        day(context, lastAt),
      ]),
    },
    basis: `${sourceWords(context)} Revenue is what was paid minus what was given back, all time.`,
    next: best[0] ? [`who is ${context.snapshot.customerIds[best[0].customer] ?? ''}`, 'segments'] : ['help'],
    data: best.map(({ customer, net }) => ({ customerId: context.snapshot.customerIds[customer], net })),
  };
}

/** Segments with size, revenue share and who moved. */
export function describeSegments(context: QuestionContext): Answer {
  const summaries = summariseSegments(context.figures, context.segmentation);
  const best = summaries[0];
  const current = new Map(
    context.snapshot.customerIds.map((id, index) => [id, context.segmentation.segments[index] ?? 'ordinary'] as const),
  );
  const moves = context.earlier ? segmentMoves(context.earlier.segments, current) : [];
  const rises = moves.filter(({ from, to }) => segmentNames.indexOf(to) < segmentNames.indexOf(from));
  return {
    id: 'segments',
    headline: `${things(best?.customers ?? 0, 'high-value customer')} ${best?.customers === 1 ? 'brings' : 'bring'} ${percent(best?.revenueShare ?? 0)} of the revenue of known customers.`,
    table: {
      columns: [
        { title: 'Segment', align: 'left' },
        { title: 'Customers', align: 'right' },
        { title: 'Share', align: 'right' },
        { title: 'Revenue', align: 'right' },
        { title: 'Share', align: 'right' },
        { title: 'Which is', align: 'left' },
      ],
      rows: summaries.map(({ name, customers, customerShare, revenue, revenueShare }) => [
        name,
        countWords(customers),
        percent(customerShare),
        money(context, revenue),
        percent(revenueShare),
        segmentWords[name],
      ]),
    },
    ...(context.earlier
      ? {
          lines: [
            moves.length === 0
              ? `Nobody moved since ${day(context, context.earlier.asOf)}.`
              : `Since ${day(context, context.earlier.asOf)} ${things(rises.length, 'customer')} moved up and ${things(moves.length - rises.length, 'customer')} down${examples(moves.slice(0, 3), context)}.`,
          ],
        }
      : {}),
    basis: `${sourceWords(context)} By the rank in money spent and money expected in 90 days; who stands at a border stays.`,
    next: ['top customers', 'who is leaving'],
    data: { segments: summaries, moves },
  };
}

function examples(moves: readonly { customerId: string; to: string }[], { snapshot, nameOf }: QuestionContext): string {
  const named = moves.map(({ customerId, to }) => `${nameOf(snapshot.customerIds.indexOf(customerId))} to ${to}`);
  return named.length === 0 ? '' : `, first ${named.join(', ')}`;
}
