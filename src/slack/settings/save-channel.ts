import { formatDay } from '../../domain/calendar.ts';
import { dayMs } from '../../domain/clock.ts';
import {
  dropSubscription,
  findSubscription,
  keepSubscription,
  type Subscription,
  type SubscriptionKind,
  subscriptionKinds,
} from '../../store/chat-subscriptions.ts';
import { patiently } from '../../store/patiently.ts';
import { faultMessage } from '../asking/compose.ts';
import { message } from '../blocks/message.ts';
import { bullets, channelLink, paragraph } from '../blocks/rich-text.ts';
import type { BotKit } from '../kit.ts';
import type { ChannelChoice } from './channel-window.ts';
import { previewOf } from './subscribe.ts';

/** Who saves, and where that person alone is told how it went. */
interface Saving {
  readonly userId: string;
  readonly tellIn: string;
  /** Names this saving among all. */
  readonly saveId: string;
}

const kindWords: Readonly<Record<SubscriptionKind, string>> = { digest: 'the weekly digest', alerts: 'alerts' };

/** Does what was chosen for a channel: changes and ends what it has at once; what is new is shown to whoever asked first, and begins after a yes. */
export async function saveChannel(kit: BotKit, choice: ChannelChoice, saving: Saving): Promise<void> {
  const { store, clock, poster } = kit;
  const { channel, kinds } = choice;
  const now = clock.now().getTime();
  const done = await patiently(store, () =>
    subscriptionKinds.flatMap((kind) => {
      const known = findSubscription(store, channel, kind);
      if (!known) return [];
      if (!kinds.includes(kind))
        return dropSubscription(store, channel, kind) ? [`It gets ${kindWords[kind]} no longer.`] : [];
      const changed = changedBy(known, choice, { now, userId: saving.userId });
      keepSubscription(store, changed);
      return [keptWords(changed, now)];
    }),
  );
  const fresh = kinds.filter((kind) => findSubscription(store, channel, kind) === undefined);
  if (done.length > 0 || fresh.length === 0) {
    const told = message('Settings are saved.', [
      paragraph('Saved for ', channelLink(channel), done.length === 0 ? ': it gets nothing.' : ':'),
      bullets(done),
    ]);
    await poster.post({ key: `saved:${saving.saveId}`, channel: saving.tellIn }, told);
  }
  for (const kind of fresh) {
    const { timeZone, language, showsNames } = choice;
    const wish = { channel, kind, timeZone, language, showsNames };
    const preview = await previewOf(kit, wish).catch((error: unknown) => faultMessage(kit, error, 'private'));
    await poster.post({ key: `preview:${saving.saveId}:${kind}`, channel: saving.tellIn }, preview);
  }
}

function changedBy(
  { mutedUntil, ...known }: Subscription,
  { timeZone, language, showsNames, muteDays }: ChannelChoice,
  { now, userId }: { now: number; userId: string },
): Subscription {
  const until = muteDays === undefined ? mutedUntil : muteDays === 0 ? undefined : now + muteDays * dayMs;
  const muted = until === undefined ? {} : { mutedUntil: until };
  return { ...known, timeZone, language, showsNames, ...muted, createdBy: userId };
}

function keptWords({ kind, mutedUntil, timeZone, showsNames }: Subscription, now: number): string {
  const names = showsNames ? 'customers by name' : 'customers by id';
  if (mutedUntil !== undefined && mutedUntil > now)
    return `It gets ${kindWords[kind]} again after ${formatDay(mutedUntil, timeZone)}.`;
  return `It gets ${kindWords[kind]}, on the clocks of ${timeZone}, with ${names}.`;
}
