import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore, type Store } from '../../src/store/database.ts';
import { realSystem } from '../../src/system.ts';
import { rejectionOf } from '../support/error-of.ts';
import { importTexts } from '../support/import-texts.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder();
const { migrationsFolder } = realSystem();
let store: Store;
let number = 0;
beforeEach(() => {
  store = openStore(folder.path(`${number++}.sqlite`), { migrationsFolder });
});
afterEach(() => store.close());

const rows = Array.from(
  { length: 6000 },
  (_, row) => `customer-${row % 700},order-${row},2026-01-01,thing-${row % 40},1,2.50`,
);
const orders = ['customer_id,order_id,date,sku,quantity,unit_price', ...rows].join('\n');
const importOrders = (options = {}) => importTexts(store, folder, { 'orders.csv': orders }, options);
const orderCount = () => Number(store.sqlite.prepare('select count(*) from orders').pluck().get());

describe('an import that cannot write', () => {
  it('says that another Patron is writing, leaves the store as it was, and works once the other has finished', async () => {
    const other = new Sqlite(store.sqlite.name);
    other.exec('begin immediate');
    store.sqlite.pragma('busy_timeout = 0');
    const error = await rejectionOf(importOrders());
    expect(error).toMatchObject({ code: 'store-busy', hint: 'Wait until it has finished, then try again.' });
    expect(error.message).toContain(store.sqlite.name);
    other.exec('rollback');
    other.close();
    expect(orderCount()).toBe(0);
    expect((await importOrders()).outcomes).toEqual({ new: 6000 });
  });

  it('says so too where the other begins while orders are being merged', async () => {
    const other = new Sqlite(store.sqlite.name);
    store.sqlite.pragma('busy_timeout = 0');
    const onProgress = ({ step }: { step: string }) => {
      if (step.startsWith('Bringing') && !other.inTransaction) other.exec('begin immediate');
    };
    expect(await rejectionOf(importOrders({ onProgress }))).toMatchObject({ code: 'store-busy' });
    other.exec('rollback');
    other.close();
    // What was committed before stays, and the next run goes on from there.
    expect(orderCount()).toBeGreaterThan(0);
    const { outcomes } = await importOrders();
    expect((outcomes.new ?? 0) + (outcomes.unchanged ?? 0)).toBe(6000);
    expect(orderCount()).toBe(6000);
  });

  it('says that the disk is full, and ends well once there is room', async () => {
    const pages = Number(store.sqlite.pragma('page_count', { simple: true }));
    store.sqlite.pragma(`max_page_count = ${pages + 60}`);
    const error = await rejectionOf(importOrders());
    expect(error).toMatchObject({ code: 'cannot-write' });
    expect(error.message).toContain('SQLITE_FULL');
    expect(error.hint).toContain('has room');
    expect(store.sqlite.inTransaction).toBe(false);
    store.sqlite.pragma('max_page_count = 1073741823');
    await importOrders();
    expect(orderCount()).toBe(6000);
    expect(store.sqlite.prepare('select sum(gross) from orders').pluck().get()).toBe(6000 * 250);
  });

  it('says that the folder of its scratch file cannot be written', async () => {
    const file = folder.write('a-file', 'not a folder');
    const error = await rejectionOf(importOrders({ scratchFolder: `${file}/scratch` }));
    expect(error).toMatchObject({ code: 'cannot-write' });
    expect(orderCount()).toBe(0);
  });
});
