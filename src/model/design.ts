import type { ColumnPolicy, MissingPolicy, OutlierPolicy } from '../features/columns.ts';

/** How one raw column becomes a model's inputs. All figures come from training rows only. */
export interface DesignColumn {
  readonly name: string;
  /** Place of the column in a raw row. */
  readonly source: number;
  readonly missing: MissingPolicy;
  /** What a missing value becomes. */
  readonly fill: number;
  readonly outliers: OutlierPolicy;
  /** The 0.1 % and 99.9 % quantiles; values outside are treated as `outliers` says. */
  readonly low: number;
  readonly high: number;
  readonly mean: number;
  /** Standard deviation; 0 for a column that never varies (its input is 0). */
  readonly scale: number;
  /** Where a linear model may bend: each gives one more input, max(0, value - knot) / scale. */
  readonly knots: readonly number[];
  /** Only the indicator is an input: too few training rows knew the value. */
  readonly isLeftOut: boolean;
  /** Whether an input tells that the value was missing. */
  readonly hasIndicator: boolean;
}

/** The way from raw rows to a model's inputs, kept in the model file. */
export interface Design {
  readonly columns: readonly DesignColumn[];
}

/** What a design is fitted with: `columns` describes the raw row [width], `source` names the places to use. */
export interface DesignOptions {
  readonly columns: readonly ColumnPolicy[];
  readonly source: readonly number[];
  /** Whether columns that bend get knots; for linear models. */
  readonly bends?: boolean;
}

/** A column with the policy `drop` is left out where more than this share of the training rows misses it. */
export const mostMissing = 0.8;
/** Share of the training rows beyond each border. */
const tail = 0.001;
/** Quantiles of the knots. */
const knotShares = [0.25, 0.5, 0.75] as const;

/** Fits the design on training rows only: `values` is [rows, columns], NaN = missing. */
export function fitDesign(values: Float64Array, { columns, source, bends = false }: DesignOptions): Design {
  return {
    columns: source.flatMap((place) => {
      const policy = columns[place];
      if (!policy) return [];
      return [fitColumn(columnOf(values, columns.length, place), { policy, source: place, bends })];
    }),
  };
}

function columnOf(values: Float64Array, width: number, column: number): Float64Array {
  return Float64Array.from({ length: values.length / width }, (_, row) => values[row * width + column] ?? Number.NaN);
}

function fitColumn(
  values: Float64Array,
  { policy, source, bends }: { policy: ColumnPolicy; source: number; bends: boolean },
): DesignColumn {
  const { name, missing, outliers } = policy;
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const low = quantileOf(sorted, tail);
  const high = quantileOf(sorted, 1 - tail);
  const known = treatOutliers(sorted, { outliers, low, high });
  const count = Math.max(1, known.length);
  const mean = known.reduce((sum, value) => sum + value, 0) / count;
  const spread = Math.sqrt(known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count);
  const scale = spread > 1e-9 ? spread : 0;
  const lost = values.length - known.length;
  const isLeftOut = missing === 'drop' && lost > mostMissing * values.length;
  return {
    name,
    source,
    missing,
    fill: fillOf(known, { missing, mean }),
    outliers,
    low,
    high,
    mean,
    scale,
    knots: bends && policy.bends && scale > 0 && !isLeftOut ? knotsOf(known) : [],
    isLeftOut,
    hasIndicator: lost > 0 && known.length > 0,
  };
}

type Borders = Pick<DesignColumn, 'outliers' | 'low' | 'high'>;

/** Outliers of a sorted column without missing values, treated; it stays sorted. */
function treatOutliers(sorted: Float64Array, { outliers, low, high }: Borders): Float64Array {
  if (outliers === 'drop') return sorted.filter((value) => value >= low && value <= high);
  return outliers === 'keep' ? sorted : sorted.map((value) => Math.min(high, Math.max(low, value)));
}

/** The value below which `share` of a sorted column lies, rounded to a value that is in it; 0 for an empty column. */
function quantileOf(sorted: Float64Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function fillOf(known: Float64Array, { missing, mean }: { missing: MissingPolicy; mean: number }): number {
  if (missing === 'mean') return mean;
  return missing === 'mode' ? modeOf(known) : (known[Math.floor((known.length - 1) / 2)] ?? 0);
}

/** The most frequent value of a sorted column; of several, the smallest. */
function modeOf(sorted: Float64Array): number {
  let mode = sorted[0] ?? 0;
  let most = 0;
  let start = 0;
  sorted.forEach((value, place) => {
    if (value !== sorted[start]) start = place;
    if (place - start + 1 <= most) return;
    most = place - start + 1;
    mode = value;
  });
  return mode;
}

/** Quartiles that have values on both sides, each once. */
function knotsOf(known: Float64Array): number[] {
  const quartiles = knotShares.map((share) => quantileOf(known, share));
  return [...new Set(quartiles)].filter((knot) => knot > (known[0] ?? 0) && knot < (known.at(-1) ?? 0));
}

/** Number of model inputs. */
export function inputCount({ columns }: Design): number {
  return columns.reduce((sum, column) => sum + inputsOf(column), 0);
}

function inputsOf({ isLeftOut, knots, hasIndicator }: DesignColumn): number {
  return (isLeftOut ? 0 : 1 + knots.length) + (hasIndicator ? 1 : 0);
}

/** Turns raw rows [rows, width] into model inputs [rows, inputs]: column by column its value, its knots, its indicator. */
export function applyDesign(design: Design, values: Float64Array, width: number): Float64Array {
  const inputs = inputCount(design);
  const x = new Float64Array((values.length / width) * inputs);
  let start = 0;
  for (const column of design.columns) {
    fillInputs(column, { values, width, x, inputs, start });
    start += inputsOf(column);
  }
  return x;
}

interface Filling {
  readonly values: Float64Array;
  readonly width: number;
  readonly x: Float64Array;
  readonly inputs: number;
  readonly start: number;
}

function fillInputs(column: DesignColumn, { values, width, x, inputs, start }: Filling): void {
  const { fill, knots, isLeftOut, hasIndicator } = column;
  const scale = column.scale === 0 ? Number.POSITIVE_INFINITY : column.scale;
  const indicator = start + inputsOf(column) - 1;
  for (let row = 0; row * width < values.length; row++) {
    const known = knownValue(column, values[row * width + column.source] ?? Number.NaN);
    if (hasIndicator && Number.isNaN(known)) x[row * inputs + indicator] = 1;
    if (isLeftOut) continue;
    const value = Number.isNaN(known) ? fill : known;
    let place = row * inputs + start;
    x[place++] = (value - column.mean) / scale;
    for (const knot of knots) x[place++] = Math.max(0, value - knot) / scale;
  }
}

/** The value after its column's outlier policy; NaN = missing. */
function knownValue({ outliers, low, high }: Borders, raw: number): number {
  if (outliers === 'keep' || Number.isNaN(raw)) return raw;
  const held = Math.min(high, Math.max(low, raw));
  return outliers === 'drop' && held !== raw ? Number.NaN : held;
}
