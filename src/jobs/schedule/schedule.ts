import { setTimeout as pause } from 'node:timers/promises';
import { type Clock, dayMs } from '../../domain/clock.ts';
import { PatronError } from '../../domain/errors.ts';
import type { Store } from '../../store/database.ts';
import { readFact, writeFact } from '../../store/facts.ts';
import {
  claimSlot,
  finishSlot,
  type JobRun,
  type JobSlot,
  lastSlot,
  listMissed,
  recordMissed,
  yieldSlot,
} from '../../store/job-runs.ts';
import { withLock } from '../../store/process-lock.ts';
import { type Alarm, minuteAlarm } from './alarm.ts';
import { type CronLine, parseCron } from './cron-line.ts';
import { nextSlot, slotsBetween } from './slots.ts';

/** Slots that are older were missed too, but are not written down one by one. */
const lookBackMs = 31 * dayMs;

/** How long a stop waits for what runs, ms. */
const stopPatienceMs = 10_000;

/** Work at times of its own. */
export interface ScheduledJob {
  readonly name: string;
  /** Five fields; see `parseCron`. */
  readonly cron: string;
  /** On whose clocks the line is read. */
  readonly timeZone: string;
  /** Jobs with the same lock never overlap, in any process; by default the job's own name. It is held while `run` runs: `run` must not take it again. */
  readonly lock?: string;
  /**
   * Does the work of a slot (epoch ms). `signal` is raised when Patron stops: end soon, at a place to go on from. A rejection with `sync-running` counts
   * as giving way.
   */
  run(signal: AbortSignal, slot: number): Promise<void>;
}

/** What happens in a schedule. `note` is plain and without personal data; `error` is not, and is for the terminal of the shop alone. */
export type ScheduleEvent =
  | ({ readonly kind: 'started' | 'done' } & JobSlot)
  | ({ readonly kind: 'yielded'; readonly note: string } & JobSlot)
  | ({ readonly kind: 'failed'; readonly note: string; readonly error: unknown } & JobSlot)
  | { readonly kind: 'missed'; readonly job: string; readonly slots: readonly number[] }
  | { readonly kind: 'trouble'; readonly note: string; readonly error: unknown };

/** What a schedule is made of. */
export interface ScheduleParts {
  readonly store: Store;
  /** Folder of the locks, shared by every process of one shop. */
  readonly lockFolder: string;
  readonly jobs: readonly ScheduledJob[];
  readonly clock: Clock;
  readonly onEvent: (event: ScheduleEvent) => void;
  /** What wakes it; node-cron unless a test passes its own. */
  readonly alarm?: Alarm;
}

/** Jobs at their times. */
export interface Schedule {
  /** Looks at the clock and runs what is due; ends when what it started has ended. Raises nothing: what goes wrong is an event. */
  tick(): Promise<void>;
  /** Ticks now, for what was slept through, and from then on every minute. */
  start(): void;
  /** Takes no more work and asks what runs to end. True when it has ended within `waitMs` (10 s). */
  stop(options?: { readonly waitMs?: number }): Promise<boolean>;
  /** The next slot of each job, soonest first. */
  upcoming(): readonly JobSlot[];
  /** Slots that had no run of their own, newest first. */
  missed(options?: { readonly limit?: number }): readonly JobRun[];
}

/**
 * A schedule that keeps its promise over sleep, restarts, several processes, summer time and a clock that is set back: each slot is claimed in the store at
 * most once, and of the slots that were slept through the newest is made up for, the others are written down as missed. Raises `bad-setting` for a cron
 * line that cannot be read.
 */
export function openSchedule(parts: ScheduleParts): Schedule {
  return new SlotSchedule(parts);
}

interface PlannedJob extends ScheduledJob {
  readonly line: CronLine;
  readonly lock: string;
}

class SlotSchedule implements Schedule {
  private readonly parts: ScheduleParts;
  private readonly planned: readonly PlannedJob[];
  /** What runs in this process, by its lock. */
  private readonly running = new Map<string, Promise<void>>();
  private readonly stopping = new AbortController();
  private readonly since = new Map<string, number>();
  private silence: (() => void) | undefined;
  /** Jobs that have given way to a run of this process: they are looked at again when it has ended, not only at the next minute. */
  private readonly waiting = new Set<PlannedJob>();

  constructor(parts: ScheduleParts) {
    this.parts = parts;
    this.planned = parts.jobs.map((job) => ({
      ...job,
      run: (signal, slot) => job.run(signal, slot),
      line: parseCron(job.cron),
      lock: job.lock ?? job.name,
    }));
    const now = parts.clock.now().getTime();
    for (const job of this.planned) this.sinceOf(job, now);
  }

  async tick(): Promise<void> {
    await Promise.all(this.planned.map((job) => this.attendSafely(job)));
  }

  start(): void {
    if (this.silence || this.stopping.signal.aborted) return;
    this.silence = (this.parts.alarm ?? minuteAlarm)(() => void this.tick());
    void this.tick();
  }

  async stop({ waitMs = stopPatienceMs }: { readonly waitMs?: number } = {}): Promise<boolean> {
    this.silence?.();
    this.silence = undefined;
    this.stopping.abort();
    if (this.running.size === 0) return true;
    const timer = new AbortController();
    const ended = Promise.allSettled([...this.running.values()]).then(() => true);
    const tooLong = pause(waitMs, false, { signal: timer.signal }).catch(() => false);
    const isQuiet = await Promise.race([ended, tooLong]);
    timer.abort();
    return isQuiet;
  }

  upcoming(): readonly JobSlot[] {
    const after = this.parts.clock.now().getTime();
    return this.planned
      .flatMap(({ name, line, timeZone }) => {
        const slot = nextSlot(line, { after, timeZone });
        return slot === undefined ? [] : [{ job: name, slot }];
      })
      .sort((one, other) => one.slot - other.slot);
  }

  missed({ limit = 100 }: { readonly limit?: number } = {}): readonly JobRun[] {
    return listMissed(this.parts.store, { limit });
  }

  /** A fault of one job, or of the store, keeps neither the other jobs nor the process from going on. */
  private async attendSafely(job: PlannedJob): Promise<void> {
    try {
      await this.attend(job);
    } catch (error) {
      this.parts.onEvent({
        kind: 'trouble',
        note: `The schedule of '${job.name}' stumbled: ${plainNote(error)}`,
        error,
      });
    }
  }

  private async attend(job: PlannedJob): Promise<void> {
    if (this.stopping.signal.aborted) return;
    const slot = this.dueSlot(job, this.parts.clock.now().getTime());
    if (slot === undefined) return;
    if (this.running.has(job.lock)) {
      this.waiting.add(job);
      this.giveWay(job, slot);
      return;
    }
    const run = this.runHoldingLock(job, slot);
    this.running.set(job.lock, run);
    try {
      await run;
    } finally {
      this.running.delete(job.lock);
    }
    const next = [...this.waiting].filter(({ lock }) => lock === job.lock);
    for (const one of next) this.waiting.delete(one);
    await Promise.all(next.map((one) => this.attendSafely(one)));
  }

  /** The slot to run now, if any: the newest that has come and was not run. Those before it are written down as missed. */
  private dueSlot(job: PlannedJob, now: number): number | undefined {
    const { store, onEvent } = this.parts;
    const last = lastSlot(store, { job: job.name, until: now });
    const from = Math.max(this.sinceOf(job, now), last?.slot ?? 0, now - lookBackMs);
    const slots = slotsBetween(job.line, { from, until: now, timeZone: job.timeZone });
    const newest = slots.at(-1);
    if (newest === undefined) return last?.outcome === 'yielded' ? last.slot : undefined;
    const missed = recordMissed(store, { job: job.name, slots: slots.slice(0, -1), at: now });
    if (missed.length > 0) onEvent({ kind: 'missed', job: job.name, slots: missed });
    return newest;
  }

  /**
   * Since when the job has its present times: what a new or changed line would have wanted before was not missed. A moment that has not come yet is of a
   * clock that was wrong then.
   */
  private sinceOf({ name, cron, timeZone }: PlannedJob, now: number): number {
    const known = this.since.get(name);
    if (known !== undefined && known <= now) return known;
    const { store } = this.parts;
    const times = `${timeZone} ${cron}`;
    const [, written, writtenTimes] = /^(\d+) (.*)$/.exec(readFact(store, `schedule:${name}`) ?? '') ?? [];
    const isKept = writtenTimes === times && Number(written) <= now;
    if (!isKept) writeFact(store, `schedule:${name}`, `${now} ${times}`);
    const since = isKept ? Number(written) : now;
    this.since.set(name, since);
    return since;
  }

  private async runHoldingLock(job: PlannedJob, slot: number): Promise<void> {
    try {
      await withLock(this.parts.lockFolder, job.lock, () => this.runOnce(job, slot));
    } catch (error) {
      if (!isTaken(error)) throw error;
      this.giveWay(job, slot);
    }
  }

  private async runOnce(job: PlannedJob, slot: number): Promise<void> {
    const { store, clock, onEvent } = this.parts;
    const { signal } = this.stopping;
    const one = { job: job.name, slot };
    if (signal.aborted || !claimSlot(store, { ...one, at: clock.now().getTime() })) return;
    onEvent({ kind: 'started', ...one });
    const finish = (end: { outcome: 'done' | 'failed' | 'yielded'; note?: string }) =>
      finishSlot(store, { ...one, ...end, at: clock.now().getTime() });
    try {
      await job.run(signal, slot);
    } catch (error) {
      const outcome = isTaken(error) ? 'yielded' : 'failed';
      const note =
        signal.aborted && outcome === 'failed' ? 'Patron was stopped before it had finished.' : plainNote(error);
      finish({ outcome, note });
      onEvent(outcome === 'failed' ? { kind: outcome, ...one, note, error } : { kind: outcome, ...one, note });
      return;
    }
    finish({ outcome: 'done' });
    onEvent({ kind: 'done', ...one });
  }

  private giveWay(job: PlannedJob, slot: number): void {
    const { store, clock, onEvent } = this.parts;
    const note = `'${job.lock}' is held by another run.`;
    const isNews = yieldSlot(store, { job: job.name, slot, at: clock.now().getTime(), note });
    if (isNews) onEvent({ kind: 'yielded', job: job.name, slot, note });
  }
}

function isTaken(error: unknown): boolean {
  return error instanceof PatronError && error.code === 'sync-running';
}

/** Why something failed, in words that hold no personal data: Patron's own errors name ids alone; of any other, whose message may hold anything, the kind. */
function plainNote(error: unknown): string {
  if (error instanceof PatronError) return `${error.message} (${error.code})`;
  const kind = error instanceof Error ? error.name : typeof error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return `A fault of Patron's own (${/^[A-Z_]+$/.test(code) ? `${kind}, ${code}` : kind}).`;
}
