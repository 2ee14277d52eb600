import { startHubspotServer } from '../tests/support/hubspot-server/server.ts';
import { fillShop } from '../tests/support/shopify-server/filled-shop.ts';
import { shopifySchema } from '../tests/support/shopify-server/schema.ts';
import { openShopifyServer } from '../tests/support/shopify-server/server.ts';
import { openShop } from '../tests/support/shopify-server/shop.ts';
import { virtualTime } from '../tests/support/virtual-time.ts';

// The other side of the sync benchmark: a local shop and a local portal, without limits, in a process of their own. Says its addresses to its parent.
const day = 86_400_000;
const [orders = 10_000, contacts = 20_000] = process.argv.slice(2).map(Number);
const time = virtualTime(new Date('2026-06-01T10:00:00Z'));
setInterval(() => time.advance(1000), 20);

shopifySchema();
const shop = openShop({ clock: time.clock });
const until = time.now() - 2 * day;
fillShop(shop, { seed: 7, customers: Math.ceil(orders / 3), orders, from: until - 300 * day, until });
const shopify = await openShopifyServer({ shop, time, bucket: { maximum: 1e9, restoreRate: 1e9 } });

const hubspot = await startHubspotServer({
  clock: time.clock,
  limits: { perTenSeconds: 1e9, searchesPerSecond: 1e9, daily: 1e9 },
});
for (let index = 0; index < contacts; index++) {
  hubspot.portal.add(
    'contacts',
    { email: `c${index}@example.com`, firstname: 'A', lastname: `B${index}` },
    { at: until },
  );
}
process.send?.({
  shopify: { url: shopify.url, token: shopify.tokens.staticToken, records: shop.orders.size + shop.customers.size },
  hubspot: { url: hubspot.url, records: contacts },
});
