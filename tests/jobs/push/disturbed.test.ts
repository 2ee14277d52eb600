import { describe, expect, it } from 'vitest';
import { PatronError } from '../../../src/domain/errors.ts';
import { drawIndex, type Random, seededRandom } from '../../../src/domain/random.ts';
import type { Store } from '../../../src/store/database.ts';
import { verifyAudit } from '../../../src/store/push-audit.ts';
import { enqueueNotes } from '../../../src/store/push-outbox.ts';
import { faultKinds, type PlannedFault } from '../../support/hubspot-server/faults.ts';
import { type HubspotPortal, latest } from '../../support/hubspot-server/portal.ts';
import { type Death, mortalWorld } from '../../support/mortal-world.ts';
import { listWrite, openPushScene, type PushScene, writeOf } from '../../support/push-scene.ts';

/** A portal with a little of everything that a push meets, and a batch for it. */
async function openMixedScene(): Promise<PushScene> {
  const scene = await openPushScene();
  const { portal } = scene.server;
  const ids = Array.from({ length: 130 }, (_, index) => portal.add('contacts', { email: `c${index}@example.com` }));
  await scene.target().prepare();
  portal.edit(ids[3] ?? '', 'patron_clv', '7');
  portal.edit(ids[101] ?? '', 'patron_propensity', '0.11');
  portal.archive('contacts', ids[9] ?? '');
  portal.rules.push({
    type: 'contacts',
    field: 'country',
    message: 'Country is required',
    isBroken: ({ email }) => email === 'c42@example.com',
  });
  scene.enqueue('one', [
    ...ids.map((id, index) => ({
      ...writeOf(
        id,
        ['patron_propensity', undefined, `0.${10 + (index % 80)}`],
        ['patron_clv', undefined, String(index)],
      ),
      lists: listWrite(id, index % 2 === 0 ? 'Hot leads' : 'Come back').lists.slice(index < 120 ? 0 : 1),
    })),
  ]);
  const notes = ids.slice(0, 15).flatMap((contactId, index) =>
    (['note', 'task'] as const).map((op) => ({
      op,
      key: `${op}-${index}`,
      contactId,
      customerId: `hubspot:${contactId}`,
      title: 'Call',
      text: 'Likely to order again.',
      at: Date.UTC(2026, 10, 24),
    })),
  );
  enqueueNotes(scene.store, { batchId: 'one', notes, now: scene.time.now() });
  return scene;
}

const byText = (one: string, other: string) => (one < other ? -1 : Number(one > other));

/** What a portal holds of ours, without times and without the ids of lists and notes, which depend on the order in which they came. */
function portalContent(portal: HubspotPortal): unknown {
  const { contacts, notes, tasks } = portal.tables;
  const made = [...notes.records.values(), ...tasks.records.values()];
  return {
    contacts: [...contacts.records.values()].map((record) => [record.id, latest(record).values]),
    lists: [...portal.lists.values()]
      .map(({ name, members }) => JSON.stringify([name, [...members.keys()].sort(byText)]))
      .sort(byText),
    notes: made.map((record) => latest(record).values.patron_key ?? '').sort(byText),
    links: [...contacts.records.keys()].map((id) => [
      portal.associated('contacts', id, 'notes').length,
      portal.associated('contacts', id, 'tasks').length,
    ]),
    writes: portal.log.writes
      .map(({ op, type, id, values }) => JSON.stringify([op, type === 'contacts' ? id : '', values]))
      .sort(byText),
    noops: portal.log.noopWrites,
  };
}

function storeContent({ sqlite }: Store): unknown {
  return {
    rows: sqlite
      .prepare('select contact_id, op, key, state, reason, wrote, left_alone from push_write order by id')
      .all(),
    fields: sqlite
      .prepare('select contact_id, field, value, before, batch_id from pushed_field order by contact_id, field')
      .all(),
  };
}

const isOver = ({ sqlite }: Store) =>
  sqlite
    .prepare("select count(*) from push_write where state in ('pending', 'sent') or reason = 'no-answer'")
    .pluck()
    .get() === 0;

/** Runs until nothing waits any more, each run with its own death, if any. Gives the calls that it took, and how many runs died. */
async function runToTheEnd(scene: PushScene, deaths: readonly Death[] = []): Promise<{ runs: number; died: number }> {
  let died = 0;
  for (let run = 0; run < 15; run++) {
    const world = mortalWorld(scene.store, { death: deaths[run], sleep: (ms) => scene.time.sleep(ms) });
    const drained = scene.drain({}, scene.target(world)).then(
      () => 'ended',
      (error: unknown) => {
        if (error instanceof PatronError) return 'ended';
        throw error;
      },
    );
    const end = await Promise.race([world.died, drained]);
    world.restore();
    if (end === 'died') died++;
    // A row without any answer waits for a quarter of an hour; one that was refused, for an hour.
    scene.time.advance(15 * 60_000);
    if (isOver(scene.store)) return { runs: run + 1, died };
  }
  throw new Error('it did not come to its end in 15 runs');
}

function drawFaults(random: Random, calls: number): PlannedFault[] {
  return Array.from({ length: drawIndex(random, 4) }, () => ({
    call: 1 + drawIndex(random, calls),
    kind: faultKinds[drawIndex(random, faultKinds.length)] ?? 'reset',
    times: 1 + drawIndex(random, 3),
    isBefore: random() < 0.5,
  }));
}

function drawDeaths(random: Random, calls: number): Death[] {
  return Array.from({ length: drawIndex(random, 4) }, () => {
    const at = (['call', 'answer', 'write'] as const)[drawIndex(random, 3)] ?? 'call';
    return { at, count: 1 + drawIndex(random, at === 'write' ? 900 : calls) };
  });
}

describe('a push that is disturbed', () => {
  let calls = 0;
  let undisturbed: { portal: unknown; store: unknown } | undefined;

  it('is compared with one that is not', async () => {
    const scene = await openMixedScene();
    const before = scene.server.requests.length;
    expect(await runToTheEnd(scene)).toEqual({ runs: 1, died: 0 });
    calls = scene.server.requests.length - before;
    undisturbed = { portal: portalContent(scene.server.portal), store: storeContent(scene.store) };
    const states = scene.store.sqlite.prepare('select state, count(*) from push_write group by state').raw().all();
    expect(states).toEqual([
      ['done', 277],
      ['dropped', 2],
      ['parked', 1],
    ]);
    expect(scene.server.portal.log.noopWrites).toEqual([]);
    await scene.close();
  });

  const tally = { died: 0, faults: 0, disturbed: 0 };

  it.each(Array.from({ length: 200 }, (_, seed) => [seed]))('ends the same with seed %i', async (seed) => {
    const random = seededRandom(1000 + seed);
    const scene = await openMixedScene();
    const deaths = drawDeaths(random, calls);
    const faults = drawFaults(random, calls);
    scene.server.plan(faults);
    const { died } = await runToTheEnd(scene, deaths);
    tally.died += died;
    tally.faults += scene.server.requests.filter(({ status }) => status === 'fault').length;
    tally.disturbed += died > 0 || faults.length > 0 ? 1 : 0;
    expect(storeContent(scene.store)).toEqual(undisturbed?.store);
    expect(portalContent(scene.server.portal)).toEqual(undisturbed?.portal);
    expect(verifyAudit(scene.store).fault?.kind).not.toBe('changed');
    expect([...scene.server.violations, ...scene.server.unmodelled]).toEqual([]);
    await scene.close();
  });

  it('was disturbed in nearly every one of them', () => {
    expect(tally.died).toBeGreaterThan(100);
    expect(tally.faults).toBeGreaterThan(200);
    expect(tally.disturbed).toBeGreaterThan(150);
  });
});
