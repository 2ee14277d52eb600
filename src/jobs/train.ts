import { formatDay } from '../domain/calendar.ts';
import { FatalError } from '../domain/errors.ts';
import type { OnProgress } from '../domain/progress.ts';
import type { Answer } from '../questions/answer.ts';
import { cautious, rungWords } from '../questions/words.ts';
import { listModels, saveModel } from '../store/models.ts';
import { describeBacktest } from './backtest-answer.ts';
import { describeLeadModel } from './leads-answer.ts';
import { keepLeadModel } from './leads-training.ts';
import { type Moment, momentOf } from './moment.ts';
import { judgeChallenger } from './promotion.ts';
import { blocksRefit, runQuality } from './quality.ts';
import { type TrainingResult, trainInWorker } from './training.ts';
import { modelsFolder, noOrders, shopCurrency, type Workplace } from './workplace.ts';

/** Seed of all draws where none is given. */
export const defaultSeed = 42;

/** How a training is run. `force`: train although the quality report forbids it. */
export interface TrainOptions {
  readonly asOf?: string | undefined;
  readonly seed?: number | undefined;
  readonly force?: boolean | undefined;
  readonly onProgress?: OnProgress | undefined;
}

/**
 * Trains as of a date in a worker thread, keeps the model and lets it serve if it is better than the one that serves. Nothing is written before the
 * training has ended, so that a training which was killed leaves nothing behind. Raises `no-data` and `quality-bad`.
 */
export async function runTraining(place: Workplace, options: TrainOptions): Promise<Answer> {
  const moment = momentOf(place, { asOf: options.asOf, wholeDays: true });
  requireQuality(place, moment, options);
  const { model, fingerprint, backend, leads } = await learn(place, moment, options);
  const champion = listModels(place.store).find(({ isChampion }) => isChampion);
  const promotion = judgeChallenger(place, { challenger: model, champion });
  const auc = model.backtest?.candidates.find(({ name }) => name === model.champion)?.metrics.auc.value;
  const version = saveModel(place.store, {
    folder: modelsFolder(place),
    model,
    trainedAt: place.clock.now().getTime(),
    isChampion: promotion.isChampion,
    note: {
      fingerprint,
      backend,
      verdict: model.verdict.words,
      ...(auc === undefined ? {} : { auc }),
      ...(promotion.rejected === undefined ? {} : { rejected: promotion.rejected }),
    },
  });
  const judged = describeBacktest(model, place);
  const kept = leads ? keepLeadModel(place, leads, backend) : undefined;
  const judgedLeads = leads ? describeLeadModel(leads.model, place) : undefined;
  return {
    ...judged,
    id: 'train',
    headline: `Trained on everything before ${formatDay(model.asOf, place.timeZone)}. ${model.verdict.words}`,
    facts: [
      { label: 'Model', value: version },
      { label: 'Chances from', value: `${rungWords[model.rung]}: ${model.rungReason}` },
      ...(model.backtest ? (judged.facts ?? []) : []),
      ...(kept ? [{ label: 'Model of leads', value: kept.version }] : []),
      ...(judgedLeads?.facts ?? []),
    ],
    lines: [
      promotion.words,
      ...(judged.lines ?? []),
      ...(kept && kept.words !== '' ? [kept.words] : []),
      ...(judgedLeads?.lines ?? []),
    ],
    ...cautious(moment.caution, judged.caution),
    next: ['patron digest', 'patron ask "who will buy?"', 'patron predict propensity --out propensity.csv'],
    data: {
      version,
      ...promotion,
      backend,
      backtest: judged.data,
      ...(kept ? { leads: { ...kept, backtest: judgedLeads?.data } } : {}),
    },
  };
}

/** Learns as of a moment without keeping anything. Raises `no-data`. */
export async function learn(
  place: Workplace,
  { asOf }: Moment,
  { seed = defaultSeed, onProgress }: Pick<TrainOptions, 'seed' | 'onProgress'>,
): Promise<TrainingResult> {
  const { storePath, migrationsFolder, timeZone, tf } = place;
  const task = { storePath, migrationsFolder, asOf, timeZone, currency: shopCurrency(place), seed, tf };
  const result = await trainInWorker(task, (progress) => onProgress?.(progress));
  if (result.model.window.customers === 0) throw noOrders(formatDay(asOf, timeZone));
  return result;
}

/** Data that would spoil a model are not learnt from unless a person insists. */
function requireQuality(place: Workplace, { asOf }: Moment, { force, onProgress }: TrainOptions): void {
  onProgress?.({ step: 'Checking the quality of the data', done: 0 });
  const report = runQuality(place.store, {
    asOf,
    timeZone: place.timeZone,
    currency: shopCurrency(place),
    madeAt: place.clock.now().getTime(),
  });
  const reason = force === true ? undefined : blocksRefit(report);
  if (reason === undefined) return;
  throw new FatalError(
    'quality-bad',
    `Nothing was trained: ${reason}`,
    'See: patron quality. Mend it and import again, or insist with: patron train --force',
  );
}
