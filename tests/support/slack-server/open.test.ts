import type { App } from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import { afterEach, describe, expect, it } from 'vitest';
import { quietLogger, startBoltApp } from './bolt-app.ts';
import { type LocalSlack, type LocalSlackOptions, openLocalSlack } from './open.ts';
import { fieldsOf, isFields, textOf } from './values.ts';
import { channels, ids, people } from './workspace.ts';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function open(options: LocalSlackOptions = {}): Promise<LocalSlack> {
  const slack = await openLocalSlack(options);
  ends.push(() => slack.close());
  return slack;
}

async function start(slack: LocalSlack, register: (app: App) => void): Promise<void> {
  ends.push(await startBoltApp(slack, register));
}

/** The client without retries, with the bot's token. */
function clientOf(slack: LocalSlack, token = slack.tokens.bot): WebClient {
  return new WebClient(token, {
    slackApiUrl: slack.url,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: quietLogger,
  });
}

/** The error name that Slack answers with. */
async function errorOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'none';
  } catch (error) {
    if (!isFields(error)) throw error;
    return textOf(fieldsOf(error.data).error) || textOf(error.code);
  }
}

const section = (text: string) => ({ type: 'section' as const, text: { type: 'mrkdwn' as const, text } });
const button = {
  type: 'button' as const,
  action_id: 'go',
  value: '7',
  text: { type: 'plain_text' as const, text: 'Go' },
};

describe.each(['socket', 'http'] as const)('a local Slack over %s', (mode) => {
  it('delivers what people do to the real Bolt client, which answers', async () => {
    const slack = await open({ mode });
    await start(slack, (app) => {
      app.event('app_mention', async ({ event, say }) => {
        await say({
          text: `heard ${event.text}`,
          thread_ts: event.ts,
          blocks: [{ type: 'actions', elements: [button] }],
        });
      });
      app.action('go', async ({ ack, respond, body }) => {
        await ack();
        await respond({ text: `pressed by ${body.user.id}`, response_type: 'ephemeral', replace_original: false });
      });
      app.command('/patron', async ({ ack, command }) => ack({ text: `command ${command.text}` }));
    });
    const said = await slack.say.mention({ user: people.ana.id, channel: channels.sales, text: 'hello' });
    expect(said).toMatchObject({ isAcked: true });
    const answer = await slack.answerTo(said);
    expect(answer.text).toBe(`heard <@${ids.botUser}> hello`);
    const pressed = await slack.say.press({ user: people.ben.id, message: answer, actionId: 'go' });
    expect((await slack.answerTo(pressed)).text).toBe(`pressed by ${people.ben.id}`);
    const typed = await slack.say.command({ user: people.ana.id, channel: channels.sales, text: 'help' });
    expect(await slack.answerTo(typed)).toMatchObject({ text: 'command help', ephemeralTo: people.ana.id });
    expect(slack.violations).toEqual([]);
  });

  it('delivers an event again with the mark of a retry, or as a new event', async () => {
    const slack = await open({ mode });
    const heard: string[] = [];
    await start(slack, (app) => {
      app.event('app_mention', async ({ body, context }) => {
        heard.push(`${body.event_id} ${context.retryNum ?? 0}`);
      });
    });
    const said = await slack.say.mention({ user: people.ana.id, channel: channels.sales, text: 'hello' });
    await slack.say.redeliver(said);
    await slack.say.redeliver(said, { newEventId: true });
    await slack.until(() => (heard.length === 3 ? true : undefined));
    const [first = '', second = '', third = ''] = heard;
    expect(second).toBe(first.replace(' 0', ' 1'));
    expect(third.split(' ')[0]).not.toBe(first.split(' ')[0]);
  });

  it('opens a window, checks what is filled in, and runs a step of a workflow', async () => {
    const slack = await open({ mode });
    const input = { type: 'plain_text_input' as const, action_id: 'tag' };
    const plain = (text: string) => ({ type: 'plain_text' as const, text });
    const block = { type: 'input' as const, block_id: 'b', label: plain('Tag'), element: input };
    const modal = { type: 'modal' as const, callback_id: 'edit', title: plain('Tag'), submit: plain('Save') };
    let saved: unknown;
    await start(slack, (app) => {
      app.shortcut('ask', async ({ ack, client, shortcut }) => {
        await ack();
        await client.views.open({ trigger_id: shortcut.trigger_id, view: { ...modal, blocks: [block] } });
      });
      app.view('edit', async ({ ack, view }) => {
        saved = view.state.values.b?.tag?.value;
        await ack();
      });
      app.function('score', async ({ complete, inputs }) => void (await complete({ outputs: { got: inputs.who } })));
    });
    const user = people.ana.id;
    await slack.say.shortcut({ user, callbackId: 'ask' });
    await slack.until(() => slack.say.modal(user));
    await expect(slack.say.submit({ user, values: {} })).rejects.toThrow('tag must be filled in');
    expect((await slack.say.submit({ user, values: { tag: 'vip' } })).isAcked).toBe(true);
    expect(saved).toBe('vip');
    expect(slack.say.modal(user)).toBeUndefined();
    const step = await slack.say.runStep({ callbackId: 'score', inputs: { who: 'ana' } });
    const end = await slack.until(() => {
      const run = slack.world.executions.get(step.executionId ?? '');
      return run?.state === 'done' ? run : undefined;
    });
    expect(end.outputs).toEqual({ got: 'ana' });
  });
});

describe('the Web API of a local Slack', () => {
  it('refuses as Slack does, by its error names', async () => {
    const slack = await open({ scopes: ['chat:write'] });
    const client = clientOf(slack);
    const post = (more: object) => errorOf(client.chat.postMessage({ channel: channels.sales, text: 'x', ...more }));
    expect(await errorOf(clientOf(slack, 'xoxb-wrong').auth.test())).toBe('invalid_auth');
    expect(await errorOf(clientOf(slack, slack.tokens.app).chat.postMessage({ channel: 'C1', text: 'x' }))).toBe(
      'not_allowed_token_type',
    );
    expect(await post({ channel: 'C0NOWHERE' })).toBe('channel_not_found');
    expect(await post({ channel: channels.elsewhere })).toBe('not_in_channel');
    expect(await post({ channel: channels.archived })).toBe('is_archived');
    expect(await post({ text: '' })).toBe('no_text');
    expect(await post({ text: 'x'.repeat(40_001) })).toBe('msg_too_long');
    expect(await post({ blocks: [section('x'.repeat(3001))] })).toBe('invalid_blocks');
    expect(await post({ blocks: Array.from({ length: 51 }, () => ({ type: 'divider' })) })).toBe('invalid_blocks');
    expect(await post({ blocks: [{ type: 'sektion' }] })).toBe('invalid_blocks');
    expect(await post({ metadata: { event_type: 7 } })).toBe('invalid_metadata_format');
    expect(await post({ blocks: [section('fine')] })).toBe('none');
    expect(await errorOf(client.users.info({ user: people.ana.id }))).toBe('missing_scope');
    expect(await errorOf(client.apiCall('chat.shout'))).toBe('unknown_method');
    expect(await errorOf(client.views.open({ trigger_id: 'x', view: { type: 'home', blocks: [] } }))).toBe(
      'invalid_arguments',
    );
    expect(slack.violations).toEqual(['chat.shout is not made here']);
    expect(slack.messages(channels.sales)).toHaveLength(1);
  });

  it('gives history and threads, with metadata only where it was asked for', async () => {
    const slack = await open();
    const client = clientOf(slack);
    const channel = channels.sales;
    const metadata = { event_type: 'patron_post', event_payload: { key: 'k' } };
    const root = await client.chat.postMessage({ channel, text: 'root', metadata });
    const ts = root.ts ?? '';
    await client.chat.postMessage({ channel, text: 'reply', thread_ts: ts });
    await client.chat.postEphemeral({ channel, text: 'unseen', user: people.ana.id });
    const plain = await client.conversations.history({ channel });
    expect(plain.messages?.map(({ text }) => text)).toEqual(['root']);
    expect(plain.messages?.[0]?.metadata).toBeUndefined();
    const full = await client.conversations.history({ channel, include_all_metadata: true });
    expect(full.messages?.[0]?.metadata).toEqual(metadata);
    const thread = await client.conversations.replies({ channel, ts });
    expect(thread.messages?.map(({ text }) => text)).toEqual(['root', 'reply']);
  });

  it('shows an uploaded picture only some asks later', async () => {
    const slack = await open({ asksBeforeShown: 2 });
    const client = clientOf(slack);
    const picture = Buffer.from('not really a picture');
    const channel = channels.sales;
    const { upload_url: url = '', file_id: id = '' } = await client.files.getUploadURLExternal({
      filename: 'chart.png',
      length: picture.length,
    });
    expect(await errorOf(client.files.completeUploadExternal({ files: [{ id }] }))).toBe('file_not_found');
    expect((await fetch(url, { method: 'POST', body: picture })).status).toBe(200);
    await client.files.completeUploadExternal({ files: [{ id }] });
    const image = { type: 'image' as const, slack_file: { id }, alt_text: 'a chart' };
    const post = () => errorOf(client.chat.postMessage({ channel, text: 'x', blocks: [image] }));
    expect(await post()).toBe('invalid_blocks');
    expect((await client.files.info({ file: id })).file?.mimetype).toBe('');
    expect((await client.files.info({ file: id })).file?.mimetype).toBe('image/png');
    expect(await post()).toBe('none');
  });

  it('streams, until the user stops it', async () => {
    const slack = await open();
    const client = clientOf(slack);
    const user = people.ana.id;
    const channel = slack.workspace.im(user).id;
    const root = slack.workspace.add({ channel, user, text: 'hi' }).ts;
    const begun = await client.chat.startStream({ channel, thread_ts: root, markdown_text: 'one ' });
    const ts = begun.ts ?? '';
    await client.chat.appendStream({ channel, ts, markdown_text: 'two' });
    expect(await errorOf(client.chat.update({ channel, ts, text: 'x' }))).toBe('streaming_state_conflict');
    await client.chat.stopStream({ channel, ts, blocks: [section('end')] });
    expect(slack.messages(channel, root)).toMatchObject([{ text: 'one two', stream: 'done' }]);
    expect(await errorOf(client.chat.appendStream({ channel, ts, markdown_text: '!' }))).toBe(
      'message_not_in_streaming_state',
    );
    const second = await client.chat.startStream({ channel, thread_ts: root });
    await slack.say.stop({ user, channel, threadTs: root });
    const more = { channel, ts: second.ts ?? '', markdown_text: '!' };
    expect(await errorOf(client.chat.appendStream(more))).toBe('stopped_by_user');
  });

  it('takes a message a second in each channel where the limits are held', async () => {
    let now = Date.UTC(2026, 5, 1);
    const slack = await open({ limits: 'held', clock: { now: () => new Date(now) } });
    const client = clientOf(slack);
    const post = (channel: string) => errorOf(client.chat.postMessage({ channel, text: 'x' }));
    expect(await post(channels.sales)).toBe('none');
    expect(await post(channels.sales)).toBe('slack_webapi_rate_limited_error');
    expect(await post(channels.general)).toBe('none');
    now += 1000;
    expect(await post(channels.sales)).toBe('none');
  });

  it('loses answers of calls that it carried out, and of others', async () => {
    const slack = await open();
    const client = clientOf(slack);
    const post = (text: string) => errorOf(client.chat.postMessage({ channel: channels.sales, text }));
    slack.faults.plan({ kind: 'reset', isDone: true, methods: ['chat.postMessage'], calls: 1 });
    expect(await post('stands')).toBe('slack_webapi_request_error');
    const end = slack.faults.plan({ kind: 'status', status: 503 });
    expect(await post('never')).toBe('slack_webapi_http_error');
    expect(await errorOf(client.auth.test())).toBe('slack_webapi_http_error');
    end();
    expect(await post('well')).toBe('none');
    expect(slack.messages(channels.sales).map(({ text }) => text)).toEqual(['stands', 'well']);
  });
});
