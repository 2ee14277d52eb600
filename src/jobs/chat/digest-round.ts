import type { Clock } from '../../domain/clock.ts';
import { listSubscriptions, type Subscription } from '../../store/chat-subscriptions.ts';
import type { Store } from '../../store/database.ts';
import { lastSyncRuns } from '../../store/sync-runs.ts';
import { type CronLine, parseCron } from '../schedule/cron-line.ts';
import { type DueDigest, dueDigest } from './digest-due.ts';

/** How the digest of a channel is to be posted. */
export interface DigestErrand extends DueDigest {
  /** How late it is, ms; absent where it is on time. */
  readonly lateMs?: number;
  /** How long ago the connected systems were last pulled, ms; absent where that is fresh, or nothing is connected. */
  readonly staleMs?: number;
}

/** What the rounds of the digest are made of. */
export interface DigestRounds {
  readonly store: Store;
  readonly clock: Clock;
  readonly cron: string;
  /** Names of the connected systems: their pull is waited for. */
  readonly sources: readonly string[];
  /** Whether a message of the key was planned already. */
  readonly isPlanned: (key: string) => boolean;
  readonly post: (subscription: Subscription, errand: DigestErrand) => Promise<void>;
  readonly onTrouble: (note: string, error?: unknown) => void;
}

/** A pull is fresh for so long. */
const freshMs = 90 * 60_000;
/** How long a digest waits for a fresh pull. */
const patienceMs = 2 * 3_600_000;
/** From when on it is said that a digest is late, ms. */
const lateFromMs = 3 * 3_600_000;

/**
 * Posts the digests that are due, whenever the function that it gives is called: each channel once a week of its own calendar, whatever was slept through,
 * restarted or moved. Who is there and when is read anew each time. Raises `bad-setting` for a cron line that cannot be read.
 */
export function openDigestRounds(rounds: DigestRounds): () => Promise<void> {
  const { store, clock, post, onTrouble } = rounds;
  const line = parseCron(rounds.cron);
  /** When each digest was first seen to be due: a machine that wakes late still waits for its pull. */
  const seen = new Map<string, number>();
  return async () => {
    for (const subscription of listSubscriptions(store).filter(({ kind }) => kind === 'digest')) {
      const now = clock.now().getTime();
      const errand = errandOf(rounds, { subscription, line, seen, now });
      if (!errand) continue;
      try {
        await post(subscription, errand);
        seen.delete(errand.key);
      } catch (error) {
        onTrouble('The digest of a channel could not be made; it is tried again in a minute.', error);
      }
    }
  };
}

/** What is to be posted to a channel now; undefined where nothing is due, or a pull is waited for. */
function errandOf(
  rounds: DigestRounds,
  {
    subscription,
    line,
    seen,
    now,
  }: { subscription: Subscription; line: CronLine; seen: Map<string, number>; now: number },
): DigestErrand | undefined {
  const due = dueDigest(subscription, { cron: line, now });
  if (!due || rounds.isPlanned(due.key)) return undefined;
  const firstSeen = Math.min(now, seen.get(due.key) ?? now);
  seen.set(due.key, firstSeen);
  const staleMs = pulledAgo(rounds, now);
  if (staleMs !== undefined && now - firstSeen < patienceMs) return undefined;
  const lateMs = now - due.slot;
  return { ...due, ...(lateMs >= lateFromMs ? { lateMs } : {}), ...(staleMs === undefined ? {} : { staleMs }) };
}

/** How long ago the system that was pulled least lately was pulled to the end; undefined where that is fresh. */
function pulledAgo({ store, sources }: DigestRounds, now: number): number | undefined {
  if (sources.length === 0) return undefined;
  const ends = new Map(
    lastSyncRuns(store).map(
      ({ source, outcome, finishedAt }) => [source, outcome === 'done' ? finishedAt : null] as const,
    ),
  );
  const oldest = Math.min(...sources.map((name) => ends.get(name) ?? 0));
  return now - oldest <= freshMs ? undefined : now - oldest;
}
