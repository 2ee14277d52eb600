/** How well probabilities agree with outcomes. */
export interface Metrics {
  readonly rows: number;
  /** Share of rows with the outcome 1. */
  readonly baseRate: number;
  /** Area under the ROC curve: the chance that a buyer scores above a non-buyer, ties count half (Hanley & McNeil 1982). 0.5 where all outcomes are alike. */
  readonly auc: number;
  /** Average precision; rows with equal scores enter together (as scikit-learn's `average_precision_score`). */
  readonly prAuc: number;
  /** Mean negative log-likelihood, nats; probabilities are held 1e-15 away from 0 and 1. */
  readonly logLoss: number;
  /** Mean squared error of the probabilities (Brier 1950). */
  readonly brier: number;
  /** Expected calibration error over ten bins of equal width (Guo et al. 2017, eq. 3). */
  readonly ece: number;
  /** Share of buyers among the highest tenth over the share in all; rows tied at the border count in part. */
  readonly liftAt10: number;
  /** At or above it a row counts as a predicted buyer. */
  readonly threshold: number;
  readonly accuracy: number;
  /** Accuracy of the constant answer; `accuracy` says nothing without it. */
  readonly majority: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** Probabilities with their outcomes, sorted once, so that they can be measured many times. */
export interface Ranked {
  /** [rows] */
  readonly p: Float64Array;
  /** 0 or 1. [rows] */
  readonly y: Uint8Array;
  /** Row numbers by descending probability; equal ones keep their order. [rows] */
  readonly order: Int32Array;
}

/** One bin of a reliability chart. */
export interface CalibrationBin {
  readonly meanPredicted: number;
  readonly observed: number;
  readonly count: number;
}

/** Sorts probabilities [rows] and outcomes [rows] for `measure`. */
export function rank(p: Float64Array, y: Uint8Array): Ranked {
  const order = Int32Array.from(p.keys()).sort((one, other) => (p[other] ?? 0) - (p[one] ?? 0) || one - other);
  return { p, y, order };
}

/** All figures at once. `weights` [rows] counts each row so many times (a bootstrap draw); absent, each counts once. */
export function measure(
  ranked: Ranked,
  { threshold = 0.5, weights }: { threshold?: number; weights?: Float64Array } = {},
): Metrics {
  const counted = weights ?? new Float64Array(ranked.y.length).fill(1);
  const { rows, positives } = countRows(ranked.y, counted);
  const baseRate = positives / rows;
  return {
    rows,
    baseRate,
    ...rankFigures(ranked, counted, { rows, positives }),
    ...lossFigures(ranked, counted, rows),
    ece: calibrationError(ranked, counted, rows),
    threshold,
    majority: Math.max(baseRate, 1 - baseRate),
    ...thresholdFigures(ranked, counted, { rows, positives, threshold }),
  };
}

/** Mean negative log-likelihood in nats; probabilities are held 1e-15 away from 0 and 1. */
export function logLoss(p: Float64Array, y: Uint8Array): number {
  let sum = 0;
  for (let row = 0; row < y.length; row++) sum += rowLoss(p[row] ?? 0, y[row] ?? 0);
  return sum / y.length;
}

/** Bins of equal width over [0, 1], empty ones left out. */
export function calibrationBins({ p, y }: Pick<Ranked, 'p' | 'y'>, bins = 10): CalibrationBin[] {
  const sums = sumBins({ p, y }, new Float64Array(y.length).fill(1), bins);
  return sums.flatMap(({ count, predicted, observed }) =>
    count === 0 ? [] : [{ meanPredicted: predicted / count, observed: observed / count, count }],
  );
}

interface Counts {
  readonly rows: number;
  readonly positives: number;
}

function countRows(y: Uint8Array, weights: Float64Array): Counts {
  let rows = 0;
  let positives = 0;
  for (let row = 0; row < y.length; row++) {
    rows += weights[row] ?? 0;
    positives += (weights[row] ?? 0) * (y[row] ?? 0);
  }
  return { rows, positives };
}

/** Rows with one and the same score. */
interface Tie {
  /** Sum of the rows' weights. */
  size: number;
  /** The same of the buyers among them. */
  hits: number;
}

/** Groups of equal scores, highest first. */
function tiesOf({ p, y, order }: Ranked, weights: Float64Array): Tie[] {
  const ties: Tie[] = [];
  let tie: Tie = { size: 0, hits: 0 };
  let score = Number.NaN;
  for (const row of order) {
    if (p[row] !== score) {
      score = p[row] ?? 0;
      tie = { size: 0, hits: 0 };
      ties.push(tie);
    }
    tie.size += weights[row] ?? 0;
    tie.hits += (weights[row] ?? 0) * (y[row] ?? 0);
  }
  return ties.filter(({ size }) => size > 0);
}

/** One walk down the ranking. */
function rankFigures(
  ranked: Ranked,
  weights: Float64Array,
  { rows, positives }: Counts,
): Pick<Metrics, 'auc' | 'prAuc' | 'liftAt10'> {
  const wanted = Math.max(1, 0.1 * rows);
  const sum = { above: 0, hits: 0, pairs: 0, precision: 0, hitsInTop: 0 };
  for (const { size, hits } of tiesOf(ranked, weights)) {
    sum.pairs += (size - hits) * (sum.hits + hits / 2);
    sum.hitsInTop += hits * Math.min(1, Math.max(0, wanted - sum.above) / size);
    sum.above += size;
    sum.hits += hits;
    sum.precision += hits * (sum.hits / sum.above);
  }
  const isMixed = positives > 0 && positives < rows;
  return {
    auc: isMixed ? sum.pairs / (positives * (rows - positives)) : 0.5,
    prAuc: positives > 0 ? sum.precision / positives : 0,
    liftAt10: positives > 0 ? sum.hitsInTop / wanted / (positives / rows) : 1,
  };
}

function lossFigures({ p, y }: Ranked, weights: Float64Array, rows: number): Pick<Metrics, 'logLoss' | 'brier'> {
  let loss = 0;
  let squares = 0;
  for (let row = 0; row < y.length; row++) {
    const weight = weights[row] ?? 0;
    if (weight === 0) continue;
    loss += weight * rowLoss(p[row] ?? 0, y[row] ?? 0);
    squares += weight * ((p[row] ?? 0) - (y[row] ?? 0)) ** 2;
  }
  return { logLoss: loss / rows, brier: squares / rows };
}

function rowLoss(p: number, outcome: number): number {
  const held = Math.min(1 - 1e-15, Math.max(1e-15, p));
  return -Math.log(outcome === 1 ? held : 1 - held);
}

function sumBins({ p, y }: Pick<Ranked, 'p' | 'y'>, weights: Float64Array, bins: number) {
  const sums = Array.from({ length: bins }, () => ({ count: 0, predicted: 0, observed: 0 }));
  for (let row = 0; row < y.length; row++) {
    const sum = sums[Math.min(bins - 1, Math.floor((p[row] ?? 0) * bins))];
    if (!sum) continue;
    const weight = weights[row] ?? 0;
    sum.count += weight;
    sum.predicted += weight * (p[row] ?? 0);
    sum.observed += weight * (y[row] ?? 0);
  }
  return sums;
}

function calibrationError(ranked: Ranked, weights: Float64Array, rows: number): number {
  return (
    sumBins(ranked, weights, 10).reduce((sum, { predicted, observed }) => sum + Math.abs(predicted - observed), 0) /
    rows
  );
}

function thresholdFigures(
  { p, y }: Ranked,
  weights: Float64Array,
  { rows, positives, threshold }: Counts & { threshold: number },
): Pick<Metrics, 'accuracy' | 'precision' | 'recall' | 'f1'> {
  let hits = 0;
  let called = 0;
  for (let row = 0; row < y.length; row++) {
    if ((p[row] ?? 0) < threshold) continue;
    called += weights[row] ?? 0;
    hits += (weights[row] ?? 0) * (y[row] ?? 0);
  }
  const precision = called === 0 ? 0 : hits / called;
  const recall = positives === 0 ? 0 : hits / positives;
  return {
    accuracy: (hits + (rows - called) - (positives - hits)) / rows,
    precision,
    recall,
    f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall),
  };
}
