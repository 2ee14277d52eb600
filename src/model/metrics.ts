/** How well probabilities agree with outcomes. Every figure is undefined where the outcomes are all alike. */
export interface Metrics {
  readonly rows: number;
  readonly baseRate: number;
  readonly auc: number;
  readonly prAuc: number;
  readonly logLoss: number;
  readonly brier: number;
  readonly ece: number;
  readonly liftAt10: number;
  /** At `threshold`, beside `majority`, the accuracy of the constant answer. */
  readonly threshold: number;
  readonly accuracy: number;
  readonly majority: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** One bin of a reliability chart. */
export interface CalibrationBin {
  readonly meanPredicted: number;
  readonly observed: number;
  readonly count: number;
}

/** Area under the ROC curve: the chance that a buyer scores above a non-buyer, ties count half (Mann & Whitney 1947; Hanley & McNeil 1982). */
export function areaUnderRoc(p: Float64Array, y: Uint8Array): number {
  const order = sortedRows(p);
  let positives = 0;
  let rankSum = 0;
  for (let start = 0; start < order.length; ) {
    let end = start;
    let tied = 0;
    while (end < order.length && p[order[end] ?? 0] === p[order[start] ?? 0]) {
      tied += y[order[end] ?? 0] ?? 0;
      end++;
    }
    rankSum += tied * ((start + 1 + end) / 2);
    positives += tied;
    start = end;
  }
  const negatives = y.length - positives;
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

/** Area under the precision-recall curve as average precision; rows with equal scores enter together (as scikit-learn's `average_precision_score`). */
export function averagePrecision(p: Float64Array, y: Uint8Array): number {
  const order = sortedRows(p).reverse();
  const positives = countPositives(y);
  let hits = 0;
  let area = 0;
  for (let start = 0; start < order.length; ) {
    let end = start;
    let tied = 0;
    while (end < order.length && p[order[end] ?? 0] === p[order[start] ?? 0]) {
      tied += y[order[end] ?? 0] ?? 0;
      end++;
    }
    hits += tied;
    area += (tied / positives) * (hits / end);
    start = end;
  }
  return area;
}

/** Mean negative log-likelihood in nats; probabilities are held 1e-15 away from 0 and 1. */
export function logLoss(p: Float64Array, y: Uint8Array): number {
  let sum = 0;
  for (let row = 0; row < y.length; row++) {
    const value = Math.min(1 - 1e-15, Math.max(1e-15, p[row] ?? 0));
    sum -= Math.log((y[row] ?? 0) === 1 ? value : 1 - value);
  }
  return sum / y.length;
}

/** Mean squared error of the probabilities (Brier 1950). */
export function brierScore(p: Float64Array, y: Uint8Array): number {
  let sum = 0;
  for (let row = 0; row < y.length; row++) sum += ((p[row] ?? 0) - (y[row] ?? 0)) ** 2;
  return sum / y.length;
}

/** Bins of equal width over [0, 1], empty ones left out. */
export function calibrationBins(p: Float64Array, y: Uint8Array, bins = 10): CalibrationBin[] {
  const counts = new Float64Array(bins);
  const predicted = new Float64Array(bins);
  const observed = new Float64Array(bins);
  for (let row = 0; row < y.length; row++) {
    const bin = Math.min(bins - 1, Math.floor((p[row] ?? 0) * bins));
    counts[bin] = (counts[bin] ?? 0) + 1;
    predicted[bin] = (predicted[bin] ?? 0) + (p[row] ?? 0);
    observed[bin] = (observed[bin] ?? 0) + (y[row] ?? 0);
  }
  return [...counts].flatMap((count, bin) =>
    count === 0 ? [] : [{ meanPredicted: (predicted[bin] ?? 0) / count, observed: (observed[bin] ?? 0) / count, count }],
  );
}

/** Expected calibration error over ten bins of equal width (Guo et al. 2017, eq. 3). */
export function calibrationError(p: Float64Array, y: Uint8Array): number {
  return calibrationBins(p, y).reduce(
    (sum, { meanPredicted, observed, count }) => sum + (count / y.length) * Math.abs(meanPredicted - observed),
    0,
  );
}

/** Share of buyers among the `share` highest scores over the share of buyers in all; rows tied at the border count in part. */
export function liftAt(p: Float64Array, y: Uint8Array, share: number): number {
  const order = sortedRows(p).reverse();
  const wanted = Math.max(1, Math.round(share * y.length));
  const border = p[order[wanted - 1] ?? 0] ?? 0;
  let above = 0;
  let hitsAbove = 0;
  let tied = 0;
  let hitsTied = 0;
  for (const row of order) {
    const value = p[row] ?? 0;
    if (value < border) break;
    if (value > border) {
      above++;
      hitsAbove += y[row] ?? 0;
    } else {
      tied++;
      hitsTied += y[row] ?? 0;
    }
  }
  const hits = hitsAbove + (hitsTied * (wanted - above)) / Math.max(1, tied);
  return hits / wanted / (countPositives(y) / y.length);
}

/** All figures at once. `threshold`: at or above it a row counts as a predicted buyer. */
export function measure(p: Float64Array, y: Uint8Array, threshold = 0.5): Metrics {
  const positives = countPositives(y);
  const baseRate = positives / y.length;
  let hits = 0;
  let called = 0;
  for (let row = 0; row < y.length; row++) {
    if ((p[row] ?? 0) < threshold) continue;
    called++;
    hits += y[row] ?? 0;
  }
  const correct = hits + (y.length - called) - (positives - hits);
  const precision = called === 0 ? 0 : hits / called;
  const recall = positives === 0 ? 0 : hits / positives;
  return {
    rows: y.length,
    baseRate,
    auc: areaUnderRoc(p, y),
    prAuc: averagePrecision(p, y),
    logLoss: logLoss(p, y),
    brier: brierScore(p, y),
    ece: calibrationError(p, y),
    liftAt10: liftAt(p, y, 0.1),
    threshold,
    accuracy: correct / y.length,
    majority: Math.max(baseRate, 1 - baseRate),
    precision,
    recall,
    f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall),
  };
}

function countPositives(y: Uint8Array): number {
  let positives = 0;
  for (const value of y) positives += value;
  return positives;
}

/** Row numbers by ascending score; equal scores keep their order. */
function sortedRows(p: Float64Array): Int32Array {
  return Int32Array.from(p.keys()).sort((one, other) => (p[one] ?? 0) - (p[other] ?? 0) || one - other);
}
