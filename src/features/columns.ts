/** What a column measures, in groups that reasons are told in. */
export const featureGroups = ['recency', 'frequency', 'rhythm', 'monetary', 'breadth', 'returns', 'season'] as const;
export type FeatureGroup = (typeof featureGroups)[number];

/** One column of the feature table. Values are NaN where nothing can be known. */
export interface FeatureColumn {
  readonly name: string;
  readonly group: FeatureGroup;
  /** In plain words, for reports. */
  readonly words: string;
}

/** The one ordered list of feature columns; a model file names the columns it was fitted on. */
export const featureColumns = [
  { name: 'recency', group: 'recency', words: 'days since the last order (log)' },
  { name: 'tenure', group: 'recency', words: 'days since the first order (log)' },
  { name: 'frequency', group: 'frequency', words: 'days with an order (log)' },
  { name: 'orders_14', group: 'frequency', words: 'orders in the last 14 days (log)' },
  { name: 'orders_30', group: 'frequency', words: 'orders in the last 30 days (log)' },
  { name: 'orders_60', group: 'frequency', words: 'orders in the last 60 days (log)' },
  { name: 'orders_90', group: 'frequency', words: 'orders in the last 90 days (log)' },
  { name: 'orders_180', group: 'frequency', words: 'orders in the last 180 days (log)' },
  { name: 'orders_365', group: 'frequency', words: 'orders in the last 365 days (log)' },
  { name: 'rate', group: 'frequency', words: 'days with an order per month of tenure (log)' },
  { name: 'trend', group: 'frequency', words: 'orders of the last 90 days against the 90 before (log ratio)' },
  { name: 'bg_order', group: 'frequency', words: 'chance of an order by BG/NBD (log-odds)' },
  { name: 'bg_expected', group: 'frequency', words: 'expected orders by BG/NBD (log)' },
  { name: 'bg_alive', group: 'recency', words: 'still a customer by BG/NBD (probability)' },
  { name: 'gap_mean', group: 'rhythm', words: 'mean days between orders (log)' },
  { name: 'gap_median', group: 'rhythm', words: 'median days between orders (log)' },
  { name: 'gap_last', group: 'rhythm', words: 'days between the last two orders (log)' },
  { name: 'gap_spread', group: 'rhythm', words: 'spread of the days between orders (standard deviation over mean)' },
  { name: 'quiet_ratio', group: 'rhythm', words: 'days since the last order against the usual gap (log ratio)' },
  {
    name: 'due',
    group: 'rhythm',
    words: 'how often a gap this long ended in the next days, own and shop history (log-odds)',
  },
  { name: 'mean_value', group: 'monetary', words: 'mean order value (log)' },
  { name: 'last_value', group: 'monetary', words: 'value of the last order (log)' },
  { name: 'money', group: 'monetary', words: 'money spent in all (log)' },
  { name: 'money_90', group: 'monetary', words: 'money spent in the last 90 days (log)' },
  { name: 'products', group: 'breadth', words: 'different products bought (log)' },
  { name: 'basket', group: 'breadth', words: 'mean lines in an order (log)' },
  { name: 'reordered', group: 'breadth', words: 'share of lines that were bought before' },
  { name: 'returns', group: 'returns', words: 'returns and cancellations (log)' },
  { name: 'returned_share', group: 'returns', words: 'share of the money given back' },
  { name: 'same_season', group: 'season', words: 'orders in the same weeks a year before (log)' },
] as const satisfies readonly FeatureColumn[];

/** Name of a feature column. */
export type FeatureName = (typeof featureColumns)[number]['name'];
