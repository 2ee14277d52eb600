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
    orders: 60,
    from: start.getTime() - 90 * day,
    until: start.getTime() - 5 * day,
  });

describe.skipIf(!hasShopifySchema)('access to a Shopify shop', () => {
  it('knows the shop by name, currency and time zone, and says nothing where all is allowed', async () => {
    const bench = await openBench(filled);
    expect(await bench.source().check()).toEqual({
      account: 'test-shop.myshopify.com',
      currency: 'EUR',
      timeZone: 'Europe/Berlin',
      missing: [],
      limits: [],
    });
  });

  it.each(['backfill', 'incremental'] as const)('warns in a %s that only 60 days are visible', async (mode) => {
    const bench = await openBench(filled, { scopes: ['read_customers', 'read_orders', 'read_products'] });
    const pages = await pagesOf(bench.source(), { stream: 'orders', mode });
    expect(latest(pages, 'order').size).toBeLessThan(60);
    expect(pages.flatMap(({ warnings }) => warnings).join()).toContain('Only orders of the last 60 days are visible');
    expect((await bench.source().check()).limits.join()).toContain('read_all_orders');
  });

  it('names the scope that a stream lacks and what to do', async () => {
    const bench = await openBench(filled, { scopes: ['read_orders', 'read_all_orders', 'read_products'] });
    const source = bench.source();
    const { missing } = await source.check();
    expect(missing.map(({ stream, reason }) => [stream, reason])).toEqual([
      ['customers', 'the app lacks the scope read_customers'],
    ]);
    const error = await rejectionOf(pagesOf(source, { stream: 'customers', mode: 'backfill' }));
    expect(error.code).toBe('access-missing');
    expect(error.hint).toContain('Add read_customers');
  });

  it.each(['backfill', 'incremental'] as const)(
    'keeps what it may see where data of people is denied: %s',
    async (mode) => {
      const denied = ['Customer.defaultEmailAddress', 'Customer.lastName', 'Order.email', 'Order.shippingAddress'];
      const bench = await openBench(filled, { denied });
      const source = bench.source();
      const pages = await pagesOf(source, { stream: 'customers', mode, since: 0 });
      const customers = latest(pages, 'customer');
      expect(idsOf(customers)).toEqual(bench.shop.truth().customers);
      for (const customer of customers.values()) {
        expect(customer.unavailable).toEqual(['email', 'name', 'consent']);
        // Absent, not null: null would wipe what is known.
        expect(Object.keys(customer)).not.toContain('email');
        expect(Object.keys(customer)).not.toContain('name');
        expect(Object.keys(customer)).not.toContain('consent');
        expect(customer.country).toBe('DE');
      }
      expect(
        pages.flatMap(({ warnings }) => warnings).filter((warning) => warning.includes('protected customer data')),
      ).toHaveLength(2);
      const orders = latest(await pagesOf(source, { stream: 'orders', mode, since: 0 }), 'order');
      expect(idsOf(orders)).toEqual(bench.shop.truth().orders);
      expect(new Set([...orders.values()].flatMap(({ unavailable = [] }) => unavailable))).toEqual(
        new Set(['email', 'country']),
      );
    },
  );

  it('says one clear line for a wrong token, after one call', async () => {
    const bench = await openBench(filled);
    const source = bench.source({ credentials: { accessToken: 'not-the-token' } });
    const error = await rejectionOf(source.check());
    expect(error.code).toBe('credential-refused');
    expect(error.hint).toContain('https://test-shop.myshopify.com/admin/settings/apps');
    expect(`${error.message} ${error.hint}`).not.toContain('not-the-token');
    expect(bench.server.calls).toHaveLength(1);
  });

  it('says one clear line for a wrong client secret, after one call', async () => {
    const bench = await openBench(filled);
    const credentials = { clientId: bench.server.tokens.clientId, clientSecret: 'not-the-secret' };
    const error = await rejectionOf(bench.source({ credentials }).check());
    expect(error.code).toBe('credential-refused');
    expect(`${error.message} ${error.hint}`).not.toContain('not-the-secret');
    expect(bench.server.calls).toHaveLength(1);
  });

  it('renews an expired token once in the middle of a run and loses no page', async () => {
    const bench = await openBench(filled, { faults: faultsAt({ 5: 'expired' }) });
    const { clientId, clientSecret } = bench.server.tokens;
    const source = bench.source({ credentials: { clientId, clientSecret } });
    const orders = latest(await pagesOf(source, { stream: 'orders', mode: 'incremental', since: 0 }), 'order');
    expect(idsOf(orders)).toEqual(bench.shop.truth().orders);
    expect(bench.server.tokens.exchanged()).toBe(2);
  });

  it('exchanges a new token before the old one ends after 24 hours', async () => {
    const bench = await openBench(filled);
    const { clientId, clientSecret } = bench.server.tokens;
    const source = bench.source({ credentials: { clientId, clientSecret } });
    await source.check();
    bench.time.advance(day - 60_000);
    await pagesOf(source, { stream: 'customers', mode: 'incremental', since: 0 });
    expect(bench.server.tokens.exchanged()).toBe(2);
    expect(bench.server.calls.map(({ path }) => path.split('/').at(-1))).toEqual([
      'access_token',
      'graphql.json',
      'access_token',
      'graphql.json',
    ]);
  });
});
