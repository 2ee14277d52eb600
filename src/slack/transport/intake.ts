import { type Clock, dayMs } from '../../domain/clock.ts';
import { forgetSeen, markAnswered, takeUnanswered, takeUp } from '../../store/chat-seen.ts';
import type { Store } from '../../store/database.ts';
import { patiently } from '../../store/patiently.ts';
import { type Kind, keysOf } from './event-keys.ts';

/** How long Slack may come again with the same thing: hours; three days are plenty. */
const keepMs = 3 * dayMs;

/** Nobody waits longer for an answer. */
const worthMs = 15 * 60_000;

/** How long another process may be at work on what it has taken up, before it counts as dead. */
const deadAfterMs = 30_000;

/** Keeps what came from Slack from being worked on twice, and from being lost with a process that dies over it. */
export interface Intake {
  /** Does `work` unless the same thing was taken up before: here, before a restart, or in another process. */
  once(body: unknown, kind: Kind, work: () => Promise<void>): Promise<void>;
  /** Does the work on what a process that died had taken up. Whoever asked gets an answer, and since messages are posted by their key, one. */
  resume(work: (body: object) => Promise<void>): Promise<void>;
  /** Forgets what is too old to come again. */
  prune(): Promise<void>;
  /** Resolves when nothing is under way. */
  settled(): Promise<void>;
}

/** Opens the intake on the chat's store. */
export function openIntake({ store, clock }: { store: Store; clock: Clock }): Intake {
  const underWay = new Map<string, Promise<void>>();
  const now = () => clock.now().getTime();
  const settle = async (keys: readonly string[], work: () => Promise<void>) => {
    try {
      await work();
    } finally {
      await patiently(store, () => markAnswered(store, keys, now()));
    }
  };
  const follow = (keys: readonly string[], work: () => Promise<void>) => {
    const [key = ''] = keys;
    const done = settle(keys, work).finally(() => underWay.delete(key));
    underWay.set(key, done);
    return done;
  };
  return {
    once: async (body, kind, work) => {
      const keys = keysOf(body);
      if (keys.length === 0) return work();
      const worth = isWorthResuming(kind) ? withoutTokens(body) : undefined;
      if (await patiently(store, () => takeUp(store, keys, { now: now(), body: worth }))) await follow(keys, work);
    },
    resume: async (work) => {
      const bounds = { now: now(), before: now() - deadAfterMs, since: now() - worthMs };
      const left = await patiently(store, () =>
        takeUnanswered(store, { ...bounds, underWay: new Set(underWay.keys()) }),
      );
      for (const { key, body } of left) {
        if (typeof body === 'object' && body !== null) await follow([key], () => work(body));
      }
    },
    prune: async () => {
      await patiently(store, () => forgetSeen(store, now() - keepMs));
    },
    settled: async () => {
      await Promise.allSettled(underWay.values());
    },
  };
}

/** Somebody waits for these, and nothing in the answer hangs on the moment: what opens a modal does. */
function isWorthResuming(kind: Kind): boolean {
  return kind === 'event' || kind === 'command';
}

/** What came, as it may be kept: without the keys that Slack sends along. */
function withoutTokens(body: unknown): unknown {
  return JSON.parse(JSON.stringify(body, (name, value: unknown) => (/token$/.test(name) ? undefined : value)));
}
