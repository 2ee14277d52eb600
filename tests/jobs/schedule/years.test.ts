import { expect, it } from 'vitest';
import { drawIndex, seededRandom } from '../../../src/domain/random.ts';
import { openSchedule, type ScheduledJob } from '../../../src/jobs/schedule/schedule.ts';
import { openStore } from '../../../src/store/database.ts';
import { listRuns } from '../../../src/store/job-runs.ts';
import { realSystem } from '../../../src/system.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const hourMs = 3_600_000;
const folder = temporaryFolder();
const zones = ['UTC', 'America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'Pacific/Chatham'];

const formats = new Map(
  zones.map((timeZone) => [timeZone, new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' })]),
);

/** The local date at an instant, by `Intl` alone. */
function dateAt(instant: number, timeZone: string): string | undefined {
  return formats.get(timeZone)?.format(instant);
}

it('runs or lists a daily 02:15 of five zones exactly once a local day through two years of sleep, restarts and moved clocks', async () => {
  const random = seededRandom(17);
  const { migrationsFolder } = realSystem();
  const store = openStore(':memory:', { migrationsFolder });
  const from = Date.UTC(2026, 0, 1, 16);
  const until = Date.UTC(2028, 0, 1, 16);
  let now = from;
  const ran: string[] = [];
  const jobs = zones.map(
    (timeZone): ScheduledJob => ({
      name: `digest ${timeZone}`,
      cron: '15 2 * * *',
      timeZone,
      run: async (_, slot) => {
        ran.push(`${timeZone} ${slot}`);
        if (drawIndex(random, 20) === 0) throw new Error('now and then');
      },
    }),
  );
  const parts = { store, lockFolder: folder.path('locks'), jobs, clock: { now: () => new Date(now) } };
  const open = () => openSchedule({ ...parts, onEvent: () => {} });
  let schedule = open();
  const counts = { restarts: 0, sleeps: 0, back: 0 };
  while (now < until) {
    const draw = drawIndex(random, 150);
    if (draw === 0) {
      counts.restarts++;
      schedule = open();
    }
    if (draw === 1) {
      counts.sleeps++;
      now += drawIndex(random, 24 * 9) * hourMs;
    } else if (draw === 2) {
      counts.back++;
      now -= drawIndex(random, 30) * hourMs;
    } else now += 3 * hourMs;
    await schedule.tick();
  }
  // Every disturbance was really there.
  expect(Math.min(counts.restarts, counts.sleeps, counts.back)).toBeGreaterThan(20);
  expect(new Set(ran).size).toBe(ran.length);
  for (const timeZone of zones) {
    const runs = listRuns(store, `digest ${timeZone}`).filter(({ slot }) => slot <= until);
    const dates = runs.map(({ slot }) => dateAt(slot, timeZone));
    const days = Array.from({ length: 730 }, (_, day) => dateAt(from + (day + 1) * 24 * hourMs, timeZone));
    expect(dates).toEqual(days);
    const own = ran.filter((one) => one.startsWith(`${timeZone} `)).length;
    const missed = runs.filter(({ outcome }) => outcome === 'missed').length;
    expect(missed).toBeGreaterThan(20);
    expect(own + missed).toBeGreaterThanOrEqual(730);
  }
  store.close();
});
