import type { Clock } from '../../domain/clock.ts';
import { RetryableError } from '../../domain/errors.ts';
import type { OnProgress } from '../../domain/progress.ts';
import type { Store } from '../../store/database.ts';
import { withLock } from '../../store/process-lock.ts';
import { countOpen, type OutboxOp, type OutboxRow, openRows, opsOf } from '../../store/push-outbox.ts';
import { type SettledRow, settleRows } from '../../store/push-settle.ts';
import { locksFolder } from '../workplace.ts';
import type { PushTargets } from './desk.ts';
import { type Destination, destinationsOf } from './send-destinations.ts';
import { settleSwitchedOff, settleUnanswered } from './send-retry.ts';
import { type SendParts, sendRows, type Way } from './send-rows.ts';

/** Contacts looked at in one go: as many as HubSpot takes in one call. */
const batchSize = 100;

/** Batches on their way at one time: enough to use up ten calls a second where each takes most of one. */
const atOnce = 8;

/** How often rows that got no whole answer are looked at within one run. */
const mostPasses = 4;

/** What the outbox is emptied with. */
export interface DrainParts {
  readonly store: Store;
  readonly home: string;
  readonly targets: PushTargets;
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
 * Empties the outbox into its targets, while no other process does; what keeps one of them from being written to does not keep the other. It can be broken off anywhere, also by SIGKILL: the next run looks at each row that was on
 * its way before anything is sent again. Stops early where a target allows no more calls or does not answer. Raises `sync-running` where another process is
 * at it, and what refuses everything: `access-missing`, `credential-refused`, `source-broken`.
 */
export function drainOutbox(parts: DrainParts, options: DrainOptions = {}): Promise<DrainReport> {
  return withLock(locksFolder(parts), 'push', () => drainUnlocked(parts, options));
}

/** As `drainOutbox`, for a caller who holds the lock. */
export async function drainUnlocked(parts: Omit<DrainParts, 'home'>, options: DrainOptions = {}): Promise<DrainReport> {
  const { store, targets, clock } = parts;
  const total = { done: 0, parked: 0, dropped: 0 };
  const ends: DrainEnd[] = [];
  for (const destination of destinationsOf(store, targets)) {
    const drain = new Drain({ store, clock, destination }, options);
    ends.push(await drain.end());
    total.done += drain.counts.done;
    total.parked += drain.counts.parked;
    total.dropped += drain.counts.dropped;
  }
  if (!targets.shop) total.parked += parkSwitchedOff({ store, clock }, options.batchId);
  const broken = ends.find((end) => 'error' in end);
  if (broken) throw broken.error;
  const stopped = ends.find((end) => 'stopped' in end);
  return { ...total, ...stopped };
}

/** How a run over one target ended: by itself, early, or by what refuses everything. */
type DrainEnd =
  | { readonly stopped: NonNullable<DrainReport['stopped']> }
  | { readonly error: unknown }
  | { readonly done: true };

/** What a run over one target works with. */
interface DrainWorld {
  readonly store: Store;
  readonly clock: Clock;
  readonly destination: Destination;
}

/** One run over the outbox of one target, and what it has done so far. */
class Drain {
  readonly counts = { done: 0, parked: 0, dropped: 0 };
  private readonly total: number;
  private readonly world: DrainWorld;
  private readonly options: DrainOptions;
  private isBroken = false;

  constructor(world: DrainWorld, options: DrainOptions) {
    this.world = world;
    this.options = options;
    const { store, destination } = world;
    this.total = countOpen(store, { target: destination.name, batchId: options.batchId, now: this.now() });
  }

  async end(): Promise<DrainEnd> {
    if (this.total === 0) return { done: true };
    try {
      await this.world.destination.prepare();
      await this.run();
      return { done: true };
    } catch (error) {
      if (!(error instanceof RetryableError)) return { error };
      const { code, message, hint } = error;
      return { stopped: { code, message, hint } };
    }
  }

  private now(): number {
    return this.world.clock.now().getTime();
  }

  private async run(): Promise<void> {
    const { destination } = this.world;
    for (const { op, way, key } of destination.kinds({ batchId: this.options.batchId, now: this.now() })) {
      await this.sendAll(op, way, key === undefined ? {} : { key });
    }
  }

  /** Sends all rows of a kind, in passes: what got no whole answer is looked at in the next one, then left for later. */
  private async sendAll(op: OutboxOp, way: () => Promise<Way>, { key }: { key?: string } = {}): Promise<void> {
    const query = { op, ...(key === undefined ? {} : { key }) };
    for (let pass = 0; pass < mostPasses && !this.isStopped(); pass++) {
      if (this.take(query, 0, 1).length === 0) return;
      await this.pass(query, await way());
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
      for (let rows = next(); rows.length > 0; rows = next()) this.count(await sendRows(this.sending(), rows, way));
    };
    const ends = await Promise.allSettled(Array.from({ length: atOnce }, () => this.orBreak(work)));
    const broken = ends.find((end) => end.status === 'rejected');
    if (broken) throw broken.reason;
  }

  private sending(): SendParts {
    const { store, clock, destination } = this.world;
    return { store, clock, target: destination.name };
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
    return openRows(this.world.store, { ...query, batchId: this.options.batchId, after, limit, now: this.now() });
  }

  /** Rows that got no whole answer in any pass. */
  private park(query: { op: OutboxOp; key?: string }): void {
    const open = this.take(query, 0, this.total).filter(({ mayHaveHappened }) => mayHaveHappened);
    const settled = open.map((row): SettledRow => ({ row, settlement: settleUnanswered(this.now()) }));
    settleRows(this.world.store, settled, { target: this.world.destination.name, now: this.now() });
    this.count(settled);
  }

  private count(settled: readonly SettledRow[]): void {
    for (const { settlement } of settled) this.counts[settlement.state]++;
    const { done, parked, dropped } = this.counts;
    const progress = {
      step: `${this.world.destination.name}: contacts`,
      done: done + parked + dropped,
      total: this.total,
    };
    this.options.onProgress?.(progress);
  }
}

/** Sets aside what waits for a shop that is not written to any more, until somebody switches it on again. Gives how many rows. */
function parkSwitchedOff({ store, clock }: Pick<DrainParts, 'store' | 'clock'>, batchId: string | undefined): number {
  const now = clock.now().getTime();
  const limit = countOpen(store, { target: 'shopify', batchId, now });
  if (limit === 0) return 0;
  const rows = opsOf.shopify.flatMap((op) => openRows(store, { op, batchId, after: 0, limit, now }));
  const settled = rows.map((row): SettledRow => ({ row, settlement: settleSwitchedOff(row, now) }));
  settleRows(store, settled, { target: 'shopify', now });
  return settled.length;
}
