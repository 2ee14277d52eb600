import type { App, RespondFn } from '@slack/bolt';
import { z } from 'zod';
import { buttons } from '../blocks/blocks.ts';
import type { BotKit, ChatMessage, PostTarget } from '../kit.ts';
import { refusal } from '../refusal.ts';
import { composeAnswer, postAnswer } from './compose.ts';
import type { Conversation } from './memory.ts';
import { inPassing } from './memory.ts';
import { replyPrivately } from './private-reply.ts';
import { questionText } from './question-text.ts';
import { shareValue } from './share.ts';

const command = z.object({
  user_id: z.string(),
  channel_id: z.string(),
  trigger_id: z.string(),
  text: z.string().nullish(),
});

/** `/patron who is leaving`: answered to the asker alone, who may then share it. */
export function answerCommands(app: App, kit: BotKit): void {
  app.command('/patron', async ({ command: payload, respond }) => {
    const { data } = command.safeParse(payload);
    if (!data) return;
    const { user_id: userId, channel_id: channel, trigger_id: triggerId, text } = data;
    await answerAlone(kit, {
      text: questionText(text ?? ''),
      userId,
      conversations: [inPassing(channel, userId)],
      target: { key: `answer:${triggerId}`, channel, ephemeralTo: userId },
      respond,
    });
  });
}

/** Answers somebody so that nobody else sees it, in a channel; the answer can be shared there. */
export async function answerAlone(
  kit: BotKit,
  {
    text,
    userId,
    conversations,
    target,
    respond,
  }: {
    readonly text: string;
    readonly userId: string;
    readonly conversations: readonly Conversation[];
    readonly target: PostTarget;
    readonly respond: RespondFn;
  },
): Promise<void> {
  const role = await kit.roleOf(userId);
  if (role === undefined) {
    await kit.poster.post(target, refusal, { send: replyPrivately(respond, refusal) });
    return;
  }
  const composed = await composeAnswer(kit, { text, role, place: 'private', conversations });
  const isShareable = composed.answer?.asked !== undefined && !target.channel.startsWith('D');
  const message = isShareable
    ? shareable(composed.message, shareValue(target, composed.answer?.asked?.question ?? text))
    : composed.message;
  await postAnswer(kit, target, { ...composed, message, send: replyPrivately(respond, message) });
}

function shareable(message: ChatMessage, value: string): ChatMessage {
  const row = buttons([{ text: 'Share in channel', actionId: 'share', value }]);
  return row === undefined ? message : { ...message, blocks: [...message.blocks.slice(0, 48), row] };
}
