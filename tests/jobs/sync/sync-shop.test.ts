import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '../../../src/domain/clock.ts';
import { syncShop } from '../../../src/jobs/sync/sync-shop.ts';
import type { Workplace } from '../../../src/jobs/workplace.ts';
import { openStore } from '../../../src/store/database.ts';
import { readFact, writeFact } from '../../../src/store/facts.ts';
import { recordMissed } from '../../../src/store/job-runs.ts';
import { realSystem } from '../../../src/system.ts';
import { rejectionOf } from '../../support/error-of.ts';
import { fakeSource } from '../../support/fake-source.ts';

const { migrationsFolder } = realSystem();
const now = Date.UTC(2026, 4, 8, 12);
const hour = 3_600_000;

let place: Workplace;

beforeEach(() => {
  const home = mkdtempSync(join(tmpdir(), 'patron-sync-shop-'));
  const store = openStore(':memory:', { migrationsFolder });
  const clock = fixedClock(new Date(now));
  place = { store, home, storePath: ':memory:', migrationsFolder, timeZone: 'UTC', tf: 'cpu', clock };
});
afterEach(() => {
  place.store.close();
  rmSync(place.home, { recursive: true, force: true });
});

describe('syncShop', () => {
  it('pulls only the system that was named', async () => {
    const [shop, portal] = [fakeSource({ name: 'shopify' }), fakeSource({ name: 'hubspot' })];
    await syncShop(place, [shop, portal], { name: 'hubspot', mode: 'incremental' });
    expect(shop.pulls).toEqual([]);
    expect(portal.pulls.length).toBeGreaterThan(0);
  });

  it('tells of every system that was pulled by its name', async () => {
    const answer = await syncShop(place, [fakeSource({ name: 'shopify' }), fakeSource({ name: 'hubspot' })], {
      mode: 'incremental',
    });
    expect(answer.headline).toBe('Shopify: nothing has changed. HubSpot: nothing has changed.');
    expect(answer.facts?.map(({ label }) => label)).toContain('HubSpot: account');
  });

  it('says what to set where the system that was named is not connected', async () => {
    const error = await rejectionOf(syncShop(place, [], { name: 'hubspot', mode: 'incremental' }));
    expect(error).toMatchObject({ code: 'usage', message: 'hubspot is not connected: there is nothing to pull.' });
    expect(error.hint).toContain('HUBSPOT_ACCESS_TOKEN');
  });

  it('lets the demo make way once the credential was accepted, and not before', async () => {
    writeFact(place.store, 'demo', 'a made-up shop');
    const source = fakeSource();
    source.check = () => Promise.reject(new Error('refused'));
    await expect(syncShop(place, [source], { mode: 'incremental' })).rejects.toThrow('refused');
    expect(readFact(place.store, 'demo')).toBe('a made-up shop');
    await syncShop(place, [fakeSource()], { mode: 'incremental' });
    expect(readFact(place.store, 'demo')).toBeUndefined();
  });

  it('takes the currency of the source for the shop that has no order yet', async () => {
    await syncShop(place, [fakeSource()], { mode: 'incremental' });
    expect(readFact(place.store, 'currency')).toBe('EUR');
  });

  it('tells how often the scheduled pull was missed in the last week', async () => {
    recordMissed(place.store, { job: 'scheduled-sync', slots: [now - 3 * hour, now - 2 * hour], at: now });
    recordMissed(place.store, { job: 'scheduled-sync', slots: [now - 200 * hour], at: now });
    const { lines } = await syncShop(place, [fakeSource()], { mode: 'incremental' });
    expect(lines?.at(-1)).toBe(
      'The scheduled pull was missed 2 times in the last 7 days, last on 8 May 2026; what changed meanwhile is in now.',
    );
  });
});
