import { setTimeout as pause } from 'node:timers/promises';
import type { Page, Source, Stream } from '../../../connectors/contract.ts';
import type { Clock } from '../../domain/clock.ts';
import { RetryableError } from '../../domain/errors.ts';
import type { OnProgress } from '../../domain/progress.ts';
import type { Store } from '../../store/database.ts';
import { type KeepPage, type Outcomes, rejectedIds } from '../../store/sync-page.ts';
import { readSyncState, type SyncState } from '../../store/sync-states.ts';

/** What a pull of a stream is made with. */
export interface PullOptions {
  readonly store: Store;
  readonly keep: KeepPage;
  readonly source: Source;
  readonly stream: Stream;
  /** Start a backfill again although there was one. */
  readonly isBackfill: boolean;
  readonly clock: Clock;
  readonly onProgress?: OnProgress | undefined;
}

/** What a pull of a stream has done. */
export interface PullResult {
  readonly stream: string;
  readonly mode: 'backfill' | 'incremental';
  /** Whether it went on where an interrupted one had stopped. */
  readonly isResumed: boolean;
  readonly pages: number;
  readonly outcomes: Outcomes;
  readonly warnings: readonly string[];
}

/** Changes are looked for from so long before the last high-water mark: sources index late, and stamps are coarse. */
export const overlapMs = 10 * 60_000;

/** A run that saw nothing newer moves the mark up to so long before its own start: clocks differ, but not by more. */
const clockDoubtMs = 60 * 60_000;

/** After each page the store is free for so long, ms: who else wants to write comes back every few. */
const breathMs = 8;

const noOutcomes: Outcomes = { new: 0, changed: 0, unchanged: 0, stale: 0, erased: 0, rejected: 0 };

/**
 * Pulls a stream to its end: a backfill until one has ended, from then on what has changed. Each page is one transaction with the state that it leads to, so
 * that a run which was killed goes on with the next page. Raises what the source raises; the state then stands at the last kept page.
 */
export async function pullStream(options: PullOptions): Promise<PullResult> {
  const { store, source, stream, clock } = options;
  const old = readSyncState(store, source.name, stream.name);
  const begun = beginRun(old, { isBackfill: options.isBackfill, now: clock.now().getTime() });
  const mode = begun.mode ?? 'backfill';
  const request = {
    stream: stream.name,
    mode,
    ...(begun.since === null ? {} : { since: begun.since }),
    ...(begun.position === null ? {} : { position: begun.position }),
  };
  let result: PullResult = {
    stream: stream.name,
    mode,
    isResumed: begun === old,
    pages: 0,
    outcomes: noOutcomes,
    warnings: [],
  };
  let state = begun;
  let seen = 0;
  const positions = new Set<string>();
  for await (const page of source.pull(request)) {
    refuseLoop(page, positions, { source: source.name, stream: stream.name });
    state =
      page.next === undefined ? endRun(state, page) : { ...state, position: page.next, maxSeen: newest(state, page) };
    result = add(result, page, keepPage(options, page, state));
    await pause(breathMs);
    seen += page.records.length;
    options.onProgress?.({
      step: `${source.name}: ${stream.name}`,
      done: seen,
      ...(page.total === undefined ? {} : { total: page.total }),
    });
  }
  return retryRejected(options, result);
}

/** The state of the run that begins: one that was interrupted goes on, unless a fresh backfill is wanted. */
function beginRun(state: SyncState, { isBackfill, now }: { isBackfill: boolean; now: number }): SyncState {
  const isOpen = state.mode !== null && (!isBackfill || state.mode === 'backfill');
  if (isOpen) return state;
  const fresh = { ...state, position: null, maxSeen: null, runStartedAt: now };
  if (isBackfill || state.highWater === null) return { ...fresh, mode: 'backfill', since: null };
  return { ...fresh, mode: 'incremental', since: state.highWater - overlapMs };
}

/**
 * The state after the last page. After a backfill everything changed before its start is in the store; after changes, everything up to the newest stamp, at
 * least up to an hour before the run's own start, and never beyond it.
 */
function endRun(state: SyncState, page: Page): SyncState {
  const start = state.runStartedAt ?? 0;
  const seen = Math.min(start, newest(state, page) ?? 0);
  const reached = state.mode === 'backfill' ? start : Math.max(seen, start - clockDoubtMs);
  const highWater = Math.max(state.highWater ?? 0, reached);
  return { ...state, mode: null, position: null, since: null, runStartedAt: null, maxSeen: null, highWater };
}

function newest({ maxSeen }: SyncState, { records }: Page): number | null {
  return records.reduce<number | null>((max, { updatedAt }) => Math.max(max ?? 0, updatedAt), maxSeen);
}

function keepPage({ keep, source, stream, clock }: PullOptions, page: Page, state?: SyncState): Outcomes {
  return keep({
    source: source.name,
    stream: stream.name,
    records: page.records,
    rejected: page.rejected,
    now: clock.now().getTime(),
    ...(state ? { state } : {}),
  });
}

/** A source whose pages lead back to one that was already read would never end. */
function refuseLoop(
  { next }: Page,
  positions: Set<string>,
  { source, stream }: { source: string; stream: string },
): void {
  if (next === undefined) return;
  if (positions.has(next)) {
    throw new RetryableError(
      'source-broken',
      `${source} leads in a circle through its ${stream}: the same page came twice.`,
      `What was read is kept. Try again later: patron sync ${source}`,
    );
  }
  positions.add(next);
}

function add(result: PullResult, page: Page, outcomes: Outcomes): PullResult {
  return {
    ...result,
    pages: result.pages + 1,
    outcomes: addOutcomes(result.outcomes, outcomes),
    warnings: [...new Set([...result.warnings, ...page.warnings])],
  };
}

/** Sums of outcomes. */
export function addOutcomes(one: Outcomes, other: Outcomes): Outcomes {
  return {
    new: one.new + other.new,
    changed: one.changed + other.changed,
    unchanged: one.unchanged + other.unchanged,
    stale: one.stale + other.stale,
    erased: one.erased + other.erased,
    rejected: one.rejected + other.rejected,
  };
}

/** Records that could not be read when they last came are asked for once more, though nothing has changed. */
async function retryRejected(options: PullOptions, result: PullResult): Promise<PullResult> {
  const { store, source, stream } = options;
  const ids = rejectedIds(store, source.name, stream.name);
  if (ids.length === 0 || result.outcomes.rejected > 0) return result;
  const page = await source.byIds(stream.name, ids);
  return { ...result, outcomes: addOutcomes(result.outcomes, keepPage(options, page)) };
}
