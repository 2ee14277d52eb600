import { WebClient } from '@slack/web-api';
import { describe, expect, it } from 'vitest';
import type { Followed } from '../../../src/questions/answer.ts';
import { inPassing, inThread, recall, remember } from '../../../src/slack/asking/memory.ts';
import type { BotKit } from '../../../src/slack/kit.ts';
import { chatThread } from '../../../src/store/chat-schema.ts';
import { keepThreadMemory } from '../../../src/store/chat-threads.ts';
import { fakePatron } from '../../support/fake-patron.ts';
import { movedClock, startStore } from '../running-bot.ts';

const anna: Followed = { id: 'who-is', question: 'who is a1', customerId: 'a1' };
const june: Followed = { id: 'revenue', question: 'revenue in June', period: 'June', sku: 'mug' };
const minutes = 60_000;
const days = 24 * 60 * minutes;

/** A kit of which the store and the clock are used. */
function kitAt(clock = movedClock()): BotKit & { readonly clock: ReturnType<typeof movedClock> } {
  return {
    patron: fakePatron({}),
    store: startStore(),
    poster: { post: () => Promise.reject(new Error('Nobody expected a message here.')) },
    oneTry: new WebClient(),
    clock,
    timeZone: 'UTC',
    roleOf: () => Promise.resolve(undefined),
    onTrouble: () => undefined,
  };
}

describe('what a conversation is about', () => {
  it('is kept by thread, as it was, and replaced by the next question', async () => {
    const kit = kitAt();
    const [one, other] = [inThread('C1', '1.1'), inThread('C1', '2.2')];
    await remember(kit, [one], june);
    expect([recall(kit, [one]), recall(kit, [other]), recall(kit, [inThread('C2', '1.1')])]).toEqual([
      june,
      undefined,
      undefined,
    ]);
    await remember(kit, [one], anna);
    expect(recall(kit, [one])).toEqual(anna);
  });

  it('is taken from the first conversation that holds something', async () => {
    const kit = kitAt();
    await remember(kit, [inPassing('D1', 'U1')], anna);
    expect(recall(kit, [inThread('D1', '1.1'), inPassing('D1', 'U1')])).toEqual(anna);
    expect(recall(kit, [inPassing('D1', 'U2')])).toBeUndefined();
    await remember(kit, [inThread('D1', '1.1')], june);
    expect(recall(kit, [inThread('D1', '1.1'), inPassing('D1', 'U1')])).toEqual(june);
  });

  it('is good for half an hour in passing and a month in a thread, and then forgotten', async () => {
    const kit = kitAt();
    const [thread, passing] = [inThread('D1', '1.1'), inPassing('D1', 'U1')];
    await remember(kit, [thread, passing], anna);
    kit.clock.move(30 * minutes);
    expect(recall(kit, [passing])).toEqual(anna);
    kit.clock.move(1);
    expect([recall(kit, [passing]), recall(kit, [thread])]).toEqual([undefined, anna]);
    kit.clock.move(30 * days);
    expect(recall(kit, [thread])).toBeUndefined();
    await remember(kit, [inThread('D1', '9.9')], june);
    expect(kit.store.db.select().from(chatThread).all()).toHaveLength(1);
  });

  it.each(['{"id":7}', 'null', 'not even JSON', ''])('is nothing where another shape was kept: %j', (followed) => {
    const kit = kitAt();
    keepThreadMemory(kit.store, { channel: 'C1', threadTs: '1.1' }, { followed, now: kit.clock.now().getTime() });
    expect(recall(kit, [inThread('C1', '1.1')])).toBeUndefined();
  });
});
