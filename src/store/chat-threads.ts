import { and, eq, gte, lt } from 'drizzle-orm';
import { chatThread } from './chat-schema.ts';
import type { Store } from './database.ts';

/** Where a conversation goes on: a thread of a channel. */
export interface ThreadPlace {
  readonly channel: string;
  readonly threadTs: string;
}

/** What a thread was last about, as the JSON that was kept; undefined where nothing was kept since `since` (epoch ms). */
export function threadMemory({ db }: Store, { channel, threadTs }: ThreadPlace, since: number): string | undefined {
  return db
    .select({ followed: chatThread.followed })
    .from(chatThread)
    .where(and(eq(chatThread.channel, channel), eq(chatThread.threadTs, threadTs), gte(chatThread.updatedAt, since)))
    .get()?.followed;
}

/** Keeps what a thread is about, in place of what was kept before. */
export function keepThreadMemory(
  { db }: Store,
  place: ThreadPlace,
  { followed, now }: { followed: string; now: number },
): void {
  const values = { followed, updatedAt: now };
  db.insert(chatThread)
    .values({ ...place, ...values })
    .onConflictDoUpdate({ target: [chatThread.channel, chatThread.threadTs], set: values })
    .run();
}

/** Forgets threads that were quiet since before `before` (epoch ms). */
export function forgetThreads({ db }: Store, before: number): void {
  db.delete(chatThread).where(lt(chatThread.updatedAt, before)).run();
}
