import type { WebClient } from '@slack/web-api';
import type { Clock } from '../../domain/clock.ts';
import { claimPost, type KeptPost, keptPost, noteFailure, notePosted, noteTried } from '../../store/chat-posts.ts';
import type { Store } from '../../store/database.ts';
import { patiently } from '../../store/patiently.ts';
import type { Posted } from '../kit.ts';
import { pause } from '../transport/pause.ts';
import { type CallFailure, failureOf } from '../transport/trouble.ts';
import { findPost } from './find-post.ts';
import type { KeptMessage } from './kept-message.ts';
import { refusalWords } from './refusal-words.ts';
import type { Send } from './send.ts';

/** A message on its way. */
export interface Job {
  readonly post: KeptPost;
  readonly message: KeptMessage;
  /** Another way to send it, tried first. */
  send?: (() => Promise<string>) | undefined;
  /** The usual way is next. */
  isUsual?: boolean;
  /** Claimed by this process: nobody else sends it. */
  isClaimed: boolean;
  /** It may stand in Slack: it is looked for before it is sent again. */
  mayStand: boolean;
}

/** What an attempt needs. */
export interface AttemptParts {
  readonly store: Store;
  readonly client: WebClient;
  readonly clock: Clock;
  readonly send: Send;
  /** How long after a lost reply the message is looked for, ms: Slack may take a moment to show it. */
  readonly lookAfterMs: number;
  /** How long a process that has claimed a message may be at it before another may look after it, ms. */
  readonly claimMs: number;
  readonly signal: AbortSignal;
}

/** How an attempt ended: settled here (in Slack, refused, or left to another process that has claimed it), or to be made again. */
export type Attempted = { readonly settled: Posted } | { readonly again: CallFailure };

/** Tries to bring a message into Slack: claims it, looks for it where it may stand there already, sends it, and after a lost reply looks again and sends once more. */
export async function attempt(job: Job, parts: AttemptParts): Promise<Attempted> {
  const elsewhere = await claim(job, parts);
  if (elsewhere) return elsewhere;
  if (isStale(job, parts.clock)) return giveUp(job, 'it came too late to be of use', parts);
  const first = await lookAndSend(job, parts);
  if (!('again' in first) || first.again.kind !== 'unknown') return first;
  await pause(parts.lookAfterMs, parts.signal);
  return parts.signal.aborted ? first : lookAndSend(job, parts);
}

/** Undefined where the message is ours to send. */
async function claim(job: Job, { store, clock, claimMs }: AttemptParts): Promise<Attempted | undefined> {
  if (job.isClaimed) return undefined;
  const { key } = job.post;
  const now = clock.now().getTime();
  const kept = await patiently(store, () => {
    job.isClaimed = claimPost(store, key, { now, staleBefore: now - claimMs });
    return job.isClaimed ? undefined : keptPost(store, key);
  });
  if (job.isClaimed) return undefined;
  if (kept?.ts !== undefined) return { settled: { ts: kept.ts } };
  if (kept?.failure !== undefined) return { settled: { failure: kept.failure } };
  return { settled: {} };
}

function isStale({ post, message }: Job, clock: Clock): boolean {
  return message.staleAfterMs !== undefined && clock.now().getTime() - post.plannedAt > message.staleAfterMs;
}

async function lookAndSend(job: Job, parts: AttemptParts): Promise<Attempted> {
  try {
    const found = job.mayStand ? await look(job, parts) : undefined;
    if (found !== undefined) return await stands(job, found, parts);
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind !== 'refused') return { again: failure };
    return giveUp(job, `it may or may not stand there, and Patron may not look (${failure.error})`, parts);
  }
  try {
    const other = job.isUsual ? undefined : job.send;
    const ts = await (other ?? (() => parts.send(job.post, job.message)))();
    return await stands(job, ts, parts);
  } catch (error) {
    return failed(job, error, parts);
  }
}

/** A message for one person alone is not kept by Slack and cannot be found. */
async function look({ post, message }: Job, { client }: AttemptParts): Promise<string | undefined> {
  return message.ephemeralTo === undefined ? findPost(client, post) : undefined;
}

async function stands({ post }: Job, ts: string, { store, clock }: AttemptParts): Promise<Attempted> {
  await patiently(store, () => notePosted(store, post.key, { ts, now: clock.now().getTime() }));
  return { settled: { ts } };
}

async function failed(job: Job, error: unknown, parts: AttemptParts): Promise<Attempted> {
  if (job.send && !job.isUsual) return failedOtherwise(job, error, parts);
  const failure = failureOf(error);
  if (failure.kind === 'refused' && job.send) {
    // The usual way does not lead to where the asker is, the other may still.
    job.isUsual = false;
    await remains(job, false, parts);
    return { again: { kind: 'unknown', note: 'it does not take a reply to a command' } };
  }
  if (failure.kind === 'refused') return giveUp(job, refusalWords(failure.error), parts);
  await remains(job, failure.kind === 'unknown', parts);
  return { again: failure };
}

/** Whatever the other way has come to, the message is looked for and then sent as usual. */
async function failedOtherwise(job: Job, error: unknown, parts: AttemptParts): Promise<Attempted> {
  // A stream is not begun a second time; a reply to a command is, for it reaches also where Patron is no member.
  if (job.message.ephemeralTo === undefined || isFinal(error)) job.send = undefined;
  job.isUsual = true;
  await remains(job, true, parts);
  return { again: { kind: 'unknown', note: 'the message could not be sent in the way that was meant' } };
}

/** Slack will not take a reply at this address any more: it has expired, or was used up. */
function isFinal(error: unknown): boolean {
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 0;
  return status >= 400 && status < 500 && status !== 429;
}

/** Writes down whether the message may stand in Slack; where it surely does not, another process may send it. */
async function remains(job: Job, mayStand: boolean, { store, clock }: AttemptParts): Promise<void> {
  job.mayStand = mayStand;
  job.isClaimed = mayStand;
  const triedAt = mayStand ? clock.now().getTime() : undefined;
  await patiently(store, () => noteTried(store, job.post.key, triedAt));
}

async function giveUp({ post }: Job, failure: string, { store }: AttemptParts): Promise<Attempted> {
  await patiently(store, () => noteFailure(store, post.key, failure));
  return { settled: { failure } };
}
