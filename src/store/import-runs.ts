import { eq } from 'drizzle-orm';
import type { Store } from './database.ts';
import { importRun } from './schema.ts';

/** Notes that an import begins; gives its number. A run without an end was interrupted. */
export function startImportRun(
  { db }: Store,
  run: { kind: string; files: readonly string[]; startedAt: number },
): number {
  const { lastInsertRowid } = db
    .insert(importRun)
    .values({ kind: run.kind, files: JSON.stringify(run.files), startedAt: run.startedAt })
    .run();
  return Number(lastInsertRowid);
}

/** Notes that an import has ended, with its report. */
export function finishImportRun(
  { db }: Store,
  id: number,
  { finishedAt, report }: { finishedAt: number; report: unknown },
): void {
  db.update(importRun)
    .set({ finishedAt, report: JSON.stringify(report) })
    .where(eq(importRun.id, id))
    .run();
}

/** When files were last read to their end, epoch ms; undefined where none were. */
export function lastImportAt({ sqlite }: Store): number | undefined {
  const at = sqlite.prepare<[], number | null>('select max(finished_at) from import_run').pluck().get();
  return at ?? undefined;
}
