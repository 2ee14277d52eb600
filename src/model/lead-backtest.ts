import type { Interval } from './bootstrap.ts';
import { toProbability } from './candidates.ts';
import { type JudgedCandidate, judgeCandidates } from './judged-candidates.ts';
import {
  type FittedLeadCandidates,
  fitLeadCandidates,
  type LeadCandidateName,
  leadCandidates,
  leadLogOdds,
} from './lead-candidates.ts';
import { countBuyers, type LeadPanelTable } from './lead-panel.ts';
import { type CalibrationBin, type Ranked, rank } from './metrics.ts';
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

/** A candidate's figures, means over the windows. */
export type LeadCandidateResult = JudgedCandidate<LeadCandidateName>;

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
  const {
    place: _,
    measured,
    ...figures
  } = judgeCandidates(leadCandidates, windows, { ranks: 'newest-first', otherwise: 'newest-first', seed });
  return {
    horizonDays,
    windows: judged.map((table, index) => ({
      cutoff: table.table.cutoff,
      leads: table.y.length,
      buyers: countBuyers(table),
      auc: measured[index]?.auc ?? 0.5,
      logLoss: measured[index]?.logLoss ?? 0,
    })),
    ...figures,
  };
}
