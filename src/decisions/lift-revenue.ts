import type { Interval } from './lift-beta.ts';

/** How much more a person of one group spent than one of another. Money in minor units. */
export interface RevenueLift {
  readonly difference: Interval;
  /** Who spent more is counted as having spent this: one huge order of a thousand people is no effect of anything. */
  readonly cap: number;
}

/** Orderers in each group without whom a mean says nothing. */
const leastOrderers = 10;
/** Share of those who ordered whose spending stands as it is. */
const kept = 0.95;
/** Normal quantile of 97.5 %. */
const z = 1.959964;

/**
 * The difference of the mean spending per person of two groups, those who spent nothing included, with spending above the 95th percentile of all who ordered
 * held down to it (winsorised, Tukey 1962) and a 95 % interval for unequal spreads (Welch 1947). Undefined with fewer than ten orderers in a group.
 */
export function compareRevenue(one: readonly number[], other: readonly number[]): RevenueLift | undefined {
  const orderers = (spent: readonly number[]) => spent.filter((each) => each > 0);
  if (Math.min(orderers(one).length, orderers(other).length) < leastOrderers) return undefined;
  const all = [...orderers(one), ...orderers(other)].sort((first, second) => first - second);
  const cap = all[Math.floor(kept * (all.length - 1))] ?? 0;
  const [first, second] = [meanOf(one, cap), meanOf(other, cap)];
  const error = first.error + second.error;
  const middle = first.mean - second.mean;
  if (error === 0) return { difference: { middle, low: middle, high: middle }, cap };
  const freedom = error ** 2 / (first.error ** 2 / (one.length - 1) + second.error ** 2 / (other.length - 1));
  const half = studentQuantile(freedom) * Math.sqrt(error);
  return { difference: { middle, low: middle - half, high: middle + half }, cap };
}

/** The mean of capped values, and its squared standard error. */
function meanOf(values: readonly number[], cap: number): { readonly mean: number; readonly error: number } {
  const capped = values.map((each) => Math.min(each, cap));
  const mean = capped.reduce((sum, each) => sum + each, 0) / capped.length;
  const squares = capped.reduce((sum, each) => sum + (each - mean) ** 2, 0);
  return { mean, error: squares / (capped.length - 1) / capped.length };
}

/** Student's quantile of 97.5 % for five degrees of freedom and more, to 0.1 %: Abramowitz & Stegun (1964), 26.7.5. */
function studentQuantile(freedom: number): number {
  const first = (z ** 3 + z) / 4;
  const second = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96;
  return z + first / freedom + second / freedom ** 2;
}
