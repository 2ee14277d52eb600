import type { Source, SourceAccess, SourceUsage, Stream } from '../../../connectors/contract.ts';
import type { Clock } from '../../domain/clock.ts';
import { ConfigError, PatronError } from '../../domain/errors.ts';
import type { OnProgress } from '../../domain/progress.ts';
import type { Store } from '../../store/database.ts';
import { pageKeeper } from '../../store/sync-page.ts';
import { finishSyncRun, startSyncRun } from '../../store/sync-runs.ts';
import { accessOf } from './known-access.ts';
import { checkMonths, type MonthCheck } from './month-check.ts';
import { type PullResult, pullStream } from './pull-stream.ts';
import { type ReconcileResult, reconcileStream } from './reconcile-stream.ts';

/** How a sync is run. `incremental` begins with a backfill where there was none. */
export type SyncKind = 'backfill' | 'incremental' | 'reconcile';

/** What a sync of one source has done: the printed report as data. Times are epoch ms. */
export interface SyncReport {
  readonly source: string;
  readonly mode: SyncKind;
  readonly startedAt: number;
  readonly access: SourceAccess;
  readonly pulls: readonly PullResult[];
  readonly reconciled: readonly ReconcileResult[];
  readonly months?: readonly MonthCheck[];
  /** Streams that failed, and why, with what to do. */
  readonly failures: readonly { readonly stream: string; readonly message: string; readonly hint: string }[];
  readonly usage: SourceUsage;
}

/** What a sync is run with. */
export interface SyncOptions {
  readonly store: Store;
  readonly source: Source;
  readonly mode: SyncKind;
  readonly clock: Clock;
  readonly timeZone: string;
  readonly onProgress?: OnProgress | undefined;
}

/** Days of the past whose months are compared with the source after each run. */
const checkedDays = 400;

/**
 * Pulls every stream of a source that its credential may see, one after the other; a stream that fails does not stop the others, a refused credential stops all.
 * The caller holds the lock of the sync. Raises what the credential check raises.
 */
export async function runSync(options: SyncOptions): Promise<SyncReport> {
  const { store, source, mode, clock } = options;
  const startedAt = clock.now().getTime();
  const run = startSyncRun(store, { source: source.name, mode, startedAt });
  try {
    const report = await syncAll(options, startedAt);
    const outcome = report.failures.length === 0 ? 'done' : 'failed';
    finishSyncRun(store, run, { finishedAt: clock.now().getTime(), outcome, report });
    return report;
  } catch (error) {
    const report = error instanceof PatronError ? { message: error.message, hint: error.hint } : { message: 'a fault' };
    finishSyncRun(store, run, { finishedAt: clock.now().getTime(), outcome: 'failed', report });
    throw error;
  }
}

async function syncAll(options: SyncOptions, startedAt: number): Promise<SyncReport> {
  const { store, source, mode, clock, timeZone } = options;
  const access = await accessOf(store, source, { clock, isFresh: mode !== 'incremental' });
  const hidden = new Set(access.missing.map(({ stream }) => stream));
  const open = source.streams.filter(({ name }) => !hidden.has(name));
  const keep = pageKeeper(store);
  const pulls: PullResult[] = [];
  const reconciled: ReconcileResult[] = [];
  const failures: { stream: string; message: string; hint: string }[] = [];
  const attempt = async (stream: Stream, work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof PatronError) || error instanceof ConfigError) throw error;
      failures.push({ stream: stream.name, message: error.message, hint: error.hint });
    }
  };
  for (const stream of open) {
    await attempt(stream, async () => {
      pulls.push(await pullStream({ ...options, keep, stream, isBackfill: mode === 'backfill' }));
      if (mode !== 'reconcile' || !stream.modes.includes('reconcile')) return;
      options.onProgress?.({ step: `${source.name}: comparing ${stream.name}`, done: 0 });
      reconciled.push(await reconcileStream({ store, keep, source, stream, clock }));
    });
  }
  const until = clock.now().getTime();
  const zone = access.timeZone ?? timeZone;
  const range = { from: until - checkedDays * 86_400_000, until, timeZone: zone };
  const months = failures.length === 0 ? await checkMonths(store, source, range) : undefined;
  return {
    source: source.name,
    mode,
    startedAt,
    access,
    pulls,
    reconciled,
    failures,
    usage: source.usage(),
    ...(months ? { months } : {}),
  };
}
