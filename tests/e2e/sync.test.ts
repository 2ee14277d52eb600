import { createHmac } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startHubspotServer } from '../support/hubspot-server/server.ts';
import { ended, runPatron, startPatron } from '../support/run-patron.ts';
import { fillShop } from '../support/shopify-server/filled-shop.ts';
import { hasShopifySchema } from '../support/shopify-server/schema.ts';
import { openShopifyServer, type ShopifyServer } from '../support/shopify-server/server.ts';
import { openShop, type Shop } from '../support/shopify-server/shop.ts';
import { virtualTime } from '../support/virtual-time.ts';

const day = 86_400_000;
const time = virtualTime(new Date('2026-06-01T12:00:00Z'));

// The shop's own time runs on while the program waits for it.
const ticking = setInterval(() => time.advance(5000), 100);

let folder = '';
let server: ShopifyServer;
let shop: Shop;
const home = (name: string) => join(folder, name);
const settings = () => ({
  SHOPIFY_SHOP: 'test-shop.myshopify.com',
  SHOPIFY_ACCESS_TOKEN: server.tokens.staticToken,
  SHOPIFY_API_BASE_URL: server.url,
});

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'patron-sync-'));
  shop = openShop({ clock: time.clock });
  const now = time.now();
  fillShop(shop, { seed: 7, customers: 25, orders: 60, from: now - 50 * day, until: now - 2 * day });
  if (hasShopifySchema) server = await openShopifyServer({ shop, time });
});
afterAll(async () => {
  clearInterval(ticking);
  if (hasShopifySchema) await server.close();
  rmSync(folder, { recursive: true, force: true });
});

describe.skipIf(!hasShopifySchema)('patron sync', () => {
  it('pulls a shop into the store, and says that every month agrees with it', async () => {
    const ran = await runPatron(home('shop'), ['sync', '--json'], settings());
    expect(ran.code, ran.err).toBe(0);
    const { headline, facts } = JSON.parse(ran.out);
    expect(headline).toMatch(/^Shopify: \d+ records new or changed\.$/);
    expect(facts.find(({ label }: { label: string }) => label === 'Totals').value).toContain(
      "equal to Shopify's own figures in every month",
    );
    const out = join(folder, 'orders.csv');
    await runPatron(home('shop'), ['export', 'orders', '--out', out], settings());
    const rows = readFileSync(out, 'utf8').trimEnd().split('\n').slice(1);
    const net = rows
      .map((row) => row.split(','))
      .filter((cells) => cells[8] === 'false' && cells[9] === 'false')
      .reduce((sum, cells) => sum + Math.round(100 * Number(cells[7])), 0);
    expect(net).toBe(shop.truth().realRevenue);
    const digest = await runPatron(home('shop'), ['digest', '--json'], settings());
    expect(JSON.parse(digest.out).basis).toContain("equal Shopify's own figures");
  });

  it('changes nothing the second time', async () => {
    const ran = await runPatron(home('shop'), ['sync', 'shopify', '--json'], settings());
    expect(JSON.parse(ran.out).headline).toBe('Shopify: nothing has changed.');
  });

  it('says in one line which page to open when the token is wrong, and asks once', async () => {
    const calls = server.calls.length;
    const wrong = { ...settings(), SHOPIFY_ACCESS_TOKEN: 'shpat_wrong' };
    const ran = await runPatron(home('wrong'), ['sync', '--json'], wrong);
    expect(ran.code).not.toBe(0);
    const { error } = JSON.parse(ran.out);
    expect(error.code).toBe('credential-refused');
    expect(error.hint).toContain('https://test-shop.myshopify.com/admin/settings/apps');
    expect(ran.err).not.toContain('shpat_wrong');
    expect(server.calls.length - calls).toBeLessThanOrEqual(2);
  });

  it('gives way while another process is pulling, and goes on after that one was killed', async () => {
    const hold = startPatron(home('shop'), ['sync', '--mode', 'backfill'], settings());
    await new Promise<void>((resolve) => {
      hold.stderr?.on('data', (chunk) => String(chunk).includes('shopify') && resolve());
    });
    const ran = await runPatron(home('shop'), ['sync', '--json'], settings());
    hold.kill('SIGKILL');
    expect(JSON.parse(ran.out).error.code).toBe('sync-running');
    const again = await runPatron(home('shop'), ['sync', '--json'], settings());
    expect(again.code, again.err).toBe(0);
    expect(JSON.parse(again.out).headline).toBe('Shopify: nothing has changed.');
  });

  it('says what to set where nothing is connected', async () => {
    const ran = await runPatron(home('none'), ['sync', '--json']);
    expect(ran.code).toBe(2);
    expect(JSON.parse(ran.out).error.hint).toContain('SHOPIFY_SHOP');
  });
});

describe('patron sync of a portal', () => {
  it('pulls contacts, deals and tickets', async () => {
    const hubspot = await startHubspotServer({ clock: time.clock });
    const contact = hubspot.portal.add('contacts', { email: 'anna@example.com', firstname: 'Anna' });
    hubspot.portal.associate('deals', hubspot.portal.add('deals', { dealname: 'One' }), 'contacts', contact);
    const ran = await runPatron(home('portal'), ['sync', 'hubspot', '--json'], {
      HUBSPOT_ACCESS_TOKEN: 'pat-na1-test',
      HUBSPOT_API_BASE_URL: hubspot.url,
    });
    await hubspot.close();
    expect(ran.code, ran.err).toBe(0);
    expect(JSON.parse(ran.out).headline).toBe('HubSpot: 2 records new or changed.');
  });
});

describe.skipIf(!hasShopifySchema)('patron start with a connected shop', () => {
  it('takes a message of the shop, refuses a forged one, and pulls what has changed', async () => {
    const { clientId, clientSecret: secret } = server.tokens;
    const connected = {
      SHOPIFY_SHOP: 'test-shop.myshopify.com',
      SHOPIFY_CLIENT_ID: clientId,
      SHOPIFY_CLIENT_SECRET: secret,
      SHOPIFY_API_BASE_URL: server.url,
    };
    const first = await runPatron(home('started'), ['sync', '--json'], connected);
    expect(first.code, first.err).toBe(0);
    const started = startPatron(home('started'), ['start'], connected);
    const url = await new Promise<string>((resolve) => {
      let out = '';
      started.stdout?.on('data', (chunk) => {
        out += chunk;
        const found = /The page: (\S+)/.exec(out)?.[1];
        if (found) resolve(found);
      });
    });
    const added = shop.addOrder({ createdAt: time.now(), processedAt: time.now(), updatedAt: time.now() });
    const body = JSON.stringify({ id: added.id });
    const send = (signature: string) =>
      fetch(`${url}/webhooks/shopify`, {
        method: 'POST',
        body,
        headers: {
          'content-type': 'application/json',
          'x-shopify-hmac-sha256': signature,
          'x-shopify-topic': 'orders/create',
          'x-shopify-webhook-id': 'w1',
        },
      });
    expect((await send('forged')).status).toBe(401);
    expect((await send(createHmac('sha256', secret).update(body).digest('base64'))).status).toBe(200);
    const store = new Sqlite(join(home('started'), 'patron.sqlite'), { readonly: true });
    const held = store.prepare('select 1 from orders where source_id = ?');
    for (let tries = 0; tries < 300 && held.get(String(added.id)) === undefined; tries++) await pause(100);
    expect(held.get(String(added.id))).toBeDefined();
    store.close();
    started.kill('SIGTERM');
    expect(await ended(started)).toEqual({ code: 0, signal: null });
  });
});
