import { z } from 'zod';
import { dayMs } from '../../domain/clock.ts';
import type { Followed } from '../../questions/answer.ts';
import { forgetThreads, keepThreadMemory, threadMemory } from '../../store/chat-threads.ts';
import { patiently } from '../../store/patiently.ts';
import type { BotKit } from '../kit.ts';
import { readCarried } from '../press.ts';

/** Where a conversation is kept: a thread, or what one user last asked in a place without threads. */
export interface Conversation {
  readonly channel: string;
  readonly threadTs: string;
  /** How long after the last answer a question still goes on from it, ms. */
  readonly lastsMs: number;
}

const keptDays = 30;

const followed = z.object({
  id: z.string(),
  question: z.string(),
  customerId: z.string().optional(),
  period: z.string().optional(),
  sku: z.string().optional(),
});

/** A thread of a channel or of direct messages: it goes on for a month. */
export function inThread(channel: string, threadTs: string): Conversation {
  return { channel, threadTs, lastsMs: keptDays * dayMs };
}

/** What a user last asked in a channel without a thread to go on in: a command, or the next direct message. Goes on for half an hour. */
export function inPassing(channel: string, userId: string): Conversation {
  return { channel, threadTs: `passing:${userId}`, lastsMs: 30 * 60_000 };
}

/** What the first conversation that holds something is about; undefined where there is nothing to follow. */
export function recall({ store, clock }: BotKit, conversations: readonly Conversation[]): Followed | undefined {
  for (const conversation of conversations) {
    const text = threadMemory(store, conversation, clock.now().getTime() - conversation.lastsMs);
    if (text !== undefined) return parse(text);
  }
  return undefined;
}

/** Keeps what was asked in every one of the conversations, and forgets those of more than a month ago. */
export async function remember(
  { store, clock }: BotKit,
  conversations: readonly Conversation[],
  asked: Followed,
): Promise<void> {
  const now = clock.now().getTime();
  await patiently(store, () => {
    forgetThreads(store, now - keptDays * dayMs);
    for (const { channel, threadTs } of conversations) {
      keepThreadMemory(store, { channel, threadTs }, { followed: JSON.stringify(asked), now });
    }
  });
}

/** What an older Patron kept may have another shape: then there is nothing to follow. */
function parse(text: string): Followed | undefined {
  const data = readCarried(text, followed);
  if (!data) return undefined;
  const { id, question, customerId, period, sku } = data;
  return {
    id,
    question,
    ...(customerId === undefined ? {} : { customerId }),
    ...(period === undefined ? {} : { period }),
    ...(sku === undefined ? {} : { sku }),
  };
}
