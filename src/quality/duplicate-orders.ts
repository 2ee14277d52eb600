import type { OrderTable } from '../domain/quality-tables.ts';
import { hasOnlyDates } from './day-precision.ts';
import { keyOfNumbers } from './line-key.ts';
import type { Finding } from './report.ts';
import { limits, severityOf } from './thresholds.ts';
import { countOf } from './wording.ts';
import { firstNames, WorstOrders } from './worst.ts';

const minuteMs = 60_000;

/** Orders that may have come in twice, and lines that stand twice in an order. */
export function findDuplicateOrders(table: OrderTable, timeZone: string): Finding[] {
  const keys = lineKeys(table);
  return [...doubleOrders(table, keys, timeZone), ...repeatedLines(table, keys)];
}

/** Orders of one customer in one minute with the same lines under another id: at most one of each group is the first, the others count. */
function doubleOrders(table: OrderTable, keys: Float64Array, timeZone: string): Finding[] {
  const groups = sameOrders(table, keys);
  const count = groups.reduce((sum, group) => sum + group.length - 1, 0);
  if (count === 0) return [];
  const byDay = hasOnlyDates(table.at, timeZone);
  return [
    {
      code: 'double-orders',
      topic: 'duplicates',
      severity: severityOf(count, table.ids.length, byDay ? limits.doubleOrdersByDay : limits.doubleOrders),
      count,
      of: table.ids.length,
      words: `${countOf(count, 'order')} may be there twice: same customer, ${byDay ? 'day' : 'minute'} and lines`,
      treatment: 'both kept until you say that they are one',
      examples: firstNames(
        groups.map((group) =>
          group
            .map((order) => table.ids[order] ?? '')
            .sort()
            .join(' = '),
        ),
      ),
      fix: { words: 'Compare the orders, and import the file without the second.', type: 'patron import orders FILE' },
    },
  ];
}

function sameOrders(table: OrderTable, lines: Float64Array): number[][] {
  const keys = Float64Array.from(table.ids, (_, order) => orderKey(table, order, lines));
  const sorted = keys.slice().sort();
  const repeated = new Set(sorted.filter((key, index) => key >= 0 && key === sorted[index - 1]));
  const groups = new Map<number, number[]>();
  keys.forEach((key, order) => {
    if (!repeated.has(key)) return;
    const group = groups.get(key);
    if (group) group.push(order);
    else groups.set(key, [order]);
  });
  return [...groups.values()];
}

/** Equal for orders of one customer, minute and bag of lines; -1 for a guest's, whom nothing ties together, and for an empty order. */
function orderKey({ customer, at, isCancelled, lineStart }: OrderTable, order: number, lines: Float64Array): number {
  const person = customer[order] ?? -1;
  const own = lines.subarray(lineStart[order], lineStart[order + 1]);
  if (person < 0 || own.length === 0) return -1;
  const head = [person, Math.floor((at[order] ?? 0) / minuteMs), isCancelled[order] ?? 0];
  return keyOfNumbers([...head, keyOfNumbers(own)]);
}

/** A number for each line, ascending within its order: equal for the same product, quantity and price. [lines] */
function lineKeys({ ids, lineStart, lineProduct, lineQuantity, linePrice }: OrderTable): Float64Array {
  const keys = new Float64Array(lineQuantity.length);
  const line = new Float64Array(3);
  for (let index = 0; index < keys.length; index++) {
    line[0] = lineProduct[index] ?? -1;
    line[1] = lineQuantity[index] ?? 0;
    line[2] = linePrice[index] ?? 0;
    keys[index] = keyOfNumbers(line);
  }
  for (let order = 0; order < ids.length; order++) keys.subarray(lineStart[order], lineStart[order + 1]).sort();
  return keys;
}

/** Lines with the product, quantity and price of another line of their order. */
function repeatedLines(table: OrderTable, keys: Float64Array): Finding[] {
  const worst = new WorstOrders(table.ids);
  let count = 0;
  let orders = 0;
  for (let order = 0; order < table.ids.length; order++) {
    const end = table.lineStart[order + 1] ?? 0;
    let repeats = 0;
    for (let line = (table.lineStart[order] ?? 0) + 1; line < end; line++) {
      if (keys[line] === keys[line - 1]) repeats++;
    }
    if (repeats === 0) continue;
    count += repeats;
    orders++;
    worst.add(order, repeats);
  }
  if (count === 0) return [];
  const of = table.lineQuantity.length;
  return [
    {
      code: 'repeated-lines',
      topic: 'duplicates',
      severity: severityOf(count, of, limits.repeatedLines),
      count,
      of,
      words: `${countOf(count, 'line')} ${count === 1 ? 'stands' : 'stand'} twice in ${orders === 1 ? 'an order' : countOf(orders, 'order')}`,
      treatment: 'kept, a till may have scanned a thing twice',
      examples: worst.names(),
      fix: { words: 'If the export doubled them, take them out of the file.', type: 'patron import orders FILE' },
    },
  ];
}
