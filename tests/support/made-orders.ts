import { drawIndex, seededRandom } from '../../src/domain/random.ts';

/** One row of an orders file. */
export interface OrderRow {
  readonly customer: string;
  readonly order: string;
  readonly at: string;
  readonly sku: string;
  readonly quantity: number;
  readonly price: string;
}

const dayMs = 86_400_000;

/**
 * Orders of a plain shop up to the end of May 2026: customers who buy again after gaps that are exponential around a mean of their own, many of whom stop.
 * Enough of them (from about 300 customers on) carry the shop to the top of the ladder.
 */
export function madeOrders({ customers, seed }: { customers: number; seed: number }): OrderRow[] {
  const random = seededRandom(seed);
  const end = Date.parse('2026-06-01T00:00:00Z');
  const rows: OrderRow[] = [];
  for (let customer = 0; customer < customers; customer++) {
    const meanGap = 10 + 80 * random();
    let at = end - 500 * dayMs * random();
    for (let visit = 0; at < end && visit < 60; visit++) {
      const order = `o${customer}-${visit}`;
      const lines = 1 + drawIndex(random, 3);
      for (let line = 0; line < lines; line++) {
        const price = `${1 + drawIndex(random, 40)}.${drawIndex(random, 10)}5`;
        const sku = `sku-${drawIndex(random, 30)}`;
        const when = new Date(at).toISOString();
        rows.push({ customer: `c${customer}`, order, at: when, sku, quantity: 1 + drawIndex(random, 3), price });
      }
      if (random() < 0.12) break;
      at -= meanGap * dayMs * Math.log(1 - random());
    }
  }
  return rows;
}

/** Rows as an orders file by the contract. */
export function ordersCsv(rows: readonly OrderRow[]): string {
  const lines = rows.map(({ customer, order, at, sku, quantity, price }) =>
    [customer, order, at, sku, quantity, price].join(','),
  );
  return ['customer_id,order_id,date,sku,quantity,unit_price', ...lines, ''].join('\n');
}
