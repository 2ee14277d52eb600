import { type FeatureGroup, type FeatureName, featureColumns, featureGroups } from '../features/columns.ts';
import { columnCount, columnPlace } from '../features/feature-table.ts';
import { type Fitted, logOdds, toProbability } from './candidates.ts';
import { counted, daysAgo } from './counted.ts';
import type { Explanation, Reason } from './scores.ts';

/**
 * Why one customer has their score: the Shapley value (Shapley 1953) of each group of features for the log-odds, computed exactly over all
 * 2^7 sets of groups, with the typical customer of the shop in place of what is left out. Contributions and base sum to the log-odds.
 * `row` and `typical` are raw feature rows [columns]; currency amounts in words are left to `wordsOf`.
 */
export function explainScore(
  fitted: Fitted,
  { row, typical, horizonDays }: { row: Float64Array; typical: readonly number[]; horizonDays: number },
): Explanation {
  const worth = logOdds(fitted, mixtures(row, typical), horizonDays);
  const contributions = shapley(worth, featureGroups.length);
  const reasons = featureGroups
    .map(
      (group, index): Reason => ({
        group,
        words: wordsOf(group, row, typical),
        contribution: contributions[index] ?? 0,
      }),
    )
    .sort((one, other) => Math.abs(other.contribution) - Math.abs(one.contribution));
  const odds = worth.at(-1) ?? 0;
  return { base: worth[0] ?? 0, logOdds: odds, p: toProbability(odds), reasons };
}

/** Every mixture of the customer and the typical one: bit g of the mixture's number says whether group g is the customer's own. [2^groups, columns] */
function mixtures(row: Float64Array, typical: readonly number[]): Float64Array {
  const groupOf = featureColumns.map(({ group }) => featureGroups.indexOf(group));
  const sets = 2 ** featureGroups.length;
  const values = new Float64Array(sets * columnCount);
  for (let set = 0; set < sets; set++) {
    for (let column = 0; column < columnCount; column++) {
      const isOwn = (set >> (groupOf[column] ?? 0)) & 1;
      values[set * columnCount + column] = (isOwn ? row[column] : typical[column]) ?? Number.NaN;
    }
  }
  return values;
}

/** Exact Shapley values from the worth of every set. [players] */
function shapley(worth: Float64Array, players: number): number[] {
  const values = new Array<number>(players).fill(0);
  for (let set = 0; set < worth.length; set++) {
    const size = bitsOf(set);
    for (let player = 0; player < players; player++) {
      if ((set >> player) & 1) continue;
      const gain = (worth[set | (1 << player)] ?? 0) - (worth[set] ?? 0);
      values[player] = (values[player] ?? 0) + gain * shapleyWeight(size, players);
    }
  }
  return values;
}

function bitsOf(set: number): number {
  let bits = 0;
  for (let rest = set; rest > 0; rest >>= 1) bits += rest & 1;
  return bits;
}

/** |S|! (n - |S| - 1)! / n! */
function shapleyWeight(size: number, players: number): number {
  let weight = 1 / players;
  for (let index = 1; index <= size; index++) weight *= index / (players - index);
  return weight;
}

/** A group in plain words, with the customer's own figures and, where it tells, the typical ones. */
function wordsOf(group: FeatureGroup, row: ArrayLike<number>, typical: readonly number[]): string {
  const own = (name: FeatureName) => row[columnPlace(name)] ?? Number.NaN;
  const usual = (name: FeatureName) => typical[columnPlace(name)] ?? Number.NaN;
  const days = (value: number) => counted(Math.round(Math.expm1(value)), 'day');
  switch (group) {
    case 'recency':
      return `last order ${daysAgo(Math.expm1(own('recency')))} (typical ${daysAgo(Math.expm1(usual('recency')))})`;
    case 'frequency': {
      const orderDays = Math.round(Math.exp(own('frequency')));
      const recent = Math.round(Math.expm1(own('orders_90')));
      return `${counted(orderDays, 'day')} with an order, ${recent === 0 ? 'no order' : counted(recent, 'order')} in the last 90 days`;
    }
    case 'rhythm':
      if (Number.isNaN(own('gap_mean'))) return 'no rhythm yet: one order';
      return `orders about every ${days(own('gap_median'))}, now quiet for ${days(own('recency'))}`;
    case 'monetary':
      return compare('usual order value', own('mean_value'), usual('mean_value'));
    case 'breadth':
      return `${counted(Math.round(Math.expm1(own('products'))), 'different product')} bought`;
    case 'returns': {
      const returns = Math.round(Math.expm1(own('returns')));
      return returns === 0 ? 'no returns' : counted(returns, 'return');
    }
    case 'season': {
      if (Number.isNaN(own('same_season'))) return 'not yet a customer in these weeks of last year';
      const orders = Math.round(Math.expm1(own('same_season')));
      return `${orders === 0 ? 'no order' : counted(orders, 'order')} in the same weeks of last year`;
    }
  }
}

function compare(what: string, own: number, usual: number): string {
  const ratio = Math.expm1(own) / Math.max(1e-9, Math.expm1(usual));
  if (ratio > 1.15) return `${what} above the typical one (${ratio.toFixed(1)} x)`;
  if (ratio < 0.87) return `${what} below the typical one (${ratio.toFixed(1)} x)`;
  return `${what} about the typical one`;
}
