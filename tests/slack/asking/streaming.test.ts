import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../src/questions/answer.ts';
import { asking } from '../../../src/slack/asking/asking.ts';
import type { Fault } from '../../support/slack-server/faults.ts';
import { people } from '../../support/slack-server/workspace.ts';
import { type CornerOptions, startCornerBot, wordsOf } from '../corner-bot.ts';

const user = people.ana.id;

/** An answer that comes when a test lets it. */
function slowAnswer() {
  let give: (answer: Answer) => void = () => undefined;
  const asked = new Promise<Answer>((resolve) => {
    give = resolve;
  });
  const answer: Answer = {
    id: 'revenue',
    headline: 'Revenue was 343 EUR.',
    lines: ['Most of it on Monday.'],
    basis: 'From 12 orders.',
    next: [],
  };
  return { ask: () => asked, give: () => give(answer) };
}

async function startImpatient(options: CornerOptions = {}) {
  const running = await startCornerBot((app, kit) => asking(app, kit, { patienceMs: 5 }), options);
  const { slack } = running;
  const methods = () => slack.calls.map(({ method }) => method);
  const called = (method: string) =>
    slack.until(() => (methods().includes(method) ? true : undefined), { what: method });
  return { ...running, methods, called };
}

describe.each(['socket', 'http'] as const)('a slow answer over %s', (mode) => {
  it('is seen to be looked for, with a way to stop it, and is streamed when it is there', async () => {
    const { ask, give } = slowAnswer();
    const { slack, called, methods } = await startImpatient({ mode, patron: { ask } });
    const asked = await slack.say.dm({ user, text: 'revenue' });
    await Promise.all(['chat.startStream', 'assistant.threads.setStatus', 'agents.sessions.setStatus'].map(called));
    give();
    const answer = await slack.answerTo(asked);
    expect(answer.stream).toBe('done');
    expect(wordsOf(answer.blocks)).toMatch(/Revenue was 343 EUR\..*Most of it on Monday\./s);
    expect(methods().filter((method) => method.startsWith('chat.'))).toEqual([
      'chat.startStream',
      'chat.appendStream',
      'chat.stopStream',
    ]);
    await slack.until(() => (statuses(slack.calls).at(-1) === 'active' ? true : undefined), { what: 'the end' });
    expect(slack.violations).toEqual([]);
  });

  it('is not given any more once it was stopped', async () => {
    const { ask, give } = slowAnswer();
    const { slack, bot, called } = await startImpatient({ mode, patron: { ask } });
    const asked = await slack.say.dm({ user, text: 'revenue' });
    await Promise.all(['chat.startStream', 'agents.sessions.setStatus'].map(called));
    await slack.say.stop({ user, channel: asked.channel, threadTs: asked.ts ?? '' });
    const stopped = await slack.until(() => slack.messages(asked.channel, asked.ts).find(({ text }) => text !== ''));
    expect(stopped.text).toBe('Stopped: nothing was answered.');
    give();
    await bot.kit.poster.post({ key: 'end', channel: asked.channel }, { text: 'end', blocks: [] });
    expect(slack.messages(asked.channel, asked.ts).map(({ text }) => text)).toEqual([stopped.text]);
  });
});

function statuses(calls: readonly { readonly method: string; readonly args: unknown }[]): string[] {
  return calls.flatMap(({ method, args }) =>
    method === 'agents.sessions.setStatus' && typeof args === 'object' && args !== null && 'status' in args
      ? [String(args.status)]
      : [],
  );
}

describe('a stream that breaks', () => {
  const faults: [string, Fault][] = ['chat.startStream', 'chat.appendStream', 'chat.stopStream'].flatMap((method) => {
    const once = { methods: [method], calls: 1 };
    return [
      [`${method}: the connection breaks before`, { ...once, kind: 'reset' }],
      [`${method}: the connection breaks after`, { ...once, kind: 'reset', isDone: true }],
      [`${method}: 503`, { ...once, kind: 'status', status: 503 }],
      [`${method}: 502 though it was done`, { ...once, kind: 'status', status: 502, isDone: true }],
      [`${method}: refused`, { ...once, kind: 'error', error: 'message_not_in_streaming_state' }],
      [`${method}: too many`, { ...once, kind: 'rate-limit', afterSeconds: 30 }],
    ] satisfies [string, Fault][];
  });

  it.each(faults)('gives one answer all the same (%s)', async (_, fault) => {
    const { ask, give } = slowAnswer();
    give();
    const { slack, bot } = await startCornerBot(asking, { patron: { ask } });
    slack.faults.plan(fault);
    const asked = await slack.say.dm({ user, text: 'revenue' });
    const whole = () =>
      slack.messages(asked.channel, asked.ts).filter((one) => wordsOf(one.blocks).includes('12 orders'));
    await slack.until(() => (whole().length > 0 ? true : undefined), { what: 'the answer' });
    await bot.kit.poster.post({ key: 'end', channel: asked.channel }, { text: 'end', blocks: [] });
    await slack.until(() => (saying().length === 1 ? true : undefined), { what: 'one answer alone' });
    expect(whole()).toHaveLength(1);
    expect(wordsOf(whole()[0]?.blocks)).toContain('Revenue was 343 EUR.');

    function saying() {
      return slack.messages(asked.channel, asked.ts).filter((one) => wordsOf([one.text, one.blocks]).includes('343'));
    }
  });

  it('is not tried with a chart again where Slack knows none', async () => {
    const { slack } = await startCornerBot(asking, { nativeCharts: false });
    const first = await slack.answerTo(await slack.say.dm({ user, text: 'who is a1' }));
    expect(first.stream).toBeUndefined();
    expect(wordsOf(first.blocks)).toContain('20 orders');
    const before = slack.calls.length;
    await slack.answerTo(await slack.say.dm({ user, text: 'who is b1' }));
    expect(slack.calls.slice(before).map(({ method }) => method)).not.toContain('chat.startStream');
  });
});

it('posts whole what goes beyond the streams of a minute', async () => {
  const { slack } = await startCornerBot(asking);
  const asked = [];
  for (let count = 0; count < 18; count++) asked.push(await slack.say.dm({ user, text: 'help' }));
  const answers = await Promise.all(
    asked.map((one) =>
      slack.until(() => slack.messages(one.channel, one.ts).find(({ isBots, stream }) => isBots && stream !== 'open')),
    ),
  );
  expect(answers.filter(({ stream }) => stream === 'done')).toHaveLength(15);
  expect(answers).toHaveLength(18);
});
