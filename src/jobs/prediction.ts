import { formatDay } from '../domain/calendar.ts';
import { ConfigError, FatalError } from '../domain/errors.ts';
import type { OnProgress } from '../domain/progress.ts';
import { scorePropensity } from '../model/propensity.ts';
import type { Answer } from '../questions/answer.ts';
import { cautious, rungWords } from '../questions/words.ts';
import { writeCsvFile } from '../store/csv-file.ts';
import { modelFor } from '../store/models.ts';
import { loadSnapshot } from '../store/snapshot.ts';
import { readModel } from './model-files.ts';
import { momentOf } from './moment.ts';
import { modelsFolder, noOrders, shopCurrency, type Workplace } from './workplace.ts';

/** What a prediction is asked for. */
export interface PredictionOptions {
  readonly asOf?: string | undefined;
  readonly horizonDays: number;
  readonly out: string;
  readonly onProgress?: OnProgress | undefined;
}

/** Longest horizon, days. */
const longestDays = 365;

/**
 * Writes `customer_id,p` for every customer with an order before the date, by the model that may speak about it; p = P(order in [date, date +
 * horizon)). Raises `no-data`, `model-missing`, `model-broken`, `usage`, `cannot-write`.
 */
export function predictPropensity(place: Workplace, { asOf, horizonDays, out, onProgress }: PredictionOptions): Answer {
  if (horizonDays > longestDays) {
    const hint = 'For instance: --horizon 90';
    throw new ConfigError('usage', `Cannot look ${horizonDays} days ahead: at most ${longestDays}.`, hint);
  }
  const moment = momentOf(place, { asOf, wholeDays: true });
  onProgress?.({ step: 'Reading the store', done: 0 });
  const snapshot = loadSnapshot(place.store, {
    asOf: moment.asOf,
    timeZone: place.timeZone,
    currency: shopCurrency(place),
  });
  const date = formatDay(moment.asOf, place.timeZone);
  if (snapshot.customerIds.length === 0) throw noOrders(date);
  const entry = modelFor(place.store, moment.asOf);
  if (!entry) {
    const command = asOf === undefined ? 'patron train' : `patron train --as-of ${asOf}`;
    throw new FatalError('model-missing', `No model knows ${date} yet.`, `Train one: ${command}`);
  }
  onProgress?.({ step: 'Scoring', done: 0 });
  const scores = scorePropensity(readModel(modelsFolder(place), entry), snapshot, {
    version: entry.version,
    horizonDays,
  });
  const rows = snapshot.customerIds
    .map((id, customer) => [id, scores.p[customer] ?? 0] as const)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  const written = writeCsvFile(out, ['customer_id', 'p'], rows);
  const expected = scores.p.reduce((sum, p) => sum + p, 0);
  return {
    id: 'predict',
    headline: `Wrote ${written} chances of an order to ${out}.`,
    period: `${date} and the ${horizonDays} days from then`,
    facts: [
      { label: 'Expected', value: `about ${Math.round(expected)} of them will order` },
      { label: 'Chances from', value: `${rungWords[scores.rung]}: ${scores.rungReason}` },
    ],
    basis: `Model ${entry.version}. ${scores.verdict.words}`,
    ...cautious(moment.caution, ...scores.cautions),
    next: ['patron ask "who will buy?"'],
    data: { out, rows: written, expected, model: entry.version, horizonDays, verdict: scores.verdict },
  };
}
