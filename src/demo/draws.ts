import { drawNormal, type Random, seededRandom } from '../domain/random.ts';

/** Aspects of the shop that are drawn from streams of their own. */
const aspects = ['person', 'behaviour', 'guest', 'account'] as const;
type Aspect = (typeof aspects)[number];

/** The stream of one aspect of one customer: it does not depend on how many others there are. */
export function streamOf(seed: number, aspect: Aspect, index: number): Random {
  return seededRandom(mix(mix(mix(seed) + aspects.indexOf(aspect)) + index));
}

/** Finaliser of MurmurHash3 (Austin Appleby 2011): neighbouring seeds give unlike streams. */
function mix(value: number): number {
  let bits = (value + 0x9e3779b9) >>> 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

/** Whether an event of probability `share` happens. */
export function happens(random: Random, share: number): boolean {
  return random() < share;
}

/** One of the values, all equally likely. */
export function drawOne<T>(random: Random, values: readonly [T, ...T[]]): T {
  return values[Math.floor(random() * values.length)] ?? values[0];
}

/** An index with probability proportional to its weight; 0 where no weight is above 0. */
export function drawWeighted(random: Random, weights: ArrayLike<number>): number {
  let total = 0;
  for (let index = 0; index < weights.length; index++) total += weights[index] ?? 0;
  let left = random() * total;
  for (let index = 0; index < weights.length; index++) {
    left -= weights[index] ?? 0;
    if (left < 0) return index;
  }
  return 0;
}

/** A value between two borders. */
export function drawBetween(random: Random, low: number, high: number): number {
  return low + (high - low) * random();
}

/** A log-normal draw with the given median; `spread` is the standard deviation of its logarithm. */
export function drawLogNormal(random: Random, { median, spread }: { median: number; spread: number }): number {
  return median * Math.exp(spread * drawNormal(random));
}

/** A gamma draw of mean 1 and coefficient of variation 1 / sqrt(shape): Marsaglia & Tsang (2000). */
export function drawGamma(random: Random, shape: number): number {
  if (shape < 1) return ((drawGamma(random, shape + 1) * (shape + 1)) / shape) * (1 - random()) ** (1 / shape);
  const d = shape - 1 / 3;
  for (;;) {
    const normal = drawNormal(random);
    const cube = (1 + normal / Math.sqrt(9 * d)) ** 3;
    if (cube <= 0) continue;
    if (Math.log(1 - random()) < 0.5 * normal ** 2 + d - d * cube + d * Math.log(cube)) return (d * cube) / shape;
  }
}
