import { quantile } from './quantile.ts';
import type { OutlierColumn, OutlierPolicy } from './report.ts';
import { Worst } from './worst.ts';

/** A value is an outlier by Z-score from this many standard deviations on (the three-sigma rule). */
const mostDeviations = 3;
/** Tukey's fences stand this many interquartile ranges outside the quartiles (Tukey 1977, Exploratory Data Analysis). */
const fenceWidth = 1.5;
/** Skewness from which a column counts as leaning (Bulmer 1979, Principles of Statistics: above 1, highly skewed). */
const mostSkewness = 1;

/** A numeric column to look at. `nameOf`: how a row is called, by its place in `values`. */
export interface NumericColumn {
  readonly column: string;
  readonly values: Float64Array;
  readonly nameOf: (place: number) => string;
  readonly policy: OutlierPolicy;
  readonly words: string;
}

/**
 * Outliers of a column by both rules, and the five worst rows. Values that are all positive and lean far to the right are judged by their
 * logarithm: prices and quantities differ by factors, and on the plain scale every wholesaler would be an outlier. Undefined for no values.
 */
export function findOutliers({ column, values, nameOf, policy, words }: NumericColumn): OutlierColumn | undefined {
  if (values.length === 0) return undefined;
  const ascending = values.slice().sort();
  const { scale, reason } = chooseScale(ascending);
  const toScale = scale === 'log' ? Math.log : (value: number) => value;
  const sorted = scale === 'log' ? ascending.map(Math.log) : ascending;
  const { mean, deviation } = momentsOf(sorted);
  const fences = fencesOf(sorted);
  const zOf = (value: number) => (deviation > 0 ? (value - mean) / deviation : 0);
  const isFar = (value: number) => Math.abs(zOf(value)) > mostDeviations;
  const isOutside = (value: number) => fences !== undefined && (value < fences.low || value > fences.high);
  const worst = new Worst<{ readonly name: string; readonly value: number; readonly z: number }>();
  for (let place = 0; place < values.length; place++) {
    const value = values[place] ?? 0;
    const onScale = toScale(value);
    if (!isFar(onScale) && !isOutside(onScale)) continue;
    const z = zOf(onScale);
    worst.add(Math.abs(z), () => ({ name: nameOf(place), value, z }));
  }
  return {
    column,
    values: values.length,
    scale,
    scaleReason: reason,
    mean,
    deviation,
    ...(deviation > 0 ? { byZScore: countWhere(sorted, isFar) } : {}),
    ...(fences ? { fences: scale === 'log' ? inUnits(fences) : fences, byFences: countWhere(sorted, isOutside) } : {}),
    worst: worst.rows(),
    policy,
    words,
  };
}

function chooseScale(ascending: Float64Array): { readonly scale: 'log' | 'plain'; readonly reason: string } {
  if ((ascending[0] ?? 0) <= 0) return { scale: 'plain', reason: 'some values are 0 or less' };
  const { skewness } = momentsOf(ascending);
  const lean = `skewness ${skewness.toFixed(1)}`;
  return skewness > mostSkewness
    ? { scale: 'log', reason: `the values lean far to the right (${lean})` }
    : { scale: 'plain', reason: `the values do not lean far to the right (${lean})` };
}

/**
 * Mean, standard deviation (over n) and skewness (third standardised moment) of ascending values, so that the order of rows cannot change a digit;
 * deviation and skewness are 0 for equal values.
 */
export function momentsOf(ascending: Float64Array): {
  readonly mean: number;
  readonly deviation: number;
  readonly skewness: number;
} {
  const mean = meanOf(ascending, (value) => value);
  const deviation = Math.sqrt(meanOf(ascending, (value) => (value - mean) ** 2));
  // Equal values may differ from their mean by rounding.
  if (deviation <= 1e-12 * Math.abs(mean)) return { mean, deviation: 0, skewness: 0 };
  return { mean, deviation, skewness: meanOf(ascending, (value) => ((value - mean) / deviation) ** 3) };
}

function meanOf(values: Float64Array, termOf: (value: number) => number): number {
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += termOf(values[index] ?? 0);
  return sum / values.length;
}

/** Tukey's fences of ascending values; undefined where the middle half of them is one value, because then every other value would lie outside. */
export function fencesOf(ascending: Float64Array): { readonly low: number; readonly high: number } | undefined {
  const [first, third] = [quantile(ascending, 0.25), quantile(ascending, 0.75)];
  const range = third - first;
  return range > 0 ? { low: first - fenceWidth * range, high: third + fenceWidth * range } : undefined;
}

function inUnits({ low, high }: { readonly low: number; readonly high: number }): { low: number; high: number } {
  return { low: Math.exp(low), high: Math.exp(high) };
}

function countWhere(values: Float64Array, isCounted: (value: number) => boolean): number {
  let count = 0;
  for (const value of values) if (isCounted(value)) count++;
  return count;
}
