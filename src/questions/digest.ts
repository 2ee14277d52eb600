import { findAtRisk } from '../decisions/at-risk.ts';
import { likelyBuyers } from '../decisions/likely-buyers.ts';
import { segmentMoves, segmentNames } from '../decisions/segments.ts';
import { shopFigures } from '../decisions/shop-figures.ts';
import { addDays } from '../domain/calendar.ts';
import type { Answer, AnswerFact } from './answer.ts';
import type { QuestionContext } from './context.ts';
import { lastWholeDays, named, type Period } from './period.ts';
import { change, countWords, day, modelWords, money, percent, scoreCaution, sourceWords, things } from './words.ts';

/** People of one kind that a digest names. */
const namedPeople = 3;

/** The weekly digest: the last seven whole days against the seven before and the same week a year ago, whom to look at, and how far to trust it. */
export function composeDigest(context: QuestionContext): Answer {
  const { snapshot } = context;
  const moment = { now: snapshot.asOf, timeZone: snapshot.timeZone };
  const week = lastWholeDays(7, moment);
  const before = named({ from: addDays(week.from, -7, moment.timeZone), until: week.from }, moment);
  const figures = shopFigures(snapshot, week);
  const earlier = shopFigures(snapshot, before);
  const caution = scoreCaution(context);
  return {
    id: 'digest',
    headline: `Revenue ${money(context, figures.net)} this week, ${change(figures.net, earlier.net)} against the week before.`,
    period: week.words,
    facts: [
      { label: 'Orders', value: `${countWords(figures.orders)}, before ${countWords(earlier.orders)}` },
      {
        label: 'Customers',
        value: `${countWords(figures.customers)}, ${countWords(figures.newCustomers)} of them new`,
      },
      ...yearAgo(figures.net, week, context),
    ],
    lines: [...likelyLine(context), ...riskLine(context), ...moveLine(context)],
    basis: `${sourceWords(context)} ${modelWords(context)}`,
    ...(caution === undefined ? {} : { caution }),
    next: ['who will buy', 'who is leaving', 'segments'],
    data: {
      week: { ...week, ...figures },
      before: { ...before, ...earlier },
      ...(context.scores ? { verdict: context.scores.verdict } : {}),
    },
  };
}

function yearAgo(net: number, week: Period, context: QuestionContext): AnswerFact[] {
  const { timeZone, firstAt } = context.snapshot;
  const span = { from: addDays(week.from, -364, timeZone), until: addDays(week.until, -364, timeZone) };
  if (span.from < firstAt) return [];
  const figures = shopFigures(context.snapshot, span);
  return [{ label: 'Same week a year ago', value: `${money(context, figures.net)} (${change(net, figures.net)})` }];
}

function likelyLine(context: QuestionContext): string[] {
  const { scores } = context;
  if (!scores || scores.verdict.grade === 'do-not-act') return [];
  const best = likelyBuyers(scores.p, namedPeople);
  const expected = scores.p.reduce((sum, p) => sum + p, 0);
  const people = best.map((customer) => `${context.nameOf(customer)} (${percent(scores.p[customer] ?? 0)})`);
  return [
    `Likely to buy in ${scores.horizonDays} days: about ${things(Math.round(expected), 'customer')}, first ${people.join(', ')}.`,
  ];
}

function riskLine(context: QuestionContext): string[] {
  const found = findAtRisk(context.figures);
  if (found.length === 0) return ['Leaving: nobody with a rhythm is silent for longer than usual.'];
  const sum = found.reduce((total, { figures }) => total + figures.recentGross, 0);
  const people = found
    .slice(0, namedPeople)
    .map(({ figures }) => `${context.nameOf(figures.customer)} (silent for ${things(figures.quietDays, 'day')})`);
  return [
    `Leaving: ${things(found.length, 'customer')} with ${money(context, sum)} in the last year, first ${people.join(', ')}.`,
  ];
}

function moveLine(context: QuestionContext): string[] {
  const { earlier, segmentation, snapshot } = context;
  if (!earlier) return [];
  const current = new Map(
    snapshot.customerIds.map((id, index) => [id, segmentation.segments[index] ?? 'ordinary'] as const),
  );
  const moves = segmentMoves(earlier.segments, current);
  const rises = moves.filter(({ from, to }) => segmentNames.indexOf(to) < segmentNames.indexOf(from)).length;
  return [
    `Segments since ${day(context, earlier.asOf)}: ${countWords(rises)} moved up, ${countWords(moves.length - rises)} down.`,
  ];
}
