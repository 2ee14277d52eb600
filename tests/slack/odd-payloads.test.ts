import type { App } from '@slack/bolt';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { asking } from '../../src/slack/asking/asking.ts';
import { home } from '../../src/slack/home/home.ts';
import type { BotKit } from '../../src/slack/kit.ts';
import { approversOnly, refusal } from '../../src/slack/refusal.ts';
import { steps } from '../../src/slack/steps/steps.ts';
import { tagging } from '../../src/slack/tagging/tagging.ts';
import { unfurl } from '../../src/slack/unfurl/unfurl.ts';
import type { Envelope } from '../support/slack-server/envelope.ts';
import type { LocalSlack } from '../support/slack-server/open.ts';
import { fieldsOf } from '../support/slack-server/values.ts';
import { channels, people } from '../support/slack-server/workspace.ts';
import { startCornerBot, wordsOf } from './corner-bot.ts';

const stranger = people.dora.id;
const channel = channels.sales;

function everything(app: App, kit: BotKit): void {
  for (const feature of [asking, home, steps, tagging, unfurl]) feature(app, kit);
}

/** Something of every kind that Slack sends, all by somebody without a role. */
async function everyKind(slack: LocalSlack): Promise<Envelope[]> {
  const offer = JSON.stringify({ kind: 'tag', customerId: 'a1', tag: 'vip' });
  const text = { type: 'plain_text', text: 'Go' };
  const elements = ['ask:0', 'offer:tag', 'tag:edit', 'tag:undo', 'share'].map((action_id) => {
    const value = action_id === 'share' ? '{"key":"k","question":"help"}' : action_id === 'ask:0' ? 'help' : offer;
    return { type: 'button', action_id, value, text };
  });
  const message = slack.workspace.add({ channel, user: stranger, text: 'x', blocks: [{ type: 'actions', elements }] });
  const inputs = { customer: 'a1', tag: 'vip', user: stranger };
  const deliveries = [
    await slack.say.mention({ user: stranger, channel, text: 'top customers' }),
    await slack.say.dm({ user: stranger, text: 'top customers' }),
    await slack.say.command({ user: stranger, channel, text: 'top customers' }),
    await slack.say.openHome({ user: stranger }),
    await slack.say.openHome({ user: stranger, tab: 'messages' }),
    await slack.say.shareLink({ user: stranger, channel, urls: ['https://app.hubspot.com/contacts/1/record/0-1/7'] }),
    await slack.say.stop({ user: stranger, channel, threadTs: '1.000001' }),
    await slack.say.shortcut({ user: stranger, callbackId: 'ask_about_message', message }),
    await slack.say.runStep({ callbackId: 'score_customer', inputs }),
    await slack.say.runStep({ callbackId: 'tag_customer', inputs }),
  ];
  for (const { action_id: actionId } of elements) {
    deliveries.push(await slack.say.press({ user: stranger, message, actionId }));
  }
  const view = { id: 'V1', type: 'modal', private_metadata: `{"customerId":"a1","on":{"channel":"${channel}"}}` };
  const user = { id: stranger };
  for (const [callback_id, block] of [
    ['ask_modal', { question: { text: { value: 'top customers' } } }],
    ['tag_modal', { tag: { text: { value: 'vip' } } }],
  ] as const) {
    const state = { values: block };
    deliveries.push(
      await slack.say.raw('interactive', { type: 'view_submission', user, view: { ...view, callback_id, state } }),
    );
  }
  return deliveries.map(({ envelope }) => envelope);
}

const oddValues = [
  null,
  '',
  0,
  -1,
  true,
  [],
  {},
  [null],
  '\u0000',
  'x'.repeat(5000),
  { id: null },
  'https://',
  '{"a":',
];

/** Every place in a payload, as paths. */
function placesOf(node: unknown, path: readonly string[] = []): string[][] {
  if (typeof node !== 'object' || node === null) return [[...path]];
  return [
    ...(path.length > 0 ? [[...path]] : []),
    ...Object.entries(node).flatMap(([key, value]) => placesOf(value, [...path, key])),
  ];
}

function changedAt(node: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(node))
    return node.map((item, index) => (String(index) === key ? changedAt(item, rest, value) : item));
  return { ...fieldsOf(node), [key]: changedAt(fieldsOf(node)[key], rest, value) };
}

it('neither breaks at an odd payload nor tells anything of the shop without a role', async () => {
  const { slack, troubles } = await startCornerBot(everything);
  const kinds = await everyKind(slack);
  const seeds = kinds.flatMap(({ kind, payload }) => placesOf(payload).map((place) => ({ kind, payload, place })));
  expect(seeds.length).toBeGreaterThan(300);
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...seeds),
      fc.constantFrom(...oddValues, undefined),
      fc.uuid(),
      async ({ kind, payload, place }, value, id) => {
        const changed = { ...fieldsOf(changedAt(payload, place, value)) };
        // Another event each time, or it would be known already.
        const fresh = place[0] === 'event_id' || kind !== 'events_api' ? changed : { ...changed, event_id: id };
        await slack.say.raw(kind, fresh);
      },
    ),
    { seed: 20_261_125, numRuns: 150 },
  );
  const told = slack.workspace.all().filter(({ isBots }) => isBots);
  expect([...new Set(told.map(({ text }) => text))].toSorted()).toEqual([refusal.text]);
  expect(wordsOf([...slack.world.views.values()].map(({ view }) => view))).not.toMatch(/Anna|order|EUR|a1/);
  expect([...slack.world.executions.values()].map(({ state }) => state)).not.toContain('done');
  expect(troubles.filter((note) => /TypeError|ZodError|undefined/.test(note))).toEqual([]);
  expect(approversOnly.text).not.toBe(refusal.text);
  const answer = await slack.answerTo(await slack.say.mention({ user: people.ana.id, channel, text: 'who is a1' }));
  expect(answer.text).toContain('Anna Meier');
});
