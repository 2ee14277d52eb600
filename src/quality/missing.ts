import type { OrderTable, PersonRow, ProductRow } from '../domain/quality-tables.ts';
import { missingPolicies } from './column-gaps.ts';
import { countFlags, purchaseFlags } from './purchases.ts';
import type { Finding } from './report.ts';
import { limits, severityOf } from './thresholds.ts';
import { countOf, shareWords } from './wording.ts';
import { firstNames, WorstOrders } from './worst.ts';

/** Purchases of guests, and lines without a price. */
export function missingInOrders(table: OrderTable): Finding[] {
  return [...guestOrders(table), ...freeLines(table)];
}

function guestOrders(table: OrderTable): Finding[] {
  const flags = purchaseFlags(table);
  const of = countFlags(flags);
  const worst = new WorstOrders(table.ids);
  let count = 0;
  for (let order = 0; order < flags.length; order++) {
    if (flags[order] === 0 || (table.customer[order] ?? -1) >= 0) continue;
    count++;
    worst.add(order, table.gross[order] ?? 0);
  }
  if (count === 0) return [];
  const fix =
    count === of
      ? 'No order names a customer: say which column does.'
      : 'Ask for an e-mail at the till, or say which column names the customer.';
  return [
    {
      code: 'guest-orders',
      topic: 'missing',
      severity: severityOf(count, of, limits.guests),
      count,
      of,
      words: `${shareWords(count, of)} of purchases have no customer`,
      treatment: missingPolicies.customer_id[1],
      examples: worst.names(),
      fix: { words: fix, type: 'patron import orders FILE --map customer_id=THEIRS' },
    },
  ];
}

function freeLines({ ids, lineStart, linePrice, lineQuantity }: OrderTable): Finding[] {
  const worst = new WorstOrders(ids);
  let count = 0;
  for (let order = 0; order < ids.length; order++) {
    for (let line = lineStart[order] ?? 0; line < (lineStart[order + 1] ?? 0); line++) {
      if (linePrice[line] !== 0) continue;
      count++;
      worst.add(order, Math.abs(lineQuantity[line] ?? 0));
    }
  }
  if (count === 0) return [];
  const of = linePrice.length;
  return [
    {
      code: 'free-lines',
      topic: 'missing',
      severity: severityOf(count, of, limits.freeLines),
      count,
      of,
      words: `${countOf(count, 'line')} ${count === 1 ? 'has' : 'have'} no price`,
      treatment: missingPolicies.unit_price[1],
      examples: worst.names(),
      fix: { words: 'If they are no gifts, fill in the prices.', type: 'patron import orders FILE' },
    },
  ];
}

/** Products without a title; no fault of a shop whose files tell none. */
export function missingInProducts(products: readonly ProductRow[]): Finding[] {
  const untitled = products.filter(({ title, isFee }) => title === undefined && !isFee);
  if (untitled.length === 0) return [];
  return [
    {
      code: 'untitled-products',
      topic: 'missing',
      severity:
        untitled.length === products.length ? 'note' : severityOf(untitled.length, products.length, limits.untitled),
      count: untitled.length,
      of: products.length,
      words: `${countOf(untitled.length, 'product')} ${untitled.length === 1 ? 'has' : 'have'} no title`,
      treatment: missingPolicies.title[1],
      examples: firstNames(untitled.map(({ sku }) => sku)),
      fix: { words: 'Give the products titles.', type: 'patron import products FILE' },
    },
  ];
}

/** Customers without an e-mail, where the source tells of some. */
export function missingInPeople(people: readonly PersonRow[]): Finding[] {
  const unknown = people.filter(({ email }) => email === undefined);
  if (unknown.length === 0 || unknown.length === people.length) return [];
  return [
    {
      code: 'no-email',
      topic: 'missing',
      severity: severityOf(unknown.length, people.length, limits.emailless),
      count: unknown.length,
      of: people.length,
      words: `${shareWords(unknown.length, people.length)} of customers have no e-mail`,
      treatment: missingPolicies.email[1],
      examples: firstNames(unknown.map(({ id }) => id)),
      fix: { words: 'Add the e-mails that you know.', type: 'patron import customers FILE' },
    },
  ];
}
