import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fault } from '../../support/slack-server/faults.ts';
import { channels, people } from '../../support/slack-server/workspace.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { movedClock, startSlack, startStore } from '../running-bot.ts';
import { saying, standing, startPoster } from './posting.ts';

const { sales, general } = channels;
const folder = temporaryFolder();
const posting = ['chat.postMessage'];

describe('a message', () => {
  it('is posted once, however often it is given, at once and later', async () => {
    const slack = await startSlack();
    const { poster } = startPoster(slack);
    const target = { key: 'digest:2026-W48:C1', channel: sales };
    const [first, second] = await Promise.all([poster.post(target, saying('a')), poster.post(target, saying('a'))]);
    expect(first.ts).toBeDefined();
    expect([first.ts, undefined]).toContain(second.ts);
    expect(await poster.post(target, saying('another text'))).toEqual(first);
    expect(standing(slack, sales)).toEqual(['a']);
  });

  const lost: readonly [string, Fault][] = [
    ['the connection is reset', { kind: 'reset', isDone: true, methods: posting, calls: 1 }],
    ['the reply never comes', { kind: 'hang', isDone: true, methods: posting, calls: 1 }],
    ['the reply is a 503', { kind: 'status', status: 503, isDone: true, methods: posting, calls: 1 }],
  ];
  it.each(lost)('is not posted again where it stands and %s', async (_, fault) => {
    const slack = await startSlack();
    const { poster, troubles } = startPoster(slack, { pace: { callWithinMs: 700 } });
    slack.faults.plan(fault);
    const root = slack.workspace.add({ channel: sales, user: people.ana.id, text: 'root' });
    const posted = await poster.post({ key: 'answer:1', channel: sales, threadTs: root.ts }, saying('in a thread'));
    slack.faults.plan(fault);
    const other = await poster.post({ key: 'answer:2', channel: sales }, saying('in the channel'));
    expect(standing(slack, sales)).toEqual(['in a thread', 'in the channel']);
    expect([posted.ts, other.ts]).toEqual(
      slack
        .messages(sales)
        .filter(({ isBots }) => isBots)
        .map(({ ts }) => ts),
    );
    expect(troubles).toEqual([]);
  });

  const unsent: readonly [string, Fault][] = [
    ['the connection was reset', { kind: 'reset', methods: posting, calls: 1 }],
    ['the answer was a 500', { kind: 'status', status: 500, methods: posting, calls: 1 }],
    ['Slack had a fault of its own', { kind: 'error', error: 'internal_error', methods: posting, calls: 1 }],
  ];
  it.each(unsent)('is looked for, not found and sent again where %s', async (_, fault) => {
    const slack = await startSlack();
    const { poster } = startPoster(slack);
    slack.faults.plan(fault);
    const { ts } = await poster.post({ key: 'answer:1', channel: sales }, saying('hello'));
    expect(ts).toBeDefined();
    expect(standing(slack, sales)).toEqual(['hello']);
    expect(slack.calls.map(({ method }) => method)).toEqual([
      'chat.postMessage',
      'conversations.history',
      'chat.postMessage',
    ]);
  });

  it('that one person alone sees comes even where the reply was lost', async () => {
    const slack = await startSlack();
    const { poster } = startPoster(slack);
    slack.faults.plan({ kind: 'reset', methods: ['chat.postEphemeral'], calls: 1 });
    const { ts } = await poster.post({ key: 'answer:1', channel: sales, ephemeralTo: people.ana.id }, saying('psst'));
    expect(ts).toBeDefined();
    expect(slack.messages(sales)).toMatchObject([{ text: 'psst', ephemeralTo: people.ana.id }]);
  });

  it('waits out an outage in its order, behind a post that does not hang', async () => {
    const slack = await startSlack();
    const { poster, troubles } = startPoster(slack);
    const end = slack.faults.plan({ kind: 'status', status: 503 });
    for (const text of ['one', 'two', 'three']) {
      expect(await poster.post({ key: text, channel: sales }, saying(text))).toEqual({});
    }
    expect(await poster.post({ key: 'four', channel: general }, saying('four'))).toEqual({});
    expect(troubles).toHaveLength(1);
    expect(troubles[0]).toMatch(/^Messages for Slack are kept until they can be sent\. .*503/);
    end();
    await slack.until(() => standing(slack, sales).length === 3 || undefined);
    await slack.until(() => standing(slack, general).length === 1 || undefined);
    expect(standing(slack, sales)).toEqual(['one', 'two', 'three']);
    await slack.until(() => troubles.includes('Messages for Slack go out again.') || undefined);
  });

  it('survives a restart: what was never sent is sent, what stands is found', async () => {
    const clock = movedClock();
    const slack = await startSlack();
    const store = startStore();
    const before = startPoster(slack, { store, clock });
    const end = slack.faults.plan({ kind: 'error', error: 'invalid_auth', methods: posting });
    await before.poster.post({ key: 'never sent', channel: sales }, saying('never sent'));
    end();
    slack.faults.plan({ kind: 'status', status: 503, isDone: true, methods: posting, calls: 1 });
    slack.faults.plan({ kind: 'status', status: 503, methods: ['conversations.history'] });
    await before.poster.post({ key: 'stands', channel: general }, saying('stands'));
    await before.poster.stop();
    slack.faults.clear();
    expect(standing(slack, general)).toEqual(['stands']);
    const sent = standing(slack, sales).length;
    clock.move(60_000);
    const after = startPoster(slack, { store, clock });
    after.poster.adopt();
    await slack.until(() => standing(slack, sales).length === 1 || undefined);
    expect(sent).toBeLessThanOrEqual(1);
    const again = await after.poster.post({ key: 'stands', channel: general }, saying('stands'));
    await slack.until(() =>
      store.sqlite.prepare("select 1 from chat_post where key = 'stands' and ts is not null").get(),
    );
    expect(again.ts === undefined || again.ts === slack.messages(general)[0]?.ts).toBe(true);
    expect(standing(slack, general)).toEqual(['stands']);
    expect(standing(slack, sales)).toEqual(['never sent']);
    // A message stands in Slack a moment before its poster hears of it.
    await slack.until(
      () =>
        store.sqlite.prepare('select count(*) = 0 from chat_post where posted_at is null').pluck().get() === 1 ||
        undefined,
    );
    expect(store.sqlite.prepare('select count(*) from chat_post where posted_at is null').pluck().get()).toBe(0);
    expect(store.sqlite.prepare("select count(*) from chat_post where body <> ''").pluck().get()).toBe(0);
  });

  it('is posted once by two processes that have the same in mind', async () => {
    const slack = await startSlack();
    const path = folder.path('two.sqlite');
    const [one, other] = [
      startPoster(slack, { store: startStore(path) }),
      startPoster(slack, { store: startStore(path) }),
    ];
    const keys = Array.from({ length: 20 }, (_, number) => `alert:${number}`);
    const both = keys.flatMap((key) =>
      [one, other].map(({ poster }) => poster.post({ key, channel: sales }, saying(key))),
    );
    await Promise.all(both);
    one.poster.adopt();
    other.poster.adopt();
    await slack.until(() => standing(slack, sales).length >= 20 || undefined);
    await Promise.all([one.poster.stop(), other.poster.stop()]);
    expect(standing(slack, sales).toSorted()).toEqual(keys.toSorted());
  });

  it('is posted exactly once each, whatever goes wrong on the way and however often the process ends', async () => {
    const method = fc.constantFrom('chat.postMessage', 'conversations.history', undefined);
    const kind = fc.constantFrom<Fault[]>(
      { kind: 'reset' },
      { kind: 'reset', isDone: true },
      { kind: 'status', status: 503 },
      { kind: 'status', status: 500, isDone: true },
      { kind: 'error', error: 'fatal_error' },
      { kind: 'error', error: 'token_revoked' },
      { kind: 'rate-limit', afterSeconds: 0.01 },
    );
    const fault = fc
      .tuple(kind, method, fc.integer({ min: 1, max: 3 }))
      .map(([what, name, calls]): Fault => ({ ...what, calls, ...(name === undefined ? {} : { methods: [name] }) }));
    const step = fc.oneof({ weight: 4, arbitrary: fault }, { weight: 1, arbitrary: fc.constant('restart' as const) });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const clock = movedClock();
        const slack = await startSlack();
        const store = startStore();
        let running = startPoster(slack, { store, clock });
        for (const [number, happens] of steps.entries()) {
          if (happens === 'restart') {
            await running.poster.stop();
            clock.move(60_000);
            running = startPoster(slack, { store, clock });
            running.poster.adopt();
          } else slack.faults.plan(happens);
          await running.poster.post({ key: `key ${number}`, channel: sales }, saying(`text ${number}`));
        }
        slack.faults.clear();
        const waiting = store.sqlite.prepare('select count(*) from chat_post where posted_at is null').pluck();
        await slack.until(() => waiting.get() === 0 || undefined, { timeoutMs: 30_000 });
        await running.poster.stop();
        expect(standing(slack, sales).toSorted()).toEqual(steps.map((_, number) => `text ${number}`).toSorted());
      }),
      { numRuns: 25, seed: 20_261_124 },
    );
  });
});
