import type { Store } from './database.ts';

/**
 * Does one write transaction that outlives a power loss once it has ended: a promise to others (a claimed slot, a message that was answered with 200)
 * must not be forgotten. Costs a wait for the disk, so it is for small, rare or grouped writes. Cannot be nested in another transaction.
 */
export function durably<T>({ sqlite }: Store, work: () => T): T {
  sqlite.pragma('synchronous = FULL');
  try {
    return sqlite.transaction(work).immediate();
  } finally {
    sqlite.pragma('synchronous = NORMAL');
  }
}
