import type { Clock } from '../../domain/clock.ts';
import { PatronError } from '../../domain/errors.ts';
import type { Store } from '../../store/database.ts';
import { isPushWaiting } from '../../store/push-waiting.ts';
import type { Alarm } from '../schedule/alarm.ts';
import { openRounds, type Rounds } from '../schedule/rounds.ts';

/** What looking after the outbox needs. */
export interface OutboxParts {
  readonly store: Store;
  readonly clock: Clock;
  /** Sends what waits, in a thread of its own. */
  readonly send: () => Promise<void>;
  readonly onTrouble: (note: string, error?: unknown) => void;
  readonly alarm?: Alarm;
}

/** After a failure it is tried again so many ms later: a limit of the day, a missing scope and an outage do not go away within a minute. */
const pauseAfterFailureMs = 10 * 60_000;

/** Opens the rounds that look after what was approved and is not sent: every minute, and never two at a time. A round raises nothing. */
export function openOutboxRounds({ store, clock, send, onTrouble, alarm }: OutboxParts): Rounds {
  let notBefore = 0;
  const round = async () => {
    const now = clock.now().getTime();
    try {
      if (now < notBefore || !isPushWaiting(store, now)) return;
      await send();
    } catch (error) {
      // Somebody else is at it.
      if (error instanceof PatronError && error.code === 'sync-running') return;
      notBefore = now + pauseAfterFailureMs;
      onTrouble('What was approved could not be written into HubSpot yet; it is tried again.', error);
    }
  };
  return openRounds(round, alarm);
}
