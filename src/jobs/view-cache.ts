import { formatDay } from '../domain/calendar.ts';
import type { OnProgress } from '../domain/progress.ts';
import type { Answer } from '../questions/answer.ts';
import type { QuestionContext } from '../questions/context.ts';
import { cautious } from '../questions/words.ts';
import { momentOf } from './moment.ts';
import { viewShop } from './view.ts';
import { noOrders, shopCurrency, type Workplace } from './workplace.ts';

/** A view of the shop, and why it is not of this moment where it is not. */
export interface TimedView {
  readonly view: QuestionContext;
  readonly caution?: string;
}

/** The present moves on in steps of so many ms: until then a view is used again. */
const freshMs = 5 * 60_000;

/** Gives views of the shop and keeps the last one until the data, the models or the date change. */
export class ViewCache {
  readonly #place: Workplace;
  readonly #keepsPresent: boolean;
  #present: TimedView | undefined;
  #kept: { readonly key: string; readonly view: QuestionContext } | undefined;

  /** `keepsPresent`: the first view of the present is kept for good; whoever holds the cache replaces it as a whole. */
  constructor(place: Workplace, { keepsPresent = false }: { readonly keepsPresent?: boolean } = {}) {
    this.#place = place;
    this.#keepsPresent = keepsPresent;
  }

  /** The shop as of a date, or now. Raises `bad-date`, and `no-data` where no customer has ordered by then. */
  viewOf(wanted: { asOf?: string | undefined; onProgress?: OnProgress | undefined }): TimedView {
    if (!this.#keepsPresent || wanted.asOf !== undefined) return this.#look(wanted);
    this.#present ??= this.#look(wanted);
    return this.#present;
  }

  #look({ asOf, onProgress }: { asOf?: string | undefined; onProgress?: OnProgress | undefined }): TimedView {
    const place = this.#place;
    const moment = momentOf(place, { asOf });
    const isNow = asOf === undefined && moment.caution === undefined;
    const key = `${isNow ? `now ${Math.floor(moment.asOf / freshMs)}` : moment.asOf}/${this.#generation()}`;
    if (this.#kept?.key !== key) {
      onProgress?.({ step: 'Reading the store', done: 0 });
      const options = { asOf: moment.asOf, timeZone: place.timeZone, currency: shopCurrency(place), home: place.home };
      this.#kept = { key, view: viewShop(place.store, options) };
    }
    const { view } = this.#kept;
    if (view.snapshot.customerIds.length === 0) throw noOrders(formatDay(moment.asOf, place.timeZone));
    return { view, ...(moment.caution === undefined ? {} : { caution: moment.caution }) };
  }

  /** Changes with every write, by this process or another. */
  #generation(): string {
    const { sqlite } = this.#place.store;
    const others = sqlite.pragma('data_version', { simple: true });
    const own = sqlite.prepare('select total_changes()').pluck().get();
    return `${String(others)}/${String(own)}`;
  }
}

/** An answer with the caution of its moment put before its own. */
export function withCaution(answer: Answer, caution: string | undefined): Answer {
  return { ...answer, ...cautious(caution, answer.caution) };
}
