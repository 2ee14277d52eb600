import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { fixedClock } from '../../src/domain/clock.ts';
import { drawIndex, seededRandom } from '../../src/domain/random.ts';
import { importFiles } from '../../src/jobs/import.ts';
import { openStore, type Store } from '../../src/store/database.ts';
import { fingerprintSnapshot, loadSnapshot } from '../../src/store/snapshot.ts';
import { realSystem } from '../../src/system.ts';
import { buildProgram, type Death, importInChild } from '../support/killed-import.ts';
import { madeOrders, ordersCsv } from '../support/made-orders.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder();
const { migrationsFolder } = realSystem();
const random = seededRandom(9);

/** Everything that an import leaves in a store, as one hash a table; that it ran, and when, aside. */
function contentOf({ sqlite }: Store): Readonly<Record<string, string>> {
  const selects = [
    ...['customer', 'identity', 'product', 'orders', 'order_line', 'fact'].map((table) => `select * from ${table}`),
    'select kind, file, line, code, reason, raw from quarantine order by line',
  ];
  const hashOf = (rows: unknown) => createHash('sha256').update(JSON.stringify(rows)).digest('hex');
  return Object.fromEntries(selects.map((select) => [select, hashOf(sqlite.prepare(select).raw().all())]));
}

/** Imports a file in this process, to its end; gives the report and what the store then holds. */
async function importWhole({ home, kind, file }: { home: string; kind: 'orders' | 'customers'; file: string }) {
  mkdirSync(home, { recursive: true });
  const store = openStore(`${home}/patron.sqlite`, { migrationsFolder });
  try {
    const clock = fixedClock(new Date('2026-06-01T00:00:00Z'));
    const options = { kind, files: [file], timeZone: 'UTC', currency: 'GBP', map: {}, clock, scratchFolder: home };
    const report = await importFiles(store, options);
    const snapshot = loadSnapshot(store, { asOf: Date.UTC(2026, 5, 1), timeZone: 'UTC', currency: 'GBP' });
    return { report, content: contentOf(store), fingerprint: fingerprintSnapshot(snapshot) };
  } finally {
    store.close();
  }
}

let orders = '';
let customers = '';
beforeAll(() => {
  buildProgram();
  const rows = ordersCsv(madeOrders({ customers: 1000, seed: 5 }))
    .trimEnd()
    .split('\n');
  // Mistyped rows here and there, which go to the quarantine.
  const mixed = rows.map((row, index) => (index % 997 === 500 ? row.replace(/,[^,]*$/, ',free') : row));
  orders = folder.write('orders.csv', mixed.join('\n'));
  const people = Array.from({ length: 12_000 }, (_, row) => `c${row},c${row}@example.com,Person ${row}`);
  customers = folder.write('customers.csv', ['customer_id,email,name', ...people].join('\n'));
});

describe('an import that is killed', () => {
  it('goes on at the next run and ends as an undisturbed one, whether it dies while reading or while merging', async () => {
    const whole = await importWhole({ home: folder.path('whole'), kind: 'orders', file: orders });
    expect(whole.report.rows).toBeGreaterThan(8000);
    expect(whole.report.orders?.orders).toBeGreaterThan(4000);
    expect(whole.report.quarantined).toBeGreaterThan(5);

    const counted = await importInChild({ home: folder.path('counted'), kind: 'orders', file: orders });
    expect(counted).toMatchObject({ signal: null, errors: '' });
    expect(counted.steps).toBeGreaterThan(10_000);
    const writes = Array.from(
      { length: 5 },
      (): Death => ({ at: 'write', count: 1 + drawIndex(random, counted.steps) }),
    );
    // The first write notes the run, the last its end. Progress: looking at the file, reading it (twice), then each batch of merged orders.
    const deaths: readonly Death[] = [
      { at: 'write', count: 1 },
      { at: 'progress', count: 2 },
      { at: 'progress', count: 5 },
      ...writes,
      { at: 'write', count: counted.steps },
    ];
    for (const [number, death] of deaths.entries()) {
      const home = folder.path(`killed-${number}`);
      mkdirSync(home);
      const { signal, errors } = await importInChild({ home, kind: 'orders', file: orders }, death);
      expect(errors).toBe('');
      expect(signal).toBe('SIGKILL');
      const { report, content, fingerprint } = await importWhole({ home, kind: 'orders', file: orders });
      expect(fingerprint).toBe(whole.fingerprint);
      expect(content).toEqual(whole.content);
      expect({ ...report, outcomes: undefined }).toEqual({ ...whole.report, outcomes: undefined });
      const { new: fresh = 0, unchanged = 0 } = report.outcomes;
      expect(fresh + unchanged).toBe(whole.report.orders?.orders);
      expect(readdirSync(home)).toEqual(['patron.sqlite']);
    }
  });

  it('may die again and again: what was merged stays merged', async () => {
    const home = folder.path('stubborn');
    const whole = await importWhole({ home: folder.path('whole-again'), kind: 'orders', file: orders });
    mkdirSync(home);
    const survived: number[] = [];
    for (const count of [4, 5, 5]) {
      await importInChild({ home, kind: 'orders', file: orders }, { at: 'progress', count });
      const store = openStore(`${home}/patron.sqlite`, { migrationsFolder });
      survived.push(Number(store.sqlite.prepare('select count(*) from orders').pluck().get()));
      store.close();
    }
    expect(survived).toEqual([...survived].sort((one, other) => one - other));
    expect(survived[0]).toBeGreaterThan(0);
    expect((await importWhole({ home, kind: 'orders', file: orders })).content).toEqual(whole.content);
  });

  it('of customers goes on at the next run', async () => {
    const whole = await importWhole({ home: folder.path('people'), kind: 'customers', file: customers });
    expect(whole.report.outcomes).toEqual({ new: 12_000 });
    const home = folder.path('people-killed');
    mkdirSync(home);
    const { signal } = await importInChild(
      { home, kind: 'customers', file: customers },
      { at: 'write', count: 55_000 },
    );
    expect(signal).toBe('SIGKILL');
    const { report, content } = await importWhole({ home, kind: 'customers', file: customers });
    expect(content).toEqual(whole.content);
    expect(report.outcomes.unchanged).toBeGreaterThan(0);
    expect(report.outcomes.new).toBeGreaterThan(0);
  });
});
