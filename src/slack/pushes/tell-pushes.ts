import { type Clock, dayMs } from '../../domain/clock.ts';
import { findPlannedAt } from '../../store/planned-posts.ts';
import { listBatches, type PushBatch, undoOf } from '../../store/push-approvals.ts';
import { outboxCounts } from '../../store/push-history.ts';
import { pushPostKey, pushPosts } from '../../store/push-posts.ts';
import { type PushBoard, postPush, pushChannels, refreshPush } from './show-push.ts';

/** Pushes of so long ago are not looked at any more, ms: parked writes are tried again for days. */
const lookBackMs = 7 * dayMs;

/**
 * Opens a round that tells channels of what the schedule has proposed and what rules have written by themselves, and keeps every message about a push true: also when it was decided
 * at the terminal, has expired, or was being written when a process ended.
 */
export function openPushRounds(board: PushBoard & { readonly clock: Clock }): () => Promise<void> {
  const { store, clock } = board;
  const shown = new Map<string, string>();
  return async () => {
    const now = clock.now().getTime();
    for (const batch of listBatches(store, { since: now - lookBackMs, limit: 100 })) {
      if (isToBeTold(batch, now)) await tellChannels(board, batch.id);
      if (pushPosts(store, batch.id).length === 0) continue;
      const stand = standOf(board, batch, now);
      if (shown.get(batch.id) === stand) continue;
      if (await refreshPush(board, batch.id)) shown.set(batch.id, stand);
    }
  };
}

/** What the schedule proposed, while it can be said yes to, and what a rule has written by itself. */
function isToBeTold({ origin, state, expiresAt, decidedBy }: PushBatch, now: number): boolean {
  if (state === 'proposed') return origin === 'schedule' && expiresAt > now;
  return decidedBy?.startsWith('rule:') === true;
}

async function tellChannels(board: PushBoard, id: string): Promise<void> {
  for (const channel of pushChannels(board.store)) {
    if (findPlannedAt(board.store, pushPostKey(id, channel)) === undefined) {
      await postPush(board, id, { place: { channel } });
    }
  }
}

/** What a message about a push depends on, as one text. */
function standOf({ store }: PushBoard, { id, state, expiresAt }: PushBatch, now: number): string {
  const undo = undoOf(store, id);
  const counts = [id, ...(undo ? [undo.id] : [])].map((one) => outboxCounts(store, one));
  return JSON.stringify([state, state === 'proposed' && expiresAt <= now, undo?.state, counts]);
}
