import { randomUUID } from 'node:crypto';
import { messageFields } from './methods/message-fields.ts';
import { viewFields } from './methods/views.ts';
import type { Fields } from './values.ts';
import { type Channel, ids, type SlackMessage } from './workspace.ts';
import { freshId, type ShownView, type World } from './world.ts';

/** An event in what Slack wraps around each: ids of the event, the team, and who authorised the app. */
export function eventCallback(event: Fields, { clock }: World): Fields {
  return {
    token: 'verification-token-is-deprecated',
    team_id: ids.team,
    context_team_id: ids.team,
    context_enterprise_id: null,
    api_app_id: ids.app,
    event,
    type: 'event_callback',
    event_id: freshId('Ev'),
    event_time: Math.floor(clock.now().getTime() / 1000),
    authorizations: [
      { enterprise_id: null, team_id: ids.team, user_id: ids.botUser, is_bot: true, is_enterprise_install: false },
    ],
    is_ext_shared_channel: false,
    event_context: freshId('4-'),
  };
}

/** Somebody named the bot. */
export function appMention(message: SlackMessage): Fields {
  return {
    ...written(message),
    type: 'app_mention',
    channel: message.channel,
    event_ts: message.ts,
  };
}

/** A message was written: by somebody, or by the bot itself. */
export function messageEvent(message: SlackMessage, { kind }: Channel): Fields {
  const channelType = { im: 'im', public: 'channel', private: 'group' }[kind];
  return { ...written(message), channel: message.channel, event_ts: message.ts, channel_type: channelType };
}

function written(message: SlackMessage): Fields {
  const element = { type: 'text', text: message.text };
  const rich = { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [element] }] };
  return {
    ...messageFields(message, false),
    ...(message.isBots ? {} : { client_msg_id: randomUUID(), blocks: [rich] }),
  };
}

/** A message was changed. */
export function messageChanged(before: SlackMessage, after: SlackMessage, { kind }: Channel, world: World): Fields {
  return {
    type: 'message',
    subtype: 'message_changed',
    message: messageFields(after, false),
    previous_message: messageFields(before, false),
    channel: after.channel,
    hidden: true,
    ts: world.workspace.nextTs(),
    event_ts: after.ts,
    channel_type: kind === 'im' ? 'im' : 'channel',
  };
}

/** Somebody opened the bot's page: its home, or the conversation with it. */
export function homeOpened(user: string, tab: 'home' | 'messages', world: World, home?: ShownView): Fields {
  return {
    type: 'app_home_opened',
    user,
    channel: world.workspace.im(user).id,
    event_ts: world.workspace.nextTs(),
    tab,
    ...(home && tab === 'home' ? { view: viewFields(home) } : {}),
  };
}

/** A message carried links of a domain that the app unfurls. */
export function linkShared(message: SlackMessage, urls: readonly string[]): Fields {
  return {
    type: 'link_shared',
    user: message.user,
    channel: message.channel,
    message_ts: message.ts,
    ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
    is_bot_user_member: true,
    unfurl_id: `${message.channel}-${message.ts}`,
    source: 'conversations_history',
    links: urls.map((url) => ({ url, domain: new URL(url).hostname })),
    event_ts: message.ts,
  };
}

/** A workflow came to a step of the app. The token is good for this run alone. */
export function functionExecuted(callbackId: string, inputs: Fields, executionId: string): Fields {
  const seconds = 1_760_000_000;
  return {
    type: 'function_executed',
    function: {
      id: freshId('Fn'),
      callback_id: callbackId,
      title: callbackId,
      description: '',
      type: 'app',
      input_parameters: Object.keys(inputs).map((name) => ({
        type: 'string',
        name,
        description: '',
        title: name,
        is_required: true,
      })),
      output_parameters: [],
      app_id: ids.app,
      date_created: seconds,
      date_updated: seconds,
      date_deleted: 0,
    },
    inputs,
    function_execution_id: executionId,
    workflow_execution_id: freshId('Wx'),
    event_ts: `${seconds}.000100`,
    bot_access_token: `xwfp-${executionId}`,
  };
}

/** Somebody pressed stop. */
export function sessionStopped(
  user: string,
  threadTs: string,
  streams: readonly SlackMessage[],
  channel: string,
): Fields {
  return {
    type: 'agent_session_stopped',
    channel,
    user,
    thread_ts: threadTs,
    streaming_message_ts: streams.map(({ ts }) => ts),
    event_ts: threadTs,
  };
}
