import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hubspotSource } from '../../../connectors/hubspot/source.ts';
import { seededRandom } from '../../../src/domain/random.ts';
import { runSync, type SyncReport } from '../../../src/jobs/sync/run-sync.ts';
import { listWrite, openPushScene, type PushScene, writeOf } from '../../support/push-scene.ts';
import { worldHash } from '../../support/store-hash.ts';

let scene: PushScene;

beforeEach(async () => {
  scene = await openPushScene();
});

afterEach(() => scene.close());

function pull(): Promise<SyncReport> {
  const { clock, sleep } = scene.time;
  const source = hubspotSource({
    token: 'pat-na1-test',
    baseUrl: scene.server.url,
    clock,
    sleep,
    random: seededRandom(1),
    fetch,
  });
  return runSync({ store: scene.store, source, mode: 'incremental', clock, timeZone: 'UTC' });
}

/** What the store knows of the world, without the stamps that every write at HubSpot moves. */
function known(): string {
  scene.store.sqlite.exec('update identity set updated_at = 0');
  return worldHash(scene.store);
}

describe('what was pushed', () => {
  it('comes back through the pull as no news, and is not pushed again', async () => {
    const { portal } = scene.server;
    const ids = Array.from({ length: 120 }, (_, index) => portal.add('contacts', { email: `c${index}@example.com` }));
    scene.time.advance(3_600_000);
    await pull();
    const before = known();
    const writes = ids.map((id) => ({
      ...writeOf(id, ['patron_propensity', undefined, '0.42']),
      lists: listWrite(id, 'Hot leads').lists,
    }));
    scene.enqueue('one', writes);
    await scene.drain();
    scene.time.advance(3_600_000);
    const report = await pull();
    const contacts = report.pulls.find(({ stream }) => stream === 'contacts');
    expect(contacts?.outcomes).toMatchObject({ new: 0, changed: 0, unchanged: 120 });
    expect(known()).toBe(before);
    const written = portal.log.writes.length;
    scene.enqueue('two', writes);
    await scene.drain();
    expect(portal.log.writes).toHaveLength(written);
  });
});
