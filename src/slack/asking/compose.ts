import { PatronError } from '../../domain/errors.ts';
import type { Answer, Followed } from '../../questions/answer.ts';
import { answerMessage } from '../blocks/answer-message.ts';
import { maskEmails } from '../blocks/mask.ts';
import { message } from '../blocks/message.ts';
import { paragraph } from '../blocks/rich-text.ts';
import { answerStaleAfterMs, type BotKit, type ChatMessage, type Posted, type PostTarget, type Role } from '../kit.ts';
import { sentence } from '../refusal.ts';
import { type Conversation, inThread, recall, remember } from './memory.ts';

/** A question with what its answer depends on. */
export interface Question {
  readonly text: string;
  readonly role: Role;
  /** Who reads the answer: everybody in a channel, or the asker alone. */
  readonly place: 'channel' | 'private';
  /** What a follow-up goes on from: the first that holds something. The answer is kept in all. */
  readonly conversations: readonly Conversation[];
}

/** An answer that is ready to be posted. */
export interface Composed {
  readonly message: ChatMessage;
  /** Absent where something went wrong: then the message says what. */
  readonly answer?: Answer;
  /** Ends when the conversations know what was asked; never rejects. */
  readonly remembered?: Promise<void>;
}

/** The message that answers a question. What goes wrong becomes a message too: never raises. */
export async function composeAnswer(kit: BotKit, { text, role, place, conversations }: Question): Promise<Composed> {
  try {
    const follows = recall(kit, conversations);
    const answer = await kit.patron.ask(text, {
      names: role === 'viewer' ? 'hidden' : 'shown',
      ...(follows === undefined ? {} : { follows }),
    });
    // Beside the posting, not before it: a busy store must not hold up the answer.
    const remembered = answer.asked ? keep(kit, conversations, answer.asked) : Promise.resolve();
    return {
      message: answerMessage(answer, { place }),
      answer,
      remembered,
    };
  } catch (error) {
    return { message: faultMessage(kit, error, place) };
  }
}

/** Posts an answer, and sees to it that a follow-up in its thread goes on from it. */
export async function postAnswer(
  kit: BotKit,
  target: PostTarget,
  { message, answer, remembered, send }: Composed & { readonly send?: (() => Promise<string>) | undefined },
): Promise<Posted> {
  const timely = { ...target, staleAfterMs: answerStaleAfterMs };
  const posting = kit.poster.post(timely, message, send === undefined ? {} : { send });
  const [posted] = await Promise.all([posting, remembered]);
  const beginsThread = target.threadTs === undefined && target.ephemeralTo === undefined;
  if (beginsThread && posted.ts !== undefined && answer?.asked) {
    await keep(kit, [inThread(target.channel, posted.ts)], answer.asked);
  }
  return posted;
}

/** A busy or full store must not cost an answer: then the next question has to say whom it means. */
function keep(kit: BotKit, conversations: readonly Conversation[], asked: Followed): Promise<void> {
  return remember(kit, conversations, asked).catch((error: unknown) =>
    kit.onTrouble('Slack: what a thread is about was not kept.', error),
  );
}

/** What is said of a failure: why and what to do where it is known, one sentence and a line in the log where it is not. */
export function faultMessage({ onTrouble }: BotKit, error: unknown, place: 'channel' | 'private'): ChatMessage {
  if (error instanceof PatronError) {
    const words = place === 'channel' ? maskEmails : (text: string) => text;
    return message(words(error.message), [paragraph(words(error.message)), paragraph(words(error.hint))]);
  }
  onTrouble('A question from Slack could not be answered.', error);
  return sentence(
    'Patron could not answer this: the fault is its own and is written down in its log. Try again in a minute.',
  );
}
