import type { App } from '@slack/bolt';
import { z } from 'zod';
import { answerQuestion, type Desk } from './desk.ts';
import { inPassing, inThread } from './memory.ts';
import { questionText } from './question-text.ts';

/** A message that a person wrote: edits, deletions, notices and bots' messages have a subtype or a bot's id. */
const directMessage = z.object({
  channel: z.string(),
  channel_type: z.literal('im'),
  ts: z.string(),
  thread_ts: z.string().nullish(),
  user: z.string(),
  text: z.string(),
  subtype: z.enum(['file_share', 'thread_broadcast']).nullish(),
  bot_id: z.null().optional(),
  edited: z.null().optional(),
});

/**
 * A direct message: answered in its thread. With Slack's agent view a message that begins a thread carries no `thread_ts`; its own `ts` is the root, so that
 * Bolt's `Assistant`, which waits for `thread_ts`, would miss it.
 */
export function answerDirectMessages(app: App, desk: Desk): void {
  app.message(async ({ message, context }) => {
    const { data } = directMessage.safeParse(message);
    if (!data || data.user === context.botUserId) return;
    const { channel, ts, user, text } = data;
    const threadTs = data.thread_ts ?? ts;
    await answerQuestion(desk, {
      text: questionText(text, context.botUserId),
      userId: user,
      place: 'private',
      conversations: [inThread(channel, threadTs), inPassing(channel, user)],
      target: { key: `answer:${channel}:${ts}`, channel, threadTs },
      teamId: context.teamId,
    });
  });
  app.event('agent_session_stopped', async ({ event }) => {
    const { data } = z.object({ channel: z.string(), thread_ts: z.string() }).safeParse(event);
    if (data) desk.running.stop(data.channel, data.thread_ts);
  });
}
