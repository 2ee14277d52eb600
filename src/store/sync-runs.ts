import { desc, eq, inArray, isNotNull, max } from 'drizzle-orm';
import type { Store } from './database.ts';
import { syncRun } from './sync-schema.ts';

/** Notes that a run begins; gives its number. Runs of the same source that were never ended were interrupted, and are marked so. */
export function startSyncRun(
  { db, sqlite }: Store,
  run: { readonly source: string; readonly mode: string; readonly startedAt: number },
): number {
  sqlite.prepare("update sync_run set outcome = 'interrupted' where source = ? and outcome is null").run(run.source);
  return Number(db.insert(syncRun).values(run).run().lastInsertRowid);
}

/** Notes how a run has ended, with its report. */
export function finishSyncRun(
  { db }: Store,
  id: number,
  end: { readonly finishedAt: number; readonly outcome: 'done' | 'failed'; readonly report: unknown },
): void {
  const { finishedAt, outcome } = end;
  db.update(syncRun)
    .set({ finishedAt, outcome, report: JSON.stringify(end.report) })
    .where(eq(syncRun.id, id))
    .run();
}

/** The last finished run of each source, newest first. */
export function lastSyncRuns({ db }: Store): (typeof syncRun.$inferSelect)[] {
  const last = db
    .select({ id: max(syncRun.id) })
    .from(syncRun)
    .where(isNotNull(syncRun.outcome))
    .groupBy(syncRun.source);
  return db.select().from(syncRun).where(inArray(syncRun.id, last)).orderBy(desc(syncRun.id)).all();
}
