import { beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '../../../src/domain/clock.ts';
import { FatalError } from '../../../src/domain/errors.ts';
import { seededRandom } from '../../../src/domain/random.ts';
import type { SourceCustomer, SourceOrder } from '../../../src/domain/source-records.ts';
import { runSync, type SyncKind } from '../../../src/jobs/sync/run-sync.ts';
import { openStore, type Store } from '../../../src/store/database.ts';
import { realSystem } from '../../../src/system.ts';
import { type FakeSource, fakeSource } from '../../support/fake-source.ts';
import { storeContent, storeHash } from '../../support/store-hash.ts';

const { migrationsFolder } = realSystem();
const minute = 60_000;
const start = Date.UTC(2026, 4, 1);

let store: Store;
let source: FakeSource;

beforeEach(() => {
  store = openStore(':memory:', { migrationsFolder });
  source = fakeSource();
});

const sync = (mode: SyncKind = 'incremental', now = start + 60 * minute) =>
  runSync({ store, source, mode, clock: fixedClock(new Date(now)), timeZone: 'UTC' });

const customer = (id: string, at: number, more: Partial<SourceCustomer> = {}): SourceCustomer => ({
  kind: 'customer',
  id,
  updatedAt: start + at * minute,
  email: `${id}@example.com`,
  ...more,
});

const order = (id: string, at: number, more: Partial<SourceOrder> = {}): SourceOrder => ({
  kind: 'order',
  id,
  updatedAt: start + at * minute,
  orderedAt: start + at * minute,
  currency: 'EUR',
  isTest: false,
  lines: [{ id: `${id}-1`, sku: 'A', quantity: 2, unitPriceMicros: 5_000_000, amount: 1000 }],
  refunds: [],
  sourceTotals: { gross: 1000, refunded: 0 },
  ...more,
});

const table = (name: string) => store.sqlite.prepare(`select * from ${name}`).all();
const value = (sql: string) => store.sqlite.prepare(sql).pluck().get();

describe('runSync', () => {
  it('pulls everything once, then only what has changed', async () => {
    source.records.customers = [customer('c1', 1), customer('c2', 2), customer('c3', 3)];
    source.records.orders = [order('o1', 5, { customerId: 'c1' })];
    const first = await sync();
    expect(first.pulls.map(({ mode }) => mode)).toEqual(['backfill', 'backfill', 'backfill']);
    expect(value('select count(*) from orders o join identity i on i.customer_id = o.customer_id')).toBe(1);
    source.records.customers.push(customer('c4', 61));
    const second = await sync('incremental', start + 70 * minute);
    expect(second.pulls.map(({ mode }) => mode)).toEqual(['incremental', 'incremental', 'incremental']);
    expect(second.pulls[0]?.outcomes).toMatchObject({ new: 1, changed: 0 });
    expect(source.pulls.at(-1)?.since).toBe(start + 50 * minute);
  });

  it('changes no row when nothing has changed', async () => {
    source.records.customers = [customer('c1', 59), customer('c2', 60)];
    source.records.orders = [order('o1', 60, { customerId: 'c1' })];
    await sync();
    const before = storeHash(store);
    const rows = Number(value('select total_changes()'));
    const report = await sync('incremental', start + 90 * minute);
    expect(report.pulls.every(({ outcomes }) => outcomes.new + outcomes.changed === 0)).toBe(true);
    expect(storeHash(store)).toBe(before);
    // The run is noted (two writes) and three streams are ended: nothing else is written.
    expect(Number(value('select total_changes()')) - rows).toBeLessThanOrEqual(7);
  });

  it('picks up a change that the source indexed late', async () => {
    source.records.customers = [customer('c1', 55)];
    await sync();
    source.records.customers.push(customer('late', 52));
    await sync('incremental', start + 80 * minute);
    expect(value("select count(*) from identity where source_id = 'late'")).toBe(1);
  });

  it('does not lose what changes while a backfill runs', async () => {
    source.records.customers = [customer('c1', 1), customer('c2', 2), customer('c3', 3), customer('c4', 4)];
    source.beforePage = ({ stream, mode }, index) => {
      if (stream !== 'customers' || mode !== 'backfill' || index !== 1) return;
      source.records.customers = [
        ...(source.records.customers ?? []).filter(({ id }) => id !== 'c1'),
        customer('c1', 60.5, { name: 'Changed Meanwhile' }),
      ];
    };
    await sync();
    source.beforePage = () => undefined;
    await sync('incremental', start + 80 * minute);
    expect(value("select name from identity where source_id = 'c1'")).toBe('Changed Meanwhile');
    expect(value('select count(*) from identity')).toBe(4);
  });

  it('never lets an older version replace a newer one, and applies an equal stamp with other content', async () => {
    source.records.customers = [customer('c1', 10, { name: 'New' })];
    await sync();
    source.records.customers = [customer('c1', 9, { name: 'Old' })];
    await sync('backfill');
    expect(value('select name from identity')).toBe('New');
    source.records.customers = [customer('c1', 10, { name: 'Corrected' })];
    await sync('backfill');
    expect(value('select name from identity')).toBe('Corrected');
  });

  it('keeps what it knows of a field that the source keeps from it', async () => {
    source.records.customers = [customer('c1', 10, { phone: '+49 30 123456' })];
    await sync();
    source.records.customers = [customer('c1', 11, { email: null, phone: null, unavailable: ['email', 'phone'] })];
    await sync('backfill');
    expect(value('select email from customer')).toBe('c1@example.com');
    expect(value('select phone from identity')).toBe('+4930123456');
  });

  it('ends as an undisturbed run would have after being broken off at any page, two hundred seeded times', async () => {
    const records = {
      customers: Array.from({ length: 9 }, (_, index) => customer(`c${index}`, index)),
      orders: Array.from({ length: 11 }, (_, index) => order(`o${index}`, index, { customerId: `c${index % 9}` })),
      products: [],
    };
    Object.assign(source.records, records);
    await sync();
    const undisturbed = storeHash(store);
    const random = seededRandom(4);
    for (let round = 0; round < 200; round++) {
      store.close();
      store = openStore(':memory:', { migrationsFolder });
      source = fakeSource();
      Object.assign(source.records, records);
      let left = 1 + Math.floor(4 * random());
      source.beforePage = () => {
        if (left > 0 && random() < 0.3) {
          left--;
          throw new Error('killed');
        }
      };
      for (let attempt = 0; attempt < 6; attempt++) await sync().catch(() => undefined);
      expect(storeHash(store), `round ${round}`).toBe(undisturbed);
    }
  });

  it('goes on with the next page after an interruption, not from the start', async () => {
    source.records.customers = [1, 2, 3, 4, 5].map((index) => customer(`c${index}`, index));
    source.beforePage = (_, index) => {
      if (index === 2) throw new Error('killed');
    };
    await expect(sync()).rejects.toThrow('killed');
    source.beforePage = () => undefined;
    const report = await sync();
    expect(report.pulls[0]).toMatchObject({ isResumed: true, pages: 1 });
    expect(value('select count(*) from identity')).toBe(5);
  });

  it('lets the other streams go on when one fails, and says which did not come to an end', async () => {
    source.records.orders = [order('o1', 1)];
    source.beforePage = ({ stream }) => {
      if (stream === 'products') throw new FatalError('source-broken', 'It promised more.', 'Try again.');
    };
    const report = await sync();
    expect(report.failures).toEqual([{ stream: 'products', message: 'It promised more.', hint: 'Try again.' }]);
    expect(value('select count(*) from orders')).toBe(1);
    expect(value('select outcome from sync_run')).toBe('failed');
  });

  it('refuses a source that leads in a circle', async () => {
    source.pull = async function* () {
      for (;;) yield { records: [], rejected: [], warnings: [], next: 'again' };
    };
    const report = await sync();
    expect(report.failures[0]?.message).toContain('leads in a circle');
  });

  it('asks again for a record that could not be read, until it can', async () => {
    source.pull = async function* ({ stream }) {
      yield {
        records: [],
        rejected: stream === 'customers' ? [{ id: 'c1', reason: 'no stamp', raw: '{}' }] : [],
        warnings: [],
      };
    };
    await sync();
    expect(table('rejected_record')).toHaveLength(1);
    const mended = fakeSource();
    source.pull = (request) => mended.pull(request);
    source.records.customers = [customer('c1', 1)];
    await sync('incremental', start + 90 * minute);
    expect(table('rejected_record')).toEqual([]);
    expect(value("select count(*) from identity where source_id = 'c1'")).toBe(1);
  });

  it('compares every month with the source, and names a gap', async () => {
    source.records.orders = [order('o1', 1), order('o2', 2, { sourceTotals: { gross: 990, refunded: 0 } })];
    const report = await sync();
    expect(report.months).toHaveLength(1);
    expect(report.months?.[0]?.gap).toContain('lines that do not add up');
    source.records.orders = [order('o1', 1), order('o2', 3)];
    expect((await sync('backfill')).months?.[0]?.gap).toBeUndefined();
  });
});

describe('reconciliation', () => {
  it('takes out what was deleted, marks what was archived, and looks up what is missing', async () => {
    source.records.customers = [customer('c1', 1), customer('c2', 2), customer('c3', 3)];
    source.records.orders = [order('o1', 4, { customerId: 'c1' }), order('o2', 5, { customerId: 'c2' })];
    await sync();
    source.records.customers = [customer('c3', 3), customer('unseen', 0)];
    source.gone.customers.push({ id: 'c2', isArchived: true });
    source.records.orders = [order('o2', 5, { customerId: 'c2' })];
    const report = await sync('reconcile', start + 90 * minute);
    expect(report.reconciled.find(({ stream }) => stream === 'customers')).toMatchObject({ gone: 2, missing: 1 });
    const { tombstones, identities } = storeContent(store);
    expect(tombstones).toEqual([
      { source: 'shopify', kind: 'customer', source_id: 'c1', reason: 'deleted', merged_into: null },
      { source: 'shopify', kind: 'customer', source_id: 'c2', reason: 'archived', merged_into: null },
      { source: 'shopify', kind: 'order', source_id: 'o1', reason: 'deleted', merged_into: null },
    ]);
    expect(identities).toHaveLength(3);
    const again = await sync('reconcile', start + 95 * minute);
    expect(again.reconciled.map(({ gone, missing }) => [gone, missing])).toEqual([
      [0, 0],
      [0, 0],
      [0, 0],
    ]);
  });

  it('lets a deleted customer come back when the source has them again', async () => {
    source.records.customers = [customer('c1', 1)];
    await sync();
    source.records.customers = [];
    await sync('reconcile');
    source.records.customers = [customer('c1', 70)];
    await sync('incremental', start + 90 * minute);
    expect(table('tombstone')).toEqual([]);
    expect(value('select count(*) from identity')).toBe(1);
  });
});
