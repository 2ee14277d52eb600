/** When a view of the shop is made anew, ms. */
export interface RenewalTimes {
  /** The store must have been quiet for so long after a change: a sync commits page after page. */
  readonly quietMs: number;
  /** A change waits for quiet no longer than this. */
  readonly longestMs: number;
  /** Age at which a view is renewed though nothing has changed: the present moves on. */
  readonly freshMs: number;
  /** Two views lie at least so far apart. */
  readonly apartMs: number;
}

/** Says when a view is due to be made anew, from what it is told of the store. Times are epoch ms. */
export class Renewal {
  readonly #times: RenewalTimes;
  readonly #madeAt: number;
  #mark: string;
  #firstChange: number | undefined;
  #lastChange = 0;

  /** `mark` names the data that the view was made from. */
  constructor(times: RenewalTimes, { madeAt, mark }: { madeAt: number; mark: string }) {
    this.#times = times;
    this.#madeAt = madeAt;
    this.#mark = mark;
  }

  /** Whether another view is due, `mark` being the data in the store at `now`. */
  isDue(now: number, mark: string): boolean {
    if (mark !== this.#mark) {
      this.#mark = mark;
      this.#firstChange ??= now;
      this.#lastChange = now;
    }
    const { quietMs, longestMs, freshMs, apartMs } = this.#times;
    if (now - this.#madeAt < apartMs) return false;
    if (now - this.#madeAt >= freshMs) return true;
    if (this.#firstChange === undefined) return false;
    return now - this.#lastChange >= quietMs || now - this.#firstChange >= longestMs;
  }
}
