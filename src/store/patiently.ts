import { setTimeout as pause } from 'node:timers/promises';
import type { Store } from './database.ts';

/** Milliseconds between two tries: short beside an answer, long beside a write. */
const pauseMs = 3;

/**
 * Does a small write transaction from the main thread, and gives what it gives. Another who writes is waited for by coming again, never by standing still: open
 * the store with `timeoutMs: 0`. Raises SQLite's own error where the store stays busy for `patienceMs`, or cannot be written.
 */
export async function patiently<T>(
  { sqlite }: Store,
  write: () => T,
  { patienceMs = 10_000 }: { patienceMs?: number } = {},
): Promise<T> {
  for (let waited = 0; ; waited += pauseMs) {
    try {
      return sqlite.transaction(write).immediate();
    } catch (error) {
      if (!isBusy(error) || waited >= patienceMs) throw error;
      await pause(pauseMs);
    }
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^SQLITE_(BUSY|LOCKED)/.test(String(error.code));
}
