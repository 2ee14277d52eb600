import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Source } from '../../../connectors/contract.ts';
import { seededRandom } from '../../../src/domain/random.ts';
import { runSync, type SyncKind, type SyncReport } from '../../../src/jobs/sync/run-sync.ts';
import { openStore, type Store } from '../../../src/store/database.ts';
import { realSystem } from '../../../src/system.ts';
import { type Bench, closeBenches, day, openBench, start } from '../../connectors/shopify/bench.ts';
import { fillShop } from '../../support/shopify-server/filled-shop.ts';
import { hasShopifySchema } from '../../support/shopify-server/schema.ts';
import type { Shop } from '../../support/shopify-server/shop.ts';
import { worldHash } from '../../support/store-hash.ts';

const { migrationsFolder } = realSystem();
const minute = 60_000;

closeBenches();

let store: Store;

beforeEach(() => {
  store = openStore(':memory:', { migrationsFolder });
});
afterEach(() => store.close());

const filled = (shop: Shop) =>
  fillShop(shop, {
    seed: 7,
    customers: 25,
    orders: 60,
    from: start.getTime() - 50 * day,
    until: start.getTime() - day,
  });

const syncFrom = (bench: Bench, mode: SyncKind = 'incremental', source: Source = bench.source()): Promise<SyncReport> =>
  runSync({ store, source, mode, clock: bench.time.clock, timeZone: 'UTC' });

const value = (sql: string) => store.sqlite.prepare(sql).pluck().get();
const ids = (sql: string) => store.sqlite.prepare<[], string>(sql).pluck().all();

/** Holds the store to what the shop really has. */
function expectTruth({ shop }: Bench): void {
  const truth = shop.truth();
  expect(ids("select source_id from orders where source = 'shopify' order by source_id")).toEqual(
    [...truth.orders].sort(),
  );
  expect(
    ids("select source_id from identity where source = 'shopify' and source_id not like 'guest-%' order by source_id"),
  ).toEqual([...truth.customers].sort());
  expect(value('select sum(gross - refunded) from orders where is_test = 0 and cancelled_at is null')).toBe(
    truth.realRevenue,
  );
  for (const [id, { gross, refunded }] of Object.entries(truth.totals)) {
    expect(store.sqlite.prepare('select gross, refunded from orders where source_id = ?').get(id), id).toEqual({
      gross,
      refunded,
    });
  }
}

describe.skipIf(!hasShopifySchema)('a Shopify shop in the store', () => {
  it('is what the shop really has, to the cent, and every month agrees', async () => {
    const bench = await openBench(filled);
    const report = await syncFrom(bench);
    expectTruth(bench);
    expect(report.failures).toEqual([]);
    expect(report.months?.length).toBeGreaterThan(1);
    expect(report.months?.filter(({ gap }) => gap !== undefined)).toEqual([]);
  });

  it.each(['JPY', 'KWD'])('is right to the smallest unit in %s', async (currency) => {
    const bench = await openBench(filled, { currency });
    await syncFrom(bench);
    expectTruth(bench);
  });

  it('makes few calls and changes no row when nothing has changed', async () => {
    const bench = await openBench(filled);
    await syncFrom(bench);
    bench.time.advance(60 * minute);
    await syncFrom(bench);
    bench.time.advance(60 * minute);
    const before = worldHash(store);
    const calls = bench.server.calls.length;
    const report = await syncFrom(bench);
    expect(bench.server.calls.length - calls).toBeLessThanOrEqual(6);
    expect(report.pulls.every(({ outcomes }) => outcomes.new + outcomes.changed === 0)).toBe(true);
    expect(worldHash(store)).toBe(before);
  });

  it('follows changes, refunds and merges, and takes out what was deleted', async () => {
    const bench = await openBench(filled);
    await syncFrom(bench);
    bench.time.advance(60 * minute);
    const [first, second, third] = [...bench.shop.customers.keys()];
    const orders = [...bench.shop.orders.keys()];
    const customer = bench.shop.customers.get(third ?? 0);
    if (customer) {
      customer.email = 'changed@example.com';
      bench.shop.touch(customer);
    }
    bench.shop.refund(orders[3] ?? 0, 100);
    bench.shop.merge({ kept: first ?? 0, gone: second ?? 0 });
    bench.shop.orders.delete(orders[5] ?? 0);
    await syncFrom(bench, 'reconcile');
    expectTruth(bench);
    expect(value(`select count(*) from identity where email = 'changed@example.com'`)).toBe(1);
  });

  it('goes on as if nothing had happened after being killed between any two steps, 200 seeded times', async () => {
    const bench = await openBench((shop) =>
      fillShop(shop, {
        seed: 9,
        customers: 8,
        orders: 15,
        from: start.getTime() - 30 * day,
        until: start.getTime() - day,
      }),
    );
    await syncFrom(bench);
    const undisturbed = worldHash(store);
    const random = seededRandom(11);
    for (let round = 0; round < 200; round++) {
      store.close();
      store = openStore(':memory:', { migrationsFolder });
      for (let kill = 0; kill < 3; kill++) {
        let left = Math.floor(20 * random());
        const dying: typeof fetch = async (input, init) => {
          if (left-- === 0) throw new TypeError('killed');
          return fetch(input, init);
        };
        await syncFrom(bench, 'incremental', bench.source({ fetch: dying, maxTries: 1 })).catch(() => undefined);
      }
      const report = await syncFrom(bench);
      expect(report.failures).toEqual([]);
      expect(worldHash(store), `round ${round}`).toBe(undisturbed);
    }
  });
});
