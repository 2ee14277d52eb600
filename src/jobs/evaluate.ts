import { FatalError } from '../domain/errors.ts';
import type { LeadModel } from '../model/lead-propensity.ts';
import type { PropensityModel } from '../model/propensity.ts';
import type { Answer } from '../questions/answer.ts';
import { cautious } from '../questions/words.ts';
import { fingerprintLeads, knowsContacts, loadLeadHistories } from '../store/lead-histories.ts';
import { listModels } from '../store/models.ts';
import { fingerprintSnapshot, loadSnapshot } from '../store/snapshot.ts';
import { describeBacktest } from './backtest-answer.ts';
import { describeLeadModel } from './leads-answer.ts';
import { learnLeads } from './leads-training.ts';
import { readLeadModel, readModel } from './model-files.ts';
import { type Moment, momentOf } from './moment.ts';
import { defaultSeed, learn, type TrainOptions } from './train.ts';
import { modelsFolder, shopCurrency, type Workplace } from './workplace.ts';

/**
 * The honest backtest as of a date, made inside the data before it. A model that was trained on the very same data with the same seed has it already;
 * otherwise it is run afresh, and nothing is kept. Raises `no-data`.
 */
export async function runEvaluation(place: Workplace, options: Omit<TrainOptions, 'force'>): Promise<Answer> {
  const moment = momentOf(place, { asOf: options.asOf, wholeDays: true });
  const trained = findTrained(place, moment, options);
  const learnt = trained ? undefined : await learn(place, moment, options);
  const model = trained ?? learnt?.model;
  if (!model) throw new Error('Nothing was learnt.');
  const answer = withLeads(
    describeBacktest(model, place),
    learnt ? learnt.leads?.model : leadModelOf(place, moment, options),
    place,
  );
  return { ...answer, id: 'evaluate', ...cautious(moment.caution, answer.caution) };
}

/** The answer with what is to be said of leads, where any are known. */
function withLeads(answer: Answer, model: LeadModel | undefined, place: Workplace): Answer {
  if (!model) return answer;
  const { facts, lines, data } = describeLeadModel(model, place);
  return {
    ...answer,
    facts: [...(answer.facts ?? []), ...facts],
    lines: [...(answer.lines ?? []), ...lines],
    data: { ...(typeof answer.data === 'object' ? answer.data : {}), leads: data },
  };
}

/** The model of leads that was trained on the very same data with the same seed; else it is learnt here and now, and not kept. */
function leadModelOf(
  place: Workplace,
  { asOf }: Moment,
  { seed = defaultSeed, onProgress }: Pick<TrainOptions, 'seed' | 'onProgress'>,
): LeadModel | undefined {
  if (!knowsContacts(place.store)) return undefined;
  const currency = shopCurrency(place);
  const same = listModels(place.store, 'lead').filter((entry) => entry.asOf === asOf && entry.seed === seed);
  const fingerprint = same.length === 0 ? '' : fingerprintLeads(loadLeadHistories(place.store, { asOf, currency }));
  const entry = same.find(({ note }) => note.fingerprint === fingerprint);
  if (entry) return readLeadModel(modelsFolder(place), entry);
  return learnLeads(place.store, { asOf, currency, seed }, (progress) => onProgress?.(progress))?.model;
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
