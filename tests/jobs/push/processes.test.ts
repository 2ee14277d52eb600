import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { drainOutbox } from '../../../src/jobs/push/send-push.ts';
import { outboxCounts } from '../../../src/store/push-history.ts';
import { buildProgram } from '../../support/killed-import.ts';
import { openPushScene, type PushScene, writeOf } from '../../support/push-scene.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const folder = temporaryFolder();

// The compiled program, as it runs in earnest; it kills itself before its nth call has an answer.
const script = `
  const [root, home, url, now, count] = process.argv.slice(1);
  const { openStore } = await import(root + 'dist/src/store/database.js');
  const { drainOutbox } = await import(root + 'dist/src/jobs/push/send-push.js');
  const { hubspotTarget } = await import(root + 'dist/connectors/hubspot/target.js');
  let left = Number(count);
  const clock = { now: () => new Date(Number(now)) };
  const target = hubspotTarget({
    token: 'pat-na1-test', baseUrl: url, clock, sleep: async () => {}, random: () => 0.5, budget: { take: async () => {} },
    fetch: async (...call) => {
      const answer = await fetch(...call);
      if (--left === 0) process.kill(process.pid, 'SIGKILL');
      return answer;
    },
  });
  const store = openStore(home + '/patron.sqlite', { migrationsFolder: root + 'src/store/migrations' });
  process.stdout.write(JSON.stringify(await drainOutbox({ store, home, targets: { crm: target }, clock })));
`;

let scene: PushScene;

beforeAll(buildProgram, 120_000);
afterEach(() => scene.close());

function drainInChild(
  home: string,
  count: number,
): Promise<{ signal: NodeJS.Signals | null; out: string; errors: string }> {
  const args = [root, home, scene.server.url, String(scene.time.now()), String(count)];
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script, '--', ...args]);
  const texts = { out: '', errors: '' };
  child.stdout.on('data', (chunk) => {
    texts.out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    texts.errors += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (_, signal) => resolve({ signal, ...texts }));
  });
}

async function openHome(name: string, contacts: number): Promise<string> {
  const home = folder.path(name);
  scene = await openPushScene({ path: `${home}/patron.sqlite`, limits: { perTenSeconds: 1e6 } });
  const { portal } = scene.server;
  const ids = Array.from({ length: contacts }, (_, index) =>
    portal.add('contacts', { email: `c${index}@example.com` }),
  );
  scene.enqueue(
    'one',
    ids.map((id) => writeOf(id, ['patron_propensity', undefined, '0.42'])),
  );
  return home;
}

describe('processes that empty the outbox', () => {
  it('killed after any of their calls go on where they were, and write nothing twice', async () => {
    const home = await openHome('killed', 3000);
    for (const count of [22, 12, 9, 6]) {
      const { signal, errors } = await drainInChild(home, count);
      expect(errors).toBe('');
      expect(signal).toBe('SIGKILL');
    }
    const { signal, out } = await drainInChild(home, -1);
    expect(signal).toBe(null);
    expect(JSON.parse(out)).toMatchObject({ parked: 0, dropped: 0 });
    expect(outboxCounts(scene.store, 'one')).toMatchObject({ pending: 0, sent: 0, done: 3000 });
    expect(scene.server.portal.log.writes).toHaveLength(3000);
    expect(scene.server.portal.log.noopWrites).toEqual([]);
  });

  it('let one of them do it, and the others say who is at it', async () => {
    const home = await openHome('two', 300);
    const { store } = scene;
    const { clock } = scene.time;
    const parts = () => ({ store, home, targets: { crm: scene.target() }, clock });
    const results = await Promise.allSettled([drainOutbox(parts()), drainOutbox(parts())]);
    const [refused] = results.filter((result) => result.status === 'rejected');
    // Where the first was quick enough the second found nothing to do: either way nothing is written twice.
    if (refused) expect(refused.reason).toMatchObject({ code: 'sync-running' });
    expect(scene.server.portal.log.writes).toHaveLength(300);
    expect(scene.server.portal.log.noopWrites).toEqual([]);
  });
});
