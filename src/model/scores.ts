/** The rung of the ladder a shop stands on: the more history, the higher. */
export type Rung = 'prior' | 'rules' | 'bg-nbd' | 'network';

/** What the backtest says of a model, in one of three grades and in words. */
export interface Verdict {
  readonly grade: 'act' | 'careful' | 'do-not-act';
  readonly words: string;
}

/** One reason of a score: the sum of all contributions and the base is the score's log-odds. */
export interface Reason {
  /** Group of features, for instance `recency`. */
  readonly group: string;
  /** In plain words with the person's own numbers: `last order 54 days ago`. */
  readonly words: string;
  /** Share of the log-odds: positive speaks for an order. */
  readonly contribution: number;
}

/** The reasons of one customer's score. `base` is the log-odds of the typical customer of the shop. */
export interface Explanation {
  readonly base: number;
  readonly logOdds: number;
  readonly p: number;
  /** Strongest first, by absolute contribution. */
  readonly reasons: readonly Reason[];
}

/**
 * Another case of one customer: an order just now, of the goods and the money of their last one; so many more days without an order; or one group of
 * features as the typical customer has it.
 */
export type OtherCase =
  | { readonly kind: 'orders-now' }
  | { readonly kind: 'silent'; readonly days: number }
  | { readonly kind: 'typical'; readonly group: string };

/** Propensity of every customer of a snapshot, in the snapshot's order, with all that an honest answer has to say about it. */
export interface Scores {
  readonly modelVersion: string;
  readonly modelAsOf: number;
  readonly asOf: number;
  readonly horizonDays: number;
  readonly rung: Rung;
  /** Why this rung and not a higher one, in words. */
  readonly rungReason: string;
  readonly verdict: Verdict;
  /** P(order in [asOf, asOf + horizon)). [customers] */
  readonly p: Float64Array;
  /** P(still a customer), BG/NBD. [customers] */
  readonly alive: Float64Array;
  /** Expected orders in the next 90 days, BG/NBD. [customers] */
  readonly expectedOrders90: Float64Array;
  /** AUC of the backtest and its 95 % interval; absent below the rung that can be judged. */
  readonly auc?: { readonly value: number; readonly low: number; readonly high: number };
  /** Share of customers with an order in the backtest's windows. */
  readonly baseRate?: number;
  /** Share of buyers among the highest tenth of the scores over the share in all, in the backtest. */
  readonly liftAt10?: number;
  /** Rises with uncertainty: in words, for instance that the season was never seen. */
  readonly cautions: readonly string[];
  explain(customer: number): Explanation;
  /** P(order in [asOf, asOf + days)) of one customer, carried on from the horizon by BG/NBD: see `scorePropensity`. */
  chanceWithin(customer: number, days: number): number;
  /** P(order in the horizon) of one customer in another case, by the same model; for `silent`, the horizon begins after those days. */
  chanceIf(customer: number, otherCase: OtherCase): number;
}
