import { describe, expect, it } from 'vitest';
import { hasShopifySchema } from '../../support/shopify-server/schema.ts';
import type { Shop } from '../../support/shopify-server/shop.ts';
import { closeBenches, day, idsOf, latest, openBench, pagesOf, start } from './bench.ts';

closeBenches();

/** Orders a minute apart, the newest an hour before the start. */
function someOrders(count: number): (shop: Shop) => void {
  return (shop) => {
    for (let index = 0; index < count; index++) {
      const at = start.getTime() - 3_600_000 - (count - index) * 60_000;
      shop.addOrder({ createdAt: at, processedAt: at, updatedAt: at });
    }
  };
}

const everyChange = { stream: 'orders', mode: 'incremental', since: 0 } as const;

describe.skipIf(!hasShopifySchema)('changes of a Shopify shop', () => {
  it('keeps records that change while a pull walks over them', async () => {
    let step = 0;
    const bench = await openBench(someOrders(60), {
      before: () => {
        step += 1;
        if (step < 2) return;
        // One that was given already, and one that is about to come on the next page.
        for (const order of [[...bench.shop.orders.values()][step], [...bench.shop.orders.values()][16 * step]]) {
          bench.time.advance(1000);
          if (order !== undefined && step < 5) bench.shop.refund(order.id, 100);
        }
      },
    });
    const orders = latest(await pagesOf(bench.source(), everyChange), 'order');
    expect(idsOf(orders)).toEqual(bench.shop.truth().orders);
    const given = Object.fromEntries([...orders].map(([id, { sourceTotals }]) => [id, sourceTotals]));
    expect(given).toEqual(bench.shop.truth().totals);
  });

  it('gives a record that changed at the very moment asked for, and none before it', async () => {
    const bench = await openBench(someOrders(3));
    const [, second] = [...bench.shop.orders.values()];
    const since = second?.updatedAt ?? 0;
    const orders = latest(await pagesOf(bench.source(), { ...everyChange, since }), 'order');
    expect(orders.size).toBe(2);
    expect(Math.min(...[...orders.values()].map(({ updatedAt }) => updatedAt))).toBe(since);
  });

  it('compares the stamps of customers itself, because Shopify matches whole days', async () => {
    const at = start.getTime() - day;
    const bench = await openBench((shop) => {
      shop.addCustomer({ updatedAt: at });
      shop.addCustomer({ updatedAt: at + 60_000 });
    });
    const pages = await pagesOf(bench.source(), { stream: 'customers', mode: 'incremental', since: at + 60_000 });
    expect(latest(pages, 'customer').size).toBe(1);
  });

  it('follows an order with its lines and refunds, also those beyond the first page', async () => {
    const bench = await openBench((shop) => {
      const line = {
        title: 'Tea',
        sku: 'TEA',
        productId: null,
        variantId: null,
        quantity: 1,
        unitPrice: 250,
        discount: 0,
      };
      const lines = Array.from({ length: 213 }, () => ({ ...line, id: shop.nextId() }));
      shop.addOrder({ lines, updatedAt: start.getTime() - day });
    });
    const source = bench.source();
    const [id = ''] = bench.shop.truth().orders;
    bench.time.advance(60_000);
    bench.shop.refund(Number(id), 700);
    const orders = latest(await pagesOf(source, { ...everyChange, since: start.getTime() }), 'order');
    const order = orders.get(id);
    // 213 lines at 2.50 and postage of 4.90.
    expect(order?.lines).toHaveLength(214);
    expect(order?.sourceTotals).toEqual({ gross: 213 * 250 + 490, refunded: 700 });
    expect(order?.refunds.map(({ amount }) => amount)).toEqual([700]);
  });

  it('goes on behind the page where an earlier run stopped', async () => {
    const bench = await openBench(someOrders(50));
    const [first, ...others] = await pagesOf(bench.source(), everyChange);
    const position = first?.next;
    const rest = await pagesOf(bench.source(), { ...everyChange, ...(position === undefined ? {} : { position }) });
    expect(rest).toEqual(others);
    expect(rest.length).toBeGreaterThan(1);
  });

  it('walks past the end that Shopify sets to one query', async () => {
    const bench = await openBench(someOrders(130), { pagingCap: 50 });
    const orders = latest(await pagesOf(bench.source({ maxObjects: 45 }), everyChange), 'order');
    expect(idsOf(orders)).toEqual(bench.shop.truth().orders);
  });

  it('halves a page that costs too many points, and does not ask for the large one again', async () => {
    const bench = await openBench(someOrders(40), { maxCost: 300 });
    const orders = latest(await pagesOf(bench.source(), everyChange), 'order');
    expect(idsOf(orders)).toEqual(bench.shop.truth().orders);
    const sizes = bench.server.calls.flatMap(({ operation, variables }) =>
      operation === 'PatronChanges' ? [Number(variables?.first)] : [],
    );
    expect(sizes.slice(0, 3)).toEqual([15, 7, 3]);
    expect(new Set(sizes.slice(2))).toEqual(new Set([3]));
  });

  it('says that Shopify ignores a filter, and still gives only what changed', async () => {
    const bench = await openBench(someOrders(5), { unknownFields: ['updated_at'] });
    const newest = Math.max(...[...bench.shop.orders.values()].map(({ updatedAt }) => updatedAt));
    const pages = await pagesOf(bench.source(), { ...everyChange, since: newest });
    expect(latest(pages, 'order').size).toBe(1);
    expect(pages.flatMap(({ warnings }) => warnings).join()).toContain("Shopify ignores 'updated_at' in the filter");
  });

  it('says that another version of the API answered', async () => {
    const bench = await openBench(someOrders(1), { answeredVersion: '2027-01' });
    const [page] = await pagesOf(bench.source(), everyChange);
    expect(page?.warnings.join()).toContain('API version 2027-01 instead of 2026-10');
  });

  it('sets a record aside that cannot be read, with its reason, and gives the others', async () => {
    const bench = await openBench((shop) => {
      someOrders(3)(shop);
      shop.addOrder({ refunds: [{ id: 1, createdAt: start.getTime(), amount: 1e30, note: null }] });
    });
    const [page] = await pagesOf(bench.source(), everyChange);
    expect(page?.records).toHaveLength(3);
    expect(page?.rejected.map(({ reason }) => reason)).toEqual([expect.stringContaining('Cannot read the amount')]);
  });
});
