import type { Arguments } from '../arguments.ts';
import type { Methods } from '../method.ts';
import { Refusal } from '../refusal.ts';
import { fieldsOf, listOf, textOf } from '../values.ts';
import { ids, type SlackMessage } from '../workspace.ts';
import type { World } from '../world.ts';
import { checkBlocks } from './chat.ts';

const write = ['chat:write'];

/** How long a stream stays open, ms; measured by others on the real Slack, in none of its docs. */
const longestMs = 306_000;

/** Methods that write a message bit by bit. */
export const streamMethods: Methods = {
  'chat.startStream': {
    scopes: write,
    required: ['channel'],
    optional: [
      'thread_ts',
      'markdown_text',
      'chunks',
      'recipient_user_id',
      'recipient_team_id',
      'task_display_mode',
      'icon_emoji',
      'icon_url',
      'username',
    ],
    perMinute: 20,
    answer: (args, world) => {
      const channel = world.workspace.joined(args.text('channel'));
      if (channel.kind === 'im' && !args.has('thread_ts')) throw new Refusal('invalid_thread_ts');
      if (channel.kind !== 'im') needRecipients(args);
      const threadTs = args.text('thread_ts');
      const message = world.workspace.add({
        channel: channel.id,
        user: ids.botUser,
        isBots: true,
        stream: 'open',
        ...added(args, '', world),
        ...(threadTs === undefined ? {} : { threadTs }),
      });
      return { channel: channel.id, ts: message.ts };
    },
  },
  'chat.appendStream': {
    scopes: write,
    required: ['channel', 'ts'],
    optional: ['markdown_text', 'chunks'],
    perMinute: 100,
    answer: (args, world) => {
      if (!args.has('markdown_text') && !args.has('chunks')) throw new Refusal('no_text');
      const message = openStream(args, world);
      world.workspace.change(message, added(args, message.text, world, message));
      return { channel: message.channel, ts: message.ts };
    },
  },
  'chat.stopStream': {
    scopes: write,
    required: ['channel', 'ts'],
    optional: ['markdown_text', 'chunks', 'blocks', 'metadata', 'session_status'],
    perMinute: 20,
    answer: (args, world) => {
      const message = openStream(args, world);
      const more = added(args, message.text, world, message);
      const blocks = args.list('blocks');
      checkBlocks(blocks, world);
      world.workspace.change(message, {
        ...more,
        blocks: [...more.blocks, ...blocks],
        stream: 'done',
        ...(args.has('metadata') ? { metadata: args.object('metadata') } : {}),
      });
      world.statuses.delete(`${message.channel} ${message.threadTs}`);
      return { channel: message.channel, ts: message.ts };
    },
  },
};

/** Outside a conversation of two, Slack asks who reads along. */
function needRecipients(args: Arguments): void {
  for (const name of ['recipient_user_id', 'recipient_team_id'])
    if (!args.has(name)) throw new Refusal(`missing_${name}`);
}

function openStream(args: Arguments, world: World): SlackMessage {
  const { id } = world.workspace.channel(args.text('channel'));
  const message = world.workspace.message(id, args.text('ts'));
  if (!message) throw new Refusal('message_not_found');
  if (!message.isBots) throw new Refusal('message_not_owned_by_app');
  if (message.stream === 'stopped') throw new Refusal('stopped_by_user');
  const isOld = world.clock.now().getTime() - 1000 * Number(message.ts) > longestMs;
  if (message.stream !== 'open' || isOld) throw new Refusal('message_not_in_streaming_state');
  return message;
}

/** The text with what a call adds to it; blocks that come as chunks. */
function added(
  args: Arguments,
  before: string,
  world: World,
  stream?: SlackMessage,
): { readonly text: string; readonly blocks: readonly unknown[] } {
  if (args.has('markdown_text') && args.has('chunks'))
    throw new Refusal('cannot_provide_both_markdown_text_and_chunks');
  const chunks = args.list('chunks').map(fieldsOf);
  const unknown = chunks.find(
    ({ type }) => !['markdown_text', 'task_update', 'plan_update', 'blocks'].includes(textOf(type)),
  );
  if (unknown) throw new Refusal('invalid_chunks');
  const said = args.text('markdown_text') ?? chunks.map(({ text }) => textOf(text)).join('');
  if (said.length > 12_000) throw new Refusal('msg_too_long');
  const blocks = chunks.flatMap(({ blocks: some }) => listOf(some));
  if (blocks.length > 0) checkBlocks(blocks, world);
  return { text: before + said, blocks: [...(stream?.blocks ?? []), ...blocks] };
}
