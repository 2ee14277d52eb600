import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { LocalSlack } from '../../support/slack-server/open.ts';
import { channels, people } from '../../support/slack-server/workspace.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { parrot, quickTimes, type RunningBot, runBot, runReadyBot, startSlack, startStore } from '../running-bot.ts';

const folder = temporaryFolder();
const ana = people.ana.id;
const { sales } = channels;

/** What can happen to a connection that stands, and how it is mended. */
const outages: readonly { readonly name: string; readonly begin: (slack: LocalSlack) => () => void }[] = [
  {
    name: 'every call answers 503, and the socket is cut',
    begin: (slack) => {
      const end = slack.faults.plan({ kind: 'status', status: 503 });
      slack.socket.drop();
      return end;
    },
  },
  {
    name: 'every call is reset, and the socket is cut',
    begin: (slack) => {
      const end = slack.faults.plan({ kind: 'reset' });
      slack.socket.drop();
      return end;
    },
  },
  {
    name: 'sockets are refused with 503',
    begin: (slack) => {
      slack.socket.refuseUpgrades = 503;
      slack.socket.drop();
      return () => {
        slack.socket.refuseUpgrades = undefined;
      };
    },
  },
  {
    name: 'the socket freezes, and new ones are refused',
    begin: (slack) => {
      slack.socket.refuseUpgrades = 408;
      slack.socket.freeze();
      return () => {
        slack.socket.refuseUpgrades = undefined;
      };
    },
  },
  {
    name: 'the app token is refused',
    begin: (slack) => {
      const end = slack.faults.plan({ kind: 'error', error: 'invalid_auth', methods: ['apps.connections.open'] });
      slack.socket.drop();
      return end;
    },
  },
  {
    name: 'every token is refused',
    begin: (slack) => {
      const end = slack.faults.plan({ kind: 'error', error: 'account_inactive' });
      slack.socket.drop();
      return end;
    },
  },
  {
    name: 'opening is limited',
    begin: (slack) => {
      const end = slack.faults.plan({ kind: 'rate-limit', afterSeconds: 0.05, methods: ['apps.connections.open'] });
      slack.socket.drop();
      return end;
    },
  },
];

describe('an outage of Slack', () => {
  it.each(outages)('is outlived: $name', async ({ begin }) => {
    const slack = await startSlack();
    const { feature } = parrot();
    const socket = { ...quickTimes.socket, pongWithinMs: 300 };
    const { troubles } = await runReadyBot(slack, { features: [feature], times: { socket } });
    await slack.socket.connected();
    troubles.length = 0;
    const end = begin(slack);
    await slack.until(() => troubles.length > 0 || undefined, { what: 'words about the outage' });
    await pause(120);
    expect(troubles.length, 'each kind of trouble is told once').toBeLessThanOrEqual(2);
    expect(troubles.join()).toMatch(/^Slack (does not answer|refuses|asks)/);
    end();
    await slack.until(() => troubles.includes('Slack: connected with Corner Shop.') || undefined);
    const mention = await slack.say.mention({ user: ana, channel: sales, text: 'again' });
    expect((await slack.answerTo(mention)).text).toContain('again');
    expect(slack.messages(sales).filter(({ isBots }) => isBots).length).toBe(1);
  });

  it.each(['warning', 'refresh_requested'] as const)(
    'is none where Slack only replaces the socket: %s',
    async (reason) => {
      const slack = await startSlack({ ackWithinMs: 500 });
      const { feature } = parrot();
      const { troubles } = await runReadyBot(slack, { features: [feature] });
      slack.socket.disconnect(reason);
      let mention = await slack.say.mention({ user: ana, channel: sales, text: reason });
      for (let time = 0; time < 20 && !mention.isAcked; time++) mention = await slack.say.redeliver(mention);
      expect((await slack.answerTo(mention)).text).toContain(reason);
      expect(slack.calls.filter(({ method }) => method === 'apps.connections.open')).toHaveLength(2);
      expect(troubles).toEqual(['Slack: connected with Corner Shop.']);
    },
  );

  it.each(['socket', 'http'] as const)(
    'over %s: a bad token at the start is told once, and mended without a restart',
    async (mode) => {
      const slack = await startSlack({ mode });
      const { feature } = parrot();
      const end = slack.faults.plan({ kind: 'error', error: 'invalid_auth' });
      const running: RunningBot = await runBot(slack, { features: [feature] });
      await slack.until(() => slack.calls.filter(({ method }) => method === 'auth.test').length > 4 || undefined);
      expect(running.troubles).toHaveLength(1);
      expect(running.troubles[0]).toMatch(/^Slack refuses the bot token \(invalid_auth\): .*set SLACK_BOT_TOKEN/);
      end();
      await slack.until(() => running.troubles.some((note) => note.startsWith('Slack: ')) || undefined);
      expect((await slack.answerTo(await slack.say.dm({ user: ana, text: 'now?' }))).text).toBe('You said: now?');
    },
  );

  it('names the setting of the token that is refused', async () => {
    const slack = await startSlack();
    const { troubles } = await runBot(slack, {
      slackConfig: { way: { mode: 'socket', appToken: 'xapp-of-another-app' } },
    });
    await slack.until(() => troubles.length > 0 || undefined);
    expect(troubles[0]).toMatch(/SLACK_APP_TOKEN/);
  });

  it('does not hold up the end of the program', async () => {
    const slack = await startSlack();
    slack.faults.plan({ kind: 'hang' });
    const { stop } = await runBot(slack);
    await slack.until(() => slack.calls.length > 0 || undefined);
    const from = performance.now();
    await stop();
    expect(performance.now() - from).toBeLessThan(1000);
  });

  it('leaves no socket behind when the bot is stopped, and says nothing of its end', async () => {
    const slack = await startSlack();
    const end = slack.faults.plan({ kind: 'status', status: 503 });
    const { stop, troubles } = await runBot(slack);
    await slack.until(() => troubles.length > 0 || undefined);
    end();
    await slack.until(() => slack.socket.connections === 1 || undefined);
    await slack.until(() => troubles.length === 2 || undefined);
    await stop();
    await slack.until(() => slack.socket.connections === 0 || undefined);
    await pause(30);
    expect(troubles).toHaveLength(2);
  });

  it('lets Slack come again while the store is locked for long, and answers when it is free', async () => {
    const slack = await startSlack();
    const store = startStore(folder.path('locked.sqlite'));
    const writer = startStore(folder.path('locked.sqlite'));
    const { feature } = parrot();
    await runReadyBot(slack, { store, features: [feature] });
    writer.sqlite.exec('begin immediate');
    const mention = await slack.say.mention({ user: ana, channel: sales, text: 'busy' });
    expect(mention.isAcked).toBe(true);
    expect(mention.ackMs).toBeLessThan(300);
    await pause(100);
    expect(slack.messages(sales).filter(({ isBots }) => isBots)).toEqual([]);
    writer.sqlite.exec('commit');
    expect((await slack.answerTo(mention)).text).toContain('busy');
  });
});

describe('frames that Slack does not send', () => {
  it.each([
    ['null', 'null'],
    ['no JSON', '{'],
    ['a list', '[]'],
    ['an event envelope without a payload', '{"type":"events_api","envelope_id":"1","payload":null}'],
    ['an event without an event', '{"type":"events_api","envelope_id":"1","payload":{"event":null}}'],
    [
      'an event that is called like the end of the connection',
      '{"type":"events_api","envelope_id":"1","payload":{"event":{"type":"disconnected"}}}',
    ],
    [
      'a press without an action',
      '{"type":"interactive","envelope_id":"1","payload":{"type":"block_actions","actions":[]}}',
    ],
    ['a command of nothing', '{"type":"slash_commands","envelope_id":"1","payload":{}}'],
    ['a kind of its own', '{"type":"constructor","envelope_id":"1","payload":{}}'],
  ])('do no harm: %s', async (_, text) => {
    const slack = await startSlack();
    const { feature, heard } = parrot();
    await runReadyBot(slack, { features: [feature] });
    slack.socket.sendText(text);
    const mention = await slack.say.mention({ user: ana, channel: sales, text: 'alive' });
    expect((await slack.answerTo(mention)).text).toContain('alive');
    expect(heard).toHaveLength(1);
  });
});
