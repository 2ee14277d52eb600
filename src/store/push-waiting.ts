import type { Store } from './database.ts';

/** Whether the outbox holds something that can be sent at `at` (epoch ms): never sent, under way when a process ended, or parked until a time that has come. */
export function isPushWaiting({ sqlite }: Store, at: number): boolean {
  const found = sqlite
    .prepare<[number], number>(
      "select 1 from push_write where state in ('pending', 'sent') or (state = 'parked' and retry_at <= ?) limit 1",
    )
    .pluck()
    .get(at);
  return found !== undefined;
}

/** Batches that have their yes and are not marked as done, oldest first. */
export function sendingBatches({ sqlite }: Store): string[] {
  return sqlite
    .prepare<[], string>("select id from push_batch where state = 'sending' order by made_at, rowid")
    .pluck()
    .all();
}
