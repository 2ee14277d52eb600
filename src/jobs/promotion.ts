import { dayMs } from '../domain/clock.ts';
import { logLoss } from '../model/metrics.ts';
import { type PropensityModel, scorePropensity } from '../model/propensity.ts';
import type { Verdict } from '../model/scores.ts';
import type { ModelEntry } from '../store/models.ts';
import { loadSnapshot } from '../store/snapshot.ts';
import { readModel } from './model-files.ts';
import { modelsFolder, shopCurrency, type Workplace } from './workplace.ts';

/** What becomes of a newly trained model. `rejected`: it may never serve, and why. `words`: what a person is told. */
export interface Promotion {
  readonly isChampion: boolean;
  readonly rejected?: string;
  readonly words: string;
}

/** A challenger may be worse than the champion by this share of log-loss on the newest window: it knows newer data. */
const tolerance = 0.01;

/**
 * Whether a challenger takes the champion's place: on the newest window that neither has seen its log-loss may not be more than 1 % above the
 * champion's. Where no such window has closed since the champion was trained, its backtest may not have a lower grade. A model of an earlier
 * date than the champion's is kept for that date.
 */
export function judgeChallenger(
  place: Workplace,
  { challenger, champion }: { challenger: PropensityModel; champion: ModelEntry | undefined },
): Promotion {
  if (!champion) return { isChampion: true, words: 'It is the first model and serves from now on.' };
  if (champion.asOf > challenger.asOf) {
    return {
      isChampion: false,
      words: `It serves its own date; ${champion.version}, which knows more, goes on serving.`,
    };
  }
  if (champion.asOf === challenger.asOf)
    return { isChampion: true, words: 'It takes the place of the model of the same date.' };
  const old = readChampion(place, champion);
  if (!old)
    return { isChampion: true, words: `It serves from now on; the file of ${champion.version} cannot be read.` };
  const window = challenger.backtest?.windows[0];
  if (!window || champion.asOf > window.cutoff) return byGrade(challenger.verdict, old.verdict, champion.version);
  const losses = { old: lossOf(place, old, { cutoff: window.cutoff, asOf: challenger.asOf }), fresh: window.logLoss };
  const figures = `log-loss ${losses.fresh.toFixed(4)} against ${losses.old.toFixed(4)} on the newest ${challenger.horizonDays} days`;
  if (losses.fresh <= losses.old * (1 + tolerance)) {
    return { isChampion: true, words: `It takes the place of ${champion.version}: ${figures}.` };
  }
  return rejection(champion.version, figures);
}

function byGrade(fresh: Verdict, old: Verdict, version: string): Promotion {
  const grades: readonly Verdict['grade'][] = ['do-not-act', 'careful', 'act'];
  if (grades.indexOf(fresh.grade) >= grades.indexOf(old.grade)) {
    return { isChampion: true, words: `It takes the place of ${version}: as well proven, and it knows newer data.` };
  }
  return rejection(version, 'its backtest is less sure');
}

function rejection(version: string, reason: string): Promotion {
  return {
    isChampion: false,
    rejected: reason,
    words: `It is not better and does not serve: ${reason}. ${version} goes on.`,
  };
}

function readChampion(place: Workplace, champion: ModelEntry): PropensityModel | undefined {
  try {
    return readModel(modelsFolder(place), champion);
  } catch {
    return undefined; // a damaged champion cannot defend its place
  }
}

/** Log-loss of a model on the window [cutoff, cutoff + horizon), scored with what was known at the cutoff. */
function lossOf(place: Workplace, model: PropensityModel, { cutoff, asOf }: { cutoff: number; asOf: number }): number {
  const shop = { timeZone: place.timeZone, currency: shopCurrency(place) };
  const known = loadSnapshot(place.store, { ...shop, asOf: cutoff });
  const later = loadSnapshot(place.store, { ...shop, asOf });
  const until = cutoff + model.horizonDays * dayMs;
  const buyers = new Set<number>();
  for (let customer = 0; customer < later.customerRows.length; customer++) {
    const orders = later.orderAt.subarray(later.orderStart[customer], later.orderStart[customer + 1]);
    if (orders.some((at) => at >= cutoff && at < until)) buyers.add(later.customerRows[customer] ?? -1);
  }
  const y = Uint8Array.from(known.customerRows, (row) => (buyers.has(row) ? 1 : 0));
  return logLoss(scorePropensity(model, known, { version: '' }).p, y);
}
