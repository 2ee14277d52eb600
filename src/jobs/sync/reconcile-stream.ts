import type { LiveId, Source, Stream } from '../../../connectors/contract.ts';
import type { Clock } from '../../domain/clock.ts';
import type { Store } from '../../store/database.ts';
import { type Gone, goneTaker, storedIds } from '../../store/gone-records.ts';
import type { KeepPage } from '../../store/sync-page.ts';
import { readSyncState, writeSyncState } from '../../store/sync-states.ts';

/** What a reconciliation of a stream has found. */
export interface ReconcileResult {
  readonly stream: string;
  /** Records that exist at the source. */
  readonly live: number;
  /** Records that the store had not: looked up and kept. */
  readonly missing: number;
  /** Records that were gone at the source: taken out or marked. */
  readonly gone: number;
}

/** Ids that are looked up together. */
const batch = 100;

/**
 * Compares the ids of a stream with those of the store: what is gone at the source goes or is marked here, what is missing here is looked up. Nothing is taken
 * out before the whole list has come.
 */
export async function reconcileStream({
  store,
  keep,
  source,
  stream,
  clock,
}: {
  store: Store;
  keep: KeepPage;
  source: Source;
  stream: Stream;
  clock: Clock;
}): Promise<ReconcileResult> {
  const live = new Map<string, LiveId>();
  for await (const ids of source.liveIds(stream.name)) for (const id of ids) live.set(id.id, id);
  const stored = new Set(storedIds(store, source.name, stream.kind));
  const now = clock.now().getTime();
  const gone = [...goneIds(live, stored)].map(
    (found): Gone => ({ ...found, source: source.name, kind: stream.kind, now }),
  );
  const taken = takeGone(store, gone);
  const wanted = [...live.values()].filter(({ id, mergedInto }) => mergedInto === undefined && !stored.has(id));
  const missing = stream.kind === 'product' ? [] : wanted.map(({ id }) => id);
  for (let start = 0; start < missing.length; start += batch) {
    const page = await source.byIds(stream.name, missing.slice(start, start + batch));
    keep({ source: source.name, stream: stream.name, records: page.records, rejected: page.rejected, now });
  }
  writeSyncState(store, source.name, stream.name, {
    ...readSyncState(store, source.name, stream.name),
    reconciledAt: now,
  });
  return { stream: stream.name, live: live.size, missing: missing.length, gone: taken };
}

function* goneIds(
  live: ReadonlyMap<string, LiveId>,
  stored: ReadonlySet<string>,
): Generator<Pick<Gone, 'sourceId' | 'reason' | 'mergedInto'>> {
  for (const id of stored) {
    const found = live.get(id);
    if (!found) yield { sourceId: id, reason: 'deleted' };
    else if (found.mergedInto !== undefined) yield { sourceId: id, reason: 'merged', mergedInto: found.mergedInto };
    else if (found.isArchived) yield { sourceId: id, reason: 'archived' };
  }
}

function takeGone(store: Store, gone: readonly Gone[]): number {
  const take = goneTaker(store);
  return store.sqlite.transaction(() => gone.filter(take).length).immediate();
}
