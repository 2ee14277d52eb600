import type { Distribution } from './report.ts';

const percentiles = 100;

/** How values lie: the distinct percentiles, each with the share of values under it and up to it. Exact for up to 100 values. */
export function distributionOf(values: Float64Array): Distribution {
  const sorted = values.slice().sort();
  const edges: number[] = [];
  for (let step = 1; step <= percentiles; step++) {
    const edge = sorted[Math.ceil((step / percentiles) * sorted.length) - 1];
    if (edge !== undefined && edge !== edges.at(-1)) edges.push(edge);
  }
  return {
    count: sorted.length,
    edges,
    under: edges.map((edge) => shareUnder(sorted, edge)),
    upTo: edges.map((edge) => shareUpTo(sorted, edge)),
  };
}

/** The value that half the values do not exceed; NaN for no values. */
export function medianOf({ edges, upTo }: Distribution): number {
  return edges[upTo.findIndex((share) => share >= 0.5)] ?? Number.NaN;
}

/** The largest difference of two distribution functions (Kolmogorov 1933, Smirnov 1939), seen at the reference's percentiles: 0 to 1. */
export function kolmogorovDistance(reference: Distribution, values: Float64Array): number {
  if (reference.count === 0 || values.length === 0) return 0;
  const sorted = values.slice().sort();
  return reference.edges.reduce((most, edge, index) => {
    const at = Math.abs((reference.upTo[index] ?? 0) - shareUpTo(sorted, edge));
    const under = Math.abs((reference.under[index] ?? 0) - shareUnder(sorted, edge));
    return Math.max(most, at, under);
  }, 0);
}

/**
 * Shares of the reference and of new values in the same bins: about `bins` equally full ones of the reference, fewer where values repeat. Each bin
 * counts half a value more than it holds, so that an empty one does not make the index infinite.
 */
export function binnedShares(
  reference: Distribution,
  values: Float64Array,
  bins: number,
): { readonly expected: readonly number[]; readonly actual: readonly number[] } {
  const cuts = cutsOf(reference, bins);
  const sorted = values.slice().sort();
  const before = cuts.map(({ upTo }) => upTo * reference.count);
  const now = cuts.map(({ edge }) => shareUpTo(sorted, edge) * sorted.length);
  return { expected: smoothed(before, reference.count), actual: smoothed(now, sorted.length) };
}

function cutsOf({ edges, upTo }: Distribution, bins: number): { readonly edge: number; readonly upTo: number }[] {
  const cuts: { edge: number; upTo: number }[] = [];
  for (let bin = 1; bin < bins; bin++) {
    const index = upTo.findIndex((share) => share >= bin / bins - 1e-12);
    const [edge, share] = [edges[index], upTo[index]];
    if (edge !== undefined && share !== undefined && edge !== cuts.at(-1)?.edge) cuts.push({ edge, upTo: share });
  }
  return cuts;
}

/** Counts up to each cut -> smoothed shares of the bins between them, the last one open. */
function smoothed(upTo: readonly number[], total: number): number[] {
  const counts = [...upTo, total].map((count, index) => count - (upTo[index - 1] ?? 0));
  return counts.map((count) => (count + 0.5) / (total + 0.5 * counts.length));
}

/** Population stability index: sum of (actual - expected) ln(actual / expected) over bins (Siddiqi 2006, Credit Risk Scorecards). */
export function stabilityIndex(expected: readonly number[], actual: readonly number[]): number {
  return expected.reduce((sum, before, bin) => {
    const now = actual[bin] ?? 0;
    return sum + (now - before) * Math.log(now / before);
  }, 0);
}

/** What the index comes to by chance alone with so many values: (bins - 1) (1 / before + 1 / now) (Yurdakul 2018, chi-squared limit). */
export function expectedByChance(bins: number, before: number, now: number): number {
  return (bins - 1) * (1 / before + 1 / now);
}

function shareUpTo(sorted: Float64Array, edge: number): number {
  return countBefore(sorted, (value) => value <= edge) / sorted.length;
}

function shareUnder(sorted: Float64Array, edge: number): number {
  return countBefore(sorted, (value) => value < edge) / sorted.length;
}

/** Number of leading values for which a claim holds that fails from some place on. */
function countBefore(sorted: Float64Array, holds: (value: number) => boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(sorted[middle] ?? 0)) low = middle + 1;
    else high = middle;
  }
  return low;
}
