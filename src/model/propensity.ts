import { dayMs } from '../domain/clock.ts';
import { customerCount, type Snapshot } from '../domain/snapshot.ts';
import { featureColumns } from '../features/columns.ts';
import { buildFeatures, columnCount } from '../features/feature-table.ts';
import { summarisePurchases } from '../features/purchase-summary.ts';
import { type Backtest, type BacktestOptions, runBacktest } from './backtest.ts';
import { type BgNbd, expectedOrders, probabilityAlive, probabilityOfOrder } from './bg-nbd.ts';
import { type CandidateName, type Fitted, fitCandidates, logOdds, toProbability } from './candidates.ts';
import { type ExpectedQuality, expectQuality } from './expected-quality.ts';
import { climbLadder, publishedBgNbd, rungOf, type Step } from './ladder.ts';
import { featuresIf } from './other-case.ts';
import { buildPanel, fitShopBgNbd, outlookBy, type PanelTable, tablesPerFit } from './panel.ts';
import { explainScore } from './reasons.ts';
import { fitRules } from './rules.ts';
import type { Rung, Scores, Verdict } from './scores.ts';
import { medianRow } from './typical.ts';
import { judgeBacktest } from './verdict.ts';

/** Version of the shape of a model file; another one cannot be read. */
export const modelFormat = 2;

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
  /** What to expect of this model's scores in the horizon after `asOf`; absent below the rung that can be judged. */
  readonly expected?: ExpectedQuality;
  readonly verdict: Verdict;
}

/** Default horizon of the propensity task, days. */
export const propensityHorizonDays = 30;

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
  const possible = climbLadder(snapshot, { summary, panel });
  const bgNbd = possible.rung === 'prior' ? publishedBgNbd : fitShopBgNbd(summary);
  const backtest =
    possible.rung === 'network'
      ? await runBacktest(panel, { horizonDays, seed, ...(onStep ? { onStep } : {}) })
      : undefined;
  const step = possible.rung === 'network' ? judgedStep(possible, backtest) : possible;
  const learnt = await fitRung(step.rung, { panel, bgNbd, seed, backtest, onStep });
  const table = buildFeatures(snapshot, {
    cutoff: snapshot.asOf,
    horizonDays,
    outlookOf: outlookBy(bgNbd, horizonDays),
  });
  const expected = expectQuality(
    logOdds(learnt.fitted, table.values, horizonDays).map(toProbability),
    backtest?.windows ?? [],
  );
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
    rung: step.rung,
    rungReason: step.reason,
    champion: learnt.champion,
    fitted: learnt.fitted,
    bgNbd,
    typical: medianRow(table.values, columnCount),
    ...(backtest ? { backtest } : {}),
    ...(expected ? { expected } : {}),
    verdict: judgeBacktest(backtest),
  };
}

/** A network that no past window could judge may not serve, and a simpler candidate that judged better takes its rung down. */
function judgedStep({ rung, reason }: Step, backtest: Backtest | undefined): Step {
  if (!backtest) return { rung: 'bg-nbd', reason: 'no past window has enough buyers to judge a network by' };
  const found = rungOf(backtest.champion);
  return found === rung
    ? { rung, reason }
    : { rung: found, reason: `networks were tried and were not better than ${backtest.champion}` };
}

interface Learnt {
  readonly champion: CandidateName | 'prior';
  readonly fitted: Fitted;
}

interface RungInputs {
  readonly panel: readonly PanelTable[];
  readonly bgNbd: BgNbd;
  readonly seed: number;
  readonly backtest: Backtest | undefined;
  readonly onStep: BacktestOptions['onStep'];
}

async function fitRung(rung: Rung, { panel, bgNbd, seed, backtest, onStep }: RungInputs): Promise<Learnt> {
  if (backtest) {
    onStep?.('Fitting the champion', 0, 1);
    const fitted = await fitCandidates(panel.slice(0, tablesPerFit), { bgNbd, seed });
    onStep?.('Fitting the champion', 1, 1);
    return { champion: backtest.champion, fitted: fitted[backtest.champion] };
  }
  if (rung === 'rules') return { champion: 'rules', fitted: { kind: 'rules', rules: fitRules(panel) } };
  return { champion: rung === 'prior' ? 'prior' : 'bg-nbd', fitted: { kind: 'bg-nbd', model: bgNbd } };
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
  const historyOf = (row: number) => ({
    frequency: summary.frequency[row] ?? 0,
    recency: summary.recency[row] ?? 0,
    tenure: summary.tenure[row] ?? 0,
  });
  for (let row = 0; row < odds.length; row++) {
    const history = historyOf(row);
    p[row] = chanceWithin(model, { odds: odds[row] ?? 0, history, horizonDays });
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
    chanceWithin: (customer, days) =>
      chanceWithin(model, { odds: odds[customer] ?? 0, history: historyOf(customer), horizonDays: days }),
    chanceIf: (customer, otherCase) => {
      const changed = featuresIf(snapshot, { customer, otherCase, table, model });
      const [changedOdds = 0] = logOdds(fitted, changed.row, model.horizonDays);
      return chanceWithin(model, { odds: changedOdds, history: changed.history, horizonDays });
    },
  };
}

/** The chance within a horizon from the log-odds within the model's own. */
function chanceWithin(
  model: PropensityModel,
  {
    odds,
    history,
    horizonDays,
  }: { odds: number; history: Parameters<typeof probabilityOfOrder>[1]; horizonDays: number },
): number {
  const isOwn = horizonDays === model.horizonDays;
  const ratio = isOwn ? 1 : hazardRatio(model.bgNbd, history, [model.horizonDays, horizonDays]);
  return 1 - (1 - toProbability(odds)) ** ratio;
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
