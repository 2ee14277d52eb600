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

describe.skipIf(!hasShopifySchema)('a Shopify that fails', () => {
  it.each(faultKinds)('ends with the same records after one fault: %s', async (kind: FaultKind) => {
    const undisturbed = await openBench(filled);
    const wanted = await everythingOf(sourceOf(undisturbed, 1));
    const calls = undisturbed.server.calls.length;
    for (const n of [2, 5, Math.floor(calls / 2), calls - 1]) {
      const bench = await openBench(filled, { faults: faultsAt({ [n]: kind }) });
      expect(await everythingOf(sourceOf(bench, n))).toEqual(wanted);
      // The call again, and where it may have happened one read of whether it did; a new token is one call more.
      expect(bench.server.calls.length).toBeLessThanOrEqual(calls + 3);
    }
  });

  it('ends with the same records after 100 seeded runs of faults, at twice the calls and the retries at most', async () => {
    const undisturbed = await openBench(filled);
    const wanted = await everythingOf(sourceOf(undisturbed, 1));
    const ideal = undisturbed.server.calls.length;
    let met = 0;
    for (let seed = 1; seed <= 100; seed++) {
      const faults = drawnFaults(seededRandom(seed), { share: 0.15, most: 10 });
      const bench = await openBench(filled, { faults });
      expect(await everythingOf(sourceOf(bench, seed)), `seed ${seed}`).toEqual(wanted);
      const hit = bench.server.calls.filter(({ fault }) => fault !== undefined).length;
      met += hit;
      expect(bench.server.calls.length, `seed ${seed}`).toBeLessThanOrEqual(ideal + 2 * hit);
      await bench.server.close();
    }
    expect(met).toBeGreaterThan(300);
  });

  it('waits for the bucket exactly as long as the missing points take to come back', async () => {
    const bench = await openBench(filled, { faults: faultsAt({ 3: 'throttled' }) });
    await pagesOf(bench.source(), changes);
    const wait = bench.time.slept[0] ?? 0;
    // By the vendor's formula: (requested - available) / restore rate, and 742 points are asked for at 100 a second.
    expect(wait).toBe(7_420);
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
    // 45 orders in pages of 15, twice, and at most one refusal by a new source, which knows nothing of the bucket yet.
    expect(pages).toBeLessThanOrEqual(7);
  });

  it('gives up on a cursor that turns in circles for ever', async () => {
    const bench = await openBench(filled, { faults: (n) => (n > 2 ? 'looping-cursor' : undefined) });
    const error = await rejectionOf(pagesOf(bench.source(), changes));
    expect(error.code).toBe('source-broken');
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
