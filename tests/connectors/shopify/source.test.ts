import { describe, expect, it } from 'vitest';
import { fillShop } from '../../support/shopify-server/filled-shop.ts';
import { hasShopifySchema } from '../../support/shopify-server/schema.ts';
import type { Shop } from '../../support/shopify-server/shop.ts';
import { vendorSpecMissing } from '../../support/vendor-spec.ts';
import { closeBenches, idsOf, latest, openBench, pagesOf, start } from './bench.ts';

const day = 86_400_000;
closeBenches();

/** What a shop made of the records: paid and not given back, without tests and cancelled orders. */
function revenueOf(orders: ReturnType<typeof latest<'order'>>): number {
  return [...orders.values()]
    .filter((order) => !order.isTest && order.cancelledAt === undefined)
    .reduce((sum, order) => {
      const gross = order.lines.reduce((total, { amount }) => total + amount, 0);
      const refunded = order.refunds.reduce((total, { amount }) => total + amount, 0);
      return sum + gross - refunded;
    }, 0);
}

const filled = (shop: Shop) =>
  fillShop(shop, {
    seed: 5,
    customers: 60,
    orders: 150,
    from: start.getTime() - 300 * day,
    until: start.getTime() - day,
  });

describe.skipIf(!hasShopifySchema)(`a Shopify shop as a source (${vendorSpecMissing})`, () => {
  it('gives in a backfill what the shop really holds, to the cent', async () => {
    const bench = await openBench(filled);
    const source = bench.source();
    const customers = latest(await pagesOf(source, { stream: 'customers', mode: 'backfill' }), 'customer');
    const products = latest(await pagesOf(source, { stream: 'products', mode: 'backfill' }), 'product');
    const orders = latest(await pagesOf(source, { stream: 'orders', mode: 'backfill' }), 'order');
    const truth = bench.shop.truth();
    expect(idsOf(customers)).toEqual(truth.customers);
    expect(idsOf(products)).toEqual(truth.products);
    expect(idsOf(orders)).toEqual(truth.orders);
    expect(revenueOf(orders)).toBe(truth.realRevenue);
    expect(bench.server.violations).toEqual([]);
    expect(bench.server.unmodelled).toEqual([]);
    expect(bench.server.deprecated).toEqual([]);
  });

  it('gives by changes the same records as by a bulk operation', async () => {
    const bench = await openBench(filled);
    const source = bench.source();
    for (const [stream, kind] of [
      ['customers', 'customer'],
      ['orders', 'order'],
      ['products', 'product'],
    ] as const) {
      const bulk = latest(await pagesOf(source, { stream, mode: 'backfill' }), kind);
      const changes = latest(await pagesOf(source, { stream, mode: 'incremental', since: 0 }), kind);
      for (const [id, record] of bulk) expect(changes.get(id)).toEqual(record);
      expect(idsOf(changes)).toEqual(idsOf(bulk));
    }
    expect(bench.server.violations).toEqual([]);
  });
});
