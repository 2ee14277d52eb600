import type { OrderTable } from '../domain/quality-tables.ts';
import type { Finding } from './report.ts';
import { type Limits, limits, mostUnits, severityOf } from './thresholds.ts';
import { countOf, numberWords, shareWords } from './wording.ts';
import { WorstOrders } from './worst.ts';

const correct = (words: string) => ({ words, type: 'patron import orders FILE' });

/** Prices, quantities, refunds and currencies that cannot be, or cannot be used. */
export function findImpossibleValues(table: OrderTable, currency: string): Finding[] {
  return [
    ...otherCurrencies(table, currency),
    ...negativePrices(table),
    ...absurdQuantities(table),
    ...refundsAboveGross(table),
    ...emptyOrders(table),
  ];
}

/** Goes through rows of orders and keeps count of those at fault, with the ids of the worst. `sizeOf`: undefined for a row without the fault. */
function gather(
  { ids, lineStart }: OrderTable,
  sizeOf: (line: number) => number | undefined,
): { readonly count: number; readonly examples: string[] } {
  const worst = new WorstOrders(ids);
  let count = 0;
  for (let order = 0; order < ids.length; order++) {
    for (let line = lineStart[order] ?? 0; line < (lineStart[order + 1] ?? 0); line++) {
      const size = sizeOf(line);
      if (size === undefined) continue;
      count++;
      worst.add(order, size);
    }
  }
  return { count, examples: worst.names() };
}

type Wording = Pick<Finding, 'code' | 'words' | 'treatment' | 'fix'>;

function findingOf(
  { count, examples }: { readonly count: number; readonly examples: readonly string[] },
  { of, within, ...wording }: { readonly of: number; readonly within: Limits } & Wording,
): Finding[] {
  if (count === 0) return [];
  return [{ topic: 'impossible', severity: severityOf(count, of, within), count, of, examples, ...wording }];
}

function negativePrices(table: OrderTable): Finding[] {
  const found = gather(table, (line) => {
    const price = table.linePrice[line] ?? 0;
    return price < 0 && (table.lineQuantity[line] ?? 0) > 0 ? -price : undefined;
  });
  return findingOf(found, {
    code: 'negative-prices',
    of: table.linePrice.length,
    within: limits.negativePrices,
    words: `${countOf(found.count, 'line')} ${found.count === 1 ? 'has' : 'have'} a negative price`,
    treatment: 'kept, so that the money equals the file',
    fix: correct('A purchase has a price of 0 or more; write a correction as a return.'),
  });
}

function absurdQuantities(table: OrderTable): Finding[] {
  const found = gather(table, (line) => {
    const units = Math.abs(table.lineQuantity[line] ?? 0);
    return units > mostUnits ? units : undefined;
  });
  return findingOf(found, {
    code: 'absurd-quantities',
    of: table.lineQuantity.length,
    within: limits.absurdQuantities,
    words: `${countOf(found.count, 'line')} of more than ${numberWords(mostUnits)} pieces`,
    treatment: 'kept in the totals',
    fix: correct('See whether a bar code stands in the column of the quantity.'),
  });
}

/** Orders that gave back more than they came to. A cancellation document of a file has no sale of its own and is left out. */
function refundsAboveGross({ ids, gross, refunded }: OrderTable): Finding[] {
  const worst = new WorstOrders(ids);
  let count = 0;
  for (let order = 0; order < ids.length; order++) {
    const excess = (refunded[order] ?? 0) - (gross[order] ?? 0);
    if (excess <= 0 || (gross[order] ?? 0) <= 0) continue;
    count++;
    worst.add(order, excess);
  }
  return findingOf(
    { count, examples: worst.names() },
    {
      code: 'refunds-above-gross',
      of: ids.length,
      within: limits.refundsAboveGross,
      words: `${countOf(count, 'order')} gave back more than ${count === 1 ? 'it' : 'they'} came to`,
      treatment: 'kept in the totals',
      fix: correct('Compare the refunds with the orders.'),
    },
  );
}

function emptyOrders({ ids, lineStart }: OrderTable): Finding[] {
  const worst = new WorstOrders(ids);
  let count = 0;
  for (let order = 0; order < ids.length; order++) {
    if (lineStart[order] !== lineStart[order + 1]) continue;
    count++;
    worst.add(order, 0);
  }
  return findingOf(
    { count, examples: worst.names() },
    {
      code: 'empty-orders',
      of: ids.length,
      within: limits.emptyOrders,
      words: `${countOf(count, 'order')} ${count === 1 ? 'has' : 'have'} no line`,
      treatment: 'not counted as a purchase',
      fix: correct('See whether the lines are in another file.'),
    },
  );
}

function otherCurrencies(table: OrderTable, currency: string): Finding[] {
  const worst = new WorstOrders(table.ids);
  const counts = new Map<string, number>();
  table.currency.forEach((code, order) => {
    if (code === currency) return;
    counts.set(code, (counts.get(code) ?? 0) + 1);
    worst.add(order, table.gross[order] ?? 0);
  });
  const count = [...counts.values()].reduce((sum, value) => sum + value, 0);
  const codes = [...counts].sort(([one, more], [other, less]) => less - more || (one < other ? -1 : 1));
  const names = codes.map(([code]) => code).join(', ');
  return findingOf(
    { count, examples: worst.names() },
    {
      code: 'other-currency',
      of: table.ids.length,
      within: limits.otherCurrency,
      words: `${shareWords(count, table.ids.length)} of orders are in ${names}, not in ${currency}`,
      treatment: `they count as orders; their money counts 0 in ${currency}`,
      fix: correct(
        `Give the file one currency, or import into an empty home with PATRON_CURRENCY=${codes[0]?.[0] ?? ''}.`,
      ),
    },
  );
}
