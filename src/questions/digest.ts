import { findAtRisk } from '../decisions/at-risk.ts';
import { figuresBefore } from '../decisions/customer-figures.ts';
import { leavingRecord } from '../decisions/leaving-record.ts';
import { expectedBuyers, likelyBuyers } from '../decisions/likely-buyers.ts';
import { type ShopFigures, shopFigures } from '../decisions/shop-figures.ts';
import { usualWeek } from '../decisions/usual-week.ts';
import { addDays } from '../domain/calendar.ts';
import { dayMs } from '../domain/clock.ts';
import type { Answer, AnswerFact } from './answer.ts';
import type { QuestionContext } from './context.ts';
import { shopData, spanData } from './figures-data.ts';
import { lastWholeDays, named, type Period } from './period.ts';
import { isRise, movesOf } from './segments.ts';
import {
  ago,
  cautious,
  change,
  countWords,
  day,
  modelWords,
  momentOf,
  money,
  percent,
  personWords,
  scoreCaution,
  sourceWords,
  things,
} from './words.ts';

/** People of one kind that a digest names. */
const namedPeople = 3;
/** Items of a digest at most. */
const itemsShown = 5;

/** One thing to look at. `calls` items make a week worth attention; without any the week is quiet. */
interface Item {
  readonly kind: 'revenue' | 'leaving' | 'likely' | 'segments';
  readonly words: string;
  readonly calls: boolean;
  readonly customerIds: readonly string[];
}

/** The weekly digest: the last seven whole days against the seven before, at most five things to look at, each with why, and how far to trust them. */
export function composeDigest(context: QuestionContext): Answer {
  const moment = momentOf(context);
  const week = lastWholeDays(7, moment);
  const before = named({ from: addDays(week.from, -7, moment.timeZone), until: week.from }, moment);
  const figures = shopFigures(context.snapshot, week);
  const earlier = shopFigures(context.snapshot, before);
  const items = [
    ...revenueItem(figures.net, week, context),
    ...leavingItem(context),
    ...segmentItem(context),
    ...likelyItem(context),
  ].slice(0, itemsShown);
  return {
    id: 'digest',
    headline: headlineOf(figures.net, earlier.net, { items, context }),
    period: week.words,
    facts: weekFacts(figures, earlier, { week, context }),
    lines: items.map(({ words }) => words),
    basis: `${sourceWords(context)} ${modelWords(context)}`,
    ...cautious(scoreCaution(context)),
    next: ['who is leaving', 'who will buy', 'segments'],
    data: {
      week: { ...spanData(week), ...shopData(figures, context) },
      before: { ...spanData(before), ...shopData(earlier, context) },
      items: items.map(({ kind, words, customerIds }) => ({ kind, words, customerIds })),
      ...(context.scores ? { verdict: context.scores.verdict } : {}),
    },
  };
}

function headlineOf(
  net: number,
  before: number,
  { items, context }: { items: readonly Item[]; context: QuestionContext },
): string {
  const revenue = `revenue ${money(context, net)}, ${change(net, before)} against the week before`;
  const calls = items.filter((item) => item.calls).length;
  if (calls === 0) return `A quiet week: ${revenue}. Nothing needs your attention.`;
  return `${calls === 1 ? 'One thing' : `${calls} things`} to look at this week: ${revenue}.`;
}

function weekFacts(
  { net, orders, customers, newCustomers }: ShopFigures,
  earlier: ShopFigures,
  { week, context }: { week: Period; context: QuestionContext },
): AnswerFact[] {
  return [
    { label: 'Orders', value: `${countWords(orders)}, the week before ${countWords(earlier.orders)}` },
    { label: 'Customers', value: `${countWords(customers)} known, ${countWords(newCustomers)} of them new` },
    ...yearAgo(net, week, context),
  ];
}

function yearAgo(net: number, week: Period, context: QuestionContext): AnswerFact[] {
  const { timeZone, firstAt } = momentOf(context);
  const span = { from: addDays(week.from, -364, timeZone), until: addDays(week.until, -364, timeZone) };
  if (span.from < firstAt) return [];
  const figures = shopFigures(context.snapshot, span);
  return [
    { label: 'A year ago', value: `${money(context, figures.net)} in the same week: ${change(net, figures.net)}` },
  ];
}

/** Revenue is news only outside the range of the weeks before. */
function revenueItem(net: number, week: Period, context: QuestionContext): Item[] {
  const usual = usualWeek(context.snapshot, week);
  if (!usual || (net >= usual.lowest && net <= usual.highest)) return [];
  const range = `${money(context, usual.lowest)} to ${money(context, usual.highest)} in each of the ${usual.weeks} weeks before`;
  const words = `Revenue is ${net > usual.highest ? 'higher' : 'lower'} than usual: ${money(context, net)}, against ${range}.`;
  return [{ kind: 'revenue', words, calls: true, customerIds: [] }];
}

/** Those who fell silent for too long within the last seven days, with how right such calls were before. */
function leavingItem(context: QuestionContext): Item[] {
  const { snapshot } = context;
  const all = findAtRisk(context.figures);
  const weekAgo = figuresBefore(snapshot, snapshot.asOf - 7 * dayMs);
  const known = new Set(findAtRisk(weekAgo).map(({ figures: { customer } }) => customer));
  const fresh = all.filter(({ figures: { customer } }) => !known.has(customer));
  if (fresh.length === 0) return [];
  const people = fresh
    .slice(0, namedPeople)
    .map(
      ({ figures, usualGapDays }) =>
        `${personWords(context, figures.customer)} (${things(figures.quietDays, 'day')}, usually ${countWords(usualGapDays)})`,
    );
  const record = leavingRecord(snapshot);
  const proof = record
    ? ` Of those called so ${record.days} days ago, ${percent(record.called.silent / record.called.customers)} stayed away.`
    : '';
  const are = `${things(fresh.length, 'regular')} ${fresh.length === 1 ? 'is' : 'are'}`;
  const words = `Leaving: ${are} newly silent for over twice the usual gap (${countWords(all.length)} in all): ${people.join(', ')}.${proof}`;
  const customerIds = fresh.map(({ figures }) => snapshot.customerIds[figures.customer] ?? '');
  return [{ kind: 'leaving', words, calls: true, customerIds }];
}

/** Who came into the high-value segment and who fell out of it. */
function segmentItem(context: QuestionContext): Item[] {
  const { earlier, snapshot, figures } = context;
  const moves = movesOf(context).filter(({ from, to }) => from === 'high-value' || to === 'high-value');
  if (!earlier || moves.length === 0) return [];
  const places = new Map(snapshot.customerIds.map((id, customer) => [id, customer] as const));
  const part = (chosen: typeof moves, words: string) => {
    const people = chosen
      .map(({ customerId }) => places.get(customerId) ?? -1)
      .sort((one, other) => (figures[other]?.net ?? 0) - (figures[one]?.net ?? 0))
      .slice(0, namedPeople - 1)
      .map((customer) => `${personWords(context, customer)}, last order ${ago(figures[customer]?.quietDays ?? 0)}`);
    return chosen.length === 0 ? [] : [`${countWords(chosen.length)} ${words} (${people.join('; ')})`];
  };
  const parts = [
    ...part(
      moves.filter((move) => !isRise(move)),
      'fell from it',
    ),
    ...part(moves.filter(isRise), 'rose to it'),
  ];
  return [
    {
      kind: 'segments',
      words: `High-value customers since ${day(context, earlier.asOf)}: ${parts.join(', ')}.`,
      calls: moves.some((move) => !isRise(move)),
      customerIds: moves.map(({ customerId }) => customerId),
    },
  ];
}

/** The highest chances with the strongest reason of the first; nothing where the backtest forbids to act on them. */
function likelyItem(context: QuestionContext): Item[] {
  const { scores, snapshot } = context;
  if (!scores || scores.verdict.grade === 'do-not-act') return [];
  const best = likelyBuyers(scores.p, namedPeople);
  const [first] = best;
  if (first === undefined) return [];
  const people = best.map((customer) => `${personWords(context, customer)} (${percent(scores.p[customer] ?? 0)})`);
  const reason = scores.explain(first).reasons.find(({ contribution }) => contribution > 0);
  const words = `Likely to buy in ${scores.horizonDays} days: about ${things(expectedBuyers(scores.p), 'customer')}, first ${people.join(', ')}.${reason ? ` Why the first: ${reason.words}.` : ''}`;
  return [
    { kind: 'likely', words, calls: false, customerIds: best.map((customer) => snapshot.customerIds[customer] ?? '') },
  ];
}
