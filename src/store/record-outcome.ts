import { contentHash } from './content-hash.ts';

/** What became of a record that was brought into the store. `stale`: a newer version was already there. `erased`: it may not come back. */
export type RecordOutcome = 'new' | 'changed' | 'unchanged' | 'stale' | 'erased';

/** What the store has of a record. */
export interface StoredVersion {
  readonly id: number;
  readonly updatedAt: number | null;
  readonly contentHash: string | null;
}

/**
 * What becomes of a record, by what the store has of it; `hash` is that of its content. Where nothing but the stamp has moved, `touch` keeps the new one: then, and
 * where it is stale, there is nothing more to write.
 */
export function judgeRecord(
  stored: StoredVersion | undefined,
  record: { readonly updatedAt: number },
  touch: (id: number, updatedAt: number) => void,
): { readonly outcome: Exclude<RecordOutcome, 'erased'>; readonly hash: string } {
  const hash = contentHash({ ...record, updatedAt: undefined });
  const outcome = compareVersions(stored, { updatedAt: record.updatedAt, contentHash: hash });
  if (stored && outcome === 'unchanged') touch(stored.id, record.updatedAt);
  return { outcome, hash };
}

/**
 * Whether a record is news; a place that was kept for it is no version. The source's stamp decides; of equal stamps the content does, because some sources do not move the stamp with every
 * change.
 */
function compareVersions(
  stored: StoredVersion | undefined,
  record: { readonly updatedAt: number; readonly contentHash: string },
): Exclude<RecordOutcome, 'erased'> {
  if (!stored || stored.contentHash === null) return 'new';
  if (stored.updatedAt !== null && stored.updatedAt > record.updatedAt) return 'stale';
  return stored.contentHash === record.contentHash ? 'unchanged' : 'changed';
}
