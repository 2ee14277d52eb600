import { EventEmitter, once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { withLock } from '../../src/store/process-lock.ts';
import { rejectionOf } from '../support/error-of.ts';
import { buildProgram } from '../support/killed-import.ts';
import { startScript } from '../support/script-child.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder();

/** Takes the lock, says so, and holds it until it is killed. */
const holder = `
  const { withLock } = await import(root + 'dist/src/store/process-lock.js');
  setInterval(() => {}, 1000);
  await withLock(args[0], 'sync', () => { console.log('held'); return new Promise(() => {}); });
`;

/** Takes the lock as often as it can and writes a begin and an end around each hold; all children write to one file. */
const racer = `
  const { appendFileSync } = await import('node:fs');
  const { withLock } = await import(root + 'dist/src/store/process-lock.js');
  const [folder, file, times] = args;
  let won = 0, refused = 0;
  for (let time = 0; time < Number(times); time++) {
    try {
      await withLock(folder, 'sync', async () => {
        appendFileSync(file, 'begin ' + process.pid + '\\n');
        await new Promise((resolve) => setTimeout(resolve, 2));
        appendFileSync(file, 'end ' + process.pid + '\\n');
        won++;
      });
    } catch (error) {
      if (error.code !== 'sync-running') throw error;
      refused++;
    }
  }
  console.log(JSON.stringify({ won, refused }));
`;

beforeAll(() => buildProgram());

describe('withLock', () => {
  it('gives what the work gives, and can be taken again after work that failed', async () => {
    const place = folder.path('again');
    expect(await withLock(place, 'sync', () => 7)).toBe(7);
    await expect(withLock(place, 'sync', () => Promise.reject(new Error('work')))).rejects.toThrow('work');
    expect(await withLock(place, 'sync', async () => 8)).toBe(8);
    expect(readdirSync(place)).toEqual(['sync.lock']);
  });

  it('keeps a second one of the same process out, but not one with another name', async () => {
    const place = folder.path('inner');
    const waits: number[] = [];
    const sleep = async (ms: number) => waits.push(ms);
    const error = await withLock(place, 'sync', async () => {
      expect(await withLock(place, 'train', () => 'other')).toBe('other');
      return rejectionOf(withLock(place, 'sync', () => 'never', { sleep }));
    });
    expect(error.code).toBe('sync-running');
    expect(error.message).toBe(`Cannot start 'sync': process ${process.pid} is already doing it.`);
    expect(error.hint).toBe('Wait until it has finished, then try again.');
    const waited = waits.reduce((sum, ms) => sum + ms, 0);
    expect(waited).toBeGreaterThanOrEqual(1000);
    expect(waited).toBeLessThan(1120);
    expect(new Set(waits).size).toBeGreaterThan(3);
  });

  it('takes the lock of one who lets go while it waits', async () => {
    const place = folder.path('lets-go');
    const events = new EventEmitter();
    const first = withLock(place, 'sync', async () => {
      events.emit('held');
      await once(events, 'let go');
    });
    await once(events, 'held');
    const sleep = async () => {
      events.emit('let go');
      await first;
    };
    expect(await withLock(place, 'sync', () => 'second', { sleep })).toBe('second');
  });

  it('says which process holds it, and is free at once when that process is killed', async () => {
    const place = folder.path('killed');
    const { child, says, ended } = startScript(holder, [place]);
    await says('held');
    const error = await rejectionOf(withLock(place, 'sync', () => 'never', { sleep: async () => {} }));
    expect(error.code).toBe('sync-running');
    expect(error.message).toBe(`Cannot start 'sync': process ${child.pid} is already doing it.`);
    expect(error.hint).toContain(`stop process ${child.pid}`);
    child.kill('SIGKILL');
    expect((await ended).signal).toBe('SIGKILL');
    expect(await withLock(place, 'sync', () => 'free', { sleep: () => Promise.reject(new Error('had to wait')) })).toBe(
      'free',
    );
  });

  it('has never two holders while four processes take it again and again', async () => {
    const place = folder.path('race');
    const log = folder.write('race/log.txt', '');
    const ends = await Promise.all(Array.from({ length: 4 }, () => startScript(racer, [place, log, '15']).ended));
    expect(ends.map(({ errors }) => errors)).toEqual(['', '', '', '']);
    const lines = readFileSync(log, 'utf8').trimEnd().split('\n');
    const begun = lines.filter((_, place) => place % 2 === 0);
    expect(begun.every((line) => line.startsWith('begin'))).toBe(true);
    expect(lines.filter((_, place) => place % 2 === 1)).toEqual(begun.map((line) => line.replace('begin', 'end')));
    const won = ends.reduce((sum, { out }) => sum + Number(JSON.parse(out).won), 0);
    expect(lines).toHaveLength(2 * won);
    // Each hold is 2 ms and each waits up to a second: hardly any is turned away.
    expect(won).toBeGreaterThan(30);
  });

  it('raises cannot-write where the folder cannot be made', async () => {
    const file = folder.write('file', '');
    const { code } = await rejectionOf(withLock(`${file}/inside`, 'sync', () => 'never'));
    expect(code).toBe('cannot-write');
  });
});
