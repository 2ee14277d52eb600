import type { Random } from '../domain/random.ts';
import { drawBetween, drawGamma, drawLogNormal, drawWeighted, happens } from './draws.ts';
import type { ShopCalendar, ShopDay } from './season.ts';

/** When somebody buys. Gaps count days of average pull: in a strong week they pass faster. */
export interface Rhythm {
  readonly habit: Habit;
  /** Day of the calendar on which they met the shop; below 0: before the history begins. */
  readonly joinedOn: number;
  readonly gapDays: number;
  /** Of the gamma distribution of gaps: 1 is at random, 10 is nearly even. */
  readonly shape: number;
  /** Chance, after each order, that it was the last. */
  readonly leaving: number;
  /** Each gap is so much longer than the one before: people who drift away. */
  readonly stretch: number;
  /** A discount week pulls so much more than another one; 0: not at all. */
  readonly lift: number;
}

/** How the people of a habit buy. */
interface Pace {
  /** How many customers have the habit, beside the others. */
  readonly weight: number;
  /** Days between orders: median over the people, and standard deviation of the logarithm. */
  readonly gap: { readonly median: number; readonly spread: number };
  /** Lowest and highest `shape`. */
  readonly shape: readonly [number, number];
  readonly leaving: number;
  /** Share of the people who drift away. */
  readonly drifting: number;
  /** Share of the people who were customers before the history begins. */
  readonly old: number;
}

/**
 * The customers by habit. `never` has an account and has not bought, `passing` mostly buys once and may come back, `gift` buys presents, `business`
 * is a café or an office. Half of all buyers come once.
 */
const paces = {
  never: { weight: 2, gap: { median: 1, spread: 0 }, shape: [1, 1], leaving: 1, drifting: 0, old: 0 },
  passing: { weight: 59, gap: { median: 260, spread: 0.6 }, shape: [1, 1], leaving: 0.57, drifting: 0, old: 0 },
  occasional: {
    weight: 16,
    gap: { median: 68, spread: 0.45 },
    shape: [1.5, 10],
    leaving: 0.12,
    drifting: 0,
    old: 0.42,
  },
  regular: {
    weight: 16.5,
    gap: { median: 38, spread: 0.35 },
    shape: [5, 20],
    leaving: 0.045,
    drifting: 0.3,
    old: 0.42,
  },
  gift: { weight: 6.5, gap: { median: 110, spread: 0.4 }, shape: [1, 1.2], leaving: 0.12, drifting: 0, old: 0.42 },
  business: { weight: 1.5, gap: { median: 15, spread: 0.35 }, shape: [4, 8], leaving: 0.012, drifting: 0, old: 0.42 },
} as const satisfies Record<string, Pace>;

/** How somebody buys. */
export type Habit = keyof typeof paces;

const habits = ['never', 'passing', 'occasional', 'regular', 'gift', 'business'] as const satisfies readonly Habit[];
/** Days before the history in which older customers have joined. */
const oldDays = 600;
/** Each gap of somebody who drifts away is so much longer than the one before; so many times the first one is the end. */
const drift = { from: 1.06, to: 1.25, lostAfter: 5 };
/** Sometimes a customer is away for several gaps. */
const pause = { share: 0.12, from: 2, to: 6 };
/** A discount week pulls some people, and so much more than another week. */
const lifted = { share: 0.3, from: 0.8, to: 2.5 };

const habitWeights = habits.map((habit) => paces[habit].weight);

/** Draws a habit: always the first draw of a customer's behaviour. The very first customer is a regular one, so that the smallest shop has somebody to show. */
export function drawHabit(random: Random, index: number): Habit {
  const drawn = habits[drawWeighted(random, habitWeights)];
  return index === 0 || drawn === undefined ? 'regular' : drawn;
}

/** Draws when somebody of a habit buys. */
export function drawRhythm(random: Random, { habit, calendar }: { habit: Habit; calendar: ShopCalendar }): Rhythm {
  const pace: Pace = paces[habit];
  const isOld = happens(random, pace.old);
  return {
    habit,
    joinedOn: isOld ? -Math.ceil(oldDays * random()) : drawWeighted(random, calendar.newcomers),
    lift: happens(random, lifted.share) ? drawBetween(random, lifted.from, lifted.to) : 0,
    gapDays: drawLogNormal(random, pace.gap),
    shape: drawBetween(random, ...pace.shape),
    leaving: pace.leaving,
    stretch: happens(random, pace.drifting) ? drawBetween(random, drift.from, drift.to) : 1,
  };
}

/** Days of the calendar on which somebody buys, ascending, drawn as they are asked for. */
export function* orderDays(
  random: Random,
  { rhythm, calendar }: { rhythm: Rhythm; calendar: ShopCalendar },
): Generator<number> {
  const { habit, joinedOn, shape, leaving, stretch } = rhythm;
  if (habit === 'never') return;
  let day = joinedOn;
  let gapDays = rhythm.gapDays;
  if (day < 0) {
    // Somebody who is already a customer: the history begins anywhere within a gap.
    day = passGap(-1, gapDays * drawGamma(random, shape) * random(), { rhythm, calendar });
  }
  while (day < calendar.days.length) {
    yield day;
    if (happens(random, leaving)) return;
    gapDays *= stretch;
    if (gapDays > drift.lostAfter * rhythm.gapDays) return;
    const longer = happens(random, pause.share) ? drawBetween(random, pause.from, pause.to) : 1;
    day = passGap(day, gapDays * longer * drawGamma(random, shape), { rhythm, calendar });
  }
}

/** The day on which so many days of average pull have passed after `day`; the calendar's length where it ends before. */
function passGap(day: number, gap: number, { rhythm, calendar }: { rhythm: Rhythm; calendar: ShopCalendar }): number {
  const { days } = calendar;
  let left = gap;
  for (let next = day + 1; next < days.length; next++) {
    left -= pullOn(days[next], rhythm);
    if (left <= 0) return next;
  }
  return days.length;
}

function pullOn(day: ShopDay | undefined, { habit, lift }: Rhythm): number {
  if (!day) return 1;
  if (habit === 'business') return day.workPull;
  const lifting = day.campaign ? 1 + lift : 1;
  if (habit === 'gift') return day.giftPull * lifting;
  // What is drunk every morning hardly knows a season.
  return (habit === 'regular' ? Math.sqrt(day.pull) : day.pull) * lifting;
}
