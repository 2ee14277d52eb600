import type { QuarantinedRow } from '../domain/records.ts';
import type { Store } from './database.ts';

/** Keeps rows that cannot be read; one that is already kept is not kept twice. */
export function quarantineWriter(
  { sqlite }: Store,
  { kind, seenAt }: { kind: string; seenAt: number },
): (row: QuarantinedRow) => void {
  const insert = sqlite.prepare(
    'insert or ignore into quarantine (kind, file, line, code, reason, raw, seen_at) values (?, ?, ?, ?, ?, ?, ?)',
  );
  return ({ place, code, reason, raw }) => {
    insert.run(kind, place.file, place.line, code, reason, raw.slice(0, 4000), seenAt);
  };
}
