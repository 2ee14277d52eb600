import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { madeOrders, ordersCsv } from '../support/made-orders.ts';
import { runPatron } from '../support/run-patron.ts';
import type { Fault } from '../support/slack-server/faults.ts';
import type { Delivery } from '../support/slack-server/say.ts';
import { channels, people } from '../support/slack-server/workspace.ts';
import { onBothStages, type SlackStage } from '../support/slack-stage.ts';

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
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ask = ({ mention }: SlackStage) => mention(ben.id, 'top customers');

/** What each of these tests comes back to: the program lives, and answers what was asked, once. */
async function answers(stage: SlackStage, asked?: Delivery): Promise<void> {
  const { slack, scene, botsIn } = stage;
  const delivery = asked ?? (await ask(stage));
  expect(delivery.isAcked).toBe(true);
  const answer = await slack.answerTo(delivery, 60_000);
  expect(answer.text).toMatch(/customer/);
  await slack.settled(250);
  expect(botsIn(delivery)).toHaveLength(1);
  expect(scene.end()).toBeUndefined();
}

async function wellAgain(stage: SlackStage): Promise<void> {
  if (stage.mode === 'socket') await stage.slack.socket.connected(90_000);
  await answers(stage);
}

/** All that Slack answers goes wrong. */
const outages: readonly Fault[] = [
  { kind: 'status', status: 503 },
  { kind: 'reset' },
  { kind: 'error', error: 'internal_error' },
  { kind: 'error', error: 'invalid_auth' },
];

/** One posting goes wrong; where it is done all the same, it must not be done again. */
const mishaps: readonly Fault[] = [
  { kind: 'reset', isDone: true },
  { kind: 'status', status: 503, isDone: true },
  { kind: 'reset' },
  { kind: 'rate-limit', afterSeconds: 1 },
  { kind: 'slow', ms: 800 },
];

describe('Patron in Slack, in trouble', () => {
  const everywhere = onBothStages(() => shop);

  for (const fault of outages) {
    everywhere(
      `answers what it was asked in an outage, once, when it is over: ${JSON.stringify(fault)}`,
      async (stage) => {
        const { slack, scene } = stage;
        const end = slack.faults.plan(fault);
        const asked = await ask(stage);
        await pause(1200);
        expect(scene.end()).toBeUndefined();
        end();
        await answers(stage, asked);
      },
    );
  }

  for (const fault of mishaps) {
    everywhere(`posts once though a posting goes wrong: ${JSON.stringify(fault)}`, async (stage) => {
      stage.slack.faults.plan({ ...fault, methods: ['chat.postMessage'], calls: 1 });
      await answers(stage);
    });
  }

  everywhere('gives up what Slack will never take, says so, and goes on', async (stage) => {
    const { slack, scene } = stage;
    slack.faults.plan({ kind: 'error', error: 'channel_not_found', methods: ['chat.postMessage'], calls: 1 });
    await ask(stage);
    await slack.until(() => /channel_not_found/.exec(scene.output()) ?? undefined);
    await answers(stage);
  });

  everywhere(
    'starts while its token is refused, says so in words, and answers when it is not any more',
    async (stage) => {
      const { slack, scene } = stage;
      const end = slack.faults.plan({ kind: 'error', error: 'invalid_auth' });
      const restarted = scene.restart();
      const told = /Slack refuses the \w+ token \(invalid_auth\)/g;
      const before = scene.output().match(told)?.length ?? 0;
      await slack.until(() => (scene.output().match(told)?.length ?? 0) > before || undefined, { timeoutMs: 90_000 });
      end();
      await restarted;
      await answers(stage);
      // Once for each of the two outages at most, not once for each try.
      expect(scene.output().match(told)?.length).toBeLessThanOrEqual(4);
      expect(scene.output()).not.toContain(slack.tokens.bot);
    },
  );

  everywhere(
    'connects anew when Slack asks for it, when the socket is cut, and when it is refused for a while',
    async (stage) => {
      const { socket } = stage.slack;
      socket.disconnect('refresh_requested');
      await pause(300);
      await wellAgain(stage);
      socket.refuseUpgrades = 503;
      socket.drop();
      await pause(2500);
      expect(stage.scene.end()).toBeUndefined();
      socket.refuseUpgrades = undefined;
      await wellAgain(stage);
    },
    ['socket'],
  );

  everywhere(
    'leaves a socket that is frozen, and answers what was asked on it when Slack delivers it again',
    async (stage) => {
      const { slack, say } = stage;
      slack.socket.freeze();
      const lost = await ask(stage);
      expect(lost.isAcked).toBe(false);
      await slack.socket.connected(90_000);
      await answers(stage, await say.redeliver(lost));
    },
    ['socket'],
  );

  everywhere('outlives everything at once, one after the other', async (stage) => {
    const { slack } = stage;
    for (const fault of outages) {
      const end = slack.faults.plan(fault);
      slack.socket.refuseUpgrades = 503;
      slack.socket.drop();
      await pause(1200);
      end();
    }
    slack.socket.refuseUpgrades = undefined;
    await wellAgain(stage);
  });

  everywhere(
    'lives on after messages that are none',
    async (stage) => {
      const { slack, scene } = stage;
      const event = { type: 'event_callback', event: null };
      for (const payload of [null, 7, [], {}, event, { event: {} }, { event: { type: 'app_mention' } }]) {
        for (const type of ['events_api', 'slash_commands', 'interactive', 'nonsense']) {
          slack.socket.sendText(JSON.stringify({ type, envelope_id: `x-${type}`, payload }));
        }
      }
      for (const text of ['null', '[]', '', '{', '7', '"x"']) slack.socket.sendText(text);
      slack.socket.sendText(Buffer.from([0, 255]));
      await pause(500);
      expect(scene.end()).toBeUndefined();
      await wellAgain(stage);
    },
    ['socket'],
  );

  everywhere(
    'refuses a forged, a stale, a future and an unsigned request',
    async (stage) => {
      const { slack } = stage;
      const event = { type: 'app_mention', user: ben.id, channel: channels.sales, text: 'x', ts: '1780000000.000100' };
      const body = JSON.stringify({ type: 'event_callback', event_id: 'Ev0FORGED1', team_id: 'T0CORNER1', event });
      for (const signing of ['wrong', 'stale', 'future', 'none'] as const) {
        expect((await slack.http.post(body, { signing })).status, signing).toBe(401);
      }
      await slack.settled(250);
      expect(slack.messages(channels.sales)).toEqual([]);
      // The same, rightly signed, is answered: it was the signature that it was refused for.
      await slack.http.post(body);
      await slack.until(() => slack.messages(channels.sales)[0]);
    },
    ['http'],
  );

  everywhere(
    'lives on after bodies that are none, rightly signed',
    async (stage) => {
      const { slack } = stage;
      for (const body of [
        'null',
        '',
        '{',
        '[]',
        '"x"',
        '7',
        '{"type":"event_callback","event":null}',
        '{"event":{}}',
      ]) {
        const { status = 0 } = await slack.http.post(body);
        expect(status, body).toBeGreaterThanOrEqual(200);
        expect(status, body).toBeLessThan(500);
      }
      for (const body of ['payload=null', 'payload=', 'payload=%7B', 'payload=[]', 'ssl_check=1', 'a=1&a=2']) {
        const { status = 0 } = await slack.http.post(body, { type: 'application/x-www-form-urlencoded' });
        expect(status, body).toBeGreaterThanOrEqual(200);
        expect(status, body).toBeLessThan(500);
      }
      const huge = await slack.http.post(JSON.stringify({ text: 'x'.repeat(6_000_000) }));
      expect([413, undefined]).toContain(huge.status);
      const asked = await slack.http.post(JSON.stringify({ type: 'url_verification', challenge: 'abc' }));
      expect(asked).toMatchObject({ status: 200 });
      expect(JSON.stringify(asked.ackBody)).toContain('abc');
      await answers(stage);
    },
    ['http'],
  );
});
