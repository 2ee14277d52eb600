import type { App } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import { openChatRounds } from '../../../src/chat-rounds.ts';
import type { Config } from '../../../src/config.ts';
import { RetryableError } from '../../../src/domain/errors.ts';
import type { Sighting } from '../../../src/patron.ts';
import { composeAlert } from '../../../src/questions/alert.ts';
import { composeDigest } from '../../../src/questions/digest.ts';
import { withoutNames } from '../../../src/questions/nameless.ts';
import type { BotKit } from '../../../src/slack/kit.ts';
import { addRule } from '../../../src/store/alert-rules.ts';
import { keepSubscription, listSubscriptions } from '../../../src/store/chat-subscriptions.ts';
import { lastTold } from '../../../src/store/digest-told.ts';
import { writeFact } from '../../../src/store/facts.ts';
import { cornerContext } from '../../support/corner-context.ts';
import { channels } from '../../support/slack-server/workspace.ts';
import { type CornerOptions, startCornerBot, wordsOf } from '../corner-bot.ts';
import { movedClock, startStore } from '../running-bot.ts';

const hour = 3_600_000;
const context = cornerContext();
const how = { timeZone: 'Europe/Berlin', language: 'en', showsNames: false, createdBy: 'U1', createdAt: 0 } as const;
const mondayAt = (time: string) => Date.parse(`2026-11-23T${time}:00Z`);

/** The bot of the corner shop, its customers in the store, and rounds as the service runs them; a second call stands for a second process. */
async function start(options: CornerOptions = {}) {
  const store = startStore();
  // With this key nobody of the shop is held out by the rule below.
  writeFact(store, 'control-seed', '0123456789abcdef');
  const insert = store.sqlite.prepare('insert into customer (public_id) values (?)');
  for (const id of context.snapshot.customerIds) insert.run(id);
  const clock = movedClock(mondayAt('06:00'));
  const found: { now: Sighting } = { now: { customerIds: [] } };
  let held: BotKit | undefined;
  const running = await startCornerBot(
    (_: App, kit: BotKit) => {
      held = kit;
    },
    {
      store,
      clock,
      patron: {
        digest: async ({ names, ...options }) =>
          composeDigest(names === 'hidden' ? withoutNames(context) : context, options),
        watch: async (rules) => rules.map(() => found.now),
        alert: async ({ names, ...news }) => composeAlert(names === 'hidden' ? withoutNames(context) : context, news),
      },
      ...options,
    },
  );
  if (!held) throw new Error('The bot has no kit.');
  const kit = held;
  const rounds = (config: Partial<Pick<Config, 'slack'>> = {}) =>
    openChatRounds(kit, { digestCron: '0 8 * * 1', ...config }, { alarm: () => () => undefined });
  return { ...running, kit, clock, rounds, found };
}

describe('the rounds of the chat', () => {
  it('post the digest once to each channel, at its own time, in its own language, with or without names', async () => {
    const { slack, store, clock, rounds, troubles } = await start();
    keepSubscription(store, { ...how, channel: channels.sales, kind: 'digest' });
    keepSubscription(store, {
      ...how,
      channel: channels.general,
      kind: 'digest',
      timeZone: 'America/New_York',
      language: 'zh',
      showsNames: true,
    });
    const [one, other] = [rounds(), rounds()];
    for (let step = 0; step < 40; step++) {
      await Promise.all([one.tick(), other.tick()]);
      clock.move(hour / 2);
    }
    const [sales, ...moreSales] = slack.messages(channels.sales);
    const [general, ...moreGeneral] = slack.messages(channels.general);
    expect([moreSales, moreGeneral]).toEqual([[], []]);
    expect(wordsOf(sales?.blocks)).toContain('customer a1');
    expect(wordsOf([sales?.text, sales?.blocks])).not.toMatch(/Anna|Okafor|Diaz/);
    expect(wordsOf(general?.blocks)).toMatch(/本周有 1 件事需要您处理.*Anna Meier/s);
    expect([slack.violations, troubles]).toEqual([[], []]);
    expect(lastTold(store, clock.now().getTime() + 7 * 24 * hour).map(({ customerId }) => customerId)).toContain('a1');
  });

  it('post an alert once for two processes, without names where they are hidden', async () => {
    const { slack, store, clock, rounds, found, troubles } = await start();
    keepSubscription(store, { ...how, channel: channels.sales, kind: 'alerts' });
    const watched = { kind: 'silence', days: 30, among: 'all' } as const;
    addRule(store, {
      channel: channels.sales,
      watched,
      dailyCap: 5,
      createdBy: 'U1',
      createdAt: clock.now().getTime(),
    });
    const [one, other] = [rounds(), rounds()];
    await Promise.all([one.tick(), other.tick()]);
    clock.move(hour);
    found.now = { customerIds: ['b1', 'r1'] };
    await Promise.all([one.tick(), other.tick()]);
    clock.move(hour);
    await Promise.all([one.tick(), other.tick()]);
    const [alert, ...more] = slack.messages(channels.sales);
    expect(more).toEqual([]);
    expect(wordsOf(alert?.blocks)).toMatch(/Customer b1.*Customer r1/s);
    expect(wordsOf([alert?.text, alert?.blocks])).not.toMatch(/Okafor/);
    expect([slack.violations, troubles]).toEqual([[], []]);
  });

  it('let the channel of the setting get the digest until somebody chooses otherwise', async () => {
    const { slack, store, clock, kit, rounds } = await start();
    const config = (digestChannel: string) => ({
      slack: {
        botToken: 'xoxb-1',
        way: { mode: 'socket', appToken: 'xapp-1' },
        digestChannel,
        viewers: [],
        analysts: [],
        approvers: [],
      } as const,
    });
    await rounds(config(channels.sales)).tick();
    clock.move(2 * hour);
    await rounds(config(channels.sales)).tick();
    expect(slack.messages(channels.sales)).toHaveLength(1);
    await rounds(config(channels.general)).tick();
    expect(listSubscriptions(store).map(({ channel }) => channel)).toEqual([channels.general]);
    keepSubscription(kit.store, { ...how, channel: channels.secret, kind: 'digest' });
    kit.store.sqlite.prepare('delete from chat_subscription where channel = ?').run(channels.general);
    await rounds(config(channels.general)).tick();
    expect(listSubscriptions(store).map(({ channel }) => channel)).toEqual([channels.secret]);
  });

  it('say nothing before the first order, and tell a lasting trouble once an hour', async () => {
    const shop = { hasOrders: false };
    const { slack, store, clock, rounds, troubles } = await start({
      patron: {
        shop: async () => ({ isDemo: false, hasModel: false, ...shop }),
        digest: () => Promise.reject(new RetryableError('store-busy', 'Another Patron is writing.', 'Wait.')),
      },
    });
    keepSubscription(store, { ...how, channel: channels.sales, kind: 'digest' });
    clock.move(3 * hour);
    const round = rounds();
    await round.tick();
    expect(troubles).toEqual([]);
    shop.hasOrders = true;
    for (let minute = 0; minute < 90; minute++) {
      await round.tick();
      clock.move(60_000);
    }
    expect(troubles).toHaveLength(2);
    expect(slack.messages(channels.sales)).toEqual([]);
  });
});
