import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { outboxCounts, writtenByBatch } from '../../../src/store/push-history.ts';
import { dropWaiting, enqueueNotes } from '../../../src/store/push-outbox.ts';
import { pushedFields, pushedToList } from '../../../src/store/pushed-fields.ts';
import { tombstones } from '../../../src/store/tombstones.ts';
import { listWrite, openPushScene, type PushScene, writeOf } from '../../support/push-scene.ts';

let scene: PushScene;

beforeEach(async () => {
  scene = await openPushScene();
});

afterEach(async () => {
  expect(scene.server.violations).toEqual([]);
  expect(scene.server.unmodelled).toEqual([]);
  expect(scene.server.deprecated).toEqual([]);
  await scene.close();
});

const contacts = (count: number) =>
  Array.from({ length: count }, (_, index) => scene.server.portal.add('contacts', { email: `c${index}@example.com` }));
const portal = () => scene.server.portal;
const write = (id: string, to = '0.42', from?: string) => writeOf(id, ['patron_propensity', from, to]);
const stateOf = (batchId: string) => {
  const { pending, sent, done, dropped, parked, left } = outboxCounts(scene.store, batchId);
  return { pending, sent, done, dropped, parked: parked.length, left };
};

describe('the outbox', () => {
  it('makes the properties, writes every contact in batches of 100, and remembers what it wrote', async () => {
    const ids = contacts(250);
    scene.enqueue(
      'one',
      ids.map((id) =>
        writeOf(id, ['patron_propensity', undefined, '0.42'], ['patron_segment', undefined, 'potential']),
      ),
    );
    expect(await scene.drain()).toEqual({ done: 250, parked: 0, dropped: 0 });
    for (const id of ids) {
      expect(portal().valueOf(id, 'patron_propensity')).toBe('0.42');
      expect(portal().valueOf(id, 'patron_segment')).toBe('potential');
    }
    const batches = scene.server.requests.filter(({ url }) => url.endsWith('/batch/update'));
    expect(batches).toHaveLength(3);
    expect(pushedFields(scene.store)).toHaveLength(500);
    expect(pushedFields(scene.store)[0]).toMatchObject({ value: '0.42', before: undefined, batchId: 'one' });
    expect(writtenByBatch(scene.store, 'one')).toHaveLength(500);
  });

  it('writes nothing the second time, whether the run or the enqueueing is repeated', async () => {
    const ids = contacts(30);
    const writes = ids.map((id) => write(id));
    scene.enqueue('one', writes);
    await scene.drain();
    const before = portal().log.writes.length;
    expect(await scene.drain()).toEqual({ done: 0, parked: 0, dropped: 0 });
    scene.enqueue('two', writes);
    expect(await scene.drain()).toEqual({ done: 0, parked: 0, dropped: 30 });
    expect(portal().log.writes).toHaveLength(before);
    expect(portal().log.noopWrites).toEqual([]);
    expect(pushedFields(scene.store).every(({ batchId }) => batchId === 'one')).toBe(true);
  });

  it('leaves a field alone that somebody edited since the plan, and writes the other fields of the same contact', async () => {
    const [id = ''] = contacts(1);
    scene.enqueue('one', [writeOf(id, ['patron_propensity', undefined, '0.42'], ['patron_clv', undefined, '120'])]);
    await scene.target().prepare();
    portal().edit(id, 'patron_clv', '999');
    await scene.drain();
    expect(portal().valueOf(id, 'patron_clv')).toBe('999');
    expect(portal().valueOf(id, 'patron_propensity')).toBe('0.42');
    expect(stateOf('one')).toMatchObject({ done: 1, left: 1 });
    expect(pushedFields(scene.store).map(({ name }) => name)).toEqual(['patron_propensity']);
  });

  it('drops a write of which nothing is left, and takes nothing for its own that somebody typed to the same effect', async () => {
    const [edited = '', same = ''] = contacts(2);
    await scene.target().prepare();
    portal().edit(edited, 'patron_propensity', '0.9');
    portal().edit(same, 'patron_propensity', '0.42');
    scene.enqueue('one', [write(edited), write(same)]);
    expect(await scene.drain()).toEqual({ done: 0, parked: 0, dropped: 2 });
    expect(portal().log.writes).toEqual([]);
    expect(pushedFields(scene.store)).toEqual([]);
    expect(stateOf('one')).toMatchObject({ dropped: 2, left: 1 });
  });

  it('takes a value for unchanged when HubSpot writes it otherwise', async () => {
    const [id = ''] = contacts(1);
    scene.enqueue('one', [
      writeOf(id, ['patron_propensity', undefined, '0.50'], ['patron_next_order_on', undefined, '2026-12-01']),
    ]);
    await scene.drain();
    expect(portal().valueOf(id, 'patron_propensity')).toBe('0.5');
    scene.enqueue('two', [
      writeOf(id, ['patron_propensity', '0.50', '0.6'], ['patron_next_order_on', '1764547200000', '2026-12-02']),
    ]);
    expect(Date.parse('2025-12-01')).toBe(1764547200000);
    await scene.drain();
    // The first field stood as planned; of the second the plan had another day in mind.
    expect(portal().valueOf(id, 'patron_propensity')).toBe('0.6');
    expect(portal().valueOf(id, 'patron_next_order_on')).toBe('2026-12-01');
  });

  it.each([true, false])(
    'parks the one contact that a rule of an admin refuses, and writes the other 99 (all or nothing: %s)',
    async (isAllOrNothing) => {
      portal().settings.isAllOrNothing = isAllOrNothing;
      const ids = contacts(100);
      portal().rules.push({
        type: 'contacts',
        field: 'country',
        message: 'Country is required',
        isBroken: ({ email }) => email === 'c37@example.com',
      });
      scene.enqueue(
        'one',
        ids.map((id) => write(id)),
      );
      expect(await scene.drain()).toEqual({ done: 99, parked: 1, dropped: 0 });
      expect(ids.filter((id) => portal().valueOf(id, 'patron_propensity') === '')).toEqual([ids[37]]);
      const [parked] = outboxCounts(scene.store, 'one').parked;
      expect(parked).toEqual({
        reason: 'refused',
        words: 'Country is required',
        count: 1,
        retryAt: scene.time.now() + 3_600_000,
      });
      expect(portal().log.writes).toHaveLength(99);
      // Not before its time; then again, and the mended one goes through.
      expect(await scene.drain()).toEqual({ done: 0, parked: 0, dropped: 0 });
      scene.time.advance(3_600_000);
      expect(await scene.drain()).toEqual({ done: 0, parked: 1, dropped: 0 });
      expect(outboxCounts(scene.store, 'one').parked[0]?.retryAt).toBe(scene.time.now() + 4 * 3_600_000);
      portal().rules.length = 0;
      scene.time.advance(4 * 3_600_000);
      expect(await scene.drain()).toEqual({ done: 1, parked: 0, dropped: 0 });
      expect(portal().log.writes).toHaveLength(100);
      expect(portal().log.noopWrites).toEqual([]);
    },
  );

  it('gives up a refused contact after six tries, until a person looks at it', async () => {
    const [id = ''] = contacts(1);
    portal().rules.push({ type: 'contacts', field: 'country', message: 'no', isBroken: () => true });
    scene.enqueue('one', [write(id)]);
    for (let round = 0; round < 10; round++) {
      await scene.drain();
      scene.time.advance(48 * 3_600_000);
    }
    expect(scene.server.requests.filter(({ url }) => url.endsWith('/batch/update'))).toHaveLength(6);
    expect(outboxCounts(scene.store, 'one').parked).toEqual([{ reason: 'refused', words: 'no', count: 1 }]);
  });

  it('says nothing of addresses when HubSpot refuses in words that hold one', async () => {
    const [id = ''] = contacts(1);
    portal().rules.push({
      type: 'contacts',
      field: 'email',
      message: 'ann@example.com is blocked',
      isBroken: () => true,
    });
    scene.enqueue('one', [write(id)]);
    await scene.drain();
    expect(outboxCounts(scene.store, 'one').parked[0]?.words).toBe('(an address) is blocked');
  });

  it('drops contacts that are archived, deleted or merged away, and never makes one anew', async () => {
    const [archived = '', deleted = '', first = '', second = '', live = ''] = contacts(5);
    portal().archive('contacts', archived);
    portal().purge('contacts', deleted);
    const survivor = portal().merge('contacts', first, second);
    const records = portal().tables.contacts.records.size;
    scene.enqueue(
      'one',
      [archived, deleted, first, second, live].map((id) => write(id)),
    );
    expect(await scene.drain()).toEqual({ done: 1, parked: 0, dropped: 4 });
    expect(portal().tables.contacts.records.size).toBe(records);
    expect(portal().valueOf(survivor, 'patron_propensity')).toBe('');
  });

  it('drops what waits for an erased person without a look', async () => {
    const [erased = '', other = ''] = contacts(2);
    scene.enqueue('one', [write(erased), write(other)]);
    tombstones(scene.store).put({
      source: 'hubspot',
      kind: 'customer',
      sourceId: erased,
      reason: 'erased',
      goneAt: scene.time.now(),
    });
    expect(await scene.drain()).toEqual({ done: 1, parked: 0, dropped: 1 });
    expect(JSON.stringify(scene.server.requests.map(({ body }) => body))).not.toContain(`"${erased}"`);
  });

  it('drops what an earlier batch had waiting for the same contact, and what was taken back', async () => {
    const [one = '', two = ''] = contacts(2);
    scene.enqueue('old', [write(one, '0.1'), write(two, '0.1')]);
    scene.enqueue('new', [write(one, '0.2')]);
    expect(dropWaiting(scene.store, { batchId: 'old', now: scene.time.now() })).toBe(1);
    await scene.drain();
    expect([one, two].map((id) => portal().valueOf(id, 'patron_propensity'))).toEqual(['0.2', '']);
    expect(stateOf('old')).toMatchObject({ dropped: 2, done: 0 });
  });

  it('stops at the limit of the day, says when it goes on, and goes on there', async () => {
    const ids = contacts(500);
    scene.enqueue(
      'one',
      ids.map((id) => write(id)),
    );
    await scene.target().prepare();
    scene.server.limits.daily = scene.server.requests.length + 6;
    const report = await scene.drain();
    expect(report.stopped).toMatchObject({ code: 'source-limit' });
    expect(report.stopped?.hint).toContain('00:00 on 2026-11-25, America/New_York');
    expect(report.done).toBeLessThan(500);
    const written = portal().log.writes.length;
    expect((await scene.drain()).stopped).toBeDefined();
    expect(portal().log.writes).toHaveLength(written);
    scene.time.advance(24 * 3_600_000);
    scene.server.limits.daily = 250_000;
    await scene.drain();
    expect(stateOf('one')).toEqual({ pending: 0, sent: 0, done: 500, dropped: 0, parked: 0, left: 0 });
    expect(portal().log.writes).toHaveLength(500);
    expect(portal().log.noopWrites).toEqual([]);
  });

  it.each([
    ['crm.schemas.contacts.write', 'one'],
    ['crm.objects.contacts.write', 'one'],
    ['crm.lists.write', 'lists'],
  ])('names the scope %s that is missing, having written nothing', async (scope, kind) => {
    const [id = ''] = contacts(1);
    portal().settings.scopes.delete(scope);
    scene.enqueue('one', [kind === 'one' ? write(id) : listWrite(id, 'Hot leads')]);
    await expect(scene.drain()).rejects.toMatchObject({
      code: 'access-missing',
      message: expect.stringContaining(scope),
    });
    expect(portal().log.writes).toEqual([]);
    portal().settings.scopes.add(scope);
    expect(await scene.drain()).toMatchObject({ done: 1 });
  });

  it('goes on later where HubSpot does not answer for long, and writes nothing twice', async () => {
    const ids = contacts(120);
    scene.enqueue(
      'one',
      ids.map((id) => write(id)),
    );
    await scene.target().prepare();
    scene.server.plan([{ call: 3, kind: 'server-error', times: 60 }]);
    const report = await scene.drain();
    expect(report.stopped?.code).toBe('source-unreachable');
    scene.server.plan([]);
    await scene.drain();
    expect(stateOf('one')).toMatchObject({ done: 120, sent: 0, parked: 0 });
    expect(portal().log.writes).toHaveLength(120);
  });

  it('parks for a quarter of an hour what gets no answer again and again, and finds then that it was done', async () => {
    const [id = ''] = contacts(1);
    scene.enqueue('one', [write(id)]);
    await scene.target().prepare();
    // Reads are answered, the write is carried out but its answer is lost, and reads show the old state: as after a change that HubSpot takes its time with.
    const target = scene.target();
    let writes = 0;
    const slow = {
      ...target,
      write: async () => {
        writes++;
        return new Map([[id, { kind: 'unknown', words: 'lost' } as const]]);
      },
    };
    expect(await scene.drain({}, slow)).toEqual({ done: 0, parked: 1, dropped: 0 });
    expect(writes).toBe(4);
    portal().change('contacts', id, { patron_propensity: '0.42' }, { by: 'API' });
    scene.time.advance(15 * 60_000);
    expect(await scene.drain()).toEqual({ done: 1, parked: 0, dropped: 0 });
    expect(pushedFields(scene.store)).toMatchObject([{ contactId: id, value: '0.42', before: undefined }]);
    expect(portal().log.writes).toEqual([]);
  });

  it('stops between two batches when it is told to', async () => {
    scene.enqueue(
      'one',
      contacts(2000).map((id) => write(id)),
    );
    const stop = new AbortController();
    await scene.drain({ signal: stop.signal, onProgress: () => stop.abort() });
    const { done, pending } = outboxCounts(scene.store, 'one');
    expect(done).toBeGreaterThan(0);
    expect(pending).toBeGreaterThan(0);
    await scene.drain();
    expect(stateOf('one')).toMatchObject({ done: 2000, pending: 0 });
  });
});

describe('static lists', () => {
  it('are made where they are missing, and filled by the difference', async () => {
    const [one = '', two = '', three = ''] = contacts(3);
    scene.enqueue(
      'one',
      [one, two].map((id) => listWrite(id, 'Hot leads')),
    );
    await scene.drain();
    const [list] = portal().lists.values();
    expect([...(list?.members.keys() ?? [])]).toEqual([one, two]);
    list?.members.set(three, 0);
    scene.enqueue('two', [listWrite(one, 'Hot leads', 'remove'), listWrite(three, 'Hot leads')]);
    expect(await scene.drain()).toEqual({ done: 1, parked: 0, dropped: 1 });
    expect([...(list?.members.keys() ?? [])]).toEqual([two, three]);
    expect(pushedToList(scene.store, 'Hot leads')).toEqual(new Set([two]));
    expect(portal().log.noopWrites).toEqual([]);
    expect(writtenByBatch(scene.store, 'two')).toEqual([
      { contactId: one, customerId: `hubspot:${one}`, field: 'list:Hot leads', before: 'in', wrote: '' },
    ]);
  });

  it('drop contacts that are not there any more', async () => {
    const [one = '', gone = ''] = contacts(2);
    portal().purge('contacts', gone);
    scene.enqueue(
      'one',
      [one, gone].map((id) => listWrite(id, 'Hot leads')),
    );
    expect(await scene.drain()).toEqual({ done: 1, parked: 0, dropped: 1 });
  });

  it('of more than one page are read whole', async () => {
    const ids = contacts(620);
    scene.enqueue(
      'one',
      ids.map((id) => listWrite(id, 'Hot leads')),
    );
    await scene.drain();
    expect(await scene.target().members('Hot leads')).toEqual(new Set(ids));
  });

  it('that fill themselves are not touched', async () => {
    const [id = ''] = contacts(1);
    portal().lists.set('77', {
      listId: '77',
      name: 'Hot leads',
      processingType: 'DYNAMIC',
      createdAt: 0,
      members: new Map(),
    });
    scene.enqueue('one', [listWrite(id, 'Hot leads')]);
    await expect(scene.drain()).rejects.toThrow("The HubSpot list 'Hot leads' fills itself");
  });
});

describe('notes and tasks', () => {
  const note = (contactId: string, key: string) =>
    ({
      op: 'note',
      key,
      contactId,
      customerId: 'ann',
      text: 'Likely to order again in May.',
      at: Date.UTC(2026, 10, 24),
    }) as const;

  it('are made once with their contact, also when they are wanted again under the same key', async () => {
    const [id = ''] = contacts(1);
    scene.enqueue('one', []);
    const notes = [note(id, 'n1'), { ...note(id, 't1'), op: 'task', title: 'Call' } as const];
    enqueueNotes(scene.store, { batchId: 'one', notes, now: scene.time.now() });
    expect(await scene.drain()).toEqual({ done: 2, parked: 0, dropped: 0 });
    scene.enqueue('two', []);
    enqueueNotes(scene.store, { batchId: 'two', notes, now: scene.time.now() });
    await scene.drain();
    expect(portal().tables.notes.records.size).toBe(1);
    expect(portal().tables.tasks.records.size).toBe(1);
    expect(portal().associated('contacts', id, 'notes')).toHaveLength(1);
    expect(portal().associated('contacts', id, 'tasks')).toHaveLength(1);
  });

  it.each(['reset', 'hang', 'cut-json', 'html', 'server-error'] as const)(
    'are made once when the answer is lost (%s)',
    async (kind) => {
      const ids = contacts(3);
      scene.enqueue('one', []);
      enqueueNotes(scene.store, { batchId: 'one', notes: ids.map((id) => note(id, `n-${id}`)), now: scene.time.now() });
      await scene.target().prepare();
      await scene.target().findNotes('note', []);
      // The contacts' properties, the notes' properties, the look, then the making of them.
      scene.server.plan([{ call: 4, kind }]);
      expect(await scene.drain()).toEqual({ done: 3, parked: 0, dropped: 0 });
      expect(scene.server.requests.filter(({ status }) => status === 'fault')).toMatchObject([
        { url: '/crm/objects/2026-09/notes/batch/create' },
      ]);
      expect(portal().tables.notes.records.size).toBe(3);
    },
  );
});
