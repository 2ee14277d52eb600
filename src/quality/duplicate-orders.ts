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
  return [...doubleOrders(table, timeZone), ...repeatedLines(table)];
}

/** Orders of one customer in one minute with the same lines under another id: at most one of each group is the first, the others count. */
function doubleOrders(table: OrderTable, timeZone: string): Finding[] {
  const groups = sameOrders(table);
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
      treatment: 'both stay until you say that they are one',
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

function sameOrders(table: OrderTable): number[][] {
  const keys = Float64Array.from(table.ids, (_, order) => orderKey(table, order));
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

/** Equal for orders of one customer, minute, currency and bag of lines; -1 for a guest's, whom nothing ties together, and for an empty order. */
function orderKey(table: OrderTable, order: number): number {
  const customer = table.customer[order] ?? -1;
  const lines = lineKeys(table, order);
  if (customer < 0 || lines.length === 0) return -1;
  return keyOfNumbers(customer, Math.floor((table.at[order] ?? 0) / minuteMs), table.isCancelled[order] ?? 0, ...lines);
}

/** A number for each line of an order, ascending: equal for the same product, quantity and price. */
function lineKeys({ lineStart, lineProduct, lineQuantity, linePrice }: OrderTable, order: number): Float64Array {
  const start = lineStart[order] ?? 0;
  const keys = new Float64Array((lineStart[order + 1] ?? start) - start);
  for (let index = 0; index < keys.length; index++) {
    const line = start + index;
    keys[index] = keyOfNumbers(lineProduct[line] ?? -1, lineQuantity[line] ?? 0, linePrice[line] ?? 0);
  }
  return keys.sort();
}

/** Lines with the product, quantity and price of another line of their order. */
function repeatedLines(table: OrderTable): Finding[] {
  const worst = new WorstOrders(table.ids);
  let count = 0;
  let orders = 0;
  for (let order = 0; order < table.ids.length; order++) {
    const keys = lineKeys(table, order);
    let repeats = 0;
    for (let index = 1; index < keys.length; index++) if (keys[index] === keys[index - 1]) repeats++;
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
      treatment: 'they stay: a till may have scanned a thing twice',
      examples: worst.names(),
      fix: { words: 'If the export doubled them, take them out of the file.', type: 'patron import orders FILE' },
    },
  ];
}
