import { and, eq } from 'drizzle-orm';
import type { Store } from './database.ts';
import { syncState } from './sync-schema.ts';

/** Where a stream stands. Times are epoch ms. */
export interface SyncState {
  readonly mode: 'backfill' | 'incremental' | null;
  readonly position: string | null;
  readonly since: number | null;
  readonly runStartedAt: number | null;
  readonly maxSeen: number | null;
  /** Everything changed before it is in the store; null until the backfill has ended. */
  readonly highWater: number | null;
  readonly reconciledAt: number | null;
}

const nothing: SyncState = {
  mode: null,
  position: null,
  since: null,
  runStartedAt: null,
  maxSeen: null,
  highWater: null,
  reconciledAt: null,
};

/** Reads where a stream stands; one that was never pulled stands at nothing. */
export function readSyncState({ db }: Store, source: string, stream: string): SyncState {
  const row = db
    .select()
    .from(syncState)
    .where(and(eq(syncState.source, source), eq(syncState.stream, stream)))
    .get();
  if (!row) return nothing;
  const { mode, ...rest } = row;
  return { ...rest, mode: mode === 'backfill' || mode === 'incremental' ? mode : null };
}

/** Writes where a stream stands. Call it in the transaction that writes the records which it covers. */
export function writeSyncState({ db }: Store, source: string, stream: string, state: SyncState): void {
  const { mode, position, since, runStartedAt, maxSeen, highWater, reconciledAt } = state;
  const row = { mode, position, since, runStartedAt, maxSeen, highWater, reconciledAt };
  db.insert(syncState)
    .values({ source, stream, ...row })
    .onConflictDoUpdate({ target: [syncState.source, syncState.stream], set: row })
    .run();
}
