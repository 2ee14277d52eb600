import type { PushTarget } from '../domain/push-place.ts';
import type { Store } from './database.ts';
import { durably } from './durable.ts';
import { auditStep } from './push-audit.ts';
import type { OutboxRow } from './push-outbox.ts';
import { pushedFieldWriter } from './pushed-fields.ts';

/** What was written into a field, and what stood there before; absent: nothing. Of a list: `list:NAME`, of a shop's tag: `tag:NAME`, with `in` or empty. */
export interface WrittenField {
  readonly name: string;
  readonly before: string | undefined;
  readonly wrote: string;
}

/**
 * Why a row is parked or dropped. `refused`: the target will not have it; `no-answer`: it may or may not be done; `edited`: somebody changed it since the plan;
 * `already`: it was so without us; `gone`: there is no such contact any more; `erased`: the person asked to be forgotten; `replaced`, `undone`: a later batch
 * stands for it.
 */
export type SettleReason = 'refused' | 'no-answer' | 'edited' | 'already' | 'gone' | 'erased' | 'replaced' | 'undone';

/** A field that was planned and left alone. */
export interface LeftField {
  readonly name: string;
  readonly reason: 'edited' | 'already';
}

/** How the work on a row ended. `retryAt`: epoch ms; absent: not by itself. */
export type Settlement =
  | { readonly state: 'done'; readonly wrote: readonly WrittenField[]; readonly left: readonly LeftField[] }
  | { readonly state: 'dropped'; readonly reason: SettleReason; readonly left: readonly LeftField[] }
  | {
      readonly state: 'parked';
      readonly reason: 'refused' | 'no-answer';
      readonly words: string;
      readonly retryAt?: number;
      readonly left: readonly LeftField[];
    };

/** A row with how it ended. */
export interface SettledRow {
  readonly row: OutboxRow;
  readonly settlement: Settlement;
}

/** Marks rows as sent, before they are, so that not even a power loss forgets it: whoever goes on then looks first. Counts as a try. */
export function markSent(store: Store, rows: readonly OutboxRow[], now: number): void {
  const mark = store.sqlite.prepare(
    "update push_write set state = 'sent', reason = null, words = null, retry_at = null, attempts = attempts + 1, updated_at = ? where id = ?",
  );
  durably(store, () => {
    for (const { id } of rows) mark.run(now, id);
  });
}

/** Takes the mark of having been sent from rows that the target says it did not touch, since somebody else was quicker: they are looked at anew. */
export function markNotSent({ sqlite }: Store, rows: readonly OutboxRow[], now: number): void {
  const mark = sqlite.prepare(
    "update push_write set state = 'pending', updated_at = ? where id = ? and state = 'sent'",
  );
  sqlite.transaction(() => {
    for (const { id } of rows) mark.run(now, id);
  })();
}

/** Writes down how rows ended, what was written into each field, and the step of it, all in one transaction. */
export function settleRows(
  store: Store,
  settled: readonly SettledRow[],
  { target, now }: { target: PushTarget; now: number },
): void {
  if (settled.length === 0) return;
  const { sqlite } = store;
  const update = sqlite.prepare(
    `update push_write set state = @state, reason = @reason, words = @words, retry_at = @retryAt, wrote = @wrote, left_alone = @left, updated_at = @now
     where id = @id and contact_id = @contactId`,
  );
  const remember = pushedFieldWriter(store, target);
  sqlite
    .transaction(() => {
      for (const { row, settlement } of settled) {
        const { changes } = update.run({ id: row.id, contactId: row.contactId, now, ...columnsOf(settlement) });
        // Forgotten while it was on its way: nothing is remembered.
        if (changes === 0 || settlement.state !== 'done') continue;
        for (const { name, before, wrote } of settlement.wrote)
          remember({ contactId: row.contactId, name, value: wrote, before, at: now, batchId: row.batchId });
      }
      for (const [batchId, detail] of countsByBatch(settled))
        auditStep(store, { at: now, batchId, step: 'sent', by: 'patron', detail });
    })
    .immediate();
}

function columnsOf(settlement: Settlement) {
  const { state, left } = settlement;
  return {
    state,
    reason: settlement.state === 'done' ? null : settlement.reason,
    words: settlement.state === 'parked' ? settlement.words : null,
    retryAt: settlement.state === 'parked' ? (settlement.retryAt ?? null) : null,
    wrote: settlement.state === 'done' ? JSON.stringify(settlement.wrote) : null,
    left: left.length > 0 ? JSON.stringify(left) : null,
  };
}

function countsByBatch(settled: readonly SettledRow[]): Map<string, Record<string, number>> {
  const batches = new Map<string, Record<string, number>>();
  for (const { row, settlement } of settled) {
    const counts = batches.get(row.batchId) ?? {};
    counts[settlement.state] = (counts[settlement.state] ?? 0) + 1;
    batches.set(row.batchId, counts);
  }
  return batches;
}
