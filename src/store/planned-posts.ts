import type { Store } from './database.ts';

/** When a message was planned, epoch ms; undefined where it never was. */
export function findPlannedAt({ sqlite }: Store, key: string): number | undefined {
  return sqlite.prepare<[string], number>('select planned_at from chat_post where key = ?').pluck().get(key);
}

/** How many alerts were planned for a channel since `since`. */
export function plannedSince({ sqlite }: Store, { channel, since }: { channel: string; since: number }): number {
  return (
    sqlite
      .prepare<[string, number], number>(
        "select count(*) from chat_post where channel = ? and planned_at >= ? and key like 'alert:%'",
      )
      .pluck()
      .get(channel, since) ?? 0
  );
}
