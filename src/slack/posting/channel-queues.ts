import type { Clock } from '../../domain/clock.ts';
import type { Store } from '../../store/database.ts';
import { type Pauses, usualPauses } from '../transport/pause.ts';
import { type CallFailure, troubleWords } from '../transport/trouble.ts';
import { type ClientParts, plainClient } from '../transport/web-clients.ts';
import { attempt } from './attempt.ts';
import { ChannelQueue } from './channel-queue.ts';
import type { DrawChart } from './chart-picture.ts';
import { sender } from './send.ts';

/** The pace of posting, ms. */
export interface Pace {
  /** Between two messages to a channel. */
  readonly gapMs: number;
  /** How long a call may take. */
  readonly callWithinMs: number;
  /** After a lost reply, until the message is looked for. */
  readonly lookAfterMs: number;
  /** How long another process may be at a message that it has claimed. */
  readonly claimMs: number;
  /** After messages could not be sent. */
  readonly pauses: Pauses;
  /** How often an uploaded picture is asked after. */
  readonly asks: { readonly most: number; readonly everyMs: number };
}

/** What a real Slack allows: a message a second in a channel. */
export const usualPace: Pace = {
  gapMs: 1000,
  callWithinMs: 10_000,
  lookAfterMs: 1500,
  claimMs: 30_000,
  pauses: usualPauses,
  asks: { most: 30, everyMs: 500 },
};

/** What posting needs. */
export interface PosterParts extends ClientParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly draw: DrawChart;
  readonly onTrouble: (note: string, error?: unknown) => void;
  readonly pace?: Pace;
}

/** The queue of each channel, made when it is first needed; `stopped` resolves when what is being sent right now is done. */
export function openQueues(parts: PosterParts & { readonly pace: Pace; readonly signal: AbortSignal }): {
  readonly of: (channel: string) => ChannelQueue;
  readonly stopped: () => Promise<void>;
} {
  const { pace, onTrouble, clock, store, signal } = parts;
  const client = plainClient(parts, { timeoutMs: pace.callWithinMs });
  const send = sender({ ...parts, client, asks: pace.asks });
  const outage = tellOutage(onTrouble);
  const queues = new Map<string, ChannelQueue>();
  const open = () =>
    new ChannelQueue({
      attempt: (job) => attempt(job, { store, client, clock, send, signal, ...pace }),
      onAgain: outage.begins,
      onSettled: ({ post }, { ts, failure }) => {
        if (ts !== undefined) outage.ends();
        if (failure !== undefined) onTrouble(`A message to ${post.channel} was given up: ${failure}.`);
      },
      onTrouble,
      ...pace,
      signal,
    });
  return {
    of: (channel) => {
      const queue = queues.get(channel) ?? open();
      queues.set(channel, queue);
      return queue;
    },
    stopped: async () => {
      await Promise.all([...queues.values()].map((queue) => queue.stopped()));
    },
  };
}

/** Says once that messages wait and why, and once that they go out again. That Slack asks for patience is no news. */
function tellOutage(onTrouble: PosterParts['onTrouble']): {
  readonly begins: (why: CallFailure) => void;
  readonly ends: () => void;
} {
  let isOn = false;
  return {
    begins: (why) => {
      if (isOn || why.kind === 'wait') return;
      isOn = true;
      onTrouble(`Messages for Slack are kept until they can be sent. ${troubleWords(why, 'SLACK_BOT_TOKEN')}`);
    },
    ends: () => {
      if (isOn) onTrouble('Messages for Slack go out again.');
      isOn = false;
    },
  };
}
