import { z } from 'zod';
import { sourceName } from '../domain/source-names.ts';
import { type QualityReport, reportFormat } from '../quality/report.ts';
import { fixFirst } from '../quality/verdict.ts';
import type { DataState, QualityState, SyncState } from '../questions/context.ts';
import type { Store } from '../store/database.ts';
import { lastImportAt } from '../store/import-runs.ts';
import { latestQualityReport } from '../store/quality-reports.ts';
import { lastSyncRuns } from '../store/sync-runs.ts';

const outcomes = z.enum(['done', 'failed', 'interrupted']);
const verdicts = z.enum(['good', 'fair', 'bad']);

/** How the data came in and what was last found in them, read from the store at the moment of the call. */
export function readDataState(store: Store): DataState {
  const importedAt = lastImportAt(store);
  const quality = qualityState(store);
  return {
    syncs: lastSyncRuns(store).flatMap(syncState),
    ...(importedAt === undefined ? {} : { importedAt }),
    ...(quality ? { quality } : {}),
  };
}

function syncState({ source, outcome, startedAt, finishedAt }: ReturnType<typeof lastSyncRuns>[number]): SyncState[] {
  const ended = outcomes.safeParse(outcome);
  if (!ended.success) return [];
  const at = finishedAt ?? startedAt;
  return [{ name: sourceName(source), type: `patron sync ${source}`, outcome: ended.data, at }];
}

function qualityState(store: Store): QualityState | undefined {
  const kept = latestQualityReport(store, reportFormat);
  const verdict = verdicts.safeParse(kept?.verdict);
  if (!kept || !verdict.success) return undefined;
  const report: QualityReport = JSON.parse(kept.report);
  const first = fixFirst(report);
  return {
    verdict: verdict.data,
    asOf: kept.asOf,
    madeAt: kept.madeAt,
    ...(first
      ? {
          first: {
            words: `${first.words} (${first.where.source} ${first.where.table})`,
            ...(first.fix ? { type: first.fix.type } : {}),
          },
        }
      : {}),
  };
}
