import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { RetryableError } from '../domain/errors.ts';
import { explainStoreError } from './database.ts';

/** How long a taken lock is tried again, ms: two that start at the same instant may both find it taken. */
const patienceMs = 1000;

/** Options of a lock. */
export interface LockOptions {
  /** Waits between two tries; tests pass their own. */
  readonly sleep?: (ms: number) => Promise<unknown>;
}

/**
 * Does `work` while holding the lock `name` in `folder`, which no other process or thread can hold meanwhile, and gives what it gives. The lock is an
 * exclusive transaction on a small database of its own: the operating system frees it when its holder ends, also by SIGKILL. It cannot be taken twice
 * by the same process. Raises `sync-running` where it stays taken for a second, `cannot-write` where the folder cannot be written.
 */
export async function withLock<T>(
  folder: string,
  name: string,
  work: () => T | Promise<T>,
  { sleep = pause }: LockOptions = {},
): Promise<T> {
  const path = join(folder, `${encodeURIComponent(name)}.lock`);
  const lock = await takeLock(path, name, sleep);
  try {
    sayHolder(path);
    return await work();
  } finally {
    rmSync(`${path}.holder`, { force: true });
    lock.close();
  }
}

async function takeLock(path: string, name: string, sleep: (ms: number) => Promise<unknown>): Promise<Sqlite.Database> {
  let waited = 0;
  for (let tries = 0; ; tries++) {
    const lock = tryLock(path);
    if (lock) return lock;
    if (waited >= patienceMs) throw lockTaken(path, name);
    const ms = waitMs(tries);
    waited += ms;
    await sleep(ms);
  }
}

/** 20 to 119 ms, by the process's number rather than by dice: two that wait for each other do not keep step. */
function waitMs(tries: number): number {
  return 20 + ((process.pid * 7919 + tries * 104_729) % 100);
}

function tryLock(path: string): Sqlite.Database | undefined {
  let lock: Sqlite.Database | undefined;
  try {
    mkdirSync(join(path, '..'), { recursive: true });
    lock = new Sqlite(path, { timeout: 0 });
    lock.exec('begin exclusive');
    return lock;
  } catch (error) {
    lock?.close();
    if (error instanceof Sqlite.SqliteError && /^SQLITE_BUSY/.test(error.code)) return undefined;
    throw explainStoreError(error, path);
  }
}

/** Leaves the holder's number beside the lock, for the message alone: whether the lock is taken, only the lock says. */
function sayHolder(path: string): void {
  try {
    writeFileSync(`${path}.holder`, String(process.pid));
  } catch {
    // A full disk must not keep the work from being done; the message is less telling then.
  }
}

function lockTaken(path: string, name: string): RetryableError {
  const holder = readHolder(path);
  const who = holder === undefined ? 'another process' : `process ${holder}`;
  const hint =
    holder === undefined || holder === process.pid
      ? 'Wait until it has finished, then try again.'
      : `Wait until it has finished, then try again; or stop process ${holder} first.`;
  return new RetryableError('sync-running', `Cannot start '${name}': ${who} is already doing it.`, hint);
}

function readHolder(path: string): number | undefined {
  try {
    const text = readFileSync(`${path}.holder`, 'utf8');
    return /^\d+$/.test(text) ? Number(text) : undefined;
  } catch {
    return undefined;
  }
}
