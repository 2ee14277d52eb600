import type { Block } from '@slack/types';
import { nativeChart } from '../../charts/native-chart.ts';
import { context } from '../blocks/blocks.ts';
import { withChart } from '../blocks/with-chart.ts';
import type { BotKit, ChatMessage, Posted, PostTarget, Role } from '../kit.ts';
import { refusal, sentence } from '../refusal.ts';
import { type Composed, composeAnswer, postAnswer, type Question } from './compose.ts';
import { threadProgress } from './progress.ts';
import type { RunningAnswers } from './running.ts';
import { type AnswerStream, answerStream } from './stream.ts';
import type { StreamAllowance } from './stream-allowance.ts';

/** What all ways of asking share. */
export interface Desk {
  readonly kit: BotKit;
  readonly running: RunningAnswers;
  /** How long an answer may take before the asker is shown that it is being looked for, ms. */
  readonly patienceMs: number;
  readonly streams: StreamAllowance;
}

/** A question as it came, and where its answer goes. */
export interface Asked {
  readonly text: string;
  readonly userId: string;
  /** The asker's workspace. */
  readonly teamId?: string | undefined;
  readonly place: Question['place'];
  readonly conversations: Question['conversations'];
  readonly target: PostTarget;
}

/**
 * Answers in a thread of a channel, streamed in one of direct messages; where there is no thread, with the question above the answer. Whoever has no role is
 * told so, alone.
 */
export async function answerQuestion(desk: Desk, asked: Asked): Promise<void> {
  const { kit } = desk;
  const { userId, place, target, text } = asked;
  const role = await kit.roleOf(userId);
  if (role === undefined) {
    await kit.poster.post(place === 'private' ? target : { ...target, ephemeralTo: userId }, refusal);
  } else if (target.threadTs === undefined) {
    const composed = await composeAnswer(kit, { ...asked, role });
    await postAnswer(kit, target, { ...composed, message: withQuestion(composed.message, text) });
  } else {
    await answerInThread(desk, { ...asked, role, threadTs: target.threadTs });
  }
}

async function answerInThread(
  { kit, running, patienceMs, streams }: Desk,
  asked: Asked & { readonly role: Role; readonly threadTs: string },
): Promise<void> {
  const { userId, target, threadTs, teamId } = asked;
  const { channel } = target;
  const isDirect = asked.place === 'private';
  const progress = threadProgress(kit.oneTry, { channel, threadTs, canStop: isDirect });
  const place = { channel, threadTs, userId, ...(teamId === undefined ? {} : { teamId }) };
  const stream = isDirect && streams.take() ? answerStream(kit.oneTry, place) : undefined;
  const impatience = setTimeout(() => {
    progress.show();
    stream?.begin();
  }, patienceMs);
  const composed = await running.run(channel, threadTs, composeAnswer(kit, asked));
  clearTimeout(impatience);
  if (composed) await postStreamed({ kit, streams }, { target, stream }, composed);
  else await tellStopped(kit, target, stream);
  await progress.end();
}

async function postStreamed(
  { kit, streams }: Pick<Desk, 'kit' | 'streams'>,
  { target, stream }: { target: PostTarget; stream: AnswerStream | undefined },
  composed: Composed,
): Promise<void> {
  const blocks = streamable(composed.message, streams);
  const send = stream && blocks && (() => sendStreamed(streams, stream, { blocks, key: target.key }));
  const posted = await postAnswer(kit, target, { ...composed, send });
  if (isKnown(posted)) await stream?.tidy(posted.ts);
}

/** The blocks of a message with Slack's own chart; undefined where the chart has to be drawn and uploaded, which only the poster can. */
function streamable({ blocks, chart }: ChatMessage, streams: StreamAllowance): readonly Block[] | undefined {
  if (chart === undefined) return blocks;
  const native = streams.takesCharts ? nativeChart(chart) : undefined;
  return native && withChart(blocks, native);
}

async function sendStreamed(
  streams: StreamAllowance,
  stream: AnswerStream,
  { blocks, key }: { readonly blocks: readonly Block[]; readonly key: string },
): Promise<string> {
  try {
    return await stream.finish(blocks, key);
  } catch (error) {
    if (blocks.some(({ type }) => type === 'data_visualization')) streams.chartFailed(error);
    throw error;
  }
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
