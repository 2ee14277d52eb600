import type { SourceRecord } from '../domain/source-records.ts';
import type { Store } from './database.ts';

/** Why a record is gone. An erased one may never come back. */
export type GoneReason = 'deleted' | 'archived' | 'merged' | 'erased';

/** A record that is gone at its source. */
export interface Tombstone {
  readonly source: string;
  readonly kind: SourceRecord['kind'];
  readonly sourceId: string;
  readonly reason: GoneReason;
  readonly mergedInto?: string;
  /** Epoch ms. */
  readonly goneAt: number;
}

/** Reads and writes the marks of records that are gone. */
export interface Tombstones {
  find(source: string, kind: SourceRecord['kind'], sourceId: string): GoneReason | undefined;
  /** The first mark stays: it says since when. An erasure replaces any other. */
  put(tombstone: Tombstone): void;
  remove(source: string, kind: SourceRecord['kind'], sourceId: string): void;
}

/** Prepares the marks of a store. */
export function tombstones({ sqlite }: Store): Tombstones {
  const find = sqlite
    .prepare<[string, string, string], GoneReason>(
      'select reason from tombstone where source = ? and kind = ? and source_id = ?',
    )
    .pluck();
  const put = sqlite.prepare(
    `insert into tombstone (source, kind, source_id, reason, merged_into, gone_at) values (?, ?, ?, ?, ?, ?)
     on conflict do update set reason = excluded.reason, merged_into = excluded.merged_into, gone_at = excluded.gone_at
      where tombstone.reason <> excluded.reason and tombstone.reason <> 'erased'`,
  );
  const remove = sqlite.prepare(
    "delete from tombstone where source = ? and kind = ? and source_id = ? and reason <> 'erased'",
  );
  return {
    find: (source, kind, sourceId) => find.get(source, kind, sourceId),
    put: ({ source, kind, sourceId, reason, mergedInto, goneAt }) => {
      put.run(source, kind, sourceId, reason, mergedInto ?? null, goneAt);
    },
    remove: (source, kind, sourceId) => {
      remove.run(source, kind, sourceId);
    },
  };
}
