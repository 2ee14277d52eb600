import { drawIndex, type Random } from '../domain/random.ts';
import { type Metrics, measure, type Ranked } from './metrics.ts';

/** A figure with its 95 % interval. */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** The figures of a backtest, each a mean over its windows with an interval. */
export type MetricIntervals = { readonly [name in keyof Metrics]: Interval };

/**
 * Percentile bootstrap (Efron 1979) of figures over several windows: each draw takes the customers of every window with replacement, the
 * same draw for every candidate, so that differences are paired. Gives [candidates][draws] of figures averaged over the windows.
 */
export function bootstrapMetrics(
  windows: readonly (readonly Ranked[])[],
  { draws, random, onDraw }: { draws: number; random: Random; onDraw?: (done: number) => void },
): Metrics[][] {
  const candidates = windows[0]?.length ?? 0;
  const results: Metrics[][] = Array.from({ length: candidates }, () => []);
  for (let draw = 0; draw < draws; draw++) {
    const weights = windows.map((window) => drawWeights(window[0]?.y.length ?? 0, random));
    for (let candidate = 0; candidate < candidates; candidate++) {
      const measured = windows.flatMap((window, index) => {
        const [ranked, drawn] = [window[candidate], weights[index]];
        return ranked && drawn ? [measure(ranked, { weights: drawn })] : [];
      });
      results[candidate]?.push(meanMetrics(measured));
    }
    onDraw?.(draw + 1);
  }
  return results;
}

function drawWeights(rows: number, random: Random): Float64Array {
  const weights = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const drawn = drawIndex(random, rows);
    weights[drawn] = (weights[drawn] ?? 0) + 1;
  }
  return weights;
}

/** The mean of each figure; `rows` is their sum. */
export function meanMetrics(all: readonly Metrics[]): Metrics {
  const mean = (name: keyof Metrics) => all.reduce((sum, metrics) => sum + metrics[name], 0) / Math.max(1, all.length);
  return {
    rows: all.reduce((sum, { rows }) => sum + rows, 0),
    baseRate: mean('baseRate'),
    auc: mean('auc'),
    prAuc: mean('prAuc'),
    logLoss: mean('logLoss'),
    brier: mean('brier'),
    ece: mean('ece'),
    liftAt10: mean('liftAt10'),
    threshold: mean('threshold'),
    accuracy: mean('accuracy'),
    majority: mean('majority'),
    precision: mean('precision'),
    recall: mean('recall'),
    f1: mean('f1'),
  };
}

/** The 95 % interval of a figure from its bootstrap draws (2.5 % and 97.5 % quantiles). */
export function intervalOf(value: number, draws: readonly number[]): Interval {
  const sorted = [...draws].sort((one, other) => one - other);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? value;
  return { value, low: at(0.025), high: at(0.975) };
}
