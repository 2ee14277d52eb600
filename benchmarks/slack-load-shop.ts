import { join } from 'node:path';
import { openPatron } from '../src/app.ts';
import { type Config, readConfig } from '../src/config.ts';
import { localDate, startOfDate } from '../src/domain/calendar.ts';
import { writeDemoFiles } from '../src/jobs/demo-files.ts';
import { openStore } from '../src/store/database.ts';
import { hasOrders } from '../src/store/last-order.ts';
import { realSystem } from '../src/system.ts';

/** Customers whom questions are about. */
const asked = 500;

/** Makes a shop of so many customers in a home that has none, imported from files as a real one, and trains it. Takes minutes for 100,000. */
export async function makeShop(home: string, customers: number): Promise<void> {
  const system = realSystem();
  const config: Config = readConfig({ PATRON_TIME_ZONE: 'Europe/Berlin', PATRON_CURRENCY: 'EUR' }, { home });
  const store = openStore(join(home, 'patron.sqlite'), { migrationsFolder: system.migrationsFolder });
  const isThere = hasOrders(store);
  store.close();
  if (isThere) return;
  const { timeZone } = config;
  const endsAt = startOfDate(localDate(system.clock.now().getTime(), timeZone), timeZone);
  const files = writeDemoFiles(join(home, 'files'), { customers, seed: 42, endsAt, timeZone });
  const patron = await openPatron(config, system);
  for (const kind of ['products', 'customers', 'orders'] as const)
    await patron.importFiles(kind, [files[kind]], { map: {} });
  await patron.train({ seed: 42, force: true });
  await patron.close();
}

/** Some customers of a shop, evenly spread: how they are named in a question, by name or by id. */
export function someCustomers(home: string): string[] {
  const { migrationsFolder } = realSystem();
  const store = openStore(join(home, 'patron.sqlite'), { migrationsFolder, readonly: true });
  const rows = store.sqlite
    .prepare<[number, number], { id: string; name: string | null }>(
      `select c.public_id as id, c.name from customer c
        where exists (select 1 from orders o where o.customer_id = c.id) and c.id % ((select count(*) from customer) / ? + 1) = 0 limit ?`,
    )
    .all(asked, asked);
  store.close();
  return rows.map(({ id, name }, place) => (place % 3 === 0 || name === null ? id : name));
}
