/** What a column measures, in groups that reasons are told in. */
export const featureGroups = ['recency', 'frequency', 'rhythm', 'monetary', 'breadth', 'returns', 'season'] as const;
export type FeatureGroup = (typeof featureGroups)[number];

/**
 * What a missing value becomes: the mean, the median or the mode of the training rows; `drop` leaves the column out where most training rows
 * miss it, else takes the median. An indicator input always tells a model that the value was missing.
 */
export type MissingPolicy = 'mean' | 'median' | 'mode' | 'drop';

/** What becomes of a value outside the training rows' 0.1 % and 99.9 % quantiles: kept, moved to the border, or counted as missing. */
export type OutlierPolicy = 'keep' | 'winsorise' | 'drop';

/** How a column is made ready for a model. */
export interface ColumnPolicy {
  readonly name: string;
  readonly missing: MissingPolicy;
  readonly outliers: OutlierPolicy;
  /** A linear model may bend here: its effect is known not to be a straight line. */
  readonly bends?: boolean;
}

/** One column of the feature table. Values are NaN where nothing can be known. */
export interface FeatureColumn extends ColumnPolicy {
  readonly group: FeatureGroup;
  /** In plain words, for reports. */
  readonly words: string;
}

/** Counts and money, whose tails are long even as logarithms. */
const long = { missing: 'median', outliers: 'winsorise' } as const;
/** Shares and chances, which have no tails. */
const bounded = { missing: 'median', outliers: 'keep' } as const;

/** The one ordered list of feature columns; a model file names the columns it was fitted on. */
export const featureColumns = [
  { name: 'recency', group: 'recency', ...long, bends: true, words: 'days since the last order (log)' },
  { name: 'tenure', group: 'recency', ...long, words: 'days since the first order (log)' },
  { name: 'frequency', group: 'frequency', ...long, words: 'days with an order (log)' },
  { name: 'orders_14', group: 'frequency', ...long, words: 'orders in the last 14 days (log)' },
  { name: 'orders_30', group: 'frequency', ...long, words: 'orders in the last 30 days (log)' },
  { name: 'orders_60', group: 'frequency', ...long, words: 'orders in the last 60 days (log)' },
  { name: 'orders_90', group: 'frequency', ...long, words: 'orders in the last 90 days (log)' },
  { name: 'orders_180', group: 'frequency', ...long, words: 'orders in the last 180 days (log)' },
  { name: 'orders_365', group: 'frequency', ...long, words: 'orders in the last 365 days (log)' },
  { name: 'rate', group: 'frequency', ...long, words: 'days with an order per month of tenure (log)' },
  {
    name: 'trend',
    group: 'frequency',
    ...long,
    missing: 'mean',
    words: 'orders of the last 90 days against the 90 before (log ratio)',
  },
  { name: 'bg_order', group: 'frequency', ...long, bends: true, words: 'chance of an order by BG/NBD (log-odds)' },
  { name: 'bg_expected', group: 'frequency', ...long, words: 'expected orders by BG/NBD (log)' },
  { name: 'bg_alive', group: 'recency', ...bounded, words: 'still a customer by BG/NBD (probability)' },
  { name: 'gap_mean', group: 'rhythm', ...long, words: 'mean days between orders (log)' },
  { name: 'gap_median', group: 'rhythm', ...long, words: 'median days between orders (log)' },
  { name: 'gap_last', group: 'rhythm', ...long, words: 'days between the last two orders (log)' },
  {
    name: 'gap_spread',
    group: 'rhythm',
    ...long,
    words: 'spread of the days between orders (standard deviation over mean)',
  },
  {
    name: 'quiet_ratio',
    group: 'rhythm',
    ...long,
    bends: true,
    words: 'days since the last order against the usual gap (log ratio)',
  },
  {
    name: 'due',
    group: 'rhythm',
    ...long,
    bends: true,
    words: 'how often a gap this long ended in the next days, own and shop history (log-odds)',
  },
  { name: 'mean_value', group: 'monetary', ...long, words: 'mean order value (log)' },
  { name: 'last_value', group: 'monetary', ...long, words: 'value of the last order (log)' },
  { name: 'money', group: 'monetary', ...long, words: 'money spent in all (log)' },
  { name: 'money_90', group: 'monetary', ...long, words: 'money spent in the last 90 days (log)' },
  { name: 'products', group: 'breadth', ...long, words: 'different products bought (log)' },
  { name: 'basket', group: 'breadth', ...long, words: 'mean lines in an order (log)' },
  { name: 'reordered', group: 'breadth', ...bounded, missing: 'mode', words: 'share of lines that were bought before' },
  { name: 'returns', group: 'returns', ...long, words: 'returns and cancellations (log)' },
  { name: 'returned_share', group: 'returns', ...bounded, words: 'share of the money given back' },
  {
    name: 'same_season',
    group: 'season',
    ...long,
    missing: 'drop',
    words: 'orders in the same weeks a year before (log)',
  },
] as const satisfies readonly FeatureColumn[];

/** Name of a feature column. */
export type FeatureName = (typeof featureColumns)[number]['name'];
