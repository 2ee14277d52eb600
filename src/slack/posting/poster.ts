import { dayMs } from '../../domain/clock.ts';
import { claimPost, forgetPosts, type KeptPost, planPost, waitingPosts } from '../../store/chat-posts.ts';
import { patiently } from '../../store/patiently.ts';
import type { ChatMessage, Poster, PostTarget } from '../kit.ts';
import { stopSwitch } from '../transport/pause.ts';
import { openQueues, type PosterParts, usualPace } from './channel-queues.ts';
import { readMessage, writeMessage } from './kept-message.ts';

/** How long it is known what was posted. */
const keepMs = 90 * dayMs;

/** A poster that is at work. */
export interface OpenPoster extends Poster {
  /** Takes on what waits in the store: what an earlier process could not send, and what another has planned. */
  adopt(): void;
  /** Forgets messages that were settled long ago. */
  prune(): Promise<void>;
  /** Sends no more, and waits for what is being sent right now. The rest is kept. */
  stop(): Promise<void>;
}

/** Opens the poster. Every message is written down before it is sent, and looked for before it is sent again. */
export function openPoster(parts: PosterParts): OpenPoster {
  const { store, clock, onTrouble, pace = usualPace } = parts;
  const stopping = stopSwitch();
  const queues = openQueues({ ...parts, pace, signal: stopping.signal });
  return {
    post: async (target, message, { send } = {}) => {
      try {
        const queue = queues.of(target.channel);
        const { post, isNew, isClaimed } = await plan(parts, { target, message, isNext: queue.isIdle });
        if (post.ts !== undefined) return { ts: post.ts };
        if (post.failure !== undefined) return { failure: post.failure };
        if (queue.has(post.key)) return {};
        const mayStand = !isNew && post.triedAt !== undefined;
        const kept = { ...message, ...onlyKept(target) };
        return await queue.add({ post, message: kept, isClaimed, mayStand, send: isNew ? send : undefined });
      } catch (error) {
        onTrouble(`A message to ${target.channel} could not be written down, and is not sent.`, error);
        return { failure: 'the store cannot be written' };
      }
    },
    adopt: () => {
      const claimedBefore = clock.now().getTime() - pace.claimMs;
      for (const post of waitingPosts(store)) {
        const queue = queues.of(post.channel);
        const message = readMessage(post.body);
        const isElsewhere = post.triedAt !== undefined && post.triedAt > claimedBefore;
        if (!message || isElsewhere || queue.has(post.key)) continue;
        void queue.add({ post, message, isClaimed: false, mayStand: post.triedAt !== undefined });
      }
    },
    prune: async () => {
      await patiently(store, () => forgetPosts(store, clock.now().getTime() - keepMs));
    },
    stop: async () => {
      stopping.abort();
      await queues.stopped();
    },
  };
}

interface Planned {
  readonly post: KeptPost;
  readonly isNew: boolean;
  readonly isClaimed: boolean;
}

/** Writes a message down. One that goes out at once is claimed with it, which saves a wait for a busy store. */
function plan(
  { store, clock }: PosterParts,
  { target, message, isNext }: { target: PostTarget; message: ChatMessage; isNext: boolean },
): Promise<Planned> {
  const { key, channel, threadTs } = target;
  const now = clock.now().getTime();
  const body = writeMessage(message, target);
  return patiently(store, () => {
    const planned = planPost(store, {
      key,
      channel,
      body,
      plannedAt: now,
      ...(threadTs === undefined ? {} : { threadTs }),
    });
    const isClaimed = planned.isNew && isNext && claimPost(store, key, { now, staleBefore: now });
    return { ...planned, isClaimed };
  });
}

function onlyKept({ ephemeralTo, staleAfterMs }: PostTarget): Pick<PostTarget, 'ephemeralTo' | 'staleAfterMs'> {
  return {
    ...(ephemeralTo === undefined ? {} : { ephemeralTo }),
    ...(staleAfterMs === undefined ? {} : { staleAfterMs }),
  };
}
