import type { App } from '@slack/bolt';
import { z } from 'zod';
import { answerQuestion, type Desk } from './desk.ts';
import { inThread } from './memory.ts';
import { questionText } from './question-text.ts';

const mention = z.object({
  channel: z.string(),
  ts: z.string(),
  thread_ts: z.string().nullish(),
  user: z.string(),
  text: z.string(),
  bot_id: z.null().optional(),
  edited: z.null().optional(),
});

/** `@Patron who is leaving?` in a channel: answered in the thread, for all to see. */
export function answerMentions(app: App, desk: Desk): void {
  app.event('app_mention', async ({ event, context }) => {
    const { data } = mention.safeParse(event);
    // In direct messages the message itself is answered.
    if (!data || data.channel.startsWith('D')) return;
    const { channel, ts, user, text } = data;
    const threadTs = data.thread_ts ?? ts;
    await answerQuestion(desk, {
      text: questionText(text, context.botUserId),
      userId: user,
      place: 'channel',
      conversations: [inThread(channel, threadTs)],
      target: { key: `answer:${channel}:${ts}`, channel, threadTs },
    });
  });
}
