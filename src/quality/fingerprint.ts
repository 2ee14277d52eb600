import type { OrderTable, QualityTables } from '../domain/quality-tables.ts';
import { keyOfNumbers, keyOfText } from './line-key.ts';

/** A short text that is equal for the same orders, in whatever order they came in, and changes with any date, person, quantity or price. */
export function fingerprintOrders({ orders, people, products }: QualityTables): string {
  const skus = products.map(({ sku }) => keyOfText(sku));
  const ids = people.map(({ id }) => keyOfText(id));
  let [low, high, count] = [0, 0, 0];
  for (const table of orders) {
    const source = keyOfText(table.source);
    for (let order = 0; order < table.ids.length; order++) {
      const key = keyOfNumbers([source, ...orderNumbers(table, order, ids), linesKey(table, order, skus)]);
      low = (low + (key % 4_294_967_296)) >>> 0;
      high = (high + Math.floor(key / 2_097_152)) >>> 0;
      count++;
    }
  }
  return `${count}-${low.toString(16)}-${high.toString(16)}`;
}

function orderNumbers(table: OrderTable, order: number, people: readonly number[]): number[] {
  return [
    keyOfText(table.ids[order] ?? ''),
    people[table.customer[order] ?? -1] ?? -1,
    table.at[order] ?? 0,
    keyOfText(table.currency[order] ?? ''),
    table.gross[order] ?? 0,
    table.refunded[order] ?? 0,
    table.isCancelled[order] ?? 0,
  ];
}

/** The same for the same bag of lines: a sum does not mind their order. */
function linesKey(
  { lineStart, lineProduct, lineQuantity, linePrice }: OrderTable,
  order: number,
  skus: readonly number[],
): number {
  const line = new Float64Array(3);
  let sum = 0;
  for (let index = lineStart[order] ?? 0; index < (lineStart[order + 1] ?? 0); index++) {
    line[0] = skus[lineProduct[index] ?? -1] ?? -1;
    line[1] = lineQuantity[index] ?? 0;
    line[2] = linePrice[index] ?? 0;
    // Halves stay below 2^52, so that no sum is rounded.
    sum = (sum + Math.floor(keyOfNumbers(line) / 2)) % 2 ** 52;
  }
  return sum;
}
