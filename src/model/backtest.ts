import { seededRandom } from '../domain/random.ts';
import { bootstrapMetrics, type Interval, intervalOf, type MetricIntervals, meanMetrics } from './bootstrap.ts';
import {
  type CandidateName,
  candidates,
  type FittedCandidates,
  fitCandidates,
  logOdds,
  toProbability,
} from './candidates.ts';
import { type FoundQuality, foreseeQuality } from './expected-quality.ts';
import { type CalibrationBin, calibrationBins, type Metrics, measure, type Ranked, rank } from './metrics.ts';
import { originCount, type PanelTable, tablesPerFit, tablesPerHorizon } from './panel.ts';

/** One window of the backtest: everything was fitted on what was known at `cutoff`, then judged by what followed. Figures are the champion's. */
export interface BacktestWindow extends FoundQuality {
  /** Epoch ms. */
  readonly cutoff: number;
  readonly customers: number;
  readonly buyers: number;
}

/** A candidate's figures, means over the windows. */
export interface CandidateResult {
  readonly name: CandidateName;
  readonly words: string;
  readonly isBaseline: boolean;
  /** Absent: may serve. Otherwise why this candidate may not, in words. */
  readonly veto?: string;
  readonly metrics: MetricIntervals;
}

/** How good the models are on this shop, found inside the data that they may know. Plain data: it lies in the model file. */
export interface Backtest {
  readonly horizonDays: number;
  /** Newest first. */
  readonly windows: readonly BacktestWindow[];
  readonly candidates: readonly CandidateResult[];
  readonly champion: CandidateName;
  /** Champion minus "recent first", paired: above 0 is better. */
  readonly aucGain: Interval;
  /** Majority's log-loss minus the champion's, paired: above 0 is better. */
  readonly logLossGain: Interval;
  /** Of the champion, all windows together. */
  readonly calibration: readonly CalibrationBin[];
}

/** What a backtest is run with. */
export interface BacktestOptions {
  readonly horizonDays: number;
  readonly seed: number;
  readonly onStep?: (step: string, done: number, total: number) => void;
}

/** Bootstrap draws of the intervals. */
const draws = 200;
/** Customers and buyers that a window needs to be judged by. */
const minJudged = { customers: 50, buyers: 10 };

/**
 * Rolling-origin backtest on a panel (see `buildPanel`): at each of up to four origins, one horizon apart, all candidates are fitted on
 * windows that had closed by then and judged on the window that followed. Undefined where no origin has enough before and after it.
 */
export async function runBacktest(
  panel: readonly PanelTable[],
  { horizonDays, seed, onStep }: BacktestOptions,
): Promise<Backtest | undefined> {
  const origins = originsOf(panel);
  if (origins.length === 0) return undefined;
  const windows: Ranked[][] = [];
  let epochs: number | undefined; // found at the oldest origin, which knows the least; the later ones need not search again
  for (const [index, { judged, known }] of [...origins.entries()].reverse()) {
    onStep?.('Backtest', origins.length - 1 - index, origins.length);
    const fitted = await fitCandidates(known, { bgNbd: judged.bgNbd, seed: seed + 1000 + index, epochs });
    epochs = fitted.network.epochs;
    windows.unshift(candidates.map(({ name }) => rankWindow(fitted, name, judged)));
  }
  onStep?.('Backtest', origins.length, origins.length);
  return summarise(
    origins.map(({ judged }) => judged),
    windows,
    { horizonDays, seed },
  );
}

interface Origin {
  readonly judged: PanelTable;
  readonly known: readonly PanelTable[];
}

/** Origins whose own window is judged and whose panel had closed by then. */
function originsOf(panel: readonly PanelTable[]): Origin[] {
  const origins: Origin[] = [];
  for (let origin = 0; origin < originCount; origin++) {
    const place = origin * tablesPerHorizon;
    const judged = panel[place];
    const known = panel.slice(place + tablesPerHorizon, place + tablesPerHorizon + tablesPerFit);
    if (!judged || known.length === 0) break;
    const buyers = judged.y.reduce((sum, value) => sum + value, 0);
    if (judged.y.length < minJudged.customers || buyers < minJudged.buyers) break;
    origins.push({ judged, known });
  }
  return origins;
}

function rankWindow(fitted: FittedCandidates, name: CandidateName, { table, y }: PanelTable): Ranked {
  return rank(logOdds(fitted[name], table.values, table.horizonDays).map(toProbability), y);
}

function summarise(
  judged: readonly PanelTable[],
  windows: readonly (readonly Ranked[])[],
  { horizonDays, seed }: { horizonDays: number; seed: number },
): Backtest {
  const measured = candidates.map((_, candidate) =>
    windows.flatMap((window) => {
      const ranked = window[candidate];
      return ranked ? [measure(ranked)] : [];
    }),
  );
  const drawn = bootstrapMetrics(windows, { draws, random: seededRandom(seed) });
  const results = candidates.map(({ name, words, isBaseline }, candidate): CandidateResult => {
    const veto = vetoOf(name, measured[candidate] ?? [], measured[0] ?? []);
    const metrics = withIntervals(meanMetrics(measured[candidate] ?? []), drawn[candidate] ?? []);
    return { name, words, isBaseline, ...(veto === undefined ? {} : { veto }), metrics };
  });
  const champion = chooseChampion(results);
  const place = candidates.findIndex(({ name }) => name === champion);
  const recency = candidates.findIndex(({ name }) => name === 'recency');
  const difference = (name: 'auc' | 'logLoss', one: number, other: number): Interval => {
    const gap = (drawnAt: number) => (drawn[one]?.[drawnAt]?.[name] ?? 0) - (drawn[other]?.[drawnAt]?.[name] ?? 0);
    const value = (results[one]?.metrics[name].value ?? 0) - (results[other]?.metrics[name].value ?? 0);
    return intervalOf(
      value,
      Array.from({ length: draws }, (_, index) => gap(index)),
    );
  };
  return {
    horizonDays,
    windows: judged.map(({ table, y }, index) => ({
      cutoff: table.cutoff,
      customers: y.length,
      buyers: y.reduce((sum, value) => sum + value, 0),
      auc: measured[place]?.[index]?.auc ?? 0.5,
      logLoss: measured[place]?.[index]?.logLoss ?? 0,
      foreseen: foreseeQuality(windows[index]?.[place]?.p ?? new Float64Array()),
    })),
    candidates: results,
    champion,
    aucGain: difference('auc', place, recency),
    logLossGain: difference('logLoss', 0, place),
    calibration: calibrationBins(joinWindows(windows.flatMap((window) => window[place] ?? []))),
  };
}

/** Each figure with the interval of its bootstrap draws. */
export function withIntervals(metrics: Metrics, drawn: readonly Metrics[]): MetricIntervals {
  const interval = (name: keyof Metrics) =>
    intervalOf(
      metrics[name],
      drawn.map((draw) => draw[name]),
    );
  return {
    rows: interval('rows'),
    baseRate: interval('baseRate'),
    auc: interval('auc'),
    prAuc: interval('prAuc'),
    logLoss: interval('logLoss'),
    brier: interval('brier'),
    ece: interval('ece'),
    liftAt10: interval('liftAt10'),
    threshold: interval('threshold'),
    accuracy: interval('accuracy'),
    majority: interval('majority'),
    precision: interval('precision'),
    recall: interval('recall'),
    f1: interval('f1'),
  };
}

/** A candidate that blew up in one window may not serve, however good its mean. */
function vetoOf(name: CandidateName, measured: readonly Metrics[], majority: readonly Metrics[]): string | undefined {
  if (name === 'majority') return 'it tells nobody apart';
  const worse = measured.findIndex((metrics, index) => !(metrics.logLoss <= 1.02 * (majority[index]?.logLoss ?? 0)));
  return worse < 0 ? undefined : 'in one window it was worse than the base rate';
}

/** The lowest log-loss wins; a simpler candidate within a thousandth of it is preferred. Without any, the simplest that ranks. */
function chooseChampion(results: readonly CandidateResult[]): CandidateName {
  const allowed = results.filter(({ veto }) => veto === undefined);
  const best = Math.min(...allowed.map(({ metrics }) => metrics.logLoss.value));
  const close = allowed.find(({ metrics }) => metrics.logLoss.value <= best * 1.001);
  return close?.name ?? 'bg-nbd';
}

function joinWindows(windows: readonly Ranked[]): Pick<Ranked, 'p' | 'y'> {
  return {
    p: Float64Array.from(windows.flatMap(({ p }) => [...p])),
    y: Uint8Array.from(windows.flatMap(({ y }) => [...y])),
  };
}
