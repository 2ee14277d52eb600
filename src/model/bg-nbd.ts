import type { PurchaseSummary } from '../features/purchase-summary.ts';
import { logGamma } from './log-gamma.ts';
import { minimise } from './minimise.ts';

/** Parameters of the BG/NBD model in days (alpha is in days). Fader, Hardie & Lee (2005), "Counting Your Customers the Easy Way". */
export interface BgNbd {
  readonly r: number;
  readonly alpha: number;
  readonly a: number;
  readonly b: number;
  readonly logLikelihood: number;
  readonly customers: number;
}

/** One customer as BG/NBD sees it: x repeat orders, the last at t_x, watched for T days. */
export interface PurchaseHistory {
  readonly frequency: number;
  readonly recency: number;
  readonly tenure: number;
}

type SummaryColumns = Pick<PurchaseSummary, 'frequency' | 'recency' | 'tenure'>;

/**
 * Maximum likelihood of Fader, Hardie & Lee (2005), eq. 6. Customers with the same (x, t_x, T) are counted together.
 * `penalty` (per customer, on the squared logarithms of the parameters) holds small shops back from the edge; 0 is plain likelihood.
 */
export function fitBgNbd(summary: SummaryColumns, { penalty = 0 }: { penalty?: number } = {}): BgNbd {
  const groups = groupHistories(summary);
  const customers = summary.frequency.length;
  const scale = Math.max(1, meanOf(summary.tenure));
  const target = (at: readonly number[]): number => {
    const [logR = 0, logAlpha = 0, logA = 0, logB = 0] = at;
    if (Math.max(...at.map(Math.abs)) > 12) return Number.POSITIVE_INFINITY;
    const params = { r: Math.exp(logR), alpha: scale * Math.exp(logAlpha), a: Math.exp(logA), b: Math.exp(logB) };
    const shrink = penalty * at.reduce((sum, value) => sum + value * value, 0);
    return shrink - logLikelihood(groups, params) / Math.max(1, customers);
  };
  let best = minimise(target, [-0.5, -1, -0.5, 0.5]);
  best = minimise(target, best.at, { size: 0.2 });
  const [logR = 0, logAlpha = 0, logA = 0, logB = 0] = best.at;
  const params = { r: Math.exp(logR), alpha: scale * Math.exp(logAlpha), a: Math.exp(logA), b: Math.exp(logB) };
  return { ...params, logLikelihood: logLikelihood(groups, params), customers };
}

interface Group extends PurchaseHistory {
  count: number;
}

function groupHistories({ frequency, recency, tenure }: SummaryColumns): Group[] {
  const groups = new Map<string, Group>();
  for (let row = 0; row < frequency.length; row++) {
    const [x, tx, days] = [frequency[row] ?? 0, recency[row] ?? 0, tenure[row] ?? 0];
    const key = `${x}/${tx}/${days}`;
    const group = groups.get(key);
    if (group) group.count++;
    else groups.set(key, { frequency: x, recency: tx, tenure: days, count: 1 });
  }
  return [...groups.values()].sort(
    (one, other) => one.tenure - other.tenure || one.frequency - other.frequency || one.recency - other.recency,
  );
}

type Params = Pick<BgNbd, 'r' | 'alpha' | 'a' | 'b'>;

function logLikelihood(groups: readonly Group[], { r, alpha, a, b }: Params): number {
  const most = groups.reduce((largest, { frequency }) => Math.max(largest, frequency), 0);
  const gammaR = logGammas(r, most);
  const gammaB = logGammas(b, most);
  const gammaAB = logGammas(a + b, most);
  const gammaA = logGamma(a);
  const constant = r * Math.log(alpha) - logGamma(r) + logGamma(a + b) - gammaA - logGamma(b);
  let total = 0;
  for (const { frequency: x, recency, tenure, count } of groups) {
    const common = constant + (gammaR[x] ?? 0) - (gammaAB[x] ?? 0);
    const alive = gammaA + (gammaB[x] ?? 0) - (r + x) * Math.log(alpha + tenure);
    if (x === 0) {
      total += count * (common + alive);
      continue;
    }
    const gone = gammaA + Math.log(a) + (gammaB[x - 1] ?? 0) - (r + x) * Math.log(alpha + recency);
    const peak = Math.max(alive, gone);
    total += count * (common + peak + Math.log(Math.exp(alive - peak) + Math.exp(gone - peak)));
  }
  return total;
}

/** log Gamma(base + x) for x = 0 .. most, by Gamma(z + 1) = z Gamma(z). */
function logGammas(base: number, most: number): Float64Array {
  const values = new Float64Array(most + 1);
  values[0] = logGamma(base);
  for (let x = 1; x <= most; x++) values[x] = (values[x - 1] ?? 0) + Math.log(base + x - 1);
  return values;
}

/** P(still a customer at T). Fader, Hardie & Lee (2008), "Computing P(alive) using the BG/NBD model", eq. 3. 1 for a customer with one order. */
export function probabilityAlive(
  { r, alpha, a, b }: Params,
  { frequency: x, recency, tenure }: PurchaseHistory,
): number {
  if (x === 0) return 1;
  const odds = (a / (b + x - 1)) * ((alpha + tenure) / (alpha + recency)) ** (r + x);
  return 1 / (1 + odds);
}

/**
 * P(at least one order in the next `days`): P(alive) x (1 - ((alpha + T) / (alpha + T + days))^(r + x)), because a customer who is
 * alive buys at a rate with posterior Gamma(r + x, alpha + T).
 */
export function probabilityOfOrder(model: Params, history: PurchaseHistory, days: number): number {
  const rate = model.alpha + history.tenure;
  const quiet = (rate / (rate + days)) ** (model.r + history.frequency);
  return probabilityAlive(model, history) * (1 - quiet);
}

/** Expected orders in the next `days`. Fader, Hardie & Lee (2005), eq. 10. Never negative. */
export function expectedOrders({ r, alpha, a, b }: Params, history: PurchaseHistory, days: number): number {
  const { frequency: x, tenure } = history;
  const z = days / (alpha + tenure + days);
  const hyper = hypergeometric(r + x, b + x, a + b + x - 1, z);
  const growth = 1 - ((alpha + tenure) / (alpha + tenure + days)) ** (r + x) * hyper;
  const drop = Math.abs(a - 1) < 1e-6 ? 1e-6 : a - 1; // the formula's limit at a = 1 is finite, its two factors are not
  const ratio = (a + b + x - 1) / drop;
  return Math.max(0, ratio * growth * probabilityAlive({ r, alpha, a, b }, history));
}

/** Gauss's 2F1(p, q; s; z) for 0 <= z < 1 by its series. */
function hypergeometric(p: number, q: number, s: number, z: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 0; n < 10_000; n++) {
    term *= ((p + n) * (q + n) * z) / ((s + n) * (n + 1));
    sum += term;
    if (Math.abs(term) < 1e-13 * Math.abs(sum)) break;
  }
  return sum;
}

function meanOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return values.length === 0 ? 0 : sum / values.length;
}
