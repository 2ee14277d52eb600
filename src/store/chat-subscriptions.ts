import { and, asc, eq } from 'drizzle-orm';
import { type Language, languages } from '../domain/language.ts';
import { chatSubscription } from './chat-schema.ts';
import type { Store } from './database.ts';
import { readFact, writeFact } from './facts.ts';

/** What a channel can get. */
export const subscriptionKinds = ['digest', 'alerts'] as const;
export type SubscriptionKind = (typeof subscriptionKinds)[number];

/** How a channel gets what it wants. Times are epoch ms. */
export interface Subscription {
  readonly channel: string;
  readonly kind: SubscriptionKind;
  readonly timeZone: string;
  readonly language: Language;
  readonly showsNames: boolean;
  /** Nothing is sent before it. */
  readonly mutedUntil?: number;
  /** A user of Slack, or `setting` for the channel of SLACK_DIGEST_CHANNEL. */
  readonly createdBy: string;
  readonly createdAt: number;
}

/** Every subscription, oldest first. */
export function listSubscriptions({ db }: Store): Subscription[] {
  return db.select().from(chatSubscription).orderBy(asc(chatSubscription.id)).all().flatMap(subscriptionOf);
}

/** What a channel gets of one kind; undefined where it gets none. */
export function findSubscription(store: Store, channel: string, kind: SubscriptionKind): Subscription | undefined {
  return listSubscriptions(store).find((one) => one.channel === channel && one.kind === kind);
}

/** Subscribes a channel, or changes how it gets what it has; since when it gets it stays as it is. */
export function keepSubscription({ db }: Store, subscription: Subscription): void {
  const { createdAt, createdBy, mutedUntil, ...how } = subscription;
  const muted = { mutedUntil: mutedUntil ?? null };
  db.insert(chatSubscription)
    .values({ ...how, ...muted, createdAt, createdBy })
    .onConflictDoUpdate({
      target: [chatSubscription.channel, chatSubscription.kind],
      set: { ...how, ...muted, createdBy },
    })
    .run();
}

/** Ends a subscription; true where there was one. */
export function dropSubscription({ db }: Store, channel: string, kind: SubscriptionKind): boolean {
  const one = and(eq(chatSubscription.channel, channel), eq(chatSubscription.kind, kind));
  return db.delete(chatSubscription).where(one).run().changes > 0;
}

/** Sends nothing before `until`; undefined: sends again at once. True where there is such a subscription. */
export function muteSubscription(
  { db }: Store,
  { channel, kind, until }: { channel: string; kind: SubscriptionKind; until: number | undefined },
): boolean {
  const one = and(eq(chatSubscription.channel, channel), eq(chatSubscription.kind, kind));
  return (
    db
      .update(chatSubscription)
      .set({ mutedUntil: until ?? null })
      .where(one)
      .run().changes > 0
  );
}

/**
 * Lets the channel of the setting get the digest, in English and without names, until somebody chooses otherwise: it is subscribed once, when the setting is
 * new, and makes way when the setting is changed. A subscription that a person made or ended is left alone.
 */
export function followSetting(
  store: Store,
  { channel, timeZone, at }: { channel: string | undefined; timeZone: string; at: number },
): void {
  const known = readFact(store, 'digest-channel') ?? '';
  if (known === (channel ?? '')) return;
  store.sqlite.transaction(() => {
    const bySetting = eq(chatSubscription.createdBy, 'setting');
    store.db.delete(chatSubscription).where(bySetting).run();
    writeFact(store, 'digest-channel', channel ?? '');
    if (channel === undefined || findSubscription(store, channel, 'digest')) return;
    const how = { timeZone, language: 'en' as const, showsNames: false };
    keepSubscription(store, { channel, kind: 'digest', ...how, createdBy: 'setting', createdAt: at });
  })();
}

function subscriptionOf(row: typeof chatSubscription.$inferSelect): Subscription[] {
  const kind = subscriptionKinds.find((one) => one === row.kind);
  const language = languages.find((one) => one === row.language);
  if (!kind || !language) return [];
  const { channel, timeZone, showsNames, mutedUntil, createdBy, createdAt } = row;
  const muted = mutedUntil === null ? {} : { mutedUntil };
  return [{ channel, kind, timeZone, language, showsNames, ...muted, createdBy, createdAt }];
}
