import type { TableName } from '../domain/quality-tables.ts';

/** What a finding is about. */
export type Topic = 'arrival' | 'missing' | 'duplicates' | 'impossible' | 'outliers' | 'drift';

/** `note`: good to know. `warning`: worth mending, the verdict is fair. `block`: it would spoil a model, the verdict is bad. */
export type Severity = 'note' | 'warning' | 'block';

/** What to do about a finding, and the next thing to type. */
interface Fix {
  readonly words: string;
  readonly type: string;
}

/** One thing that was found in a source. */
export interface Finding {
  /** Stable name: `guest-orders`, `negative-price`. */
  readonly code: string;
  readonly topic: Topic;
  readonly severity: Severity;
  /** How many rows, of how many that could have it. */
  readonly count: number;
  readonly of: number;
  /** A clause that can stand alone in a table: `2 lines have a negative price`. */
  readonly words: string;
  /** What Patron does with such rows. */
  readonly treatment: string;
  /** The worst rows by the ids of the source, at most five. */
  readonly examples: readonly string[];
  readonly fix?: Fix;
}

/** What stands in for a missing value where the column is an input. `keep`: nothing does. `drop`: the row is left out of learning. */
export type MissingPolicy = 'mean' | 'median' | 'mode' | 'drop' | 'keep';

/** How often a column is missing, and what is done about it; the indicator always tells a model that the value was missing. */
export interface ColumnGap {
  readonly column: string;
  readonly missing: number;
  readonly of: number;
  readonly policy: MissingPolicy;
  readonly indicator: string;
  /** What mean, median or mode come to in these data; absent for the other policies and for a column that nothing is known of. */
  readonly fill?: number | string;
  /** What that means, in words. */
  readonly words: string;
}

/** What is done with outliers of a column. */
export type OutlierPolicy = 'keep' | 'drop' | 'winsorise';

/** Outliers of one numeric column by two rules. All figures but the fences are on `scale`; the fences are in the units of the column. */
export interface OutlierColumn {
  readonly column: string;
  readonly values: number;
  readonly scale: 'log' | 'plain';
  /** Why that scale. */
  readonly scaleReason: string;
  readonly mean: number;
  readonly deviation: number;
  /** Values with |z| > 3; absent where all values are the same. */
  readonly byZScore?: number;
  /** Tukey's fences: quartiles -/+ 1.5 interquartile ranges; absent where the middle half is one value. */
  readonly fences?: { readonly low: number; readonly high: number };
  readonly byFences?: number;
  /** The worst rows, at most five: `80,995 in order 581483`. */
  readonly worst: readonly { readonly name: string; readonly value: number; readonly z: number }[];
  readonly policy: OutlierPolicy;
  readonly words: string;
}

/** How values lay in a window: at each of up to 100 percentiles, the share under it and the share up to it. */
export interface Distribution {
  readonly count: number;
  readonly edges: readonly number[];
  readonly under: readonly number[];
  readonly upTo: readonly number[];
}

/** Measures of which the whole distribution is compared. */
export const driftMeasures = ['order value', 'lines in an order', 'quantity'] as const;
export type DriftMeasure = (typeof driftMeasures)[number];

/** What the window before a report's date looked like; kept so that the next run can be compared with it. */
export interface Profile {
  /** Epoch ms; `until` is not in it. */
  readonly from: number;
  readonly until: number;
  /** Purchases. */
  readonly orders: number;
  readonly guests: number;
  /** Customers whose first purchase lies in the window; absent where the history before it is too short to know who is new. */
  readonly newCustomers?: number;
  readonly distributions: Readonly<Record<DriftMeasure, Distribution>>;
}

/** One figure of two windows. `stability`: population stability index; `distance`: Kolmogorov-Smirnov D. */
export interface Comparison {
  readonly measure: DriftMeasure | 'guests' | 'orders a day' | 'new customers a day';
  readonly before: number;
  readonly now: number;
  readonly stability?: number;
  readonly distance?: number;
  readonly level: 'none' | 'watch' | 'strong';
}

/** The window before this report's date beside that of an earlier run. */
export interface Drift {
  /** Date of the earlier run, epoch ms. */
  readonly against: number;
  readonly comparisons: readonly Comparison[];
}

/** The report on one table of one source. Findings stand in the order in which to see to them. */
export interface SourceReport {
  readonly source: string;
  readonly table: TableName;
  readonly rows: number;
  /** Lines of the orders; absent for other tables. */
  readonly lines?: number;
  readonly verdict: 'good' | 'fair' | 'bad';
  readonly findings: readonly Finding[];
  readonly gaps: readonly ColumnGap[];
  readonly outliers: readonly OutlierColumn[];
  readonly profile?: Profile;
  /** Absent for other tables than orders. */
  readonly drift?: Drift;
  /** Why there is no drift to tell of; absent where there is. */
  readonly noDrift?: string;
}

/** The layout of a report; one of another layout is not compared with. */
export const reportFormat = 1;

/** The quality of the store as of a date. `verdict` is the worst of its sources', `empty` where nothing has come in yet. */
export interface QualityReport {
  readonly format: typeof reportFormat;
  /** Equal for the same orders, in whatever order they came in. */
  readonly fingerprint: string;
  /** Epoch ms. */
  readonly asOf: number;
  readonly timeZone: string;
  readonly currency: string;
  readonly verdict: 'good' | 'fair' | 'bad' | 'empty';
  readonly sources: readonly SourceReport[];
}
