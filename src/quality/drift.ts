import {
  binnedShares,
  distributionOf,
  expectedByChance,
  kolmogorovDistance,
  medianOf,
  stabilityIndex,
} from './distribution.ts';
import { type Comparison, type Drift, type DriftMeasure, driftMeasures, type Finding, type Profile } from './report.ts';
import { fewestInWindow, windowDays } from './thresholds.ts';
import type { WindowSample } from './window.ts';
import { countOf } from './wording.ts';

/**
 * Population stability index from which a change is worth watching, and from which it is strong: Siddiqi (2006), Credit Risk Scorecards, after
 * Lewis (1994). An effect size, so that it does not grow with the shop as a p-value does; what chance alone comes to is taken off it first.
 */
const stabilityLevels = { watch: 0.1, strong: 0.25 };
/** Kolmogorov-Smirnov D of two normal distributions that stand Cohen's d = 0.5 (medium) and 0.8 (large; Cohen 1988) apart: 2 Phi(d / 2) - 1. */
const distanceLevels = { watch: 0.197, strong: 0.311 };
/** How far a count a day may fall, as a share of what it was. Ours: growth is no fault, and a season may halve a shop; a quarter is a part that no longer arrives. */
const fallLevels = { watch: 0.5, strong: 0.25 };

const mostBins = 10;
const fewestBins = 4;
/** Values that the smaller window has for each bin. */
const valuesInBin = 25;

/** A window beside the profile of an earlier one, or why the two cannot be compared. `against`: the date of the earlier run. */
export function compareWindows(
  before: Profile,
  now: WindowSample,
  against: number,
): { readonly drift: Drift } | { readonly noDrift: string } {
  const fewest = Math.min(before.orders, now.orders);
  if (fewest < fewestInWindow) {
    return {
      noDrift: `${countOf(fewest, 'purchase')} in ${windowDays} days are too few to tell drift from chance (${fewestInWindow} are needed)`,
    };
  }
  const comparisons = [
    ...driftMeasures.map((measure) => compareMeasure(measure, before, now)),
    compareGuests(before, now),
    compareFall('orders a day', before.orders, now.orders),
    ...(before.newCustomers === undefined || now.newCustomers === undefined
      ? []
      : [compareFall('new customers a day', before.newCustomers, now.newCustomers)]),
  ];
  return { drift: { against, comparisons } };
}

function compareMeasure(measure: DriftMeasure, before: Profile, now: WindowSample): Comparison {
  const [reference, values] = [before.distributions[measure], now.values[measure]];
  const fewest = Math.min(reference.count, values.length);
  const bins = Math.min(mostBins, Math.max(fewestBins, Math.floor(fewest / valuesInBin)));
  const { expected, actual } = binnedShares(reference, values, bins);
  const stability = beyondChance(stabilityIndex(expected, actual), {
    bins: expected.length,
    before: reference.count,
    now: values.length,
  });
  const distance = kolmogorovDistance(reference, values);
  return {
    measure,
    before: medianOf(reference),
    now: medianOf(distributionOf(values)),
    stability,
    distance,
    level: worse(levelOf(stability, stabilityLevels), levelOf(distance, distanceLevels)),
  };
}

function compareGuests(before: Profile, now: WindowSample): Comparison {
  const shares = ({ guests, orders }: Pick<Profile, 'guests' | 'orders'>) => {
    const share = (guests + 0.5) / (orders + 1);
    return [share, 1 - share];
  };
  const index = stabilityIndex(shares(before), shares(now));
  const stability = beyondChance(index, { bins: 2, before: before.orders, now: now.orders });
  return {
    measure: 'guests',
    before: before.guests / before.orders,
    now: now.guests / now.orders,
    stability,
    level: levelOf(stability, stabilityLevels),
  };
}

/** Both windows are equally long, so that counts compare as they are. Fewer than a window's least before tell nothing. */
function compareFall(measure: Comparison['measure'], before: number, now: number): Comparison {
  const share = before >= fewestInWindow / 2 ? now / before : 1;
  const level = share < fallLevels.strong ? 'strong' : share < fallLevels.watch ? 'watch' : 'none';
  return { measure, before: before / windowDays, now: now / windowDays, level };
}

function beyondChance(index: number, { bins, before, now }: { bins: number; before: number; now: number }): number {
  return Math.max(0, index - expectedByChance(bins, before, now));
}

function levelOf(size: number, { watch, strong }: { watch: number; strong: number }): Comparison['level'] {
  if (size >= strong) return 'strong';
  return size >= watch ? 'watch' : 'none';
}

function worse(one: Comparison['level'], other: Comparison['level']): Comparison['level'] {
  const order = ['none', 'watch', 'strong'] as const;
  return order[Math.max(order.indexOf(one), order.indexOf(other))] ?? 'none';
}

/** Strong drift as a warning, drift worth watching as a note. Drift alone never blocks: a season, a campaign or growth is no fault of the data. */
export function findDrift({ comparisons }: Drift, wordsOf: (comparison: Comparison) => string): Finding[] {
  return comparisons
    .filter(({ level }) => level !== 'none')
    .map((comparison) => ({
      code: `drift-${comparison.measure.replaceAll(' ', '-')}`,
      topic: 'drift',
      severity: comparison.level === 'strong' ? 'warning' : 'note',
      count: 1,
      of: 1,
      words: wordsOf(comparison),
      treatment: 'nothing is changed: it may be a season or a campaign',
      examples: [],
      fix: {
        words: 'Ask whether the shop or only the export has changed.',
        type: 'patron ask "compare this month with last month"',
      },
    }));
}
