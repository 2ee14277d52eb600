import { createHash } from 'node:crypto';
import type { Store } from './database.ts';

/** A step on the way into the CRM. Times are epoch ms; `detail` holds counts and ids, never a name or an address. */
export interface AuditStep {
  readonly at: number;
  /** Absent where the step is about a standing approval. */
  readonly batchId?: string;
  /** `proposed`, `approved`, `rejected`, `sent`, `parked`, `undone`, ... */
  readonly step: string;
  /** `cli`, `schedule`, `slack:U123`, `rule:NAME`. */
  readonly by: string;
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** A step as it stands in the log. */
export interface AuditRow {
  readonly seq: number;
  readonly at: number;
  readonly batchId: string | null;
  readonly step: string;
  readonly by: string;
  /** JSON. */
  readonly detail: string;
  readonly previous: string;
  readonly hash: string;
}

/** Stands before the first row. */
const beginning = '0'.repeat(64);

const columns = 'seq, at, batch_id as batchId, step, by, detail, previous, hash';

/** Writes a step down, sealed with the row before it. Call it in the transaction of what it tells of: neither is then without the other. */
export function auditStep(store: Store, { at, batchId, step, by, detail = {} }: AuditStep): void {
  store.sqlite.transaction(() => {
    const last = store.sqlite
      .prepare<[], AuditRow>(`select ${columns} from push_audit order by seq desc limit 1`)
      .get();
    const row = {
      seq: (last?.seq ?? 0) + 1,
      at,
      batchId: batchId ?? null,
      step,
      by,
      detail: JSON.stringify(detail),
      previous: last?.hash ?? beginning,
    };
    store.sqlite
      .prepare(
        `insert into push_audit (seq, at, batch_id, step, by, detail, previous, hash)
         values (@seq, @at, @batchId, @step, @by, @detail, @previous, @hash)`,
      )
      .run({ ...row, hash: sealOf(row) });
  })();
}

/** The steps of a batch, or the last `limit` of all, oldest first. */
export function auditSteps(
  { sqlite }: Store,
  { batchId, limit }: { readonly batchId?: string; readonly limit: number },
): AuditRow[] {
  return sqlite
    .prepare<[string | null, string | null, number], AuditRow>(
      `select * from (select ${columns} from push_audit where ? is null or batch_id = ? order by seq desc limit ?) order by seq`,
    )
    .all(batchId ?? null, batchId ?? null, limit);
}

/** What looking through the whole log found. */
export interface AuditVerdict {
  readonly rows: number;
  /** Hash of the last row: whoever noted it down elsewhere can tell that nothing was cut off since. */
  readonly head: string;
  /** The first thing that cannot be right; absent: every row is as it was written. */
  readonly fault?: {
    readonly seq: number;
    readonly kind: 'changed' | 'missing' | 'undecided';
    readonly batchId?: string;
  };
}

/**
 * Checks every row's hash, that each follows the one before it, and that whatever was decided or sent has its step in the log: a log that was cut off at its
 * end still forms a chain, but the batches tell of it.
 */
export function verifyAudit({ sqlite }: Store): AuditVerdict {
  let [rows, head] = [0, beginning];
  for (const row of sqlite.prepare<[], AuditRow>(`select ${columns} from push_audit order by seq`).iterate()) {
    if (row.seq !== rows + 1 || row.previous !== head) return { rows, head, fault: { seq: rows + 1, kind: 'missing' } };
    if (sealOf(row) !== row.hash) return { rows, head, fault: { seq: row.seq, kind: 'changed' } };
    rows = row.seq;
    head = row.hash;
  }
  const untold = sqlite
    .prepare<[], string>(
      `select id from push_batch b where not exists (select 1 from push_audit a where a.batch_id = b.id and a.step = case
         when b.kind = 'undo' then 'undo' when b.state = 'rejected' then 'rejected' when b.decided_by is not null then 'approved'
         else 'proposed' end)
       order by made_at limit 1`,
    )
    .pluck()
    .get();
  if (untold !== undefined) return { rows, head, fault: { seq: rows + 1, kind: 'undecided', batchId: untold } };
  return { rows, head };
}

/** SHA-256 over the hash before and all that the row says; fields stand in an array, so that none can run into the next. */
function sealOf({ seq, at, batchId, step, by, detail, previous }: Omit<AuditRow, 'hash'>): string {
  return createHash('sha256')
    .update(JSON.stringify([previous, seq, at, batchId, step, by, detail]))
    .digest('hex');
}
