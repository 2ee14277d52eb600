import { z } from 'zod';
import type { Store } from './database.ts';

/** How often what came is worked on before it is given up: a fault that ends the process must not end it for ever. */
const mostAttempts = 3;

const kept = z.object({ attempts: z.int(), body: z.unknown() });

/** Something that came from Slack and died with the process that had taken it up. */
export interface Unanswered {
  readonly key: string;
  readonly body: unknown;
}

/**
 * Takes up what came, under every key that it can come again under; `now` in epoch ms. False where it was taken up before under any of them. `body` is kept until
 * `markAnswered`, to take it up again after a crash; undefined: it is not worth that. Call within a transaction.
 */
export function takeUp(
  { sqlite }: Store,
  keys: readonly string[],
  { now, body }: { now: number; body: unknown },
): boolean {
  const isSeen = sqlite.prepare<[string], number>('select 1 from chat_seen where key = ?').pluck();
  if (keys.some((key) => isSeen.get(key) !== undefined)) return false;
  const insert = sqlite.prepare('insert into chat_seen (key, seen_at, body) values (?, ?, ?) on conflict do nothing');
  keys.forEach((key, place) => {
    insert.run(key, now, place === 0 && body !== undefined ? JSON.stringify({ attempts: 1, body }) : null);
  });
  return true;
}

/** Writes down that the work on what came is done, and forgets what it was. */
export function markAnswered({ sqlite }: Store, keys: readonly string[], now: number): void {
  const update = sqlite.prepare('update chat_seen set answered_at = ?, body = null where key = ?');
  for (const key of keys) update.run(now, key);
}

/**
 * Takes up again what was taken up before `before` and is not answered yet, the oldest first, but nothing of `underWay`. Each is the caller's then: nobody else takes it
 * for a while. What was tried three times, or first came before `since`, is given up. Call within a transaction.
 */
export function takeUnanswered(
  store: Store,
  { before, since, now, underWay }: { before: number; since: number; now: number; underWay: ReadonlySet<string> },
): readonly Unanswered[] {
  const { sqlite } = store;
  const rows = sqlite
    .prepare<[number], { key: string; seenAt: number; body: string }>(
      'select key, seen_at as seenAt, body from chat_seen where body is not null and seen_at < ? order by seen_at',
    )
    .all(before)
    .filter(({ key }) => !underWay.has(key));
  const again = sqlite.prepare('update chat_seen set seen_at = ?, body = ? where key = ?');
  return rows.flatMap(({ key, seenAt, body }) => {
    const { attempts, body: came } = kept.parse(JSON.parse(body));
    if (attempts >= mostAttempts || seenAt < since) {
      markAnswered(store, [key], now);
      return [];
    }
    again.run(now, JSON.stringify({ attempts: attempts + 1, body: came }), key);
    return [{ key, body: came }];
  });
}

/** Forgets what was seen before `before` (epoch ms). Gives how many went. */
export function forgetSeen({ sqlite }: Store, before: number): number {
  return sqlite.prepare('delete from chat_seen where seen_at < ?').run(before).changes;
}
