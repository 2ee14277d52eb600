import { describe, expect, it } from 'vitest';
import { fillShop } from '../../support/shopify-server/filled-shop.ts';
import { hasShopifySchema } from '../../support/shopify-server/schema.ts';
import type { Shop } from '../../support/shopify-server/shop.ts';
import { vendorSpecMissing } from '../../support/vendor-spec.ts';
import { closeBenches, day, idsOf, latest, openBench, pagesOf, revenueOf, start } from './bench.ts';

closeBenches();

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
  });
});
