import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dayMs } from '../../src/domain/clock.ts';
import { startHubspotServer } from './hubspot-server/server.ts';
import { madeOrders, type OrderRow, ordersCsv } from './made-orders.ts';
import { runPatron } from './run-patron.ts';

/** A name that would call everybody, be bold, and link elsewhere, if anything let it. */
export const hostileName = '<!channel> *Bob* & <https://evil.example|x> @here `y` :smile:';

/** People of the shop whom the tests speak of, beside some hundred others without a name. */
export const shopPeople = {
  anna: { id: 'anna-1', name: 'Anna Quellberg', email: 'anna@example.com' },
  firstMaria: { id: 'twin-1', name: 'Maria Adlerfels', email: 'maria.a@example.com' },
  secondMaria: { id: 'twin-2', name: 'Maria Bergfels', email: 'maria.b@example.com' },
  odd: { id: 'odd-1', name: hostileName, email: 'bob@example.com' },
};

/**
 * Makes a trained shop in a home, with the real program: some hundred customers, some of them with names, and Anna as a contact of HubSpot too. Gives the address of her
 * record there.
 */
export async function makeSlackShop(home: string, folder: string): Promise<string> {
  const orders = join(folder, 'orders.csv');
  const customers = join(folder, 'customers.csv');
  writeFileSync(orders, ordersCsv([...madeOrders({ customers: 320, seed: 5 }), ...ordersOfPeople()]));
  const people = Object.values(shopPeople).map(({ id, name, email }) => `${id},"${name}",${email},2025-01-02`);
  writeFileSync(customers, ['customer_id,name,email,created_at', ...people, ''].join('\n'));
  await done(home, ['import', 'orders', orders]);
  await done(home, ['import', 'customers', customers]);
  await done(home, ['train', '--as-of', '2026-06-01']);
  return linkAnna(home);
}

/** Lets the shop go on for 45 days, in which only one new customer buys: everybody else falls silent. */
export async function letDaysPass(home: string): Promise<void> {
  const from = Date.parse('2026-06-02T10:00:00Z');
  const rows = Array.from({ length: 44 }, (_, day) => ({
    customer: 'late-1',
    order: `late-${day}`,
    at: new Date(from + day * dayMs).toISOString(),
    sku: 'sku-2',
    quantity: 1,
    price: '5.00',
  }));
  const file = join(home, 'later.csv');
  writeFileSync(file, ordersCsv(rows));
  await done(home, ['import', 'orders', file], { PATRON_NOW: '2026-07-16T12:00:00Z' });
}

/** Three orders each, a good customer whose next is due. */
function ordersOfPeople(): OrderRow[] {
  return Object.values(shopPeople).flatMap(({ id }) =>
    ['2026-01-15', '2026-03-15', '2026-05-15'].map((day, place) => ({
      customer: id,
      order: `${id}-${place}`,
      at: `${day}T10:00:00Z`,
      sku: 'sku-1',
      quantity: 3,
      price: '100.00',
    })),
  );
}

async function linkAnna(home: string): Promise<string> {
  const hubspot = await startHubspotServer({ clock: { now: () => new Date('2026-06-01T12:00:00Z') } });
  const contact = hubspot.portal.add('contacts', {
    email: shopPeople.anna.email,
    firstname: 'Anna',
    lastname: 'Quellberg',
  });
  const env = { HUBSPOT_ACCESS_TOKEN: 'pat-na1-test', HUBSPOT_API_BASE_URL: hubspot.url };
  try {
    await done(home, ['sync', 'hubspot'], env);
  } finally {
    await hubspot.close();
  }
  return `https://app.hubspot.com/contacts/${hubspot.portal.settings.portalId}/record/0-1/${contact}`;
}

async function done(home: string, args: readonly string[], env: Record<string, string> = {}): Promise<void> {
  const { code, err } = await runPatron(home, args, env);
  if (code !== 0) throw new Error(`patron ${args.join(' ')} failed: ${err}`);
}
