/** How one raw column becomes a model's input. All figures come from training rows only. */
interface DesignColumn {
  /** What a missing value becomes. */
  readonly median: number;
  readonly mean: number;
  /** Standard deviation; 0 for a column that never varies (its input is 0). */
  readonly scale: number;
  /** Values outside are moved to the border (winsorised at the 0.1 % and 99.9 % quantiles). */
  readonly low: number;
  readonly high: number;
  /** Whether a second input tells that the value was missing. */
  readonly hasIndicator: boolean;
}

/** The scaling of a feature table, kept in the model file. */
export interface Design {
  /** Which columns of the table are used. */
  readonly source: readonly number[];
  readonly columns: readonly DesignColumn[];
}

/** Fits the scaling on training rows: `values` is [rows, width], NaN = missing; `source` names the columns to use. */
export function fitDesign(
  values: Float64Array,
  { width, source }: { width: number; source: readonly number[] },
): Design {
  return { source, columns: source.map((column) => fitColumn(columnOf(values, width, column))) };
}

function columnOf(values: Float64Array, width: number, column: number): Float64Array {
  return Float64Array.from({ length: values.length / width }, (_, row) => values[row * width + column] ?? Number.NaN);
}

function fitColumn(values: Float64Array): DesignColumn {
  const known = values.filter((value) => !Number.isNaN(value)).sort();
  const count = Math.max(1, known.length);
  const low = known[Math.floor(known.length * 0.001)] ?? 0;
  const high = known[Math.min(known.length - 1, Math.floor(known.length * 0.999))] ?? 0;
  const hold = (value: number) => Math.min(high, Math.max(low, value));
  const mean = known.reduce((sum, value) => sum + hold(value), 0) / count;
  const scale = Math.sqrt(known.reduce((sum, value) => sum + (hold(value) - mean) ** 2, 0) / count);
  return {
    median: known[Math.floor((known.length - 1) / 2)] ?? 0,
    mean,
    scale: scale > 1e-9 ? scale : 0,
    low,
    high,
    hasIndicator: known.length < values.length && known.length > 0,
  };
}

/** Number of model inputs: one for each column and one for each indicator. */
export function inputCount({ columns }: Design): number {
  return columns.length + columns.filter(({ hasIndicator }) => hasIndicator).length;
}

/** Turns raw rows [rows, width] into model inputs [rows, inputs]: columns first, then indicators. */
export function applyDesign(design: Design, values: Float64Array, width: number): Float64Array {
  const inputs = inputCount(design);
  const rows = values.length / width;
  const x = new Float64Array(rows * inputs);
  let indicator = design.columns.length;
  design.columns.forEach((column, index) => {
    const source = design.source[index] ?? 0;
    const flag = column.hasIndicator ? indicator++ : -1;
    for (let row = 0; row < rows; row++) {
      const value = values[row * width + source] ?? Number.NaN;
      x[row * inputs + index] = inputOf(column, value);
      if (flag >= 0) x[row * inputs + flag] = Number.isNaN(value) ? 1 : 0;
    }
  });
  return x;
}

function inputOf({ median, mean, scale, low, high }: DesignColumn, value: number): number {
  if (scale === 0) return 0;
  const known = Number.isNaN(value) ? median : value;
  return (Math.min(high, Math.max(low, known)) - mean) / scale;
}
