import { describe, expect, it } from 'vitest';
import { hubspotBudget } from '../../connectors/hubspot/limits.ts';
import { openStore } from '../../src/store/database.ts';
import { sharedWindow } from '../../src/store/shared-window.ts';
import { realSystem } from '../../src/system.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { virtualTime } from '../support/virtual-time.ts';

const folder = temporaryFolder();
const { migrationsFolder } = realSystem();
const limit = { calls: 100, windowMs: 10_000 };

describe('a shared window', () => {
  it('keeps a pull and a push within one limit, though each has a budget and a store of its own', async () => {
    const path = folder.path('shared.sqlite');
    const stores = [openStore(path, { migrationsFolder }), openStore(path, { migrationsFolder })];
    const time = virtualTime(new Date('2026-11-24T12:00:00Z'));
    const budgets = stores.map((store) => hubspotBudget({ clock: time.clock, shared: sharedWindow(store, 'hubspot') }));
    const calls: number[] = [];
    for (let index = 0; index < 250; index++) {
      await budgets[index % 2]?.take({}, time.sleep);
      calls.push(time.now());
    }
    for (const at of calls)
      expect(calls.filter((other) => other > at - 10_000 && other <= at).length).toBeLessThanOrEqual(100);
    expect(time.now() - (calls[0] ?? 0)).toBe(20_600);
    for (const store of stores) store.close();
  });

  it('goes on after a clock was set back, and when what it kept cannot be read', () => {
    const store = openStore(':memory:', { migrationsFolder });
    const window = sharedWindow(store, 'hubspot');
    for (let call = 0; call < 100; call++) expect(window.book(5_000_000, limit)).toBe(0);
    expect(window.book(5_000_000, limit)).toBe(10_000);
    expect(window.book(4_000_000, limit)).toBe(0);
    store.sqlite.exec(`update fact set value = '"x"' where key = 'window:hubspot'`);
    expect(window.book(4_000_000, limit)).toBe(0);
    store.close();
  });
});
