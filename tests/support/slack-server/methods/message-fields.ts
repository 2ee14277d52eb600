import type { Fields } from '../values.ts';
import { ids, type SlackMessage } from '../workspace.ts';

/** A message as the Web API and events give it. */
export function messageFields(message: SlackMessage, hasMetadata: boolean): Fields {
  return {
    type: 'message',
    user: message.user,
    ts: message.ts,
    team: ids.team,
    text: message.text,
    ...(message.blocks.length === 0 ? {} : { blocks: message.blocks }),
    ...(message.isBots ? { bot_id: ids.bot, app_id: ids.app } : {}),
    ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs, parent_user_id: message.user }),
    ...(message.edits === 0 ? {} : { edited: { user: message.user, ts: message.ts } }),
    ...(message.metadata !== undefined && hasMetadata ? { metadata: message.metadata } : {}),
  };
}
