import type { OrderTable, ProductRow } from '../domain/quality-tables.ts';
import type { Finding } from './report.ts';
import { fewestRows, limits, severityOf } from './thresholds.ts';
import { countOf } from './wording.ts';
import { WorstOrders } from './worst.ts';

/**
 * Things given back by a known customer who never bought them before. Fees are left out. Purchases before the beginning of the history cannot be
 * seen, so that some are always there.
 */
export function findReturnsWithoutPurchase(table: OrderTable, products: readonly ProductRow[]): Finding[] {
  const width = products.length;
  const keyOf = (order: number, line: number) => {
    const [customer, product] = [table.customer[order] ?? -1, table.lineProduct[line] ?? -1];
    return customer < 0 || product < 0 || products[product]?.isFee ? undefined : customer * width + product;
  };
  const firstBought = firstPurchases(table, keyOf);
  const worst = new WorstOrders(table.ids);
  let [returns, count] = [0, 0];
  eachLine(table, (order, line) => {
    const key = keyOf(order, line);
    if (key === undefined || (table.lineQuantity[line] ?? 0) >= 0) return;
    returns++;
    if ((firstBought.get(key) ?? Number.POSITIVE_INFINITY) <= (table.at[order] ?? 0)) return;
    count++;
    worst.add(order, Math.abs((table.lineQuantity[line] ?? 0) * (table.linePrice[line] ?? 0)));
  });
  if (count === 0) return [];
  return [
    {
      code: 'returns-without-purchase',
      topic: 'impossible',
      severity: returns < fewestRows ? 'note' : severityOf(count, returns, limits.returnsWithoutPurchase),
      count,
      of: returns,
      words: `${countOf(count, 'return')} of things that the customer never bought before`,
      treatment: 'kept, their purchases may lie before the first order',
      examples: worst.names(),
      fix: { words: 'Import the earlier orders too, if there are any.', type: 'patron import orders FILE' },
    },
  ];
}

/** When each returned thing was first bought by its customer. Only things that were given back are looked for, so that little is held. */
function firstPurchases(
  table: OrderTable,
  keyOf: (order: number, line: number) => number | undefined,
): Map<number, number> {
  const first = new Map<number, number>();
  eachLine(table, (order, line) => {
    if ((table.lineQuantity[line] ?? 0) >= 0) return;
    const key = keyOf(order, line);
    if (key !== undefined) first.set(key, Number.POSITIVE_INFINITY);
  });
  eachLine(table, (order, line) => {
    if ((table.lineQuantity[line] ?? 0) <= 0) return;
    const key = keyOf(order, line);
    const known = key === undefined ? undefined : first.get(key);
    if (key !== undefined && known !== undefined) first.set(key, Math.min(known, table.at[order] ?? known));
  });
  return first;
}

function eachLine({ ids, lineStart }: OrderTable, look: (order: number, line: number) => void): void {
  for (let order = 0; order < ids.length; order++) {
    for (let line = lineStart[order] ?? 0; line < (lineStart[order + 1] ?? 0); line++) look(order, line);
  }
}
