import { FatalError } from '../domain/errors.ts';
import type { PropensityModel } from '../model/propensity.ts';
import type { Answer } from '../questions/answer.ts';
import { cautious } from '../questions/words.ts';
import { listModels } from '../store/models.ts';
import { fingerprintSnapshot, loadSnapshot } from '../store/snapshot.ts';
import { describeBacktest } from './backtest-answer.ts';
import { readModel } from './model-files.ts';
import { type Moment, momentOf } from './moment.ts';
import { defaultSeed, learn, type TrainOptions } from './train.ts';
import { modelsFolder, shopCurrency, type Workplace } from './workplace.ts';

/**
 * The honest backtest as of a date, made inside the data before it. A model that was trained on the very same data with the same seed has it already;
 * otherwise it is run afresh, and nothing is kept. Raises `no-data`.
 */
export async function runEvaluation(place: Workplace, options: Omit<TrainOptions, 'force'>): Promise<Answer> {
  const moment = momentOf(place, { asOf: options.asOf, wholeDays: true });
  const model = findTrained(place, moment, options) ?? (await learn(place, moment, options)).model;
  const answer = describeBacktest(model, place);
  return { ...answer, id: 'evaluate', ...cautious(moment.caution, answer.caution) };
}

/** The backtest of the model that serves, from its file. Raises `model-missing` and `model-broken`. */
export function championBacktest(place: Workplace): Answer {
  const champion = listModels(place.store).find(({ isChampion }) => isChampion);
  if (!champion) throw new FatalError('model-missing', 'No model was trained yet.', 'Train one: patron train');
  const model = readModel(modelsFolder(place), champion);
  return { ...describeBacktest(model, place), next: ['who will buy', 'who is leaving'] };
}

function findTrained(
  place: Workplace,
  { asOf }: Moment,
  { seed = defaultSeed, onProgress }: Pick<TrainOptions, 'seed' | 'onProgress'>,
): PropensityModel | undefined {
  const same = listModels(place.store).filter((entry) => entry.asOf === asOf && entry.seed === seed);
  if (same.length === 0) return undefined;
  onProgress?.({ step: 'Reading the store', done: 0 });
  const snapshot = loadSnapshot(place.store, { asOf, timeZone: place.timeZone, currency: shopCurrency(place) });
  const fingerprint = fingerprintSnapshot(snapshot);
  const entry = same.find(({ note }) => note.fingerprint === fingerprint);
  return entry ? readModel(modelsFolder(place), entry) : undefined;
}
