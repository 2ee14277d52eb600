import type { Store } from './database.ts';
import { durably } from './durable.ts';

/** How a slot ended. `missed`: nobody was there, and a later slot ran in its stead; `yielded`: it gave way to who held the lock. */
export type SlotOutcome = 'done' | 'failed' | 'missed' | 'yielded';

/** A slot of a job: the instant (epoch ms) at which its schedule wants it. */
export interface JobSlot {
  readonly job: string;
  readonly slot: number;
}

/** A slot as it is kept. Times are epoch ms; `outcome` is absent while it runs. */
export interface JobRun extends JobSlot {
  readonly startedAt: number;
  readonly finishedAt?: number;
  readonly outcome?: SlotOutcome;
  readonly note?: string;
}

interface Row {
  readonly job: string;
  readonly slot: number;
  readonly startedAt: number;
  readonly finishedAt: number | null;
  readonly outcome: SlotOutcome | null;
  readonly note: string | null;
}

const columns = 'job, slot, started_at as startedAt, finished_at as finishedAt, outcome, note';

/** The newest slot of a job that is known at or before `until`; later ones, from before a clock was set back, are left out. */
export function lastSlot({ sqlite }: Store, { job, until }: { job: string; until: number }): JobRun | undefined {
  const row = sqlite
    .prepare<[string, number], Row>(
      `select ${columns} from job_run where job = ? and slot <= ? order by slot desc limit 1`,
    )
    .get(job, until);
  return row && runOf(row);
}

/**
 * Claims a slot for running, once over all processes: true for whoever gets it. Call it while holding the job's lock: an earlier run of the job that has
 * no end was then killed, and is written down as failed.
 */
export function claimSlot(store: Store, { job, slot, at }: JobSlot & { at: number }): boolean {
  return durably(store, () => {
    const insert = store.sqlite.prepare(
      `insert into job_run (job, slot, started_at) values (?, ?, ?)
       on conflict (job, slot) do update set started_at = excluded.started_at, finished_at = null, outcome = null, note = null
       where outcome = 'yielded'`,
    );
    if (insert.run(job, slot, at).changes === 0) return false;
    store.sqlite
      .prepare(
        `update job_run set outcome = 'failed', finished_at = ?, note = 'It was interrupted.' where job = ? and slot <> ? and outcome is null`,
      )
      .run(at, job, slot);
    return true;
  });
}

/** Writes down how a claimed slot ended. `note` says why in plain words, without personal data. */
export function finishSlot(
  store: Store,
  { job, slot, at, outcome, note }: JobSlot & { at: number; outcome: SlotOutcome; note?: string | undefined },
): void {
  durably(store, () =>
    store.sqlite
      .prepare(
        'update job_run set finished_at = ?, outcome = ?, note = ? where job = ? and slot = ? and outcome is null',
      )
      .run(at, outcome, note ?? null, job, slot),
  );
}

/** Writes down that a slot waits for its lock, unless somebody has claimed it. It may be claimed until a newer slot takes its place. True the first time. */
export function yieldSlot({ sqlite }: Store, { job, slot, at, note }: JobSlot & { at: number; note: string }): boolean {
  const insert = sqlite.prepare(
    `insert or ignore into job_run (job, slot, started_at, finished_at, outcome, note) values (?, ?, ?, ?, 'yielded', ?)`,
  );
  return insert.run(job, slot, at, at, note).changes > 0;
}

/** Writes down slots that nobody ran; gives those that were not known yet. */
export function recordMissed(
  { sqlite }: Store,
  { job, slots, at }: { job: string; slots: readonly number[]; at: number },
): readonly number[] {
  if (slots.length === 0) return [];
  const insert = sqlite.prepare(
    `insert or ignore into job_run (job, slot, started_at, finished_at, outcome) values (?, ?, ?, ?, 'missed')`,
  );
  return sqlite.transaction(() => slots.filter((slot) => insert.run(job, slot, at, at).changes > 0)).immediate();
}

/** Slots without a run of their own, missed or given way for good, newest first. A slot that still waits for its lock is not among them. */
export function listMissed({ sqlite }: Store, { limit }: { limit: number }): readonly JobRun[] {
  const rows = sqlite
    .prepare<[number], Row>(
      `select ${columns} from job_run as one
       where outcome = 'missed'
         or outcome = 'yielded' and exists (select 1 from job_run as newer where newer.job = one.job and newer.slot > one.slot)
       order by slot desc, job limit ?`,
    )
    .all(limit);
  return rows.map(runOf);
}

/** Every slot of a job that is known, oldest first. */
export function listRuns({ sqlite }: Store, job: string): readonly JobRun[] {
  return sqlite
    .prepare<[string], Row>(`select ${columns} from job_run where job = ? order by slot`)
    .all(job)
    .map(runOf);
}

function runOf({ job, slot, startedAt, finishedAt, outcome, note }: Row): JobRun {
  return {
    job,
    slot,
    startedAt,
    ...(finishedAt === null ? {} : { finishedAt }),
    ...(outcome === null ? {} : { outcome }),
    ...(note === null ? {} : { note }),
  };
}
