import { EventEmitter, once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FatalError, RetryableError } from '../../../src/domain/errors.ts';
import { minuteAlarm } from '../../../src/jobs/schedule/alarm.ts';
import { openSchedule, type ScheduledJob, type ScheduleEvent } from '../../../src/jobs/schedule/schedule.ts';
import { openStore, type Store } from '../../../src/store/database.ts';
import { listRuns } from '../../../src/store/job-runs.ts';
import { withLock } from '../../../src/store/process-lock.ts';
import { realSystem } from '../../../src/system.ts';
import { errorOf } from '../../support/error-of.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const { migrationsFolder } = realSystem();
const folder = temporaryFolder();

let store: Store;
let lockFolder = '';
let now = 0;
let events: ScheduleEvent[] = [];
let places = 0;

beforeEach(() => {
  store = openStore(':memory:', { migrationsFolder });
  lockFolder = folder.path(`locks-${++places}`);
  events = [];
});
afterEach(() => store.close());

const setTime = (iso: string) => {
  now = Date.parse(iso);
};
const clock = { now: () => new Date(now) };

/** A job that writes down the slots it ran, as `MM-DD HH:MM` of UTC. */
function recordingJob(cron: string, more: Partial<ScheduledJob> = {}) {
  const ran: string[] = [];
  const run = async (_: AbortSignal, slot: number) => {
    ran.push(shortTime(slot));
  };
  return { ran, job: { name: 'sync', cron, timeZone: 'UTC', run, ...more } };
}

function open(...jobs: ScheduledJob[]) {
  return openSchedule({ store, lockFolder, jobs, clock, onEvent: (event) => events.push(event) });
}

const shortTime = (slot: number) => new Date(slot).toISOString().slice(5, 16).replace('T', ' ');
const missedOf = (schedule: ReturnType<typeof open>) => schedule.missed().map(({ slot }) => shortTime(slot));
const kinds = () => events.map(({ kind }) => kind);

/** Work that begins and ends when the test says so. */
function heldWork() {
  const emitter = new EventEmitter();
  return {
    begun: once(emitter, 'begun'),
    end: () => emitter.emit('end'),
    async run() {
      emitter.emit('begun');
      await once(emitter, 'end');
    },
  };
}

describe('a schedule', () => {
  it('runs a slot when it has come, once, however often it is woken', async () => {
    setTime('2026-06-01T08:00Z');
    const { ran, job } = recordingJob('0 9 * * *');
    const schedule = open(job);
    for (const time of ['08:59:59', '09:00:00', '09:00:30', '09:01:00', '23:59:00']) {
      setTime(`2026-06-01T${time}Z`);
      await schedule.tick();
    }
    expect(ran).toEqual(['06-01 09:00']);
    expect(kinds()).toEqual(['started', 'done']);
    expect(listRuns(store, 'sync')).toEqual([
      {
        job: 'sync',
        slot: Date.UTC(2026, 5, 1, 9),
        startedAt: Date.UTC(2026, 5, 1, 9),
        finishedAt: Date.UTC(2026, 5, 1, 9),
        outcome: 'done',
      },
    ]);
  });

  it('does not make up for what was due before the job was known', async () => {
    setTime('2026-06-01T12:00Z');
    const { ran, job } = recordingJob('0 9 * * *');
    await open(job).tick();
    expect(ran).toEqual([]);
  });

  it('makes up for sleep with one run of the newest slot, and lists the others as missed', async () => {
    setTime('2026-06-01T10:00Z');
    const { ran, job } = recordingJob('*/10 * * * *');
    const schedule = open(job);
    setTime('2026-06-01T11:05Z');
    await schedule.tick();
    setTime('2026-06-01T11:10Z');
    await schedule.tick();
    expect(ran).toEqual(['06-01 11:00', '06-01 11:10']);
    expect(missedOf(schedule)).toEqual(['06-01 10:50', '06-01 10:40', '06-01 10:30', '06-01 10:20', '06-01 10:10']);
    expect(events[0]).toEqual({
      kind: 'missed',
      job: 'sync',
      slots: [10, 20, 30, 40, 50].map((minute) => Date.UTC(2026, 5, 1, 10, minute)),
    });
  });

  it('makes up for a restart in the same way, also where nothing had run before it', async () => {
    setTime('2026-06-01T12:00Z');
    const { ran, job } = recordingJob('30 2 * * *');
    open(job);
    setTime('2026-06-04T08:00Z');
    const again = open(job);
    await again.tick();
    expect(ran).toEqual(['06-04 02:30']);
    expect(missedOf(again)).toEqual(['06-03 02:30', '06-02 02:30']);
    setTime('2026-06-05T02:29Z');
    await open(job).tick();
    expect(ran).toHaveLength(1);
  });

  it('counts nothing as missed that only a new line would have wanted', async () => {
    setTime('2026-06-01T12:00Z');
    open(recordingJob('0 9 * * *').job);
    setTime('2026-06-02T12:00Z');
    const { ran, job } = recordingJob('*/5 * * * *');
    const schedule = open(job);
    await schedule.tick();
    expect(ran).toEqual([]);
    expect(schedule.missed()).toEqual([]);
    setTime('2026-06-02T12:05Z');
    await schedule.tick();
    expect(ran).toEqual(['06-02 12:05']);
  });

  it('lists a month of missed slots and no more after a year away', async () => {
    setTime('2025-06-01T00:30Z');
    const { ran, job } = recordingJob('0 0 * * *');
    const schedule = open(job);
    setTime('2026-06-01T00:30Z');
    await schedule.tick();
    expect(ran).toEqual(['06-01 00:00']);
    expect(schedule.missed()).toHaveLength(30);
  });

  it.each([
    ['by two hours after a daily run', '0 9 * * *', '07:00'],
    ['by half an hour between runs of every minute', '* * * * *', '08:30'],
  ])('runs no slot twice when the clock is set back %s', async (_, cron, back) => {
    setTime('2026-06-01T08:20Z');
    const { ran, job } = recordingJob(cron);
    const schedule = open(job);
    for (let minute = 20; minute <= 60; minute++) {
      now = Date.UTC(2026, 5, 1, 8, minute);
      await schedule.tick();
    }
    const before = ran.length;
    const from = Date.parse(`2026-06-01T${back}Z`);
    for (now = from; now <= Date.UTC(2026, 5, 1, 9, 0); now += 60_000) await schedule.tick();
    expect(ran).toHaveLength(before);
    expect(new Set(ran).size).toBe(before);
    now = Date.UTC(2026, 5, 2, 9, 0);
    await schedule.tick();
    expect(ran).toHaveLength(before + 1);
  });

  it('goes on at once after a clock that stood years ahead was put right', async () => {
    setTime('2030-01-01T00:30Z');
    const { ran, job } = recordingJob('0 * * * *');
    const schedule = open(job);
    setTime('2030-01-01T01:00Z');
    await schedule.tick();
    setTime('2026-06-01T08:59Z');
    await schedule.tick();
    setTime('2026-06-01T09:00Z');
    await schedule.tick();
    expect(ran).toEqual(['01-01 01:00', '06-01 09:00']);
  });

  // New York skips 02:00 to 03:00 on 8 March 2026 and has 01:00 to 02:00 twice on 1 November.
  it.each([
    ['02:30', '2026-03-07T00:00Z', 3],
    ['01:30', '2026-10-31T00:00Z', 3],
  ])('runs a daily %s once a day where clocks change on the second of three days', async (time, from, days) => {
    const [hour, minute] = time.split(':').map(Number);
    setTime(from);
    const { ran, job } = recordingJob(`${minute} ${hour} * * *`, { timeZone: 'America/New_York' });
    const schedule = open(job);
    const until = now + days * 86_400_000 + 6 * 3_600_000;
    for (; now < until; now += 10 * 60_000) await schedule.tick();
    expect(ran.map((slot) => slot.slice(0, 5))).toEqual([...new Set(ran.map((slot) => slot.slice(0, 5)))]);
    expect(ran).toHaveLength(days);
  });

  it('writes a failure down without the words of a foreign error, and goes on', async () => {
    setTime('2026-06-01T08:59Z');
    const run = vi
      .fn<ScheduledJob['run']>()
      .mockRejectedValueOnce(new TypeError('ann@shop.test is not iterable'))
      .mockRejectedValueOnce(new FatalError('source-broken', 'Shopify gave 3 of 4 pages.', 'Try again.'))
      .mockResolvedValue();
    const schedule = open({ name: 'sync', cron: '* * * * *', timeZone: 'UTC', run });
    for (const minute of [0, 1, 2]) {
      now = Date.UTC(2026, 5, 1, 9, minute);
      await schedule.tick();
    }
    expect(listRuns(store, 'sync').map(({ outcome, note }) => [outcome, note])).toEqual([
      ['failed', "A fault of Patron's own (TypeError)."],
      ['failed', 'Shopify gave 3 of 4 pages. (source-broken)'],
      ['done', undefined],
    ]);
    expect(JSON.stringify(store.sqlite.prepare('select * from job_run').all())).not.toContain('ann');
    expect(kinds()).toEqual(['started', 'failed', 'started', 'failed', 'started', 'done']);
  });

  it('lets a job that still runs give way to itself, and runs the newest slot as soon as it has ended', async () => {
    setTime('2026-06-01T08:59Z');
    const work = heldWork();
    const slots: string[] = [];
    const schedule = open({
      name: 'sync',
      cron: '* * * * *',
      timeZone: 'UTC',
      run: async (_, slot) => {
        slots.push(shortTime(slot));
        if (slots.length === 1) await work.run();
      },
    });
    setTime('2026-06-01T09:00Z');
    const first = schedule.tick();
    await work.begun;
    for (const minute of [1, 2, 3]) {
      now = Date.UTC(2026, 5, 1, 9, minute);
      await schedule.tick();
    }
    expect(slots).toEqual(['06-01 09:00']);
    work.end();
    await first;
    expect(slots).toEqual(['06-01 09:00', '06-01 09:03']);
    expect(listRuns(store, 'sync').map(({ outcome }) => outcome)).toEqual(['done', 'yielded', 'yielded', 'done']);
    expect(missedOf(schedule)).toEqual(['06-01 09:02', '06-01 09:01']);
  });

  it('lets jobs of one lock run one after the other, and others meanwhile', async () => {
    setTime('2026-06-01T08:59Z');
    const work = heldWork();
    const log: string[] = [];
    const job = (name: string, lock: string, run = async () => {}): ScheduledJob => ({
      name,
      cron: '0 9 * * *',
      timeZone: 'UTC',
      lock,
      run: async () => {
        log.push(`${name} begins`);
        await run();
        log.push(`${name} ends`);
      },
    });
    const schedule = open(
      job('sync', 'store', () => work.run()),
      job('train', 'store'),
      job('digest', 'chat'),
      job('push', 'store'),
    );
    setTime('2026-06-01T09:00Z');
    const tick = schedule.tick();
    await work.begun;
    while (!log.includes('digest ends')) await setImmediate();
    expect(log).toEqual(['sync begins', 'digest begins', 'digest ends']);
    work.end();
    await tick;
    const others = log.slice(3);
    expect(others[0]).toBe('sync ends');
    expect(others.slice(1).sort()).toEqual(['push begins', 'push ends', 'train begins', 'train ends']);
    expect(others[2]).toBe(others[1]?.replace('begins', 'ends'));
    for (const name of ['sync', 'train', 'digest', 'push']) expect(listRuns(store, name)[0]?.outcome).toBe('done');
  });

  it('gives way to another process that holds the lock, and runs the slot at the first wake after that', async () => {
    setTime('2026-06-01T08:59Z');
    const { ran, job } = recordingJob('0 * * * *');
    const schedule = open(job);
    setTime('2026-06-01T09:00Z');
    await withLock(lockFolder, 'sync', () => schedule.tick());
    expect(ran).toEqual([]);
    expect(kinds()).toEqual(['yielded']);
    expect(listRuns(store, 'sync')[0]).toMatchObject({ outcome: 'yielded', note: "'sync' is held by another run." });
    expect(schedule.missed()).toEqual([]);
    setTime('2026-06-01T09:07Z');
    await schedule.tick();
    expect(ran).toEqual(['06-01 09:00']);
    expect(listRuns(store, 'sync')).toMatchObject([{ outcome: 'done', startedAt: now }]);
  });

  it('takes a run that found its work going on elsewhere as giving way', async () => {
    setTime('2026-06-01T08:59Z');
    const run = vi
      .fn<ScheduledJob['run']>()
      .mockRejectedValueOnce(new RetryableError('sync-running', 'Process 7 is already doing it.', 'Wait.'))
      .mockResolvedValue();
    const schedule = open({ name: 'sync', cron: '0 * * * *', timeZone: 'UTC', run });
    setTime('2026-06-01T09:00Z');
    await schedule.tick();
    expect(listRuns(store, 'sync')[0]?.outcome).toBe('yielded');
    setTime('2026-06-01T09:01Z');
    await schedule.tick();
    expect(listRuns(store, 'sync')).toMatchObject([{ slot: Date.UTC(2026, 5, 1, 9), outcome: 'done' }]);
  });

  it('keeps going when the store cannot be written, and makes up for it later', async () => {
    setTime('2026-06-01T08:59Z');
    const { ran, job } = recordingJob('0 9 * * *');
    const schedule = open(job);
    setTime('2026-06-01T09:00Z');
    store.sqlite.pragma('query_only = on');
    await schedule.tick();
    expect(ran).toEqual([]);
    expect(kinds()).toEqual(['trouble']);
    store.sqlite.pragma('query_only = off');
    await schedule.tick();
    expect(ran).toEqual(['06-01 09:00']);
  });

  it('takes no more work once it is stopped, asks what runs to end, and waits for it', async () => {
    setTime('2026-06-01T08:59Z');
    const ended: string[] = [];
    const begun = new EventEmitter();
    const run = async (signal: AbortSignal) => {
      begun.emit('begun');
      await once(signal, 'abort');
      ended.push('wound up');
    };
    const schedule = open({ name: 'sync', cron: '* * * * *', timeZone: 'UTC', run });
    setTime('2026-06-01T09:00Z');
    const hasBegun = once(begun, 'begun');
    const tick = schedule.tick();
    await hasBegun;
    expect(await schedule.stop()).toBe(true);
    expect(ended).toEqual(['wound up']);
    await tick;
    setTime('2026-06-01T09:05Z');
    await schedule.tick();
    expect(listRuns(store, 'sync').map(({ outcome }) => outcome)).toEqual(['done']);
  });

  it('says so when what runs does not end in time, and notes why a stopped job failed', async () => {
    setTime('2026-06-01T08:59Z');
    const deaf = heldWork();
    const schedule = open({
      name: 'sync',
      cron: '* * * * *',
      timeZone: 'UTC',
      run: async () => {
        await deaf.run();
        throw new Error('half done');
      },
    });
    setTime('2026-06-01T09:00Z');
    const tick = schedule.tick();
    await deaf.begun;
    expect(await schedule.stop({ waitMs: 5 })).toBe(false);
    deaf.end();
    await tick;
    expect(listRuns(store, 'sync')[0]?.note).toBe('Patron was stopped before it had finished.');
    expect(await open().stop()).toBe(true);
  });

  it('is woken by its alarm from the start on, the first time at once, and no more after a stop', async () => {
    setTime('2026-06-01T08:59Z');
    const { ran, job } = recordingJob('0 9 * * *');
    open(job);
    setTime('2026-06-01T10:00Z');
    const wakes = new Set<() => void>();
    const alarm = (wake: () => void) => {
      wakes.add(wake);
      return () => void wakes.delete(wake);
    };
    const parts = { store, lockFolder, jobs: [job], clock, onEvent: (event: ScheduleEvent) => events.push(event) };
    const schedule = openSchedule({ ...parts, alarm });
    schedule.start();
    schedule.start();
    expect(wakes.size).toBe(1);
    while (!kinds().includes('done')) await setImmediate();
    setTime('2026-06-02T09:00Z');
    for (const wake of wakes) wake();
    while (kinds().filter((kind) => kind === 'done').length < 2) await setImmediate();
    expect(ran).toEqual(['06-01 09:00', '06-02 09:00']);
    await schedule.stop();
    expect(wakes.size).toBe(0);
    schedule.start();
    expect(wakes.size).toBe(0);
  });

  it('tells what comes next, soonest first', () => {
    setTime('2026-03-28T12:00Z');
    const job = (name: string, cron: string): ScheduledJob => ({
      name,
      cron,
      timeZone: 'Europe/Berlin',
      run: async () => {},
    });
    const schedule = open(job('digest', '0 9 * * mon'), job('sync', '30 2 * * *'));
    // Berlin skips 02:00 to 03:00 on 29 March 2026 (01:00 UTC).
    expect(schedule.upcoming().map(({ job: name, slot }) => `${name} ${shortTime(slot)}`)).toEqual([
      'sync 03-29 01:30',
      'digest 03-30 07:00',
    ]);
  });

  it('refuses a line that cannot be read before anything runs', () => {
    expect(errorOf(() => open(recordingJob('61 * * * *').job)).code).toBe('bad-setting');
  });
});

describe('minuteAlarm', () => {
  it('wakes at the beginning of each minute through node-cron until it is told to stop', async () => {
    vi.useFakeTimers({ now: Date.UTC(2026, 5, 1, 8, 58, 30) });
    try {
      const wakes: string[] = [];
      const silence = minuteAlarm(() => wakes.push(new Date().toISOString().slice(11, 16)));
      await vi.advanceTimersByTimeAsync(3 * 60_000);
      silence();
      await vi.advanceTimersByTimeAsync(3 * 60_000);
      expect(wakes).toEqual(['08:59', '09:00', '09:01']);
    } finally {
      vi.useRealTimers();
    }
  });
});
