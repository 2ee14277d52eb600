import type { Store } from './database.ts';

/** A message that shows a push: where it stands in Slack. */
export interface PushPost {
  readonly key: string;
  readonly channel: string;
  readonly ts: string;
  readonly threadTs?: string;
}

/** What names a message about a push, in one place. */
export function pushPostKey(id: string, place: string): string {
  return `push:${id}:${place}`;
}

/** The messages that show a push and stand in Slack. */
export function pushPosts({ sqlite }: Store, id: string): PushPost[] {
  return sqlite
    .prepare<[string, string], { key: string; channel: string; ts: string; threadTs: string | null }>(
      `select key, channel, ts, thread_ts as threadTs from chat_post
       where ts is not null and key >= ? and key < ? order by key`,
    )
    .all(pushPostKey(id, ''), `push:${id};`)
    .map(({ threadTs, ...post }) => ({ ...post, ...(threadTs === null ? {} : { threadTs }) }));
}
