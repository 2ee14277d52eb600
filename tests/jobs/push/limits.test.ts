import { afterEach, describe, expect, it } from 'vitest';
import { openPushScene, type PushScene, writeOf } from '../../support/push-scene.ts';

let scene: PushScene | undefined;

afterEach(() => scene?.close());

/** A target whose clock jumps only while no call is on its way: one that began before a wait must not come in after it. */
function inOrder(from: PushScene) {
  let onTheWay = 0;
  return from.target({
    fetch: async (input, init) => {
      onTheWay++;
      try {
        return await fetch(input, init);
      } finally {
        onTheWay--;
      }
    },
    sleep: async (ms) => {
      while (onTheWay > 0) await new Promise<void>((resolve) => setImmediate(resolve));
      await from.time.sleep(ms);
    },
  });
}

describe('a push of 20,000 contacts', () => {
  it('uses at least nine tenths of the calls that HubSpot allows, and is never refused', async () => {
    scene = await openPushScene();
    const { portal } = scene.server;
    const ids = Array.from({ length: 20_000 }, (_, index) =>
      portal.add('contacts', { email: `c${index}@example.com` }),
    );
    scene.enqueue(
      'one',
      ids.map((id, index) =>
        writeOf(id, ['patron_propensity', undefined, '0.42'], ['patron_clv', undefined, String(index)]),
      ),
    );
    const before = scene.server.requests.length;
    const began = scene.time.now();
    expect(await scene.drain({}, inOrder(scene))).toEqual({ done: 20_000, parked: 0, dropped: 0 });
    const calls = scene.server.requests.length - before;
    const seconds = (scene.time.now() - began) / 1000;
    expect(scene.server.requests.filter(({ status }) => typeof status !== 'number' || status >= 400)).toEqual([]);
    // 200 looks, 200 writes, and the properties: 100 calls at once, then 100 every 10 seconds, as HubSpot counts.
    expect(calls).toBeLessThan(420);
    const least = Math.floor((calls - 1) / 100) * 10;
    expect(least / seconds).toBeGreaterThanOrEqual(0.9);
    expect(portal.log.writes).toHaveLength(20_000);
    expect(portal.log.noopWrites).toEqual([]);
  });
});
