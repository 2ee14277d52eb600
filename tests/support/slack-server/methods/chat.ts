import type { Arguments } from '../arguments.ts';
import { blockFaults } from '../blocks.ts';
import type { Methods } from '../method.ts';
import { Refusal } from '../refusal.ts';
import { type Fields, fieldsOf, isFields, listOf, objectsIn, textOf } from '../values.ts';
import { ids, type NewMessage, type SlackMessage } from '../workspace.ts';
import type { World } from '../world.ts';
import { messageFields } from './message-fields.ts';

const write = ['chat:write'];
const look = ['icon_emoji', 'icon_url', 'username'];
const content = ['text', 'blocks', 'attachments', 'markdown_text', 'parse', 'link_names', 'metadata'];

/** Methods that write messages. */
export const chatMethods: Methods = {
  'chat.postMessage': {
    scopes: write,
    required: ['channel'],
    optional: [...content, ...look, 'thread_ts', 'reply_broadcast', 'mrkdwn', 'unfurl_links', 'unfurl_media'],
    perMinute: 100,
    answer: post,
  },
  'chat.postEphemeral': {
    scopes: write,
    required: ['channel', 'user'],
    optional: [...content, ...look, 'thread_ts'],
    perMinute: 100,
    answer: postEphemeral,
  },
  'chat.update': {
    scopes: write,
    required: ['channel', 'ts'],
    optional: [...content, 'reply_broadcast', 'file_ids'],
    perMinute: 50,
    answer: update,
  },
  'chat.delete': { scopes: write, required: ['channel', 'ts'], optional: [], perMinute: 50, answer: remove },
  'chat.unfurl': {
    scopes: ['links:write'],
    required: [],
    optional: ['channel', 'ts', 'unfurls', 'unfurl_id', 'source', 'metadata'],
    perMinute: 50,
    answer: unfurl,
  },
  'chat.getPermalink': {
    required: ['channel', 'message_ts'],
    optional: [],
    perMinute: 100,
    answer: (args, world) => {
      const message = ownedOrNot(world, args.text('channel'), args.text('message_ts'));
      return { channel: message.channel, permalink: `${world.base}/archives/${message.channel}/p${message.ts}` };
    },
  },
};

/** What a call says, checked as Slack checks it. */
export function contentOf(
  args: Arguments,
  world: World,
  most = 40_000,
): Pick<NewMessage, 'text' | 'blocks' | 'metadata'> {
  const text = args.text('text') ?? args.text('markdown_text') ?? '';
  const blocks = args.list('blocks');
  if (args.has('blocks') && !Array.isArray(args.fields.blocks)) throw new Refusal('invalid_blocks_format');
  if (text === '' && blocks.length === 0 && args.list('attachments').length === 0) throw new Refusal('no_text');
  if (text.length > most) throw new Refusal('msg_too_long');
  if (blocks.length > 0) checkBlocks(blocks, world);
  return { text, blocks, ...metadataOf(args) };
}

/** Raises `invalid_blocks` with the reasons where Slack would not take the blocks of a message. */
export function checkBlocks(blocks: readonly unknown[], world: World): void {
  const faults = blockFaults(blocks, 'message');
  if (faults.some((fault) => fault.includes('msg_blocks_too_long'))) throw new Refusal('msg_blocks_too_long');
  const unseen = objectsIn(blocks)
    .map(({ slack_file: file }) => textOf(fieldsOf(file).id))
    .filter((id) => id !== '' && !isShown(world, id))
    .map(() => 'invalid slack file');
  const undrawn = world.settings.nativeCharts
    ? []
    : blocks
        .filter((block) => fieldsOf(block).type === 'data_visualization')
        .map(() => 'unsupported type: data_visualization');
  const all = [...faults, ...unseen, ...undrawn].map((fault) => `[ERROR] ${fault} [json-pointer:/blocks]`);
  if (all.length > 0) throw new Refusal('invalid_blocks', { errors: all, response_metadata: { messages: all } });
}

function isShown({ files }: World, id: string): boolean {
  const file = files.get(id);
  return file?.isComplete === true && file.asksLeft <= 0;
}

function metadataOf(args: Arguments): { metadata?: Fields } {
  if (!args.has('metadata')) return {};
  const { event_type: type, event_payload: payload } = args.object('metadata');
  if (typeof type !== 'string' || !isFields(payload)) throw new Refusal('invalid_metadata_format');
  if (JSON.stringify(payload).length > 8000) throw new Refusal('metadata_too_large');
  return { metadata: { event_type: type, event_payload: payload } };
}

function threadOf(args: Arguments, channel: string, world: World): { threadTs?: string } {
  const threadTs = args.text('thread_ts');
  if (threadTs === undefined) return {};
  if (!/^\d{9,}\.\d{6}$/.test(threadTs)) throw new Refusal('invalid_thread_ts');
  const root = world.workspace.message(channel, threadTs);
  return { threadTs: root?.threadTs ?? threadTs };
}

function post(args: Arguments, world: World): Fields {
  const { id: channel } = world.workspace.joined(args.text('channel'));
  const said = contentOf(args, world);
  const message = world.workspace.add({
    channel,
    user: ids.botUser,
    isBots: true,
    ...said,
    ...threadOf(args, channel, world),
  });
  return { channel, ts: message.ts, message: messageFields(message, true) };
}

function postEphemeral(args: Arguments, world: World): Fields {
  const { id: channel, members, kind } = world.workspace.joined(args.text('channel'));
  const user = args.need('user');
  if (kind !== 'im' && !members.has(user)) throw new Refusal('user_not_in_channel');
  const message = world.workspace.add({
    channel,
    user: ids.botUser,
    isBots: true,
    ephemeralTo: user,
    ...contentOf(args, world),
    ...threadOf(args, channel, world),
  });
  return { message_ts: message.ts };
}

/** A message that stands, ephemeral ones aside. */
function ownedOrNot(world: World, channel: string | undefined, ts: string | undefined): SlackMessage {
  const { id } = world.workspace.channel(channel);
  const message = world.workspace.message(id, ts);
  if (!message || message.ephemeralTo !== undefined) throw new Refusal('message_not_found');
  return message;
}

function update(args: Arguments, world: World): Fields {
  const message = ownedOrNot(world, args.text('channel'), args.text('ts'));
  if (!message.isBots) throw new Refusal('cant_update_message');
  if (message.stream === 'open') throw new Refusal('streaming_state_conflict');
  const said = contentOf(args, world, 4000);
  const isKept = !args.has('blocks') && args.has('text') && args.fields.blocks === undefined;
  const changed = world.workspace.change(message, {
    ...said,
    blocks: isKept ? [] : listOf(said.blocks),
    edits: message.edits + 1,
  });
  return { channel: message.channel, ts: message.ts, text: changed.text, message: messageFields(changed, true) };
}

function remove(args: Arguments, world: World): Fields {
  const message = ownedOrNot(world, args.text('channel'), args.text('ts'));
  if (!message.isBots) throw new Refusal('cant_delete_message');
  world.workspace.change(message, { isDeleted: true });
  return { channel: message.channel, ts: message.ts };
}

function unfurl(args: Arguments, world: World): Fields {
  const isByMessage = args.has('channel') && args.has('ts');
  if (!isByMessage && !(args.has('unfurl_id') && args.has('source'))) throw new Refusal('missing_ts');
  const unfurls = args.object('unfurls');
  if (Object.keys(unfurls).length === 0 && !args.has('metadata')) throw new Refusal('missing_unfurls');
  for (const shown of Object.values(unfurls)) {
    const { blocks } = fieldsOf(shown);
    if (blocks !== undefined) checkBlocks(listOf(blocks), world);
  }
  const message = isByMessage
    ? ownedOrNot(world, args.text('channel'), args.text('ts'))
    : world.workspace.all().find(({ ts }) => args.need('unfurl_id').endsWith(ts));
  if (!message) throw new Refusal('cannot_unfurl_message');
  const unknown = Object.keys(unfurls).find((url) => !message.text.includes(url));
  if (unknown !== undefined) throw new Refusal('cannot_unfurl_url');
  world.workspace.change(message, { unfurls });
  return {};
}
