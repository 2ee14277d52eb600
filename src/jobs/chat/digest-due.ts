import { isoWeekOf } from '../../domain/iso-week.ts';
import type { Subscription } from '../../store/chat-subscriptions.ts';
import { type CronLine, parseCron } from '../schedule/cron-line.ts';
import { slotsBetween } from '../schedule/slots.ts';

/** A digest that a channel is to get. */
export interface DueDigest {
  /** Names it for good: `digest:2026-W48:C123`. One a channel and week of the channel's calendar. */
  readonly key: string;
  /** When it was wanted, epoch ms. */
  readonly slot: number;
}

/** What the digest of a channel is called in the week of an instant. */
export function digestKey({ channel, timeZone }: Pick<Subscription, 'channel' | 'timeZone'>, at: number): string {
  return `digest:${isoWeekOf(at, timeZone).name}:${channel}`;
}

/**
 * The digest that is due at `now`: that of the present week of the channel's calendar, once the first time of the week that the cron line names has come. A
 * time before the subscription, or within a mute, is passed over; a week that was slept through is not made up for. Raises `bad-setting` for the cron line.
 */
export function dueDigest(
  subscription: Subscription,
  { cron, now }: { cron: string | CronLine; now: number },
): DueDigest | undefined {
  const { timeZone, createdAt, mutedUntil = 0 } = subscription;
  const line = typeof cron === 'string' ? parseCron(cron) : cron;
  const { from } = isoWeekOf(now, timeZone);
  const [slot] = slotsBetween(line, { from: from - 1, until: now, timeZone });
  if (slot === undefined || slot < createdAt || slot < mutedUntil || now < mutedUntil) return undefined;
  return { key: digestKey(subscription, now), slot };
}
