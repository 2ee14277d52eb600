import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type HubspotServer, startHubspotServer } from './hubspot-server/server.ts';
import { madeOrders, ordersCsv } from './made-orders.ts';
import { runPatron } from './run-patron.ts';

/** A trained shop whose customers are contacts of a local HubSpot. */
export interface PushShop {
  readonly hubspot: HubspotServer;
  /** Settings that connect the program to it. */
  readonly env: Record<string, string>;
  /** Id of a customer's contact. */
  contactOf(customerId: string): string;
}

/** Customers who are contacts; the last two of them have opted out of e-mail. */
const contacts = 60;

/** Makes the shop in a home with the real program: 320 customers, 60 of whom are contacts, two rules, and everything pulled. */
export async function makePushShop(home: string, folder: string): Promise<PushShop> {
  // Its clock must go on: it counts calls in ten seconds.
  const began = Date.now();
  const now = () => new Date(Date.parse('2026-06-01T11:00:00Z') + Date.now() - began);
  const hubspot = await startHubspotServer({ clock: { now } });
  const env = { HUBSPOT_ACCESS_TOKEN: 'pat-na1-test', HUBSPOT_API_BASE_URL: hubspot.url };
  const orders = join(folder, 'orders.csv');
  const customers = join(folder, 'customers.csv');
  writeFileSync(orders, ordersCsv(madeOrders({ customers: 320, seed: 5 })));
  const people = Array.from(
    { length: contacts },
    (_, place) => `c${place},Name ${place},c${place}@example.com,2025-01-02`,
  );
  writeFileSync(customers, ['customer_id,name,email,created_at', ...people, ''].join('\n'));
  await done(home, ['import', 'orders', orders]);
  await done(home, ['import', 'customers', customers]);
  await done(home, ['train', '--as-of', '2026-06-01']);
  const ids = new Map<string, string>(
    people.map((_, place): [string, string] => {
      const refuses = place >= contacts - 2 ? { hs_email_optout: 'true' } : {};
      return [`c${place}`, hubspot.portal.add('contacts', { email: `c${place}@example.com`, ...refuses })];
    }),
  );
  writeFileSync(
    join(home, 'tag-rules.txt'),
    'when segment = high-value then tag vip\nwhen orders > 3 then list "Regulars"\n',
  );
  await done(home, ['sync', 'hubspot'], env);
  return { hubspot, env, contactOf: (customerId) => ids.get(customerId) ?? '' };
}

async function done(home: string, args: readonly string[], env: Record<string, string> = {}): Promise<void> {
  const { code, err } = await runPatron(home, args, env);
  if (code !== 0) throw new Error(`patron ${args.join(' ')} failed: ${err}`);
}
