/** What became of a record that was brought into the store. `stale`: a newer version was already there. `erased`: it may not come back. */
export type RecordOutcome = 'new' | 'changed' | 'unchanged' | 'stale' | 'erased';

/** What the store has of a record. */
export interface StoredVersion {
  readonly updatedAt: number | null;
  readonly contentHash: string | null;
}

/**
 * Whether a record is news; a place that was kept for it is no version. The source's stamp decides; of equal stamps the content does, because some sources do not move the stamp with every
 * change.
 */
export function compareVersions(
  stored: StoredVersion | undefined,
  record: { readonly updatedAt: number; readonly contentHash: string },
): Exclude<RecordOutcome, 'erased'> {
  if (!stored || stored.contentHash === null) return 'new';
  if (stored.updatedAt !== null && stored.updatedAt > record.updatedAt) return 'stale';
  return stored.contentHash === record.contentHash ? 'unchanged' : 'changed';
}
