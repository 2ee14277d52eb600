import type { Explanation, Verdict } from './scores.ts';

/** Chances of leads of a first order, by the model that may speak about the date. */
export interface LeadChances {
  readonly modelVersion: string;
  readonly modelAsOf: number;
  /** P(first order in [asOf, asOf + 30 days)). [leads] */
  readonly p30: Float64Array;
  /** P(first order in [asOf, asOf + 90 days)), never below `p30`; absent where the past is too short to learn it. [leads] */
  readonly p90?: Float64Array;
  /** AUC of the backtest over 30 days, with its 95 % interval. */
  readonly auc: { readonly value: number; readonly low: number; readonly high: number };
  /** Share of leads with a first order in the backtest's windows. */
  readonly baseRate: number;
  /** Share of buyers among the highest tenth over the share in all, in the backtest. */
  readonly liftAt10: number;
  /** Why one lead has their chance within 30 days: the base and the contributions sum to the log-odds. `base` is the typical lead's. */
  explain(lead: number): Explanation;
}

/**
 * Everybody who is known without a counted order, in an order that the order of import leaves no trace in. `chances` is absent where leads are not
 * scored, for want of data, of a model or of a proof: they are then ranked by their last sign of life, and `reason` says why.
 */
export interface LeadScores {
  /** Epoch ms; nothing at or after it is known. */
  readonly asOf: number;
  /** Public id of each lead. [leads] */
  readonly customerIds: readonly string[];
  /** Row id in the store. [leads] */
  readonly customerRows: Int32Array;
  /** When they became known, epoch ms. [leads] */
  readonly createdAt: Float64Array;
  /** Last form, deal, ticket, first opened e-mail, or when they became known; epoch ms. [leads] */
  readonly lastSignAt: Float64Array;
  readonly chances?: LeadChances;
  readonly verdict: Verdict;
  /** Where the ranking comes from, and why nothing better, in words. */
  readonly reason: string;
  /** The same facts in plain words, strongest sign first, whether scored or not: `2 forms sent, the last 3 days ago`. */
  factsOf(lead: number): readonly { readonly label: string; readonly value: string }[];
  /** Places of the leads, most promising first. */
  ranked(): readonly number[];
}
