import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import type { LineOf, OrderOf } from './snapshot-of.ts';

/** File of a real shop, beside the repository; undefined where it is absent. Tests that need it say so in their names. */
export function realShopFile(name: string): string | undefined {
  const file = fileURLToPath(new URL(`../../../shared/data/${name}/transactions.csv.gz`, import.meta.url));
  return existsSync(file) ? file : undefined;
}

/** Counted orders of a plain file of transactions (no quotes): known customer, quantity above 0, no cancellation. */
export function ordersOfFile(file: string): OrderOf[] {
  const [header = '', ...rows] = gunzipSync(readFileSync(file)).toString('utf8').trim().split(/\r?\n/);
  const names = header.split(',');
  const orders = new Map<string, { customer: string; at: string; lines: LineOf[] }>();
  for (const row of rows) {
    const cells = row.split(',');
    const cell = (name: string) => cells[names.indexOf(name)] ?? '';
    const quantity = Number(cell('quantity'));
    if (cell('customer_id') === '' || cell('order_id').startsWith('C') || !(quantity > 0)) continue;
    const order = orders.get(cell('order_id')) ?? { customer: cell('customer_id'), at: cell('date'), lines: [] };
    order.lines.push({ sku: cell('sku'), quantity, amount: Math.round(quantity * 100 * Number(cell('unit_price'))) });
    orders.set(cell('order_id'), order);
  }
  return [...orders.values()];
}
