import { dayMs } from '../domain/clock.ts';
import { customerCount, type Snapshot } from '../domain/snapshot.ts';
import { featureColumns } from '../features/columns.ts';
import { buildFeatures, columnCount, type FeatureTable } from '../features/feature-table.ts';
import { type PurchaseSummary, summarisePurchases } from '../features/purchase-summary.ts';
import { type Backtest, type BacktestOptions, runBacktest } from './backtest.ts';
import { type BgNbd, expectedOrders, probabilityAlive, probabilityOfOrder } from './bg-nbd.ts';
import { type CandidateName, type Fitted, fitCandidates, logOdds, toProbability } from './candidates.ts';
import { buildPanel, fitShopBgNbd, outlookBy, type PanelTable, tablesPerFit } from './panel.ts';
import { explainScore } from './reasons.ts';
import { fitRules } from './rules.ts';
import type { Rung, Scores, Verdict } from './scores.ts';
import { judgeBacktest } from './verdict.ts';

/** Version of the shape of a model file; another one cannot be read. */
export const modelFormat = 1;

/** A trained propensity model as plain data: what the model file holds. The same data and seed give the same bytes. */
export interface PropensityModel {
  readonly format: typeof modelFormat;
  readonly task: 'propensity';
  /** Names of the feature columns that it was fitted on, in order. */
  readonly columns: readonly string[];
  /** Epoch ms; nothing at or after it was known. */
  readonly asOf: number;
  readonly seed: number;
  readonly horizonDays: number;
  /** What it was fitted on. */
  readonly window: {
    readonly firstAt: number;
    readonly customers: number;
    readonly orders: number;
    readonly cutoffs: number;
    readonly oldestCutoff?: number;
  };
  readonly rung: Rung;
  readonly rungReason: string;
  readonly champion: CandidateName | 'prior';
  readonly fitted: Fitted;
  /** BG/NBD of all history: P(alive), expected orders, other horizons. */
  readonly bgNbd: BgNbd;
  /** Raw features of the typical customer: medians, null where unknown. [columns] */
  readonly typical: readonly (number | null)[];
  readonly backtest?: Backtest;
  readonly verdict: Verdict;
}

/** Default horizon of the propensity task, days. */
export const propensityHorizonDays = 30;

/** What the rungs of the ladder ask for. */
const ladder = {
  rules: { customers: 10, orders: 20, days: 75 },
  bgNbd: { customers: 60, repeatOrders: 30, days: 60 },
  network: { customers: 200, buyers: 50 },
} as const;

/**
 * BG/NBD of a music shop's customers from their first order on, for a shop without a past of its own (Fader, Hardie & Lee 2005, CDNOW,
 * table 2; alpha in days).
 */
const publishedBgNbd: BgNbd = {
  r: 0.243,
  alpha: 4.414 * 7,
  a: 0.793,
  b: 2.426,
  logLikelihood: -9582.4,
  customers: 2357,
};

/**
 * Trains on everything before the snapshot's date: climbs the ladder as far as the history carries, judges all candidates by rolling
 * backtest and fits the champion on the whole panel. TensorFlow.js must have a backend when the history carries networks.
 */
export async function trainPropensity(
  snapshot: Snapshot,
  { seed, onStep }: { seed: number; onStep?: BacktestOptions['onStep'] },
): Promise<PropensityModel> {
  const horizonDays = propensityHorizonDays;
  const summary = summarisePurchases(snapshot, snapshot.asOf);
  const panel = buildPanel(snapshot, {
    horizonDays,
    seed,
    onTable: (done, total) => onStep?.('Features of past cutoffs', done, total),
  });
  const step = climbLadder(snapshot, { summary, panel });
  const bgNbd = step.rung === 'prior' ? publishedBgNbd : fitShopBgNbd(summary);
  const backtest =
    step.rung === 'network'
      ? await runBacktest(panel, { horizonDays, seed, ...(onStep ? { onStep } : {}) })
      : undefined;
  const learnt = await fitRung(step.rung, { panel, bgNbd, seed, backtest, onStep });
  const table = buildFeatures(snapshot, {
    cutoff: snapshot.asOf,
    horizonDays,
    outlookOf: outlookBy(bgNbd, horizonDays),
  });
  const oldestCutoff = panel.slice(0, tablesPerFit).at(-1)?.table.cutoff;
  return {
    format: modelFormat,
    task: 'propensity',
    columns: featureColumns.map(({ name }) => name),
    asOf: snapshot.asOf,
    seed,
    horizonDays,
    window: {
      firstAt: snapshot.firstAt,
      customers: customerCount(snapshot),
      orders: snapshot.orderAt.length,
      cutoffs: Math.min(panel.length, tablesPerFit),
      ...(oldestCutoff === undefined ? {} : { oldestCutoff }),
    },
    rung: learnt.rung,
    rungReason:
      learnt.rung === step.rung ? step.reason : `networks were tried and were not better than ${learnt.champion}`,
    champion: learnt.champion,
    fitted: learnt.fitted,
    bgNbd,
    typical: medians(table).map((value) => (Number.isNaN(value) ? null : value)),
    ...(backtest ? { backtest } : {}),
    verdict: judgeBacktest(backtest),
  };
}

interface Step {
  readonly rung: Rung;
  readonly reason: string;
}

/** The highest rung that the history carries, and why not a higher one. */
function climbLadder(
  snapshot: Snapshot,
  { summary, panel }: { summary: PurchaseSummary; panel: readonly PanelTable[] },
): Step {
  const customers = customerCount(snapshot);
  const orders = snapshot.orderAt.length;
  const days = Math.floor((snapshot.asOf - snapshot.firstAt) / dayMs);
  const repeatOrders = summary.frequency.reduce((sum, value) => sum + value, 0);
  const buyers = panel.reduce((sum, { y }) => sum + y.reduce((count, value) => count + value, 0), 0);
  const had = `${orders} orders of ${customers} customers in ${days} days`;
  if (panel.length > 2 && (panel[0]?.y.length ?? 0) >= ladder.network.customers && buyers >= ladder.network.buyers) {
    return { rung: 'network', reason: `${had}: enough to learn from ${panel.length} past cutoffs` };
  }
  const { bgNbd, rules } = ladder;
  if (customers >= bgNbd.customers && repeatOrders >= bgNbd.repeatOrders && days >= bgNbd.days) {
    const wanted = `networks ask for ${ladder.network.customers} customers at past cutoffs and ${ladder.network.buyers} purchases after them`;
    return { rung: 'bg-nbd', reason: `${had}: ${wanted}` };
  }
  if (panel.length > 0 && customers >= rules.customers && orders >= rules.orders && days >= rules.days) {
    const wanted = `BG/NBD asks for ${bgNbd.customers} customers, ${bgNbd.repeatOrders} repeat orders and ${bgNbd.days} days`;
    return { rung: 'rules', reason: `${had}: ${wanted}` };
  }
  const wanted = `rules of your own ask for ${rules.customers} customers, ${rules.orders} orders and ${rules.days} days`;
  return { rung: 'prior', reason: `${had}: ${wanted}; a published shop's buying pattern stands in` };
}

interface Learnt {
  readonly rung: Rung;
  readonly champion: CandidateName | 'prior';
  readonly fitted: Fitted;
}

async function fitRung(
  rung: Rung,
  {
    panel,
    bgNbd,
    seed,
    backtest,
    onStep,
  }: {
    panel: readonly PanelTable[];
    bgNbd: BgNbd;
    seed: number;
    backtest: Backtest | undefined;
    onStep: BacktestOptions['onStep'];
  },
): Promise<Learnt> {
  if (rung === 'prior') return { rung, champion: 'prior', fitted: { kind: 'bg-nbd', model: bgNbd } };
  if (rung === 'bg-nbd') return { rung, champion: 'bg-nbd', fitted: { kind: 'bg-nbd', model: bgNbd } };
  if (rung === 'rules') return { rung, champion: 'rules', fitted: { kind: 'rules', rules: fitRules(panel) } };
  onStep?.('Fitting the champion', 0, 1);
  const fitted = await fitCandidates(panel.slice(0, tablesPerFit), { bgNbd, seed });
  const champion = backtest?.champion ?? 'logistic-panel';
  onStep?.('Fitting the champion', 1, 1);
  return { rung: rungOf(champion), champion, fitted: fitted[champion] };
}

/** The rung of a champion: a shop with enough history for networks may still be served best by a simpler model. */
function rungOf(champion: CandidateName): Rung {
  if (champion === 'bg-nbd') return 'bg-nbd';
  return champion === 'rules' || champion === 'recency' || champion === 'log-rfm' ? 'rules' : 'network';
}

function medians({ values }: FeatureTable): number[] {
  return Array.from({ length: columnCount }, (_, column) => {
    const all: number[] = [];
    for (let start = column; start < values.length; start += columnCount) all.push(values[start] ?? Number.NaN);
    const known = all.filter((value) => !Number.isNaN(value)).sort((one, other) => one - other);
    return known.length * 2 < all.length ? Number.NaN : (known[Math.floor((known.length - 1) / 2)] ?? Number.NaN);
  });
}

/** How a snapshot is scored. `horizonDays` other than the model's 30 follow from BG/NBD's hazard. */
export interface ScoreOptions {
  readonly version: string;
  readonly horizonDays?: number;
}

/**
 * Scores every customer of a snapshot. For another horizon H than the model's h, p_H = 1 - (1 - p_h)^g, g being BG/NBD's ratio of cumulative
 * hazards: g = log(1 - P_H) / log(1 - P_h); so p never falls as the horizon grows.
 */
export function scorePropensity(
  model: PropensityModel,
  snapshot: Snapshot,
  { version, horizonDays = model.horizonDays }: ScoreOptions,
): Scores {
  const { bgNbd, fitted } = model;
  const cutoff = snapshot.asOf;
  const table = buildFeatures(snapshot, {
    cutoff,
    horizonDays: model.horizonDays,
    outlookOf: outlookBy(bgNbd, model.horizonDays),
  });
  const summary = summarisePurchases(snapshot, cutoff);
  const odds = logOdds(fitted, table.values, model.horizonDays);
  const p = new Float64Array(odds.length);
  const alive = new Float64Array(odds.length);
  const expectedOrders90 = new Float64Array(odds.length);
  for (let row = 0; row < odds.length; row++) {
    const history = {
      frequency: summary.frequency[row] ?? 0,
      recency: summary.recency[row] ?? 0,
      tenure: summary.tenure[row] ?? 0,
    };
    const ratio = horizonDays === model.horizonDays ? 1 : hazardRatio(bgNbd, history, [model.horizonDays, horizonDays]);
    p[row] = 1 - (1 - toProbability(odds[row] ?? 0)) ** ratio;
    alive[row] = probabilityAlive(bgNbd, history);
    expectedOrders90[row] = expectedOrders(bgNbd, history, 90);
  }
  const typical = model.typical.map((value) => value ?? Number.NaN);
  return {
    modelVersion: version,
    modelAsOf: model.asOf,
    asOf: cutoff,
    horizonDays,
    rung: model.rung,
    rungReason: model.rungReason,
    verdict: model.verdict,
    p,
    alive,
    expectedOrders90,
    ...judgedBy(model),
    cautions: cautionsOf(model, snapshot),
    explain: (customer) => {
      const row = table.values.subarray(customer * columnCount, (customer + 1) * columnCount);
      return explainScore(fitted, { row, typical, horizonDays: model.horizonDays });
    },
  };
}

function judgedBy({ backtest, champion }: PropensityModel): Pick<Scores, 'auc' | 'baseRate' | 'liftAt10'> {
  const judged = backtest?.candidates.find(({ name }) => name === champion)?.metrics;
  return judged ? { auc: judged.auc, baseRate: judged.baseRate.value, liftAt10: judged.liftAt10.value } : {};
}

function hazardRatio(
  bgNbd: BgNbd,
  history: Parameters<typeof probabilityOfOrder>[1],
  [from, to]: readonly [number, number],
): number {
  const hazard = (days: number) => -Math.log1p(-Math.min(1 - 1e-12, probabilityOfOrder(bgNbd, history, days)));
  const base = hazard(from);
  return base > 1e-12 ? hazard(to) / base : to / from;
}

/** Days in 13 months: less history has not seen every season once. */
const seasonDays = 396;
/** Days after which a model is old. */
const staleDays = 45;

function cautionsOf({ asOf, window, rung }: PropensityModel, snapshot: Snapshot): string[] {
  const cautions: string[] = [];
  if (rung === 'network' && (asOf - window.firstAt) / dayMs < seasonDays) {
    cautions.push(
      'Less than 13 months of data: the season ahead was never seen, so the level of the chances is uncertain.',
    );
  }
  const age = Math.floor((snapshot.asOf - asOf) / dayMs);
  if (age > staleDays) cautions.push(`The model is ${age} days old: train again.`);
  return cautions;
}
