import { dayMs } from '../domain/clock.ts';
import { type Assignment, followedDays } from '../domain/control-arm.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import { type Comparison, compareShares, type Share } from './lift-beta.ts';
import { openEvidence } from './lift-evidence.ts';
import { followOutcomes, type Outcome, type RuleOutcomes } from './lift-outcomes.ts';
import { compareRevenue, type RevenueLift } from './lift-revenue.ts';

/** What a rule is known to do: `raises` and `lowers` the share who order are claimed on evidence alone; `open`: neither is shown; `too-few`: nothing can be said. */
export type LiftState = 'raises' | 'lowers' | 'open' | 'too-few';

/** What came of a rule: those for whom it did what it does beside those whom it left alone. */
export interface Lift {
  readonly rule: string;
  readonly state: LiftState;
  /** Those who were followed for all days. */
  readonly treated: Share;
  readonly control: Share;
  /** Those whose days are not over. */
  readonly waiting: number;
  /** Days that each is followed. */
  readonly days: number;
  /** When the first was met, epoch ms. */
  readonly since: number;
  /** Absent with too few. */
  readonly comparison?: Comparison;
  readonly revenue?: RevenueLift;
  /** See `openEvidence`; absent where the interval holds 0, so that nothing is claimed anyway. */
  readonly evidence?: number;
  /** What it would take to show an effect; absent where one is shown, or nothing can be said of it. */
  readonly toShow?: Prospect;
}

/** How long an effect takes to be shown. */
export interface Prospect {
  /** The effect: the rise in the share who order. */
  readonly rise: number;
  /** Whether it is the one that was seen, or a rise by a fifth. */
  readonly isSeen: boolean;
  /** From now on, at the pace until now. */
  readonly weeks: number;
}

/** Evidence from which on an effect is claimed: false in at most one rule of twenty, however often it is looked at. */
const claimFrom = 20;
/** People in each arm without whom nothing is said. */
const leastInArm = 10;
/** A smaller rise than this is not what somebody waits for: then the time for a rise by a fifth is told. */
const smallRise = 0.01;
const usualRise = 0.2;
/** Effects that the evidence bets on at once: what it costs not to know which one it is. */
const priceOfNotKnowing = 12;

/** What came of each rule as of a snapshot, those with most people first. */
export function findLifts(assignments: readonly Assignment[], snapshot: Snapshot): Lift[] {
  return followOutcomes(assignments, snapshot, { days: followedDays })
    .map((outcomes) => liftOf(outcomes, snapshot.asOf))
    .sort((one, other) => sizeOf(other) - sizeOf(one) || (one.rule < other.rule ? -1 : 1));
}

function sizeOf({ treated, control }: Lift): number {
  return treated.people + control.people;
}

function liftOf({ rule, followed, waiting, since }: RuleOutcomes, asOf: number): Lift {
  const compared = ofUsualShare(followed);
  const [told, held] = [compared.filter(isOf('treated')), compared.filter(isOf('control'))];
  const [treated, control] = [shareOf(told), shareOf(held)];
  const plain = { rule, treated, control, waiting, days: followedDays, since };
  if (Math.min(treated.people, control.people) < leastInArm) return { ...plain, state: 'too-few' };
  const comparison = compareShares(treated, control);
  const { low, high } = comparison.difference;
  const evidence = low <= 0 && high >= 0 ? undefined : evidenceOf(followed);
  const state = stateOf(comparison, evidence);
  const revenue = compareRevenue(told.map(spent), held.map(spent));
  const toShow = state === 'open' ? prospectOf({ ...plain, comparison, followed, asOf }) : undefined;
  return {
    ...plain,
    state,
    comparison,
    ...(evidence === undefined ? {} : { evidence }),
    ...(revenue ? { revenue } : {}),
    ...(toShow ? { toShow } : {}),
  };
}

function evidenceOf(people: readonly Outcome[]): number {
  const evidence = openEvidence();
  for (const person of people) evidence.take(person);
  return evidence.value();
}

/**
 * Those who were drawn with the share of most: people of another share came at another time, when others may have ordered more or less, and shares of mixed
 * times are no comparison. The evidence knows the share of each, and takes all.
 */
function ofUsualShare(people: readonly Outcome[]): readonly Outcome[] {
  const counts = new Map<number, number>();
  for (const { share } of people) counts.set(share, (counts.get(share) ?? 0) + 1);
  const [usual] = [...counts].sort(([one, many], [other, more]) => more - many || other - one)[0] ?? [];
  return people.filter(({ share }) => share === usual);
}

const isOf =
  (wanted: Outcome['arm']) =>
  ({ arm }: Outcome) =>
    arm === wanted;
const spent = ({ revenue }: Outcome) => revenue;

function shareOf(people: readonly Outcome[]): Share {
  return { people: people.length, ordered: people.filter(({ hasOrdered }) => hasOrdered).length };
}

/** The interval of a look says how large an effect is; whether there is one, the evidence alone, which may be looked at each week. */
function stateOf({ difference }: Comparison, evidence = 1): LiftState {
  if (evidence < claimFrom) return 'open';
  return difference.low > 0 ? 'raises' : 'lowers';
}

interface Pace extends Pick<Lift, 'treated' | 'control' | 'waiting' | 'since'> {
  readonly comparison: Comparison;
  readonly followed: readonly Outcome[];
  readonly asOf: number;
}

/**
 * The weeks until an effect is shown. The evidence of a person is worth h (1 - h) p (1 - p) t^2 / 2 on average, for a held-out share h, a rate p and log-odds t
 * of the effect (the second-order term of the Kullback-Leibler divergence); it must come to what is claimed from, and to the price of not knowing the effect.
 */
function prospectOf({ treated, control, comparison, followed, waiting, since, asOf }: Pace): Prospect | undefined {
  const all = treated.people + control.people;
  const rate = (treated.ordered + control.ordered) / all;
  const seen = comparison.difference.middle;
  const isSeen = Math.abs(seen) >= smallRise;
  const rise = isSeen ? seen : usualRise * rate;
  const held = followed.reduce((sum, { share }) => sum + share, 0) / all;
  const spread = rate * (1 - rate);
  if (spread === 0 || held <= 0 || held >= 1) return undefined;
  // A small rise r moves the log-odds by r / (p (1 - p)).
  const worth = (held * (1 - held) * rise ** 2) / spread / 2;
  const needed = Math.log(claimFrom * priceOfNotKnowing) / worth;
  const weeksUntilNow = Math.max(1, (asOf - since) / (7 * dayMs));
  const perWeek = (all + waiting) / weeksUntilNow;
  return { rise, isSeen, weeks: Math.max(1, Math.ceil((needed - all) / perWeek)) };
}

/** Weeks after which a rule that shows nothing is to be asked about, and the people in each arm without whom that says nothing. */
const patience = { weeks: 12, treated: 100, control: 20 };

/** Whether a rule had time and people enough to show an effect, and shows none. `asOf`: epoch ms. */
export function isFruitless({ state, treated, control, since }: Lift, asOf: number): boolean {
  const isLong = asOf - since >= patience.weeks * 7 * dayMs;
  return isLong && state === 'open' && treated.people >= patience.treated && control.people >= patience.control;
}
