import { type AtRisk, findAtRisk } from '../decisions/at-risk.ts';
import { figuresBefore } from '../decisions/customer-figures.ts';
import { type LeavingRecord, leavingRecord } from '../decisions/leaving-record.ts';
import { expectedBuyers, likelyBuyers } from '../decisions/likely-buyers.ts';
import type { SegmentMove } from '../decisions/segments.ts';
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
  idsOf,
  modelWords,
  momentOf,
  money,
  percent,
  personWords,
  scoreCaution,
  someWords,
  sourceWords,
  things,
  trustedChances,
} from './words.ts';

/** People of one kind that a digest names. */
const namedPeople = 3;
const namedMovers = 2;
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
  const leaving = findLeaving(context);
  const items = [
    ...revenueItem(figures.net, week, context),
    ...leavingItem(leaving, context),
    ...segmentItem(context),
    ...likelyItem(context),
  ].slice(0, itemsShown);
  return {
    id: 'digest',
    headline: headlineOf(figures.net, earlier.net, { items, context }),
    period: week.words,
    facts: [...weekFacts(figures, earlier, { week, context }), ...leavingFact(leaving)],
    lines: items.map(({ words }) => words),
    basis: [sourceWords(context), context.agreement, modelWords(context)]
      .filter((part) => part !== undefined)
      .join(' '),
    ...cautious(scoreCaution(context)),
    next: context.scores
      ? ['who is leaving', 'who will buy', 'segments']
      : ['patron train', 'who is leaving', 'segments'],
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
    { label: 'Customers', value: `${countWords(customers)} known, ${someWords(newCustomers)} of them new` },
    ...yearAgo(net, week, context),
  ];
}

function leavingFact({ all, fresh }: Leaving): AnswerFact[] {
  if (all.length === 0) return [];
  return [{ label: 'Leaving', value: `${things(all.length, 'regular')}, ${someWords(fresh.length)} newly this week` }];
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

/** Who is leaving, and who of them crossed the line within the last seven days. */
interface Leaving {
  readonly all: readonly AtRisk[];
  readonly fresh: readonly AtRisk[];
}

function findLeaving(context: QuestionContext): Leaving {
  const { figures, snapshot } = context;
  const all = findAtRisk(figures, { chances: trustedChances(context) });
  const weekAgo = findAtRisk(figuresBefore(snapshot, snapshot.asOf - 7 * dayMs));
  const known = new Set(weekAgo.map(({ figures: { customer } }) => customer));
  return { all, fresh: all.filter(({ figures: { customer } }) => !known.has(customer)) };
}

/** Those who fell silent for too long within the last seven days, with how right such calls were before. */
function leavingItem({ fresh }: Leaving, context: QuestionContext): Item[] {
  if (fresh.length === 0) return [];
  const people = fresh
    .slice(0, namedPeople)
    .map(
      ({ figures, usualGapDays }) =>
        `${personWords(context, figures.customer)} (${things(figures.quietDays, 'day')}, usually ${countWords(usualGapDays)})`,
    );
  const record = leavingRecord(context.snapshot);
  const proof = record
    ? ` Of those so silent ${record.days} days ago ${percent(record.called.silent / record.called.customers)} stayed away${presentWords(record)}.`
    : '';
  const are = `${things(fresh.length, 'regular')} ${fresh.length === 1 ? 'is' : 'are'}`;
  const words = `Leaving: ${are} newly silent for over twice the usual gap: ${people.join(', ')}.${proof}`;
  const customerIds = idsOf(
    fresh.map(({ figures }) => figures.customer),
    context,
  );
  return [{ kind: 'leaving', words, calls: true, customerIds }];
}

function presentWords({ present }: LeavingRecord): string {
  return present.customers > 0 ? `; of those within their rhythm ${percent(present.silent / present.customers)}` : '';
}

/** Who fell out of the high-value segment and who rose into it. */
function segmentItem(context: QuestionContext): Item[] {
  const { earlier } = context;
  const moves = movesOf(context).filter(({ from, to }) => from === 'high-value' || to === 'high-value');
  if (!earlier || moves.length === 0) return [];
  const lost = moves.filter((move) => !isRise(move));
  const parts = [...movers('lost', lost, context), ...movers('gained', moves.filter(isRise), context)];
  return [
    {
      kind: 'segments',
      words: `High-value customers since ${day(context, earlier.asOf)}: ${parts.join('; ')}.`,
      calls: lost.length > 0,
      customerIds: moves.map(({ customerId }) => customerId),
    },
  ];
}

/** `lost 4, first Anna Meier (last order 60 days ago)`: those with most money, empty for nobody. */
function movers(verb: string, moves: readonly SegmentMove[], context: QuestionContext): string[] {
  const { snapshot, figures } = context;
  const places = new Map(snapshot.customerIds.map((id, customer) => [id, customer] as const));
  const people = moves
    .flatMap(({ customerId }) => figures[places.get(customerId) ?? -1] ?? [])
    .sort((one, other) => other.net - one.net)
    .slice(0, namedMovers)
    .map(({ customer, quietDays }) => `${personWords(context, customer)} (last order ${ago(quietDays)})`);
  if (people.length === 0) return [];
  const count = moves.length > people.length ? `${countWords(moves.length)}, first ` : '';
  return [`${verb} ${count}${people.join(', ')}`];
}

/** The highest chances with the strongest reason of the first; nothing where the backtest forbids to act on them. */
function likelyItem(context: QuestionContext): Item[] {
  const { scores } = context;
  if (!scores || scores.verdict.grade === 'do-not-act') return [];
  const best = likelyBuyers(scores.p, namedPeople);
  const [first] = best;
  if (first === undefined) return [];
  const people = best.map((customer) => `${personWords(context, customer)} (${percent(scores.p[customer] ?? 0)})`);
  const reason = scores.explain(first).reasons.find(({ contribution }) => contribution > 0);
  const words = `Likely to buy in ${scores.horizonDays} days: about ${things(expectedBuyers(scores.p), 'customer')}, first ${people.join(', ')}.${reason ? ` Why the first: ${reason.words}.` : ''}`;
  return [{ kind: 'likely', words, calls: false, customerIds: idsOf(best, context) }];
}
