import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runPatron } from '../support/run-patron.ts';
import { writingScopes } from '../support/shopify-push-scene.ts';
import { fillShop } from '../support/shopify-server/filled-shop.ts';
import { hasShopifySchema } from '../support/shopify-server/schema.ts';
import { openShopifyServer, type ShopifyServer } from '../support/shopify-server/server.ts';
import { openShop, type Shop } from '../support/shopify-server/shop.ts';
import { virtualTime } from '../support/virtual-time.ts';

const day = 86_400_000;
const time = virtualTime(new Date('2026-06-01T12:00:00Z'));

// The shop's own time runs on while the program waits for it.
const ticking = setInterval(() => time.advance(5000), 100);

let home = '';
let server: ShopifyServer;
let shop: Shop;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'patron-shopify-push-'));
  shop = openShop({ clock: time.clock });
  const now = time.now();
  fillShop(shop, { seed: 7, customers: 25, orders: 90, from: now - 50 * day, until: now - 2 * day });
  if (!hasShopifySchema) return;
  server = await openShopifyServer({ shop, time, scopes: writingScopes });
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'tag-rules.txt'), 'when orders >= 2 then tag regular\n');
  await run({}, 'sync');
});
afterAll(async () => {
  clearInterval(ticking);
  if (hasShopifySchema) await server.close();
  rmSync(home, { recursive: true, force: true });
});

async function run(env: Record<string, string>, ...args: string[]) {
  const { code, out, err } = await runPatron(home, [...args, '--json'], {
    SHOPIFY_SHOP: 'test-shop.myshopify.com',
    SHOPIFY_ACCESS_TOKEN: server.tokens.staticToken,
    SHOPIFY_API_BASE_URL: server.url,
    ...env,
  });
  expect(out, err).not.toBe('');
  return { code, err, data: JSON.parse(out) };
}

const on = { PATRON_PUSH_SHOPIFY: 'on' };
const tagged = () => [...shop.customers.values()].filter(({ tags }) => tags.includes('regular')).map(({ id }) => id);

describe.skipIf(!hasShopifySchema)('patron push into a Shopify shop', () => {
  let id = '';

  it('is off unless it is switched on', async () => {
    const refused = await run({}, 'push');
    expect(refused).toMatchObject({ code: 2, data: { error: { code: 'usage' } } });
    const wrong = await run({ PATRON_PUSH_SHOPIFY: 'yes' }, 'push');
    expect(wrong).toMatchObject({ code: 2, data: { error: { code: 'bad-setting' } } });
    expect(shop.writes.log).toEqual([]);
  });

  it('shows the same twice, and writes nothing', async () => {
    const first = await run(on, 'push');
    const second = await run(on, 'push');
    expect(first.code, first.err).toBe(0);
    expect(second.data).toEqual(first.data);
    expect(first.data.targets).toEqual(['shopify']);
    expect(first.data.counts.byTarget.shopify.fields.patron_segment).toBeGreaterThan(10);
    expect(first.data.counts.tags.regular.add).toBeGreaterThan(5);
    expect(first.data.control.find(({ rule }: { rule: string }) => rule === 'regular').hit).toBeGreaterThan(5);
    expect(shop.writes.log).toEqual([]);
    id = first.data.id;
  });

  it('writes after a yes, once, and has nothing more to write', async () => {
    const before = new Map([...shop.customers.values()].map((customer) => [customer.id, [...customer.tags]]));
    const approved = await run(on, 'push', '--approve', id);
    expect(approved.code, approved.err).toBe(0);
    const count = shop.writes.log.length;
    expect(tagged().length).toBeGreaterThan(5);
    expect((await run(on, 'push')).data.counts.contacts).toBe(0);
    expect(shop.writes.log).toHaveLength(count);
    expect(shop.writes.noopWrites).toEqual([]);
    const others = [...shop.customers.values()].map((one) => [one.id, one.tags.filter((tag) => tag !== 'regular')]);
    expect(new Map(others.map(([key, tags]) => [key, tags]))).toEqual(before);
  });

  it('comes back through a sync as no news, and is taken back but for what somebody has edited', async () => {
    const synced = await run(on, 'sync', 'shopify');
    expect(synced.code, synced.err).toBe(0);
    expect(synced.data.headline).toBe('Shopify: nothing has changed.');
    const [kept = 0] = tagged();
    shop.writes.put(kept, 'segment', shop.writes.valueOf(kept, 'segment') === 'ordinary' ? 'potential' : 'ordinary');
    const undone = await run(on, 'undo', id);
    expect(undone.code, undone.err).toBe(0);
    expect(tagged()).toEqual([]);
    expect(shop.writes.valueOf(kept, 'segment')).not.toBe('');
    const left = [...shop.customers.keys()].flatMap((customer) => [...shop.writes.of(customer).keys()]);
    expect(left).toEqual(['segment']);
    expect((await run(on, 'audit', 'verify')).data.headline).toContain('is whole');
    expect([...server.violations, ...server.deprecated, ...server.unmodelled]).toEqual([]);
  });
});
