import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { madeOrders, ordersCsv } from '../support/made-orders.ts';
import { runPatron } from '../support/run-patron.ts';
import { openSlackScene, type SlackScene } from '../support/slack-scene.ts';
import type { Fault } from '../support/slack-server/faults.ts';
import type { Delivery } from '../support/slack-server/say.ts';
import { channels, people } from '../support/slack-server/workspace.ts';

const { ben } = people;

let folder = '';
let shop = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'patron-slack-faults-'));
  shop = join(folder, 'home');
  const orders = join(folder, 'orders.csv');
  writeFileSync(orders, ordersCsv(madeOrders({ customers: 60, seed: 3 })));
  const { code, err } = await runPatron(shop, ['import', 'orders', orders]);
  expect(code, err).toBe(0);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The program on the shop, and what each of these tests comes back to: it lives, and answers once. */
function useScene(mode: 'socket' | 'http') {
  let scene: SlackScene;
  beforeAll(async () => {
    scene = await openSlackScene(shop, { mode });
  }, 60_000);
  afterAll(() => scene.close());
  const ask = () => scene.slack.say.mention({ user: ben.id, channel: scene.freshChannel(), text: 'top customers' });
  const answersTo = ({ channel, ts }: Delivery) =>
    scene.slack.messages(channel, ts).filter(({ isBots, isDeleted }) => isBots && !isDeleted);
  return {
    slack: () => scene.slack,
    scene: () => scene,
    ask,
    answersTo,
    /** Asked now, answered once. */
    answers: async (asked?: Delivery, timeoutMs = 20_000) => {
      const delivery = asked ?? (await ask());
      expect(delivery.isAcked).toBe(true);
      const answer = await scene.slack.answerTo(delivery, timeoutMs);
      expect(answer.text).toMatch(/customer/);
      await scene.slack.settled();
      expect(answersTo(delivery)).toHaveLength(1);
      expect(scene.end()).toBeUndefined();
    },
  };
}

const everything: Fault[] = [
  { kind: 'status', status: 503 },
  { kind: 'reset' },
  { kind: 'error', error: 'internal_error' },
  { kind: 'error', error: 'invalid_auth' },
];

describe.each(['socket', 'http'] as const)('Patron over %s, with Slack in trouble', (mode) => {
  const { slack, scene, ask, answers } = useScene(mode);
  const overSocket = it.runIf(mode === 'socket');
  const overHttp = it.runIf(mode === 'http');
  const wellAgain = async () => {
    await slack().socket.connected(45_000);
    await answers();
  };

  it.each(everything)(
    'answers what it was asked during it, once, when all is well: $kind $status $error',
    async (fault) => {
      const end = slack().faults.plan(fault);
      const asked = await ask();
      await pause(2000);
      expect(scene().end()).toBeUndefined();
      end();
      await answers(asked, 40_000);
    },
    60_000,
  );

  it.each([
    { kind: 'reset', isDone: true },
    { kind: 'status', status: 503, isDone: true },
    { kind: 'reset' },
    { kind: 'rate-limit', afterSeconds: 1 },
    { kind: 'slow', ms: 800 },
  ] satisfies Fault[])(
    'posts once though a posting is hit: $kind, carried out: $isDone',
    async (fault) => {
      slack().faults.plan({ ...fault, methods: ['chat.postMessage'], calls: 1 });
      await answers();
    },
    60_000,
  );

  it('gives up what Slack will never take, and goes on', async () => {
    slack().faults.plan({ kind: 'error', error: 'channel_not_found', methods: ['chat.postMessage'], calls: 1 });
    await ask();
    await slack().until(() => /channel/i.exec(scene().output()) ?? undefined, { timeoutMs: 10_000 });
    await answers();
  }, 60_000);

  it('starts while Slack is down, and says in words when its token is refused', async () => {
    const end = slack().faults.plan({ kind: 'error', error: 'invalid_auth' });
    const restarted = scene().restart();
    await slack().until(() => /Slack refuses the \w+ token \(invalid_auth\)/.exec(scene().output()) ?? undefined, {
      timeoutMs: 30_000,
    });
    end();
    await restarted;
    await answers();
    const told =
      scene()
        .output()
        .match(/Slack refuses the \w+ token \(invalid_auth\)/g) ?? [];
    expect(told.length).toBeLessThanOrEqual(4);
    expect(scene().output()).not.toContain(slack().tokens.bot);
  }, 90_000);
  overSocket(
    'connects anew when Slack asks for it, when the socket is cut, and when it is refused for a while',
    async () => {
      slack().socket.disconnect('refresh_requested');
      await pause(300);
      await wellAgain();
      slack().socket.refuseUpgrades = 503;
      slack().socket.drop();
      await pause(3000);
      expect(scene().end()).toBeUndefined();
      slack().socket.refuseUpgrades = undefined;
      await wellAgain();
    },
    90_000,
  );

  overSocket(
    'leaves a socket that is frozen, and answers what was asked on it when Slack delivers it again',
    async () => {
      slack().socket.freeze();
      const lost = await ask();
      expect(lost.isAcked).toBe(false);
      await slack().socket.connected(45_000);
      await answers(await slack().say.redeliver(lost));
    },
    90_000,
  );

  overSocket(
    'outlives a minute of everything at once',
    async () => {
      for (const fault of everything) {
        const end = slack().faults.plan(fault);
        slack().socket.refuseUpgrades = 503;
        slack().socket.drop();
        await pause(1500);
        end();
      }
      slack().socket.refuseUpgrades = undefined;
      await wellAgain();
    },
    90_000,
  );

  overSocket(
    'lives on after messages that are none',
    async () => {
      const event = { type: 'event_callback', event: null };
      for (const payload of [null, 7, [], {}, event, { event: {} }, { event: { type: 'app_mention' } }]) {
        for (const type of ['events_api', 'slash_commands', 'interactive', 'nonsense']) {
          slack().socket.sendText(JSON.stringify({ type, envelope_id: `x-${type}`, payload }));
        }
      }
      for (const text of ['null', '[]', '', '{', '7', '"x"']) slack().socket.sendText(text);
      slack().socket.sendText(Buffer.from([0, 255]));
      await pause(500);
      expect(scene().end()).toBeUndefined();
      await wellAgain();
    },
    60_000,
  );
  const eventBody = JSON.stringify({
    type: 'event_callback',
    event_id: 'Ev0FORGED1',
    team_id: 'T0CORNER1',
    event: {
      type: 'app_mention',
      user: ben.id,
      channel: channels.sales,
      text: 'top customers',
      ts: '1780000000.000100',
    },
  });

  overHttp.each(['wrong', 'stale', 'future', 'none'] as const)(
    'refuses a request that is signed: %s',
    async (signing) => {
      const before = slack().messages(channels.sales).length;
      const { status } = await slack().http.post(eventBody, { signing });
      expect(status).toBe(401);
      await slack().settled(200);
      expect(slack().messages(channels.sales)).toHaveLength(before);
      await answers();
    },
  );

  overHttp(
    'lives on after bodies that are none, rightly signed',
    async () => {
      const bodies = ['null', '', '{', '[]', '"x"', '7', '{"type":"event_callback","event":null}', '{"event":{}}'];
      for (const body of bodies) {
        const { status = 0 } = await slack().http.post(body);
        expect(status, body).toBeGreaterThanOrEqual(200);
        expect(status, body).toBeLessThan(500);
      }
      for (const body of ['payload=null', 'payload=', 'payload=%7B', 'payload=[]', 'ssl_check=1', 'a=1&a=2']) {
        const { status = 0 } = await slack().http.post(body, { type: 'application/x-www-form-urlencoded' });
        expect(status, body).toBeLessThan(500);
      }
      const huge = await slack().http.post(JSON.stringify({ text: 'x'.repeat(6_000_000) }));
      expect([413, undefined]).toContain(huge.status);
      expect(scene().end()).toBeUndefined();
      await answers();
    },
    60_000,
  );

  overHttp("answers Slack's question whether the address is ours", async () => {
    const { ackBody, status } = await slack().http.post(JSON.stringify({ type: 'url_verification', challenge: 'abc' }));
    expect(status).toBe(200);
    expect(JSON.stringify(ackBody)).toContain('abc');
  });
});
