import { describe, expect, it } from 'vitest';
import type { Source } from '../../../connectors/contract.ts';
import { seededRandom } from '../../../src/domain/random.ts';
import { rejectionOf } from '../../support/error-of.ts';
import { drawnFaults, type FaultKind, faultKinds, faultsAt } from '../../support/shopify-server/faults.ts';
import { fillShop } from '../../support/shopify-server/filled-shop.ts';
import { hasShopifySchema } from '../../support/shopify-server/schema.ts';
import type { Shop } from '../../support/shopify-server/shop.ts';
import { type Bench, closeBenches, day, latest, openBench, pagesOf, start } from './bench.ts';

closeBenches();

const filled = (shop: Shop) =>
  fillShop(shop, {
    seed: 9,
    customers: 12,
    orders: 45,
    from: start.getTime() - 90 * day,
    until: start.getTime() - 5 * day,
  });

const changes = { stream: 'orders', mode: 'incremental', since: 0 } as const;

function sourceOf(bench: Bench, seed: number): Source {
  const { clientId, clientSecret } = bench.server.tokens;
  return bench.source({ credentials: { clientId, clientSecret }, random: seededRandom(seed) });
}

/** A backfill and the changes of a shop, as a store would hold them. */
async function everythingOf(source: Source): Promise<unknown> {
  const customers = latest(await pagesOf(source, { stream: 'customers', mode: 'backfill' }), 'customer');
  const orders = latest(await pagesOf(source, { stream: 'orders', mode: 'backfill' }), 'order');
  const changed = latest(await pagesOf(source, changes), 'order');
  return [customers, orders, changed].map((held) => [...held].sort(([left], [right]) => left.localeCompare(right)));
}

/** What a run without faults gives, and in how many calls. */
async function undisturbedRun(): Promise<{ readonly wanted: unknown; readonly calls: number }> {
  const bench = await openBench(filled);
  const wanted = await everythingOf(sourceOf(bench, 1));
  return { wanted, calls: bench.server.calls.length };
}

describe.skipIf(!hasShopifySchema)('a Shopify that fails', () => {
  let known: ReturnType<typeof undisturbedRun> | undefined;
  const undisturbed = () => {
    known ??= undisturbedRun();
    return known;
  };

  it.each(faultKinds)('ends with the same records after one fault: %s', async (kind: FaultKind) => {
    const { wanted, calls } = await undisturbed();
    for (const n of [2, Math.floor(calls / 2), calls - 1]) {
      const bench = await openBench(filled, { faults: faultsAt({ [n]: kind }) });
      expect(await everythingOf(sourceOf(bench, n))).toEqual(wanted);
      // The call again, and where it may have happened one read of whether it did; a new token is one call more. With no points left each query that was not
      // asked before is turned away once: what it costs is told with that.
      expect(bench.server.calls.length).toBeLessThanOrEqual(calls + (kind === 'throttled' ? 6 : 3));
    }
  });

  it('ends with the same records after 100 seeded runs of faults, at twice the calls and the retries at most', async () => {
    const { wanted, calls: ideal } = await undisturbed();
    let met = 0;
    for (let seed = 1; seed <= 100; seed++) {
      const faults = drawnFaults(seededRandom(seed), { share: 0.15, most: 10 });
      const bench = await openBench(filled, { faults });
      expect(await everythingOf(sourceOf(bench, seed)), `seed ${seed}`).toEqual(wanted);
      const hit = bench.server.calls.filter(({ fault }) => fault !== undefined).length;
      met += hit;
      expect(bench.server.calls.length, `seed ${seed}`).toBeLessThanOrEqual(ideal + 2 * hit);
    }
    expect(met).toBeGreaterThan(300);
  });

  it('waits for the bucket exactly as long as the missing points take to come back', async () => {
    const bench = await openBench(filled, { faults: faultsAt({ 3: 'throttled' }) });
    await pagesOf(bench.source(), changes);
    const wait = bench.time.slept[0] ?? 0;
    // By the vendor's rules (object 1, connection 2 and what it may hold) an order is 1, its money 6, its refunds 3, customer and address 2, its five lines
    // 2 + 5 x 7: 49. Fifteen orders are 2 + 15 x 49 = 737 points, none is there, 100 come back a second.
    expect(wait).toBe(7_370);
  });

  it('waits as long as Retry-After says', async () => {
    const bench = await openBench(filled, { faults: faultsAt({ 2: 'too-many-after' }) });
    await pagesOf(bench.source(), { stream: 'customers', mode: 'incremental', since: 0 });
    expect(bench.time.slept).toEqual([2_000]);
  });

  it('never throttles itself when the bucket is small', async () => {
    const bench = await openBench(filled, { bucket: { maximum: 1_000, restoreRate: 50 } });
    await pagesOf(bench.source(), changes);
    await pagesOf(bench.source(), changes);
    const { calls } = bench.server;
    const pages = calls.filter(({ operation }) => operation === 'PatronChanges').length;
    // 32 orders in pages of 15, twice, and at most one refusal by a new source, which knows nothing of the bucket yet.
    expect(pages).toBeLessThanOrEqual(7);
  });

  it('gives up on a cursor that turns in circles for ever', async () => {
    const short = (shop: Shop) => {
      for (let index = 0; index < 40; index++) shop.addOrder();
    };
    const bench = await openBench(short, { faults: (n) => (n > 2 ? 'looping-cursor' : undefined) });
    const error = await rejectionOf(pagesOf(bench.source(), changes));
    expect(error.message).toContain('page after page of orders ends at the same place');
    expect(bench.server.calls.length).toBeLessThan(10);
  });

  it.each(['hang', 'html', 'cut', 'reset', 'unavailable'] as const)(
    'ends by its deadline where every answer is: %s',
    async (kind) => {
      const bench = await openBench(filled, { faults: (n) => (n > 3 ? kind : undefined) });
      const pages: unknown[] = [];
      const pull = async () => {
        for await (const page of bench.source({ runDeadlineMs: 300_000 }).pull(changes)) pages.push(page);
      };
      const error = await rejectionOf(pull());
      expect(error.code).toBe('source-unreachable');
      expect(error.hint).toContain('goes on where it stopped');
      expect(pages.length).toBeGreaterThan(0);
      expect(bench.time.now() - start.getTime()).toBeLessThanOrEqual(330_000);
    },
  );
});
