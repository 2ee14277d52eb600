import type { Target } from '../../../connectors/contract.ts';
import type { Clock } from '../../domain/clock.ts';
import { RetryableError } from '../../domain/errors.ts';
import type { OnProgress } from '../../domain/progress.ts';
import type { Store } from '../../store/database.ts';
import { withLock } from '../../store/process-lock.ts';
import { countOpen, type OutboxOp, type OutboxRow, openLists, openRows } from '../../store/push-outbox.ts';
import { type SettledRow, settleRows } from '../../store/push-settle.ts';
import { locksFolder } from '../workplace.ts';
import { fieldsWay } from './send-fields.ts';
import { listWay } from './send-lists.ts';
import { notesWay } from './send-notes.ts';
import { settleUnanswered } from './send-retry.ts';
import { sendRows, type Way } from './send-rows.ts';

/** Contacts in one call, at most: HubSpot's own limit. */
const batchSize = 100;

/** Batches on their way at one time: enough to use up ten calls a second where each takes most of one. */
const atOnce = 8;

/** How often rows that got no whole answer are looked at within one run. */
const mostPasses = 4;

/** What the outbox is emptied with. */
export interface DrainParts {
  readonly store: Store;
  readonly home: string;
  readonly target: Target;
  readonly clock: Clock;
}

/** How far the outbox is emptied. */
export interface DrainOptions {
  /** Only this batch; absent: everything that waits. */
  readonly batchId?: string | undefined;
  readonly onProgress?: OnProgress | undefined;
  /** Stops between two batches. */
  readonly signal?: AbortSignal | undefined;
}

/** What a run over the outbox has done, in rows. */
export interface DrainReport {
  readonly done: number;
  readonly parked: number;
  readonly dropped: number;
  /** Why it ended early and when it goes on; absent: it came to its end. Nothing is lost then. */
  readonly stopped?: { readonly code: string; readonly message: string; readonly hint: string };
}

/**
 * Empties the outbox into its target, while no other process does. It can be broken off anywhere, also by SIGKILL: the next run looks at each row that was on
 * its way before anything is sent again. Stops early where the target allows no more calls or does not answer. Raises `sync-running` where another process is
 * at it, and what refuses everything: `access-missing`, `credential-refused`, `source-broken`.
 */
export function drainOutbox(parts: DrainParts, options: DrainOptions = {}): Promise<DrainReport> {
  return withLock(locksFolder(parts), 'push', () => drainUnlocked(parts, options));
}

/** As `drainOutbox`, for a caller who holds the lock. */
export async function drainUnlocked(parts: Omit<DrainParts, 'home'>, options: DrainOptions = {}): Promise<DrainReport> {
  const drain = new Drain(parts, options);
  if (drain.total === 0) return drain.report();
  try {
    await parts.target.prepare();
    await drain.run();
    return drain.report();
  } catch (error) {
    if (!(error instanceof RetryableError)) throw error;
    const { code, message, hint } = error;
    return { ...drain.report(), stopped: { code, message, hint } };
  }
}

/** One run over the outbox, and what it has done so far. */
class Drain {
  readonly total: number;
  private readonly parts: Omit<DrainParts, 'home'>;
  private readonly options: DrainOptions;
  private isBroken = false;
  private readonly counts = { done: 0, parked: 0, dropped: 0 };

  constructor(parts: Omit<DrainParts, 'home'>, options: DrainOptions) {
    this.parts = parts;
    this.options = options;
    this.total = countOpen(parts.store, { batchId: options.batchId, now: this.now() });
  }

  private now(): number {
    return this.parts.clock.now().getTime();
  }

  report(): DrainReport {
    return { ...this.counts };
  }

  async run(): Promise<void> {
    const { store, target } = this.parts;
    await this.sendAll('fields', fieldsWay(target));
    for (const list of openLists(store, { batchId: this.options.batchId, now: this.now() })) {
      await this.sendAll('list', () => this.openList(list), { key: list });
    }
    for (const kind of ['note', 'task'] as const) await this.sendAll(kind, notesWay(target, kind));
  }

  /** A list as it stands: read anew for each pass, since rows without an answer may have changed it. */
  private async openList(list: string): Promise<Way> {
    const { target } = this.parts;
    return listWay(target, { list, members: new Set(await target.members(list)) });
  }

  /** Sends all rows of a kind, in passes: what got no whole answer is looked at in the next one, then left for later. */
  private async sendAll(op: OutboxOp, way: Way | (() => Promise<Way>), { key }: { key?: string } = {}): Promise<void> {
    const query = { op, ...(key === undefined ? {} : { key }) };
    for (let pass = 0; pass < mostPasses && !this.isStopped(); pass++) {
      if (this.take(query, 0, 1).length === 0) return;
      await this.pass(query, typeof way === 'function' ? await way() : way);
    }
    if (!this.isStopped()) this.park(query);
  }

  private async pass(query: { op: OutboxOp; key?: string }, way: Way): Promise<void> {
    let after = 0;
    const next = () => {
      const rows = this.isStopped() ? [] : this.take(query, after, batchSize);
      after = rows.at(-1)?.id ?? after;
      return rows;
    };
    const work = async () => {
      for (let rows = next(); rows.length > 0; rows = next()) this.count(await sendRows(this.parts, rows, way));
    };
    const ends = await Promise.allSettled(Array.from({ length: atOnce }, () => this.orBreak(work)));
    const broken = ends.find((end) => end.status === 'rejected');
    if (broken) throw broken.reason;
  }

  /** What breaks one batch keeps the others from beginning; those on their way come to their end. */
  private async orBreak(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.isBroken = true;
      throw error;
    }
  }

  private isStopped(): boolean {
    return this.isBroken || this.options.signal?.aborted === true;
  }

  private take(query: { op: OutboxOp; key?: string }, after: number, limit: number): OutboxRow[] {
    return openRows(this.parts.store, { ...query, batchId: this.options.batchId, after, limit, now: this.now() });
  }

  /** Rows that got no whole answer in any pass. */
  private park(query: { op: OutboxOp; key?: string }): void {
    const open = this.take(query, 0, this.total).filter(({ mayHaveHappened }) => mayHaveHappened);
    const settled = open.map((row): SettledRow => ({ row, settlement: settleUnanswered(this.now()) }));
    settleRows(this.parts.store, settled, { target: this.parts.target.name, now: this.now() });
    this.count(settled);
  }

  private count(settled: readonly SettledRow[]): void {
    for (const { settlement } of settled) this.counts[settlement.state]++;
    const { done, parked, dropped } = this.counts;
    const progress = { step: `${this.parts.target.name}: contacts`, done: done + parked + dropped, total: this.total };
    this.options.onProgress?.(progress);
  }
}
