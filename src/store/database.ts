import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { FatalError, PatronError } from '../domain/errors.ts';
import * as schema from './schema.ts';

/** An open store: drizzle for look-ups and single writes, the raw connection for bulk statements. */
export interface Store {
  readonly db: BetterSQLite3Database<typeof schema>;
  readonly sqlite: Sqlite.Database;
  close(): void;
}

/** How a store is opened. `migrationsFolder` is where the generated SQL lies. */
export interface OpenOptions {
  readonly migrationsFolder: string;
  readonly readonly?: boolean;
  /** How long another who writes is waited for; 5 s unless told. */
  readonly timeoutMs?: number;
}

/**
 * Opens the store at `path` (`:memory:` for tests), in WAL mode, and brings a store of any older version up to date.
 * Raises `store-damaged`, `store-newer`, `store-busy` or `cannot-write`.
 */
export function openStore(path: string, { migrationsFolder, readonly = false, timeoutMs = 5000 }: OpenOptions): Store {
  let sqlite: Sqlite.Database | undefined;
  try {
    if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
    sqlite = new Sqlite(path, { readonly, timeout: timeoutMs });
    const store = prepare(sqlite, readonly);
    if (!readonly) migrateStore(store, migrationsFolder);
    return store;
  } catch (error) {
    sqlite?.close();
    throw explainStoreError(error, path);
  }
}

function prepare(sqlite: Sqlite.Database, readonly: boolean): Store {
  if (!readonly) sqlite.pragma('journal_mode = WAL');
  sqlite.pragma('synchronous = NORMAL');
  sqlite.pragma('foreign_keys = ON');
  sqlite.pragma('cache_size = -65536');
  return { db: drizzle(sqlite, { schema }), sqlite, close: () => sqlite.close() };
}

function migrateStore(store: Store, migrationsFolder: string): void {
  const newest = Math.max(...readMigrationFiles({ migrationsFolder }).map((migration) => migration.folderMillis));
  const found = newestMigration(store.sqlite);
  if (found > newest) {
    throw new FatalError(
      'store-newer',
      'This store was written by a newer Patron.',
      'Update Patron, then start it again.',
    );
  }
  if (found < newest) migrate(store.db, { migrationsFolder });
}

function newestMigration(sqlite: Sqlite.Database): number {
  const known = sqlite.prepare("select 1 from sqlite_master where name = '__drizzle_migrations'").get();
  if (!known) {
    const foreign = sqlite.prepare<[], string>('select name from sqlite_master limit 1').pluck().get();
    if (foreign !== undefined) throw new ForeignDatabase(`It holds '${foreign}'.`);
    return 0;
  }
  return Number(sqlite.prepare('select max(created_at) from __drizzle_migrations').pluck().get() ?? 0);
}

/** A database that another program made. */
class ForeignDatabase extends Error {
  readonly code = 'SQLITE_NOTADB';
}

/** What went wrong with the store at `path`, as an error for people: `store-damaged`, `store-busy`, `cannot-write`; any other error as it is. */
export function explainStoreError(error: unknown, path: string): unknown {
  const code = codeOf(error);
  if (/^SQLITE_(NOTADB|CORRUPT)/.test(code)) {
    const message = `Cannot open the store ${path}: it is damaged or not a Patron store.`;
    const hint = 'Move it away and import again, or choose another folder with --home.';
    return new FatalError('store-damaged', message, hint, { cause: error });
  }
  if (/^SQLITE_(BUSY|LOCKED)/.test(code)) {
    const hint = 'Wait until it has finished, then try again.';
    return new FatalError('store-busy', `Another Patron is writing to ${path}.`, hint, { cause: error });
  }
  if (/^(SQLITE_(CANTOPEN|READONLY|FULL|IOERR)|EACCES|EEXIST|ENOENT|ENOSPC|ENOTDIR|EPERM|EROFS)/.test(code)) {
    const hint = 'Check that the folder exists, may be written and has room, or choose another with --home.';
    return new FatalError('cannot-write', `Cannot write the store ${path} (${code}).`, hint, { cause: error });
  }
  return error;
}

/** The code of an error of the database or the file system, also where another error was wrapped around it. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error) || error instanceof PatronError) return '';
  return 'code' in error ? String(error.code) : codeOf(error.cause);
}
