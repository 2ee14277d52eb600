import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../../src/store/database.ts';
import { listRuns } from '../../../src/store/job-runs.ts';
import { withLock } from '../../../src/store/process-lock.ts';
import { realSystem } from '../../../src/system.ts';
import { buildProgram } from '../../support/killed-import.ts';
import { startScript } from '../../support/script-child.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const folder = temporaryFolder();
const { migrationsFolder } = realSystem();

/** Opens a schedule of a job of every minute on a clock that starts at 10:00; each run writes its slot to a shared file. */
const opened = `
  const { appendFileSync } = await import('node:fs');
  const { openSchedule } = await import(root + 'dist/src/jobs/schedule/schedule.js');
  const { openStore } = await import(root + 'dist/src/store/database.js');
  const [home, minutes] = args;
  const store = openStore(home + '/patron.sqlite', { migrationsFolder: root + 'src/store/migrations' });
  let now = Date.UTC(2026, 5, 1, 10);
  const run = async (_, slot) => {
    appendFileSync(home + '/ran.txt', 'begin ' + process.pid + ' ' + slot + '\\n');
    if (minutes === 'hang') { console.log('runs'); await new Promise(() => {}); }
    await new Promise((resolve) => setImmediate(resolve));
    appendFileSync(home + '/ran.txt', 'end ' + process.pid + ' ' + slot + '\\n');
  };
  const jobs = [{ name: 'sync', cron: '* * * * *', timeZone: 'UTC', run }];
  const onEvent = (event) => { if (event.kind === 'trouble') throw event.error; };
  const schedule = openSchedule({ store, lockFolder: home, jobs, clock: { now: () => new Date(now) }, onEvent });
`;
const ticking = `${opened}
  for (let minute = 1; minute <= Number(minutes); minute++) { now += 60_000; await schedule.tick(); }
`;
const hanging = `${opened}
  setInterval(() => {}, 1000);
  now += 60_000;
  await schedule.tick();
`;

/** A home with a store of the newest version, so that the children do not race to make it. */
function home(name: string): string {
  folder.write(`${name}/ran.txt`, '');
  const path = folder.path(name);
  openStore(`${path}/patron.sqlite`, { migrationsFolder }).close();
  return path;
}

beforeAll(() => buildProgram());

describe('schedules of several processes', () => {
  it('run each slot at most once between them, never two at once', async () => {
    const path = home('three');
    const ends = await Promise.all([1, 2, 3].map(() => startScript(ticking, [path, '40']).ended));
    expect(ends.map(({ errors }) => errors)).toEqual(['', '', '']);
    const lines = readFileSync(`${path}/ran.txt`, 'utf8').trimEnd().split('\n');
    const begun = lines.filter((_, place) => place % 2 === 0);
    const slots = begun.map((line) => line.split(' ')[2]);
    expect(lines.filter((_, place) => place % 2 === 1)).toEqual(begun.map((line) => line.replace('begin', 'end')));
    expect(new Set(slots).size).toBe(slots.length);
    const store = openStore(`${path}/patron.sqlite`, { migrationsFolder });
    const runs = listRuns(store, 'sync');
    store.close();
    // All forty were seen; those that ran are those that say so.
    expect(runs.map(({ slot }) => (slot - Date.UTC(2026, 5, 1, 10)) / 60_000)).toEqual(
      Array.from({ length: 40 }, (_, minute) => minute + 1),
    );
    expect(runs.filter(({ outcome }) => outcome === 'done')).toHaveLength(slots.length);
    expect(slots.length).toBeGreaterThan(20);
  });

  it('do not repeat the slot of a process that was killed in it, and go on with the next', async () => {
    const path = home('killed');
    const { child, says, ended } = startScript(hanging, [path, 'hang']);
    await says('runs');
    child.kill('SIGKILL');
    await ended;
    // 1: the slot of the killed run. 2: the next one.
    const { errors } = await startScript(ticking, [path, '2']).ended;
    expect(errors).toBe('');
    expect(await withLock(path, 'sync', () => 'free')).toBe('free');
    const store = openStore(`${path}/patron.sqlite`, { migrationsFolder });
    const runs = listRuns(store, 'sync').map(({ outcome, note }) => [outcome, note]);
    store.close();
    expect(runs).toEqual([
      ['failed', 'It was interrupted.'],
      ['done', undefined],
    ]);
  });
});
