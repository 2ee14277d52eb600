import type { Store } from './database.ts';

/** A message that is to be posted once, as it is kept. Times are epoch ms. */
export interface KeptPost {
  readonly key: string;
  readonly channel: string;
  readonly threadTs?: string;
  /** What is posted, as its poster wrote it; empty once it is posted or given up. */
  readonly body: string;
  readonly plannedAt: number;
  /** When it was sent without a known end: it may stand in Slack. */
  readonly triedAt?: number;
  /** What Slack calls it: it stands there. */
  readonly ts?: string;
  /** Why it was given up. */
  readonly failure?: string;
}

interface Row {
  readonly key: string;
  readonly channel: string;
  readonly threadTs: string | null;
  readonly body: string;
  readonly plannedAt: number;
  readonly triedAt: number | null;
  readonly ts: string | null;
  readonly failure: string | null;
}

const columns = 'key, channel, thread_ts as threadTs, body, planned_at as plannedAt, tried_at as triedAt, ts, failure';

/** Plans a message, unless its key is known already; gives what is kept under the key either way, and whether it is new. */
export function planPost(
  store: Store,
  { key, channel, threadTs, body, plannedAt }: Pick<KeptPost, 'key' | 'channel' | 'threadTs' | 'body' | 'plannedAt'>,
): { readonly post: KeptPost; readonly isNew: boolean } {
  const { changes } = store.sqlite
    .prepare(
      `insert into chat_post (key, channel, thread_ts, body, planned_at) values (?, ?, ?, ?, ?) on conflict do nothing`,
    )
    .run(key, channel, threadTs ?? null, body, plannedAt);
  const post = keptPost(store, key);
  if (!post) throw new Error('A message that was just planned is not in the store.');
  return { post, isNew: changes === 1 };
}

/** What is kept under a key; undefined where nothing is. */
export function keptPost({ sqlite }: Store, key: string): KeptPost | undefined {
  const row = sqlite.prepare<[string], Row>(`select ${columns} from chat_post where key = ?`).get(key);
  return row && postOf(row);
}

/** The messages that wait to be posted, as they were planned. */
export function waitingPosts({ sqlite }: Store): readonly KeptPost[] {
  return sqlite
    .prepare<[], Row>(
      `select ${columns} from chat_post where posted_at is null and failure is null order by planned_at, rowid`,
    )
    .all()
    .map(postOf);
}

/**
 * Claims a message before it is sent. False where it is settled, or where another process has claimed it since `staleBefore`. From here on it may stand in
 * Slack.
 */
export function claimPost(
  { sqlite }: Store,
  key: string,
  { now, staleBefore }: { now: number; staleBefore: number },
): boolean {
  return (
    sqlite
      .prepare(
        `update chat_post set tried_at = ? where key = ? and posted_at is null and failure is null
           and (tried_at is null or tried_at <= ?)`,
      )
      .run(now, key, staleBefore).changes === 1
  );
}

/** Holds on to a claimed message. `now` undefined: it surely does not stand in Slack, and whoever comes next may send it. */
export function noteTried({ sqlite }: Store, key: string, now: number | undefined): void {
  sqlite.prepare('update chat_post set tried_at = ? where key = ? and posted_at is null').run(now ?? null, key);
}

/** A message stands in Slack: what it said is forgotten here. */
export function notePosted({ sqlite }: Store, key: string, { ts, now }: { ts: string; now: number }): void {
  sqlite.prepare("update chat_post set posted_at = ?, ts = ?, body = '' where key = ?").run(now, ts, key);
}

/** A message is given up, for a reason in words. */
export function noteFailure({ sqlite }: Store, key: string, failure: string): void {
  sqlite.prepare("update chat_post set failure = ?, body = '' where key = ? and posted_at is null").run(failure, key);
}

/** Forgets messages that were planned before `before` (epoch ms) and are settled. Gives how many went. */
export function forgetPosts({ sqlite }: Store, before: number): number {
  return sqlite
    .prepare('delete from chat_post where planned_at < ? and (posted_at is not null or failure is not null)')
    .run(before).changes;
}

function postOf({ threadTs, triedAt, ts, failure, ...rest }: Row): KeptPost {
  return {
    ...rest,
    ...(threadTs === null ? {} : { threadTs }),
    ...(triedAt === null ? {} : { triedAt }),
    ...(ts === null ? {} : { ts }),
    ...(failure === null ? {} : { failure }),
  };
}
