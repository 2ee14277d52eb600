import { type AtRisk, findAtRisk } from '../decisions/at-risk.ts';
import { type CustomerFigures, figuresBefore } from '../decisions/customer-figures.ts';
import { type LeavingRecord, leavingRecord } from '../decisions/leaving-record.ts';
import { expectedBuyers, likelyBuyers } from '../decisions/likely-buyers.ts';
import type { FallRecord } from '../decisions/segment-history.ts';
import type { SegmentMove } from '../decisions/segments.ts';
import { type ShopFigures, type Span, shopFigures } from '../decisions/shop-figures.ts';
import { type UsualWeek, usualWeek } from '../decisions/usual-week.ts';
import { addDays } from '../domain/calendar.ts';
import { dayMs } from '../domain/clock.ts';
import type { Reason } from '../model/scores.ts';
import type { QuestionContext } from './context.ts';
import { leavingNow } from './leaving.ts';
import { lastWholeDays } from './period.ts';
import { isRise, movesOf } from './segments.ts';
import { momentOf } from './words.ts';

/** One thing to look at, in figures. `stake`: the money of a year that hangs on it, in minor units, to order things by. */
export type DigestItem = { readonly stake: number } & (
  | { readonly kind: 'revenue'; readonly net: number; readonly usual: UsualWeek }
  | {
      readonly kind: 'leaving';
      /** Those who fell silent this week, of `inAll` who are leaving. */
      readonly people: readonly AtRisk[];
      readonly inAll: number;
      readonly record?: LeavingRecord;
    }
  | {
      readonly kind: 'segments';
      readonly since: number;
      readonly lost: readonly CustomerFigures[];
      readonly gained: readonly CustomerFigures[];
      readonly fallen?: FallRecord;
    }
  | {
      readonly kind: 'likely';
      readonly best: readonly { readonly customer: number; readonly chance: number }[];
      readonly expected: number;
      readonly horizonDays: number;
      /** What speaks most for the first of them. */
      readonly reason?: Reason;
    }
);

/** The week of a digest in figures, and what is to be looked at: what calls for something first, by the money at stake. */
export interface DigestContent {
  readonly week: Span;
  readonly figures: ShopFigures;
  readonly before: Span;
  readonly earlier: ShopFigures;
  /** The same week of the year before; absent where the data do not reach back. */
  readonly yearAgo?: ShopFigures;
  readonly leaving: { readonly all: number; readonly fresh: number };
  readonly items: readonly DigestItem[];
}

/** Items of a digest at most. */
const itemsShown = 5;
/** Likely buyers that are named. */
const namedBuyers = 3;
/** Weeks over which an unusual one is taken to go on, when it is weighed against what hangs on customers for a year. */
const lastingWeeks = 4;

/** By the figures of a view: a view whose names are hidden has the same. */
const contents = new WeakMap<QuestionContext['figures'], DigestContent>();

/** The last seven whole days of a shop against the seven before, with at most five things to look at. Found once for each view. */
export function digestContent(context: QuestionContext): DigestContent {
  const known = contents.get(context.figures);
  if (known) return known;
  const content = findContent(context);
  contents.set(context.figures, content);
  return content;
}

/** Whether an item asks for something to be done; a week without one is quiet. */
export function calls(item: DigestItem): boolean {
  return item.kind === 'segments' ? item.lost.length > 0 : item.kind !== 'likely';
}

function findContent(context: QuestionContext): DigestContent {
  const { snapshot } = context;
  const { timeZone, ...moment } = momentOf(context);
  const { from, until } = lastWholeDays(7, { timeZone, ...moment });
  const week = { from, until };
  const before = { from: addDays(from, -7, timeZone), until: from };
  const yearAgo = { from: addDays(from, -364, timeZone), until: addDays(until, -364, timeZone) };
  const figures = shopFigures(snapshot, week);
  const leaving = findLeaving(context);
  const items = [
    ...revenueItem(figures.net, week, context),
    ...leavingItem(leaving, context),
    ...segmentItem(context),
    ...likelyItem(context),
  ];
  return {
    week,
    figures,
    before,
    earlier: shopFigures(snapshot, before),
    ...(yearAgo.from < moment.firstAt ? {} : { yearAgo: shopFigures(snapshot, yearAgo) }),
    leaving: { all: leaving.all.length, fresh: leaving.fresh.length },
    items: byWorth(items).slice(0, itemsShown),
  };
}

function byWorth(items: readonly DigestItem[]): DigestItem[] {
  return [...items].sort((one, other) => Number(calls(other)) - Number(calls(one)) || other.stake - one.stake);
}

/** Revenue is news only outside the range of the weeks before. */
function revenueItem(net: number, week: Span, { snapshot }: QuestionContext): DigestItem[] {
  const usual = usualWeek(snapshot, week);
  if (!usual || (net >= usual.lowest && net <= usual.highest)) return [];
  const beyond = Math.max(usual.lowest - net, net - usual.highest);
  return [{ kind: 'revenue', net, usual, stake: beyond * lastingWeeks }];
}

/** Who is leaving, and who of them crossed the line within the last seven days. */
interface Leaving {
  readonly all: readonly AtRisk[];
  readonly fresh: readonly AtRisk[];
}

function findLeaving(context: QuestionContext): Leaving {
  const { snapshot } = context;
  const all = leavingNow(context);
  const weekAgo = findAtRisk(figuresBefore(snapshot, snapshot.asOf - 7 * dayMs));
  const known = new Set(weekAgo.map(({ figures: { customer } }) => customer));
  return { all, fresh: all.filter(({ figures: { customer } }) => !known.has(customer)) };
}

/** Those who fell silent for too long: at stake is their money of a year, times the share of such people that stayed away. */
function leavingItem({ all, fresh: people }: Leaving, { snapshot }: QuestionContext): DigestItem[] {
  if (people.length === 0) return [];
  const record = leavingRecord(snapshot);
  const money = people.reduce((sum, { figures }) => sum + figures.recentGross, 0);
  const share = record ? record.called.silent / record.called.customers : 1;
  return [{ kind: 'leaving', people, inAll: all.length, ...(record ? { record } : {}), stake: money * share }];
}

/** Who fell out of the high-value segment and who rose into it; at stake is what those lost brought in a year, times the share that did not order soon. */
function segmentItem(context: QuestionContext): DigestItem[] {
  const { earlier } = context;
  const moves = movesOf(context).filter(({ from, to }) => from === 'high-value' || to === 'high-value');
  if (!earlier || moves.length === 0) return [];
  const lost = peopleOf(
    moves.filter((move) => !isRise(move)),
    context,
  );
  const gained = peopleOf(moves.filter(isRise), context);
  const { fallen } = earlier;
  const money = lost.reduce((sum, { recentGross }) => sum + recentGross, 0);
  const stake = money * (fallen ? 1 - fallen.ordered / fallen.customers : 1);
  return [{ kind: 'segments', since: earlier.asOf, lost, gained, ...(fallen ? { fallen } : {}), stake }];
}

/** The figures of those who moved, most money first. */
function peopleOf(moves: readonly SegmentMove[], { snapshot, figures }: QuestionContext): CustomerFigures[] {
  const moved = new Set(moves.map(({ customerId }) => customerId));
  return figures
    .filter(({ customer }) => moved.has(snapshot.customerIds[customer] ?? ''))
    .sort((one, other) => other.net - one.net || one.customer - other.customer);
}

/** The highest chances with the strongest reason of the first; nothing where the backtest forbids to act on them. */
function likelyItem(context: QuestionContext): DigestItem[] {
  const { scores, figures } = context;
  if (!scores || scores.verdict.grade === 'do-not-act') return [];
  const best = likelyBuyers(scores.p, namedBuyers).map((customer) => ({ customer, chance: scores.p[customer] ?? 0 }));
  const [first] = best;
  if (first === undefined) return [];
  const reason = scores.explain(first.customer).reasons.find(({ contribution }) => contribution > 0);
  const stake = best.reduce((sum, { customer, chance }) => sum + chance * meanOrder(figures[customer]), 0);
  return [
    {
      kind: 'likely',
      best,
      expected: expectedBuyers(scores.p),
      horizonDays: scores.horizonDays,
      ...(reason ? { reason } : {}),
      stake,
    },
  ];
}

function meanOrder(figures: CustomerFigures | undefined): number {
  return figures ? figures.gross / Math.max(1, figures.orders) : 0;
}
