import type { Interval } from './bootstrap.ts';
import {
  type CandidateName,
  candidates,
  type FittedCandidates,
  fitCandidates,
  logOdds,
  toProbability,
} from './candidates.ts';
import { type FoundQuality, foreseeQuality } from './expected-quality.ts';
import { type JudgedCandidate, judgeCandidates } from './judged-candidates.ts';
import { type CalibrationBin, type Ranked, rank } from './metrics.ts';
import { originCount, type PanelTable, tablesPerFit, tablesPerHorizon } from './panel.ts';

/** One window of the backtest: everything was fitted on what was known at `cutoff`, then judged by what followed. Figures are the champion's. */
export interface BacktestWindow extends FoundQuality {
  /** Epoch ms. */
  readonly cutoff: number;
  readonly customers: number;
  readonly buyers: number;
}

/** A candidate's figures, means over the windows. */
export type CandidateResult = JudgedCandidate<CandidateName>;

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
  const { place, measured, ...figures } = judgeCandidates(candidates, windows, {
    ranks: 'recency',
    otherwise: 'bg-nbd',
    seed,
  });
  return {
    horizonDays,
    windows: judged.map(({ table, y }, index) => ({
      cutoff: table.cutoff,
      customers: y.length,
      buyers: y.reduce((sum, value) => sum + value, 0),
      auc: measured[index]?.auc ?? 0.5,
      logLoss: measured[index]?.logLoss ?? 0,
      foreseen: foreseeQuality(windows[index]?.[place]?.p ?? new Float64Array()),
    })),
    ...figures,
  };
}
