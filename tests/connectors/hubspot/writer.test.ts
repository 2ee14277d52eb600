import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Note } from '../../../connectors/contract.ts';
import { patronProperties } from '../../../connectors/hubspot/patron-properties.ts';
import { openPushScene, type PushScene } from '../../support/push-scene.ts';

let scene: PushScene;

beforeEach(async () => {
  scene = await openPushScene();
});

afterEach(async () => {
  expect([...scene.server.violations, ...scene.server.unmodelled, ...scene.server.deprecated]).toEqual([]);
  await scene.close();
});

const portal = () => scene.server.portal;
const calls = () => scene.server.requests.map(({ method, url }) => `${method} ${url}`);
const contact = (email = 'ann@example.com') => portal().add('contacts', { email });

describe('properties at HubSpot', () => {
  it('are made once, each as it is declared, in a group of their own; then one look is enough', async () => {
    await scene.target().prepare();
    for (const { name, type } of patronProperties)
      expect(portal().tables.contacts.properties.get(name), name).toMatchObject({ type, group: 'patron', isOwn: true });
    const made = scene.server.requests.length;
    await scene.target().prepare();
    expect(calls().slice(made)).toEqual(['GET /crm/properties/2026-09/contacts']);
  });

  it.each(['reset', 'cut-json', 'server-error'] as const)('are there after %s in the middle of it', async (kind) => {
    scene.server.plan([2, 5, 9].map((call) => ({ call, kind })));
    await scene.target().prepare();
    for (const { name } of patronProperties) expect(portal().tables.contacts.properties.has(name), name).toBe(true);
  });

  it('of the same name but another type are a clear fault, and nothing is written', async () => {
    portal().addProperty('contacts', 'patron_clv', 'string');
    await expect(scene.target().prepare()).rejects.toMatchObject({
      code: 'source-broken',
      message:
        "Cannot write into the HubSpot property 'patron_clv': it is of type string, not number. Nothing was written.",
    });
    expect(portal().log.writes).toEqual([]);
  });

  it('keep the options that people added, and get those that are missing', async () => {
    await scene.target().prepare();
    const { properties } = portal().tables.contacts;
    const segment = properties.get('patron_segment');
    if (!segment) throw new Error('no property');
    properties.set('patron_segment', { ...segment, options: ['ordinary', 'ours'] });
    await scene.target().prepare();
    expect(properties.get('patron_segment')?.options).toEqual(['ordinary', 'ours', 'high-value', 'potential']);
  });
});

describe('the HubSpot target', () => {
  it('tells of each contact what became of it', async () => {
    const id = contact();
    await scene.target().prepare();
    const outcomes = await scene.target().write([
      { contactId: id, values: { patron_clv: '120' } },
      { contactId: contact('b@example.com'), values: { patron_segment: 'no such option' } },
      { contactId: '987654321', values: { patron_clv: '1' } },
    ]);
    expect([...outcomes.values()]).toEqual([
      { kind: 'done' },
      { kind: 'refused', reason: 'invalid', words: 'patron_segment: INVALID_OPTION' },
      { kind: 'refused', reason: 'gone', words: 'contacts 987654321 could not be found' },
    ]);
  });

  it.each(['reset', 'hang', 'cut-json', 'html', 'server-error'] as const)(
    'sends a write once, and says that it does not know when the answer is lost (%s)',
    async (kind) => {
      const id = contact();
      const target = scene.target();
      await target.prepare();
      scene.server.plan([{ call: 1, kind }]);
      const outcomes = await target.write([{ contactId: id, values: { patron_clv: '120' } }]);
      expect(outcomes.get(id)?.kind).toBe('unknown');
      expect(calls().filter((call) => call.endsWith('/batch/update'))).toHaveLength(1);
    },
  );

  it('waits and sends again what was turned away for too many calls, since that was never carried out', async () => {
    const id = contact();
    const target = scene.target();
    await target.prepare();
    scene.server.plan([{ call: 1, kind: 'too-many', times: 2 }]);
    const outcomes = await target.write([{ contactId: id, values: { patron_clv: '120' } }]);
    expect(outcomes.get(id)).toEqual({ kind: 'done' });
    expect(portal().log.writes).toHaveLength(1);
  });

  it('reads values as they stand, leaving out what is empty and who is gone', async () => {
    const [one, gone] = [contact(), contact('b@example.com')];
    const target = scene.target();
    await target.prepare();
    portal().change('contacts', one, { patron_clv: '5', patron_segment: '' });
    portal().archive('contacts', gone);
    expect(await target.read([one, gone, '42'], ['patron_clv', 'patron_segment'])).toEqual(
      new Map([[one, { patron_clv: '5' }]]),
    );
  });

  it('does not take silence for a contact that is gone: it asks again, then says so', async () => {
    const ids = [contact(), contact('b@example.com')];
    const silent: typeof fetch = async (input, init) => {
      const answer = await fetch(input, init);
      if (!answer.url.endsWith('/batch/read')) return answer;
      const now = new Date(scene.time.now()).toISOString();
      await answer.text();
      return Response.json({ status: 'COMPLETE', startedAt: now, completedAt: now, results: [] });
    };
    await expect(scene.target({ fetch: silent }).read(ids, ['email'])).rejects.toMatchObject({ code: 'source-broken' });
    expect(calls().filter((call) => call.endsWith('/batch/read'))).toHaveLength(4);
  });

  it('makes a note once under its key, though it is told to twice', async () => {
    const note: Note = { kind: 'note', key: 'k1', contactId: contact(), text: 'Call her.', at: 0 };
    const target = scene.target();
    expect(await target.makeNotes('note', [note])).toEqual(new Map([['k1', { kind: 'done' }]]));
    expect(await target.makeNotes('note', [note])).toEqual(new Map([['k1', { kind: 'done' }]]));
    expect(portal().tables.notes.records.size).toBe(1);
    expect(await target.findNotes('note', ['k1', 'k2'])).toEqual(new Set(['k1']));
  });

  it('counts its calls', async () => {
    const target = scene.target();
    await target.prepare();
    expect(target.usage()).toMatchObject({ calls: scene.server.requests.length, retries: 0 });
  });
});
