import type { Backtest } from './backtest.ts';
import type { Verdict } from './scores.ts';

/** Calibration error above which the level of the probabilities is not to be trusted. */
const tolerableEce = 0.06;

/** What a backtest allows, in words that a shop owner can act on. Without a backtest there is nothing to act on by number alone. */
export function judgeBacktest(backtest: Backtest | undefined): Verdict {
  if (!backtest) {
    return { grade: 'careful', words: 'Too few orders to test the scores yet: use them to sort, not to decide.' };
  }
  const champion = backtest.candidates.find(({ name }) => name === backtest.champion);
  const ece = champion?.metrics.ece.value ?? 1;
  if (backtest.logLossGain.value <= 0) {
    return { grade: 'do-not-act', words: 'Not better than the base rate: do not act on it.' };
  }
  if (backtest.champion !== 'recency' && backtest.aucGain.value <= 0) {
    return { grade: 'do-not-act', words: 'Not better than recency: do not act on it, sort by the last order instead.' };
  }
  if (backtest.champion === 'recency' || backtest.aucGain.low <= 0) {
    return { grade: 'careful', words: 'Better than guessing, but not proven better than recency: act with care.' };
  }
  if (ece > tolerableEce) {
    return {
      grade: 'careful',
      words:
        'The order of customers is proven, the level of the chances is not: rank by it, do not count on the per cent.',
    };
  }
  return { grade: 'act', words: 'Proven better than recency on this shop: act on it.' };
}
