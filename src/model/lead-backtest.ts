import { seededRandom } from '../domain/random.ts';
import { withIntervals } from './backtest.ts';
import { bootstrapMetrics, type Interval, intervalOf, type MetricIntervals, meanMetrics } from './bootstrap.ts';
import { toProbability } from './candidates.ts';
import {
  type FittedLeadCandidates,
  fitLeadCandidates,
  type LeadCandidateName,
  leadCandidates,
  leadLogOdds,
} from './lead-candidates.ts';
import { countBuyers, type LeadPanelTable } from './lead-panel.ts';
import { type CalibrationBin, calibrationBins, type Metrics, measure, type Ranked, rank } from './metrics.ts';
import { originCount, tablesPerFit, tablesPerHorizon } from './panel.ts';

/** One window of the backtest: everything was fitted on what was known at `cutoff`, then judged by what followed. Figures are the champion's. */
export interface LeadWindow {
  /** Epoch ms. */
  readonly cutoff: number;
  readonly leads: number;
  readonly buyers: number;
  readonly auc: number;
  readonly logLoss: number;
}

/** A candidate's figures, means over the windows. `veto`: why it may not serve, in words. */
export interface LeadCandidateResult {
  readonly name: LeadCandidateName;
  readonly words: string;
  readonly isBaseline: boolean;
  readonly veto?: string;
  readonly metrics: MetricIntervals;
}

/** How good the candidates are on this shop's own leads. Plain data: it lies in the model file. */
export interface LeadBacktest {
  readonly horizonDays: number;
  /** Newest first. */
  readonly windows: readonly LeadWindow[];
  readonly candidates: readonly LeadCandidateResult[];
  readonly champion: LeadCandidateName;
  /** Champion minus "newest first", paired: above 0 is better. */
  readonly aucGain: Interval;
  /** The base rate's log-loss minus the champion's, paired: above 0 is better. */
  readonly logLossGain: Interval;
  /** Of the champion, all windows together. */
  readonly calibration: readonly CalibrationBin[];
}

/** Bootstrap draws of the intervals. */
const draws = 200;
/** Leads and buyers that a window needs to be judged by. */
const minJudged = { leads: 50, buyers: 10 };

/**
 * Rolling-origin backtest on a panel of leads: at each of up to four origins, one horizon apart, all candidates are fitted on windows that had closed by then
 * and judged on the window that followed. Undefined where no origin has enough before and after it.
 */
export function backtestLeads(panel: readonly LeadPanelTable[], { seed }: { seed: number }): LeadBacktest | undefined {
  const origins = originsOf(panel);
  const [newest] = origins;
  if (!newest) return undefined;
  const windows = origins.map(({ judged, known }, index) => {
    const fitted = fitLeadCandidates(known, { seed: seed + 1000 + index });
    return leadCandidates.map(({ name }) => rankWindow(fitted, name, judged));
  });
  const judged = origins.map((origin) => origin.judged);
  return summarise(judged, windows, { horizonDays: newest.judged.horizonDays, seed });
}

interface Origin {
  readonly judged: LeadPanelTable;
  readonly known: readonly LeadPanelTable[];
}

/** Origins whose own window is judged and whose panel, of which somebody bought, had closed by then. */
function originsOf(panel: readonly LeadPanelTable[]): Origin[] {
  const origins: Origin[] = [];
  for (let origin = 0; origin < originCount; origin++) {
    const place = origin * tablesPerHorizon;
    const judged = panel[place];
    const known = panel.slice(place + tablesPerHorizon, place + tablesPerHorizon + tablesPerFit);
    if (!judged || !known.some((table) => countBuyers(table) > 0)) break;
    if (judged.y.length < minJudged.leads || countBuyers(judged) < minJudged.buyers) break;
    origins.push({ judged, known });
  }
  return origins;
}

function rankWindow(fitted: FittedLeadCandidates, name: LeadCandidateName, { table, y }: LeadPanelTable): Ranked {
  return rank(leadLogOdds(fitted[name], table.values).map(toProbability), y);
}

function summarise(
  judged: readonly LeadPanelTable[],
  windows: readonly (readonly Ranked[])[],
  { horizonDays, seed }: { horizonDays: number; seed: number },
): LeadBacktest {
  const measured = leadCandidates.map((_, place) =>
    windows.flatMap((window) => (window[place] ? [measure(window[place])] : [])),
  );
  const drawn = bootstrapMetrics(windows, { draws, random: seededRandom(seed) });
  const results = leadCandidates.map(({ name, words, isBaseline }, place): LeadCandidateResult => {
    const veto = vetoOf(name, measured[place] ?? [], measured[0] ?? []);
    const metrics = withIntervals(meanMetrics(measured[place] ?? []), drawn[place] ?? []);
    return { name, words, isBaseline, ...(veto === undefined ? {} : { veto }), metrics };
  });
  const champion = chooseChampion(results);
  const place = placeOf(champion);
  const difference = (name: 'auc' | 'logLoss', one: number, other: number): Interval =>
    intervalOf(
      (results[one]?.metrics[name].value ?? 0) - (results[other]?.metrics[name].value ?? 0),
      Array.from(
        { length: draws },
        (_, draw) => (drawn[one]?.[draw]?.[name] ?? 0) - (drawn[other]?.[draw]?.[name] ?? 0),
      ),
    );
  return {
    horizonDays,
    windows: judged.map((table, index) => ({
      cutoff: table.table.cutoff,
      leads: table.y.length,
      buyers: countBuyers(table),
      auc: measured[place]?.[index]?.auc ?? 0.5,
      logLoss: measured[place]?.[index]?.logLoss ?? 0,
    })),
    candidates: results,
    champion,
    aucGain: difference('auc', place, placeOf('newest-first')),
    logLossGain: difference('logLoss', placeOf('base-rate'), place),
    calibration: calibrationBins(joinWindows(windows.flatMap((window) => window[place] ?? []))),
  };
}

function placeOf(wanted: LeadCandidateName): number {
  return leadCandidates.findIndex(({ name }) => name === wanted);
}

/** A candidate that blew up in one window may not serve, however good its mean. */
function vetoOf(name: LeadCandidateName, measured: readonly Metrics[], base: readonly Metrics[]): string | undefined {
  if (name === 'base-rate') return 'it tells nobody apart';
  const worse = measured.findIndex(({ logLoss }, index) => !(logLoss <= 1.02 * (base[index]?.logLoss ?? 0)));
  return worse < 0 ? undefined : 'in one window it was worse than the base rate';
}

/** The lowest log-loss wins; a simpler candidate within a thousandth of it is preferred. */
function chooseChampion(results: readonly LeadCandidateResult[]): LeadCandidateName {
  const allowed = results.filter(({ veto }) => veto === undefined);
  const best = Math.min(...allowed.map(({ metrics }) => metrics.logLoss.value));
  return allowed.find(({ metrics }) => metrics.logLoss.value <= best * 1.001)?.name ?? 'newest-first';
}

function joinWindows(windows: readonly Ranked[]): Pick<Ranked, 'p' | 'y'> {
  return {
    p: Float64Array.from(windows.flatMap(({ p }) => [...p])),
    y: Uint8Array.from(windows.flatMap(({ y }) => [...y])),
  };
}
