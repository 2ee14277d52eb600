/** A share of people who did something: how many of how many. */
export interface Share {
  readonly people: number;
  readonly ordered: number;
}

/** The middle and the ends of what a figure may be, 95 % sure. */
export interface Interval {
  readonly middle: number;
  readonly low: number;
  readonly high: number;
}

/** What the shares of two groups say of each other. */
export interface Comparison {
  /** First less second, -1..1. */
  readonly difference: Interval;
  /** First over second. */
  readonly ratio: Interval;
}

/** Cells that a distribution is known in, over so many standard deviations to each side: an error below 1e-4 in every chance. */
const cells = 400;
const reach = 8;
/** Steps that find an end of an interval to 1e-6 of its bounds. */
const halvings = 22;
/** What lies beyond each end of an interval. */
const tail = 0.025;

/** A Beta distribution in cells of the same width on the scale of the arc sine, from `from` on. */
interface Cells {
  readonly from: number;
  readonly step: number;
  /** The share in the middle of each cell. [cells] */
  readonly at: Float64Array;
  /** The chance of each cell. [cells] */
  readonly mass: Float64Array;
  /** The chance of what lies below each edge. [cells + 1] */
  readonly below: Float64Array;
}

/**
 * Two shares against each other: each has a Beta posterior, independent of the other, after a weak prior that both share: two people at the rate of all, and
 * at least half a person of each kind (Jeffreys 1946), without which a group in which nobody ordered would seem sure of it. Equal tails, by numerical
 * integration; nothing is drawn.
 */
export function compareShares(one: Share, other: Share): Comparison {
  const rate = (one.ordered + other.ordered + 0.5) / (one.people + other.people + 1);
  const [first, second] = [posterior(one, rate), posterior(other, rate)];
  // P(first - second <= d), and P(first / second <= r), over what the second may be.
  const lessBy = (d: number) => expected(second, (share) => chanceBelow(first, share + d));
  const lessTimes = (r: number) => expected(second, (share) => chanceBelow(first, share * r));
  const logs = intervalOf((log) => lessTimes(Math.exp(log)), [-12, 12]);
  return {
    difference: intervalOf(lessBy, [-1, 1]),
    ratio: { middle: Math.exp(logs.middle), low: Math.exp(logs.low), high: Math.exp(logs.high) },
  };
}

function posterior({ people, ordered }: Share, rate: number): Cells {
  const [yes, no] = [Math.max(0.5, 2 * rate), Math.max(0.5, 2 * (1 - rate))];
  return betaCells(ordered + yes, people - ordered + no);
}

/** On the scale of the arc sine a Beta is as wide in one place as in another, and has no poles where both parameters are a half or more. */
function betaCells(a: number, b: number): Cells {
  const centre = Math.asin(Math.sqrt(a / (a + b)));
  const spread = reach / (2 * Math.sqrt(a + b));
  const from = Math.max(0, centre - spread);
  const step = (Math.min(Math.PI / 2, centre + spread) - from) / cells;
  const angles = Float64Array.from({ length: cells }, (_, cell) => from + (cell + 0.5) * step);
  const logs = angles.map((angle) => (2 * a - 1) * Math.log(Math.sin(angle)) + (2 * b - 1) * Math.log(Math.cos(angle)));
  const highest = logs.reduce((most, each) => Math.max(most, each), -Infinity);
  const weights = logs.map((each) => Math.exp(each - highest));
  const all = weights.reduce((sum, each) => sum + each, 0);
  const mass = weights.map((each) => each / all);
  const below = new Float64Array(cells + 1);
  for (let cell = 0; cell < cells; cell++) below[cell + 1] = (below[cell] ?? 0) + (mass[cell] ?? 0);
  return { from, step, at: angles.map((angle) => Math.sin(angle) ** 2), mass, below };
}

/** P(value <= x): the cells below it, and of the cell that it lies in the part below. */
function chanceBelow({ from, step, below }: Cells, x: number): number {
  if (x <= 0) return 0;
  const place = (Math.asin(Math.sqrt(Math.min(1, x))) - from) / step;
  if (place <= 0) return 0;
  if (place >= cells) return 1;
  const cell = Math.floor(place);
  const start = below[cell] ?? 0;
  return start + ((below[cell + 1] ?? 1) - start) * (place - cell);
}

/** The mean of a figure over what a share may be. */
function expected({ at, mass }: Cells, figure: (share: number) => number): number {
  let sum = 0;
  for (let cell = 0; cell < cells; cell++) sum += (mass[cell] ?? 0) * figure(at[cell] ?? 0);
  return sum;
}

/** The median and the two ends of a distribution, told by its chance of less, which rises between the bounds. */
function intervalOf(chanceOfLess: (value: number) => number, bounds: readonly [number, number]): Interval {
  const quantile = (chance: number) => {
    let [low, high] = bounds;
    for (let halving = 0; halving < halvings; halving++) {
      const middle = (low + high) / 2;
      if (chanceOfLess(middle) < chance) low = middle;
      else high = middle;
    }
    return (low + high) / 2;
  };
  return { middle: quantile(0.5), low: quantile(tail), high: quantile(1 - tail) };
}
