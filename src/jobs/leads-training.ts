import type { OnProgress } from '../domain/progress.ts';
import { toProbability } from '../model/candidates.ts';
import { leadLogOdds } from '../model/lead-candidates.ts';
import { leadPanelTable } from '../model/lead-panel.ts';
import { type LeadModel, trainLeads } from '../model/lead-propensity.ts';
import { logLoss } from '../model/metrics.ts';
import type { Store } from '../store/database.ts';
import { fingerprintLeads, knowsContacts, loadLeadHistories } from '../store/lead-histories.ts';
import { listModels, type ModelEntry, saveModel } from '../store/models.ts';
import { readLeadModel } from './model-files.ts';
import { modelsFolder, shopCurrency, type Workplace } from './workplace.ts';

/** What was learnt of leads. `fingerprint` names the data that it was learnt from. */
export interface LeadTrainingResult {
  readonly model: LeadModel;
  readonly fingerprint: string;
}

/** Learns of leads from a store, in the calling thread; undefined where no connected system knew anybody before the date. Writes nothing. */
export function learnLeads(
  store: Store,
  { asOf, currency, seed }: { asOf: number; currency: string; seed: number },
  onProgress: OnProgress,
): LeadTrainingResult | undefined {
  if (!knowsContacts(store)) return undefined;
  const leads = loadLeadHistories(store, { asOf, currency });
  if (leads.customerIds.length === 0) return undefined;
  const model = trainLeads(leads, { seed, onStep: (step, done, total) => onProgress({ step, done, total }) });
  return { model, fingerprint: fingerprintLeads(leads) };
}

/** What becomes of a newly trained model of leads. `words`: what a person is told. */
interface LeadPromotion {
  readonly isChampion: boolean;
  readonly rejected?: string;
  readonly words: string;
}

/** A challenger may be worse than the champion by this share of log-loss on the newest window: it knows newer data. */
const tolerance = 0.01;

/** Keeps a model of leads and lets it serve if it is not worse than the one that serves. Gives what a person is told. */
export function keepLeadModel(
  place: Workplace,
  { model, fingerprint }: LeadTrainingResult,
  backend: string,
): { readonly version: string; readonly words: string } {
  const champion = listModels(place.store, 'lead').find(({ isChampion }) => isChampion);
  const { isChampion, rejected, words } = judgeLeadChallenger(place, model, champion);
  const { near } = model;
  const auc = near?.backtest.candidates.find(({ name }) => name === near.backtest.champion)?.metrics.auc.value;
  const version = saveModel(place.store, {
    folder: modelsFolder(place),
    model,
    trainedAt: place.clock.now().getTime(),
    isChampion,
    note: {
      fingerprint,
      backend,
      verdict: model.verdict.words,
      ...(auc === undefined ? {} : { auc }),
      ...(rejected === undefined ? {} : { rejected }),
    },
  });
  return { version, words };
}

/**
 * Whether a challenger takes the champion's place, by the rule of docs/decisions/0004: on the newest window that neither has seen its log-loss may
 * not be more than 1 % above the champion's. One that does not score may always follow: it says that the proof is gone.
 */
function judgeLeadChallenger(place: Workplace, challenger: LeadModel, champion: ModelEntry | undefined): LeadPromotion {
  if (!champion) return { isChampion: true, words: '' };
  if (champion.asOf > challenger.asOf) {
    return { isChampion: false, words: `The model of leads serves its own date; ${champion.version} goes on serving.` };
  }
  const window = challenger.near?.backtest.windows[0];
  if (!window || champion.asOf > window.cutoff) return { isChampion: true, words: '' };
  const old = lossOf(place, champion, { cutoff: window.cutoff, challenger });
  if (old === undefined || window.logLoss <= old * (1 + tolerance)) return { isChampion: true, words: '' };
  const rejected = `log-loss ${window.logLoss.toFixed(4)} against ${old.toFixed(4)} on the newest window`;
  return {
    isChampion: false,
    rejected,
    words: `The new model of leads is not better and does not serve: ${rejected}. ${champion.version} goes on.`,
  };
}

/** Log-loss of the serving model on a window that it has not seen; undefined where it did not score or cannot be read. */
function lossOf(
  place: Workplace,
  champion: ModelEntry,
  { cutoff, challenger }: { cutoff: number; challenger: LeadModel },
): number | undefined {
  const near = readChampion(place, champion)?.near;
  if (!near) return undefined;
  const leads = loadLeadHistories(place.store, { asOf: challenger.asOf, currency: shopCurrency(place) });
  // The very rows on which the challenger was judged.
  const { table, y } = leadPanelTable(leads, { cutoff, horizonDays: near.horizonDays, seed: challenger.seed });
  return logLoss(leadLogOdds(near.fitted, table.values).map(toProbability), y);
}

function readChampion(place: Workplace, champion: ModelEntry): LeadModel | undefined {
  try {
    return readLeadModel(modelsFolder(place), champion);
  } catch {
    return undefined; // a damaged champion cannot defend its place
  }
}
