import type { WebClient } from '@slack/web-api';
import { context } from '../blocks/blocks.ts';
import type { BotKit, ChatMessage, Posted, PostTarget, Role } from '../kit.ts';
import { refusal, sentence } from '../refusal.ts';
import { type Composed, composeAnswer, postAnswer, type Question } from './compose.ts';
import { threadProgress } from './progress.ts';
import type { RunningAnswers } from './running.ts';
import { type AnswerStream, answerStream } from './stream.ts';

/** What all ways of asking share. */
export interface Desk {
  readonly kit: BotKit;
  readonly running: RunningAnswers;
  /** How long an answer may take before the asker is shown that it is being looked for, ms. */
  readonly patienceMs: number;
  /** Takes one of the streams that may be begun; false where none is left. */
  readonly takeStream: () => boolean;
}

/** A question as it came, and where its answer goes. */
export interface Asked {
  readonly text: string;
  readonly userId: string;
  readonly place: Question['place'];
  readonly conversations: Question['conversations'];
  readonly target: PostTarget;
}

/** What came with a question: the connection to answer over. */
interface Line {
  readonly client: WebClient;
  readonly teamId?: string | undefined;
  readonly asked: Asked;
}

/**
 * Answers in a thread of a channel, streamed in one of direct messages; where there is no thread, with the question above the answer. Whoever has no role is
 * told so, alone.
 */
export async function answerQuestion(desk: Desk, { client, teamId, asked }: Line): Promise<void> {
  const { kit } = desk;
  const { userId, place, target, text } = asked;
  const role = await kit.roleOf(userId);
  if (role === undefined) {
    await kit.poster.post(place === 'private' ? target : { ...target, ephemeralTo: userId }, refusal);
  } else if (target.threadTs === undefined) {
    const composed = await composeAnswer(kit, { ...asked, role });
    await postAnswer(kit, target, { ...composed, message: withQuestion(composed.message, text) });
  } else {
    await answerInThread(desk, { client, teamId, asked, role, threadTs: target.threadTs });
  }
}

async function answerInThread(
  { kit, running, patienceMs, takeStream }: Desk,
  { client, teamId, asked, role, threadTs }: Line & { readonly role: Role; readonly threadTs: string },
): Promise<void> {
  const { userId, target } = asked;
  const { channel } = target;
  const isDirect = asked.place === 'private';
  const progress = threadProgress(client, { channel, threadTs, canStop: isDirect });
  const place = { channel, threadTs, userId, ...(teamId === undefined ? {} : { teamId }) };
  const stream = isDirect && takeStream() ? answerStream(client, place) : undefined;
  const impatience = setTimeout(() => {
    progress.show();
    stream?.begin();
  }, patienceMs);
  const composed = await running.run(channel, threadTs, composeAnswer(kit, { ...asked, role }));
  clearTimeout(impatience);
  if (composed) await postStreamed(kit, { target, stream }, composed);
  else await tellStopped(kit, target, stream);
  await progress.end();
}

/** A chart may have to be drawn and uploaded, which only the poster can: then the message comes whole. */
async function postStreamed(
  kit: BotKit,
  { target, stream }: { target: PostTarget; stream: AnswerStream | undefined },
  composed: Composed,
): Promise<void> {
  const { message } = composed;
  const send = stream && message.chart === undefined ? () => stream.finish(message, target.key) : undefined;
  const posted = await postAnswer(kit, target, { ...composed, send });
  if (isKnown(posted)) await stream?.tidy(posted.ts);
}

/** Where the end is not known, what was begun may be the whole answer: it is left. */
function isKnown({ ts, failure }: Posted): boolean {
  return ts !== undefined || failure !== undefined;
}

async function tellStopped({ poster }: BotKit, target: PostTarget, stream: AnswerStream | undefined): Promise<void> {
  await stream?.tidy();
  await poster.post({ ...target, key: `${target.key}:stopped` }, sentence('Stopped: nothing was answered.'));
}

function withQuestion(message: ChatMessage, text: string): ChatMessage {
  const question = context(`You asked: ${text}`);
  return question === undefined ? message : { ...message, blocks: [question, ...message.blocks.slice(0, 49)] };
}
