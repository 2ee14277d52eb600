import type { OrderTable, ProductRow } from '../domain/quality-tables.ts';
import { findOutliers, type NumericColumn } from './outliers.ts';
import { ordersOfLines, purchaseFlags } from './purchases.ts';
import type { Finding, OutlierColumn } from './report.ts';
import { fewestInWindow, limits, severityOf } from './thresholds.ts';
import { shareWords } from './wording.ts';

const keptReason = 'kept: true wholesale orders look just like this, and the totals must equal the source';
const winsorisedReason = 'kept in the totals; as features, the 0.1 % at either end are moved to the border';

/** Outliers of quantity and unit price (lines of purchases, no fees) and of order value (purchases), in the shop's currency and major units. */
export function orderOutliers(
  table: OrderTable,
  { products, currency, minorUnits }: { products: readonly ProductRow[]; currency: string; minorUnits: number },
): OutlierColumn[] {
  const flags = purchaseFlags(table);
  const isHome = (order: number) => flags[order] === 1 && table.currency[order] === currency;
  const orders = whereTrue(table.ids.length, (order) => isHome(order) && (table.gross[order] ?? 0) > 0);
  const orderOf = ordersOfLines(table);
  const isGoods = (line: number) => !products[table.lineProduct[line] ?? -1]?.isFee;
  const lines = whereTrue(
    orderOf.length,
    (line) => isHome(orderOf[line] ?? 0) && (table.lineQuantity[line] ?? 0) > 0 && isGoods(line),
  );
  const priced = lines.filter((line) => (table.linePrice[line] ?? 0) > 0);
  const lineName = (line = 0) =>
    `${table.ids[orderOf[line] ?? 0] ?? ''} (${products[table.lineProduct[line] ?? -1]?.sku ?? 'no SKU'})`;
  const columns: NumericColumn[] = [
    {
      column: 'quantity',
      values: pick(lines, (line) => table.lineQuantity[line] ?? 0),
      nameOf: (place) => lineName(lines[place]),
      policy: 'keep',
      words: keptReason,
    },
    {
      column: 'unit price',
      values: pick(priced, (line) => (table.linePrice[line] ?? 0) / 1e6),
      nameOf: (place) => lineName(priced[place]),
      policy: 'keep',
      words: keptReason,
    },
    {
      column: 'order value',
      values: pick(orders, (order) => (table.gross[order] ?? 0) / minorUnits),
      nameOf: (place) => table.ids[orders[place] ?? 0] ?? '',
      policy: 'winsorise',
      words: winsorisedReason,
    },
  ];
  return columns.map(findOutliers).filter((column) => column !== undefined);
}

function whereTrue(length: number, isKept: (index: number) => boolean): Uint32Array {
  const kept = new Uint32Array(length);
  let count = 0;
  for (let index = 0; index < length; index++) if (isKept(index)) kept[count++] = index;
  return kept.slice(0, count);
}

/** A value for each place; many times faster than `Float64Array.from`, which iterates. */
function pick(places: Uint32Array, at: (place: number) => number): Float64Array {
  const values = new Float64Array(places.length);
  for (let index = 0; index < values.length; index++) values[index] = at(places[index] ?? 0);
  return values;
}

/** One order that makes a great part of all the money of a shop with many orders. */
export function findDominantOrder(table: OrderTable): Finding[] {
  const flags = purchaseFlags(table);
  let [sum, orders, top] = [0, 0, -1];
  for (let order = 0; order < flags.length; order++) {
    if (flags[order] === 0) continue;
    orders++;
    const gross = table.gross[order] ?? 0;
    sum += gross;
    if (top < 0 || gross > (table.gross[top] ?? 0)) top = order;
  }
  const gross = table.gross[top] ?? 0;
  const severity = severityOf(gross, sum, limits.dominantOrder);
  if (orders < fewestInWindow || severity === 'note') return [];
  return [
    {
      code: 'dominant-order',
      topic: 'outliers',
      severity,
      count: 1,
      of: orders,
      words: `one order makes ${shareWords(gross, sum)} of the money`,
      treatment: 'kept in the totals; as a feature it is moved to the border',
      examples: [table.ids[top] ?? ''],
      fix: { words: 'See whether it is true; if not, correct the file.', type: 'patron import orders FILE' },
    },
  ];
}
