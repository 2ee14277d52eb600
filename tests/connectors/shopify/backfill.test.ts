import { describe, expect, it } from 'vitest';
import { rejectionOf } from '../../support/error-of.ts';
import { faultsAt } from '../../support/shopify-server/faults.ts';
import { fillShop } from '../../support/shopify-server/filled-shop.ts';
import { hasShopifySchema } from '../../support/shopify-server/schema.ts';
import type { Shop } from '../../support/shopify-server/shop.ts';
import { closeBenches, day, idsOf, latest, openBench, pagesOf, start } from './bench.ts';

closeBenches();

const filled = (shop: Shop) =>
  fillShop(shop, {
    seed: 3,
    customers: 20,
    orders: 40,
    from: start.getTime() - 90 * day,
    until: start.getTime() - 5 * day,
  });

const everyOrder = { stream: 'orders', mode: 'backfill' } as const;

describe.skipIf(!hasShopifySchema)('a backfill of a Shopify shop', () => {
  it.each([
    ['failed', 'FAILED INTERNAL_SERVER_ERROR'],
    ['expired', 'EXPIRED'],
    ['canceled', 'CANCELED'],
    ['short', 'shorter than promised'],
  ] as const)('gives nothing of a bulk operation that is %s, and says so', async (outcome, words) => {
    const bench = await openBench(filled);
    bench.server.bulk.plan.push(outcome);
    const given: unknown[] = [];
    const pull = async () => {
      for await (const page of bench.source().pull(everyOrder)) given.push(page);
    };
    const error = await rejectionOf(pull());
    expect(error.code).toBe('source-broken');
    expect(error.message).toContain(words);
    expect(given).toEqual([]);
  });

  it('is whole when it is asked for again after a failure', async () => {
    const bench = await openBench(filled);
    bench.server.bulk.plan.push('failed');
    await rejectionOf(pagesOf(bench.source(), everyOrder));
    expect(idsOf(latest(await pagesOf(bench.source(), everyOrder), 'order'))).toEqual(bench.shop.truth().orders);
  });

  it('waits while other bulk operations of the app run', async () => {
    const bench = await openBench(filled);
    bench.server.bulk.plan.push('busy', 'busy');
    expect(idsOf(latest(await pagesOf(bench.source(), everyOrder), 'order'))).toEqual(bench.shop.truth().orders);
    expect(bench.time.slept.filter((ms) => ms === 30_000)).toHaveLength(2);
  });

  it('gives up, and says so, when other bulk operations never end', async () => {
    const bench = await openBench(filled);
    bench.server.bulk.plan.push(...Array.from({ length: 30 }, () => 'busy' as const));
    expect((await rejectionOf(pagesOf(bench.source(), everyOrder))).code).toBe('source-limit');
    expect(bench.server.calls.length).toBeLessThan(30);
  });

  it('starts one bulk operation when the answer to its start is lost', async () => {
    // Access, probe, start: the third call.
    const bench = await openBench(filled, { faults: faultsAt({ 3: 'lost-answer' }) });
    expect(idsOf(latest(await pagesOf(bench.source(), everyOrder), 'order'))).toEqual(bench.shop.truth().orders);
    expect(bench.server.bulk.started).toHaveLength(1);
  });

  it('starts it again when the call never arrived', async () => {
    const bench = await openBench(filled, { faults: faultsAt({ 3: 'reset' }) });
    expect(idsOf(latest(await pagesOf(bench.source(), everyOrder), 'order'))).toEqual(bench.shop.truth().orders);
    expect(bench.server.bulk.started).toHaveLength(1);
  });

  it('joins the same records when the file is dealt into small parts', async () => {
    const bench = await openBench(filled);
    const whole = latest(await pagesOf(bench.source(), everyOrder), 'order');
    const dealt = latest(await pagesOf(bench.source({ keepBytes: 5_000 }), everyOrder), 'order');
    expect(dealt.size).toBe(40);
    for (const [id, order] of whole) expect(dealt.get(id)).toEqual(order);
  });

  it('goes on in the file of the same operation where an earlier run stopped', async () => {
    const bench = await openBench((shop) => {
      for (let index = 0; index < 1_200; index++) shop.addCustomer();
    });
    const request = { stream: 'customers', mode: 'backfill' } as const;
    const [first, ...others] = await pagesOf(bench.source(), request);
    const position = first?.next ?? '';
    expect(await pagesOf(bench.source(), { ...request, position })).toEqual(
      others.map((page, index) => (index === 0 ? { ...page, warnings: first?.warnings } : page)),
    );
    expect(bench.server.bulk.started).toHaveLength(1);
  });

  it('begins anew when the operation of an earlier run is gone', async () => {
    const bench = await openBench(filled);
    const position = JSON.stringify({ bulk: 'gid://shopify/BulkOperation/77', given: 30 });
    const orders = latest(await pagesOf(bench.source(), { ...everyOrder, position }), 'order');
    expect(idsOf(orders)).toEqual(bench.shop.truth().orders);
  });

  it('gives an empty page of an empty shop', async () => {
    const bench = await openBench(() => undefined);
    const [page, ...others] = await pagesOf(bench.source(), everyOrder);
    expect(page?.records).toEqual([]);
    expect(page?.next).toBeUndefined();
    expect(others).toEqual([]);
  });

  it('names the ids that still exist, archived ones marked, deleted and merged ones not', async () => {
    const bench = await openBench(filled);
    const [kept = 0, gone = 0, erased = 0] = bench.shop.customers.keys();
    bench.shop.merge({ kept, gone });
    bench.shop.customers.delete(erased);
    const live = async (stream: string) => {
      const ids = [];
      for await (const page of bench.source().liveIds(stream)) ids.push(...page);
      return ids;
    };
    expect((await live('customers')).map(({ id }) => id).sort()).toEqual(bench.shop.truth().customers);
    const products = await live('products');
    expect(products.map(({ id }) => id).sort()).toEqual(bench.shop.truth().products);
    const archived = [...bench.shop.products.values()].filter(({ status }) => status === 'ARCHIVED');
    expect(products.filter(({ isArchived }) => isArchived).map(({ id }) => id)).toEqual(
      archived.map(({ id }) => String(id)),
    );
  });

  it('moves the orders of a merged customer to the one that stays', async () => {
    const bench = await openBench(filled);
    const before = bench.time.now();
    bench.time.advance(60_000);
    const [kept = 0, gone = 0] = bench.shop.customers.keys();
    const moved = [...bench.shop.orders.values()]
      .filter(({ customerId }) => customerId === gone)
      .map(({ id }) => String(id));
    bench.shop.merge({ kept, gone });
    const pages = await pagesOf(bench.source(), { stream: 'orders', mode: 'incremental', since: before + 1 });
    const orders = latest(pages, 'order');
    expect(idsOf(orders)).toEqual(moved.sort());
    expect(new Set([...orders.values()].map(({ customerId }) => customerId))).toEqual(new Set([String(kept)]));
  });
});
