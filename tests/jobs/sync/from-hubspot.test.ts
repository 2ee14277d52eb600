import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Source } from '../../../connectors/contract.ts';
import { seededRandom } from '../../../src/domain/random.ts';
import { runSync, type SyncKind, type SyncReport } from '../../../src/jobs/sync/run-sync.ts';
import { openStore, type Store } from '../../../src/store/database.ts';
import { realSystem } from '../../../src/system.ts';
import { type OpenedHubspot, openHubspot } from '../../support/hubspot-server/open.ts';
import { storeContent, worldHash } from '../../support/store-hash.ts';

const { migrationsFolder } = realSystem();
const minute = 60_000;

let store: Store;
let hubspot: OpenedHubspot;

beforeEach(async () => {
  store = openStore(':memory:', { migrationsFolder });
  hubspot = await openHubspot();
});
afterEach(async () => {
  store.close();
  const { violations, unmodelled, deprecated } = hubspot.server;
  await hubspot.server.close();
  expect({ violations, unmodelled, deprecated }).toEqual({ violations: [], unmodelled: [], deprecated: [] });
});

const sync = (mode: SyncKind = 'incremental', source: Source = hubspot.source()): Promise<SyncReport> =>
  runSync({ store, source, mode, clock: hubspot.time.clock, timeZone: 'UTC' });

const ids = (sql: string) => store.sqlite.prepare<[], string>(sql).pluck().all();

/** Twenty contacts with a company, a deal, a ticket and a form. */
function fill(): string[] {
  const { portal } = hubspot.server;
  const contacts = Array.from({ length: 20 }, (_, index) => portal.add('contacts', { email: `c${index}@example.com` }));
  const [first = '', second = ''] = contacts;
  portal.associate('companies', portal.add('companies', { name: 'Acme' }), 'contacts', first);
  portal.associate('deals', portal.add('deals', { dealname: 'Big one', amount: '120.50' }), 'contacts', first);
  portal.associate('tickets', portal.add('tickets', { subject: 'Late parcel' }), 'contacts', second);
  portal.submit(portal.addForm('Contact us'), { email: 'c1@example.com' });
  hubspot.time.advance(minute);
  return contacts;
}

/** Holds the store to what the portal really has. */
function expectTruth(): void {
  const { live, archived } = hubspot.server.portal.truth('contacts');
  const standing = ids(
    "select source_id from identity where source = 'hubspot' and is_archived = 0 order by source_id",
  );
  expect(standing).toEqual([...live.keys()].sort());
  const marked = ids("select source_id from identity where source = 'hubspot' and is_archived = 1 order by source_id");
  for (const id of marked) expect(archived).toContain(id);
}

describe('a HubSpot portal in the store', () => {
  it('holds contacts, and companies, deals, tickets and submissions with whom they are about', async () => {
    fill();
    const report = await sync();
    expect(report.failures).toEqual([]);
    expectTruth();
    const { crm, crmContacts } = storeContent(store);
    expect(crm).toHaveLength(4);
    expect(crmContacts).toHaveLength(4);
  });

  it('makes few calls and changes no row when nothing has changed', async () => {
    fill();
    hubspot.time.advance(60 * minute);
    await sync();
    hubspot.time.advance(60 * minute);
    const [before, calls] = [worldHash(store), hubspot.server.requests.length];
    const report = await sync();
    expect(hubspot.server.requests.length - calls).toBeLessThanOrEqual(6);
    expect(report.pulls.every(({ outcomes }) => outcomes.new + outcomes.changed === 0)).toBe(true);
    expect(worldHash(store)).toBe(before);
  });

  it('collapses merged contacts and marks archived ones', async () => {
    const contacts = fill();
    await sync();
    hubspot.time.advance(60 * minute);
    hubspot.server.portal.merge('contacts', contacts[0] ?? '', contacts[1] ?? '');
    hubspot.server.portal.archive('contacts', contacts[5] ?? '');
    hubspot.time.advance(minute);
    await sync('reconcile');
    expectTruth();
    expect(ids("select reason from tombstone where kind = 'customer' order by reason")).toContain('archived');
  });

  it('makes no second person when an e-mail changes', async () => {
    const contacts = fill();
    await sync();
    hubspot.time.advance(60 * minute);
    hubspot.server.portal.change('contacts', contacts[3] ?? '', { email: 'new@example.com' });
    hubspot.time.advance(minute);
    await sync();
    expect(ids('select count(*) from customer')).toEqual([20]);
    expect(ids("select email from customer where email = 'new@example.com'")).toHaveLength(1);
  });

  it('goes on as if nothing had happened after being killed between any two steps, 200 seeded times', async () => {
    fill();
    await sync();
    const undisturbed = worldHash(store);
    const random = seededRandom(5);
    for (let round = 0; round < 200; round++) {
      store.close();
      store = openStore(':memory:', { migrationsFolder });
      let left = Math.floor(16 * random());
      const dying: typeof fetch = async (input, init) => {
        if (left-- === 0) throw new TypeError('killed');
        return fetch(input, init);
      };
      await sync('incremental', hubspot.source({ fetch: dying, maxTries: 1 })).catch(() => undefined);
      const report = await sync();
      expect(report.failures).toEqual([]);
      expect(worldHash(store), `round ${round}`).toBe(undisturbed);
    }
  });
});
