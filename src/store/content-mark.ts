import type { Store } from './database.ts';

/**
 * A text that changes whenever what a view of the shop is made from has changed: where each stream of the sync stands, runs, imports, merges, models,
 * facts. It reads small tables alone, in well under a millisecond; what the chat writes down does not change it. An import shows when it has ended.
 */
export function contentMark({ sqlite }: Store): string {
  const row = sqlite
    .prepare<[], readonly unknown[]>(
      `select (select group_concat(source || stream || coalesce(position, '') || '/' || coalesce(max_seen, '') || '/' || coalesce(high_water, '') || '/' || coalesce(reconciled_at, '')) from sync_state),
              (select id || '/' || coalesce(finished_at, '') from sync_run order by id desc limit 1),
              (select count(*) || '/' || count(finished_at) from import_run),
              (select count(*) || '/' || count(undone_at) from person_merge),
              (select count(*) || '/' || coalesce(max(id), 0) from inbox where state <> 'new'),
              (select count(*) || '/' || coalesce(max(case when is_champion then id end), 0) from model),
              (select max(id) from quality_report),
              (select group_concat(key || value) from fact where key in ('currency', 'demo'))`,
    )
    .raw()
    .get();
  return JSON.stringify(row);
}
