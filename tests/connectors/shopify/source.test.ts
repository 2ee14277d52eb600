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
    until: start.getTime() - 5 * day,
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
    for (const [id, { lines }] of orders) {
      const goods = lines.filter(({ isFee }) => isFee !== true);
      const sold = bench.shop.orders.get(Number(id))?.lines ?? [];
      // After every discount, line by line.
      const wanted = sold.map((line) => [
        String(line.id),
        line.quantity * line.unitPrice - line.discount,
        line.discount,
      ]);
      expect(goods.map((line) => [line.id, line.amount, line.discount ?? 0])).toEqual(wanted);
    }
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

  it.each(['JPY', 'KWD', 'EUR'])('reads money of a shop in %s, whatever the customer paid in', async (currency) => {
    const at = start.getTime() - 10 * day;
    const bench = await openBench(
      (shop) => {
        const common = {
          createdAt: at,
          processedAt: at,
          updatedAt: at,
          presentment: { currency: 'USD', rate: 0.0065 },
        };
        shop.addOrder({ ...common, email: 'guest@example.com', tax: 37 });
        shop.addOrder({ ...common, isTest: true });
        shop.addOrder({ ...common, cancelledAt: at + day });
        const refunded = shop.addOrder(common);
        refunded.refunds = [{ id: shop.nextId(), createdAt: at, amount: 490 + 1000, note: 'postage and one of two' }];
      },
      { currency },
    );
    for (const request of [
      { stream: 'orders', mode: 'backfill' },
      { stream: 'orders', mode: 'incremental', since: 0 },
    ] as const) {
      const orders = latest(await pagesOf(bench.source(), request), 'order');
      // Two of 1,000 and 490 postage are 2,490 minor units; with 37 of tax, and without the 1,490 that were given back.
      expect(revenueOf(orders)).toBe(2_490 + 37 + 2_490 - 1_490);
      expect(revenueOf(orders)).toBe(bench.shop.truth().realRevenue);
      expect(new Set([...orders.values()].map((order) => order.currency))).toEqual(new Set([currency]));
      const unit = currency === 'JPY' ? 1000e6 : currency === 'KWD' ? 1e6 : 10e6;
      const goods = [...orders.values()].flatMap(({ lines }) => lines.filter(({ isFee }) => isFee !== true));
      expect(new Set(goods.map(({ unitPriceMicros }) => unitPriceMicros))).toEqual(new Set([unit]));
      expect([...orders.values()].filter(({ customerId }) => customerId === undefined)).toHaveLength(4);
    }
  });

  it('needs six calls for a run in which nothing changed', async () => {
    const bench = await openBench(filled);
    const { clientId, clientSecret } = bench.server.tokens;
    const source = bench.source({ credentials: { clientId, clientSecret } });
    await source.check();
    const since = bench.time.now();
    for (const stream of ['customers', 'orders', 'products']) {
      const pages = await pagesOf(source, { stream, mode: 'incremental', since });
      expect(pages.flatMap(({ records }) => records)).toEqual([]);
    }
    await source.months?.({ from: start.getTime() - 300 * day, until: start.getTime() });
    expect(source.usage()).toMatchObject({ calls: 6, retries: 0, waitedMs: 0 });
  });

  it("counts the orders of each month in the shop's own time zone, over the change of clocks", async () => {
    const days = ['2026-02-28T22:59:59Z', '2026-02-28T23:00:00Z', '2026-03-31T21:59:59Z', '2026-03-31T22:00:00Z'];
    const bench = await openBench((shop) => {
      for (const text of days) {
        const at = Date.parse(text);
        shop.addOrder({ createdAt: at, processedAt: at, updatedAt: at });
      }
    });
    const from = Date.parse('2026-02-01T12:00:00Z');
    // Midnight in Berlin is 23:00 UTC in winter and 22:00 in summer.
    expect(await bench.source().months?.({ from, until: Date.parse('2026-04-20T00:00:00Z') })).toEqual([
      { month: '2026-02', orders: 1 },
      { month: '2026-03', orders: 2 },
      { month: '2026-04', orders: 1 },
    ]);
  });

  it('gives records by id and leaves out what is gone', async () => {
    const bench = await openBench(filled);
    const source = bench.source();
    const all = latest(await pagesOf(source, { stream: 'orders', mode: 'backfill' }), 'order');
    const [gone = '', ...ids] = [...all.keys()].slice(0, 31);
    bench.shop.orders.delete(Number(gone));
    const { records } = await source.byIds('orders', [gone, ...ids]);
    expect(records).toEqual(ids.map((id) => all.get(id)));
  });

  it('names lines of products without an SKU, and of products that are gone', async () => {
    const at = start.getTime() - day;
    const bench = await openBench((shop) => {
      const line = { title: 'Tea', quantity: 1, unitPrice: 100, discount: 0, variantId: null };
      const { id: productId, variants } = shop.addProduct({ updatedAt: at });
      const lines = [
        { ...line, id: 1, sku: 'OWN', productId: null },
        { ...line, id: 2, sku: null, productId, variantId: variants[0]?.id ?? null },
        { ...line, id: 3, sku: '', productId },
        { ...line, id: 4, sku: null, productId: 999_999 },
      ];
      shop.addOrder({ lines, shipping: 0, updatedAt: at });
    });
    const [order] = latest(await pagesOf(bench.source(), { stream: 'orders', mode: 'backfill' }), 'order').values();
    const [product] = bench.shop.products.values();
    expect(order?.lines.map(({ sku }) => sku)).toEqual([
      'OWN',
      `variant-${product?.variants[0]?.id}`,
      `product-${product?.id}`,
      undefined,
    ]);
  });
});
