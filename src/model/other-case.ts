import { dayMs } from '../domain/clock.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import { featureColumns } from '../features/columns.ts';
import { buildFeatures, columnCount, type FeatureTable } from '../features/feature-table.ts';
import { summarisePurchases } from '../features/purchase-summary.ts';
import type { BgNbd } from './bg-nbd.ts';
import { outlookBy } from './panel.ts';
import type { OtherCase } from './scores.ts';

/** The features of one customer in another case, and the history that goes with them, in days. */
export interface ChangedCustomer {
  /** [columns] */
  readonly row: Float64Array;
  readonly history: { readonly frequency: number; readonly recency: number; readonly tenure: number };
}

/** Whose case it is, and what the features of the present one were built with. */
export interface CaseOf {
  readonly customer: number;
  readonly otherCase: OtherCase;
  /** The features of the whole shop as it is. */
  readonly table: FeatureTable;
  readonly model: {
    readonly bgNbd: BgNbd;
    readonly horizonDays: number;
    readonly typical: readonly (number | null)[];
  };
}

/**
 * What the model would see of one customer in another case. Their history alone is changed and all features are built anew from it; the rest of the shop, and
 * with it how gaps end there, stays as it is.
 */
export function featuresIf(snapshot: Snapshot, { customer, otherCase, table, model }: CaseOf): ChangedCustomer {
  const alone = aloneIn(snapshot, customer, otherCase);
  const { values } = buildFeatures(alone, {
    cutoff: alone.asOf,
    horizonDays: model.horizonDays,
    outlookOf: outlookBy(model.bgNbd, model.horizonDays),
    hazard: table.hazard,
  });
  const { frequency, recency, tenure } = summarisePurchases(alone, alone.asOf);
  const row = otherCase.kind === 'typical' ? mixed(values, model.typical, otherCase.group) : values;
  return { row, history: { frequency: frequency[0] ?? 0, recency: recency[0] ?? 0, tenure: tenure[0] ?? 0 } };
}

/** A row in which one group of features is the typical customer's. */
function mixed(row: Float64Array, typical: readonly (number | null)[], group: string): Float64Array {
  return row
    .slice(0, columnCount)
    .map((value, column) => (featureColumns[column]?.group === group ? (typical[column] ?? Number.NaN) : value));
}

/** A shop of one customer with a changed history. The shop's beginning stays: season is told by it. */
function aloneIn(snapshot: Snapshot, customer: number, otherCase: OtherCase): Snapshot {
  const orders = span(snapshot.orderStart, customer);
  const returns = span(snapshot.returnStart, customer);
  const places = Array.from({ length: orders.end - orders.start }, (_, index) => orders.start + index);
  const isOrdering = otherCase.kind === 'orders-now';
  const copied = isOrdering ? [...places, orders.end - 1] : places;
  const lines = copied.map((order) => span(snapshot.lineStart, order));
  const pick = <T extends Uint32Array | Float32Array | Float64Array>(column: T) =>
    lines.flatMap(({ start, end }) => [...column.subarray(start, end)]);
  const times = copied.map((order) => snapshot.orderAt[order] ?? 0);
  if (isOrdering) times[times.length - 1] = snapshot.asOf - 1;
  return {
    ...snapshot,
    asOf: otherCase.kind === 'silent' ? snapshot.asOf + otherCase.days * dayMs : snapshot.asOf,
    customerIds: [snapshot.customerIds[customer] ?? ''],
    customerRows: Int32Array.of(snapshot.customerRows[customer] ?? 0),
    orderStart: Uint32Array.of(0, copied.length),
    orderAt: Float64Array.from(times),
    orderGross: Float64Array.from(copied, (order) => snapshot.orderGross[order] ?? 0),
    lineStart: startsOf(lines.map(({ start, end }) => end - start)),
    lineProduct: Uint32Array.from(pick(snapshot.lineProduct)),
    lineQuantity: Float32Array.from(pick(snapshot.lineQuantity)),
    lineAmount: Float64Array.from(pick(snapshot.lineAmount)),
    returnStart: Uint32Array.of(0, returns.end - returns.start),
    returnAt: snapshot.returnAt.slice(returns.start, returns.end),
    returnAmount: snapshot.returnAmount.slice(returns.start, returns.end),
  };
}

function span(starts: Uint32Array, place: number): { readonly start: number; readonly end: number } {
  return { start: starts[place] ?? 0, end: starts[place + 1] ?? 0 };
}

function startsOf(sizes: readonly number[]): Uint32Array {
  const starts = new Uint32Array(sizes.length + 1);
  sizes.forEach((size, index) => {
    starts[index + 1] = (starts[index] ?? 0) + size;
  });
  return starts;
}
