/**
 * How gaps between orders end, over a whole shop: the chance that a gap which has lasted q days ends within the next `horizonDays`,
 * by the product-limit estimate of Kaplan & Meier (1958) over finished gaps and the open ones at the cutoff (censored).
 */
export interface GapHazard {
  readonly horizonDays: number;
  /** S(d): share of gaps that last longer than d days, for d = 0 .. length - 1. */
  readonly survival: Float64Array;
}

/** Longest gap that is told apart, days. */
const longest = 730;

/** Fits the hazard. `finished` and `open` hold gaps in whole days (of one customer or many, in any order). */
export function fitGapHazard(finished: Iterable<number>, open: Iterable<number>, horizonDays: number): GapHazard {
  const ended = new Float64Array(longest + 1);
  const left = new Float64Array(longest + 1);
  let atRisk = 0;
  for (const gap of finished) {
    ended[Math.min(gap, longest)] = (ended[Math.min(gap, longest)] ?? 0) + 1;
    atRisk++;
  }
  for (const gap of open) {
    left[Math.min(gap, longest)] = (left[Math.min(gap, longest)] ?? 0) + 1;
    atRisk++;
  }
  const survival = new Float64Array(longest + 1);
  let surviving = 1;
  for (let day = 0; day <= longest; day++) {
    if (atRisk > 0) surviving *= 1 - (ended[day] ?? 0) / atRisk;
    survival[day] = surviving;
    atRisk -= (ended[day] ?? 0) + (left[day] ?? 0);
  }
  return { horizonDays, survival };
}

/**
 * Chance that a gap which has lasted `quietDays` ends within the horizon, for a customer whose own finished gaps are `gaps`:
 * own experience weighs with the shop's as `weight` gaps' worth (a Bayesian shrinkage of the Kaplan-Meier ratio).
 */
export function chanceDue(hazard: GapHazard, quietDays: number, gaps: readonly number[], weight: number): number {
  const from = Math.min(quietDays, longest);
  const to = Math.min(quietDays + hazard.horizonDays, longest);
  const lasting = hazard.survival[from] ?? 0;
  const shop = lasting > 1e-9 ? 1 - (hazard.survival[to] ?? 0) / lasting : 0;
  let reached = 0;
  let endedSoon = 0;
  for (const gap of gaps) {
    if (gap <= quietDays) continue;
    reached++;
    if (gap <= quietDays + hazard.horizonDays) endedSoon++;
  }
  return (endedSoon + weight * shop) / (reached + weight);
}
