import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { explainStoreError, openStore } from '../../src/store/database.ts';
import { realSystem } from '../../src/system.ts';
import { errorOf } from '../support/error-of.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder();
const { migrationsFolder } = realSystem();

interface Journal {
  readonly entries: readonly { readonly tag: string; readonly when: number }[];
}
const journal: Journal = JSON.parse(readFileSync(join(migrationsFolder, 'meta/_journal.json'), 'utf8'));

/** A folder with only the first migrations, as an older Patron had it. */
function olderMigrations(count: number): string {
  const target = folder.path(`migrations-${count}`);
  mkdirSync(join(target, 'meta'), { recursive: true });
  const entries = journal.entries.slice(0, count);
  for (const { tag } of entries) cpSync(join(migrationsFolder, `${tag}.sql`), join(target, `${tag}.sql`));
  writeFileSync(join(target, 'meta/_journal.json'), JSON.stringify({ ...journal, entries }));
  return target;
}

describe('a store', () => {
  it('is made with its folder where there is none, and keeps what is written', () => {
    const path = folder.path('deep/down/patron.sqlite');
    const store = openStore(path, { migrationsFolder });
    store.sqlite.exec("insert into customer (public_id, name) values ('ann', 'Ann')");
    expect(store.sqlite.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(store.sqlite.pragma('foreign_keys', { simple: true })).toBe(1);
    store.close();
    const again = openStore(path, { migrationsFolder });
    expect(again.sqlite.prepare('select name from customer').pluck().all()).toEqual(['Ann']);
    again.close();
  });

  it('can be read while another writes', () => {
    const path = folder.path('shared.sqlite');
    const writer = openStore(path, { migrationsFolder });
    const reader = openStore(path, { migrationsFolder, readonly: true });
    writer.sqlite.exec("begin immediate; insert into customer (public_id) values ('ann')");
    expect(reader.sqlite.prepare('select count(*) from customer').pluck().get()).toBe(0);
    writer.sqlite.exec('commit');
    expect(reader.sqlite.prepare('select count(*) from customer').pluck().get()).toBe(1);
    expect(() => reader.sqlite.exec("insert into customer (public_id) values ('bob')")).toThrow(/readonly/);
    reader.close();
    writer.close();
  });

  it.each(journal.entries.map((_, index) => index + 1))(
    'of an older Patron, with %i migrations, opens and keeps its data',
    (count) => {
      const path = folder.path(`older-${count}.sqlite`);
      const older = openStore(path, { migrationsFolder: olderMigrations(count) });
      older.sqlite.exec(`
      insert into customer (id, public_id, name) values (1, 'ann', 'Ann Lee');
      insert into product (id, sku) values (1, 'A');
      insert into orders (id, source, source_id, customer_id, ordered_at, currency, gross, refunded, is_test) values (1, 'file', 'o1', 1, 1000, 'GBP', 150, 0, 0);
      insert into order_line (order_id, line_no, product_id, quantity, unit_price_micros, amount) values (1, 1, 1, 1, 1500000, 150);
    `);
      older.close();
      const store = openStore(path, { migrationsFolder });
      expect(
        store.sqlite
          .prepare(
            'select public_id, gross, amount from orders o join order_line l on l.order_id = o.id join customer c on c.id = o.customer_id',
          )
          .all(),
      ).toEqual([{ public_id: 'ann', gross: 150, amount: 150 }]);
      const fresh = openStore(':memory:', { migrationsFolder });
      const shape =
        "select type, name, tbl_name, sql from sqlite_master where name not like 'sqlite%' order by type, name";
      expect(store.sqlite.prepare(shape).all()).toEqual(fresh.sqlite.prepare(shape).all());
      fresh.close();
      store.close();
    },
  );

  it('of a newer Patron is left alone', () => {
    const path = folder.path('newer.sqlite');
    const store = openStore(path, { migrationsFolder });
    store.sqlite
      .prepare('insert into __drizzle_migrations (hash, created_at) values (?, ?)')
      .run('of the future', 99_999_999_999_999);
    store.close();
    expect(errorOf(() => openStore(path, { migrationsFolder }))).toMatchObject({
      code: 'store-newer',
      hint: 'Update Patron, then start it again.',
    });
  });

  it('that is no store is refused and not touched', () => {
    const text = 'customer_id,order_id\n'.repeat(500);
    const path = folder.write('orders.csv', text);
    const error = errorOf(() => openStore(path, { migrationsFolder }));
    expect(error.code).toBe('store-damaged');
    expect(error.hint).toContain('--home');
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  it('that was damaged is refused', () => {
    const path = folder.path('damaged.sqlite');
    openStore(path, { migrationsFolder }).close();
    const bytes = readFileSync(path);
    // The first page holds the list of tables.
    writeFileSync(path, Buffer.concat([bytes.subarray(0, 100), Buffer.alloc(3996, 0x41), bytes.subarray(4096)]));
    expect(errorOf(() => openStore(path, { migrationsFolder })).code).toBe('store-damaged');
  });

  it('of another program is refused, although it is a database', () => {
    const path = folder.path('foreign.sqlite');
    const foreign = new Sqlite(path);
    foreign.exec('create table customer (name text)');
    foreign.close();
    const error = errorOf(() => openStore(path, { migrationsFolder }));
    expect(error).toMatchObject({ code: 'store-damaged' });
    expect(error.message).toContain('not a Patron store');
  });

  it('cannot lie under a file', () => {
    const file = folder.write('a-file', 'not a folder');
    const error = errorOf(() => openStore(`${file}/home/patron.sqlite`, { migrationsFolder }));
    expect(error).toMatchObject({ code: 'cannot-write' });
    expect(error.hint).toContain('--home');
  });

  it('cannot be a folder', () => {
    mkdirSync(folder.path('folder.sqlite'));
    expect(errorOf(() => openStore(folder.path('folder.sqlite'), { migrationsFolder })).code).toBe('cannot-write');
  });

  // Root may write everywhere.
  const isRoot = process.getuid?.() === 0;
  it.skipIf(isRoot)(
    `cannot be made in a folder that may not be written${isRoot ? ' (skipped: run by root)' : ''}`,
    () => {
      mkdirSync(folder.path('locked'), { mode: 0o500 });
      expect(errorOf(() => openStore(folder.path('locked/patron.sqlite'), { migrationsFolder })).code).toBe(
        'cannot-write',
      );
    },
  );

  it('that nobody may write says so', () => {
    const path = folder.path('read-only.sqlite');
    openStore(path, { migrationsFolder }).close();
    const sqlite = new Sqlite(path, { readonly: true });
    const write = () => {
      try {
        sqlite.exec("insert into customer (public_id) values ('ann')");
      } catch (error) {
        throw explainStoreError(error, path);
      }
    };
    expect(errorOf(write)).toMatchObject({ code: 'cannot-write' });
    sqlite.close();
    expect(existsSync(path)).toBe(true);
  });

  it('that another holds says who must finish first', () => {
    const path = folder.path('busy.sqlite');
    openStore(path, { migrationsFolder: olderMigrations(1) }).close();
    const other = new Sqlite(path);
    other.exec('begin immediate');
    expect(errorOf(() => openStore(path, { migrationsFolder, timeoutMs: 0 })).code).toBe('store-busy');
    other.close();
  });

  it('gives errors that are not its own as they are', () => {
    const fault = new Error('a fault of ours');
    expect(explainStoreError(fault, 'x')).toBe(fault);
    expect(explainStoreError('text', 'x')).toBe('text');
  });
});
