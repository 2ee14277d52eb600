import { z } from 'zod';
import { type Arrival, type TableName, tableNames } from '../domain/quality-tables.ts';
import type { Store } from './database.ts';

/** What is read of the report that an import leaves behind. */
const importReport = z.object({
  rows: z.number(),
  quarantined: z.number(),
  reasons: z.array(z.object({ code: z.string(), count: z.number() })),
});

interface Run {
  readonly table: TableName;
  readonly files: readonly string[];
  /** Absent: the import never ended. */
  readonly report?: z.infer<typeof importReport>;
}

/** Places that are named of each reason. */
const mostPlaces = 5;

/**
 * How the rows of imported files came in, by table. A run counts as long as one of its files was not read again later, so that a file that was mended
 * and imported again under its name is no fault any more.
 */
export function readArrivals(store: Store): Arrival[] {
  const runs = readRuns(store);
  return tableNames.flatMap((table) => {
    const counting = lastReadings(runs.filter((run) => run.table === table));
    if (counting.length === 0) return [];
    const reports = counting.flatMap(({ report }) => (report ? [report] : []));
    const counts = new Map<string, number>();
    for (const { code, count } of reports.flatMap(({ reasons }) => reasons)) {
      counts.set(code, (counts.get(code) ?? 0) + count);
    }
    const files = counting.flatMap((run) => run.files);
    return [
      {
        source: 'file',
        table,
        rows: reports.reduce((sum, { rows }) => sum + rows, 0),
        quarantined: reports.reduce((sum, { quarantined }) => sum + quarantined, 0),
        reasons: [...counts]
          .sort(([one, more], [other, less]) => less - more || (one < other ? -1 : 1))
          .map(([code, count]) => ({ code, count, places: placesOf(store, { table, code, files }) })),
        interrupted: counting.filter(({ report }) => !report).flatMap((run) => run.files),
      },
    ];
  });
}

function readRuns({ sqlite }: Store): Run[] {
  const rows = sqlite
    .prepare<[], { kind: string; files: string; report: string | null }>(
      'select kind, files, report from import_run order by id',
    )
    .all();
  return rows.flatMap(({ kind, files, report }) => {
    const table = tableNames.find((name) => name === kind);
    const names = z.array(z.string()).safeParse(JSON.parse(files));
    if (!table || !names.success) return [];
    const told = importReport.safeParse(report === null ? undefined : JSON.parse(report));
    return [{ table, files: names.data, ...(told.success ? { report: told.data } : {}) }];
  });
}

/** Runs with a file that no later run has read. An interrupted run only replaces what it was to read when it has ended. */
function lastReadings(runs: readonly Run[]): Run[] {
  const later = new Set<string>();
  const counting: Run[] = [];
  for (const run of runs.toReversed()) {
    if (run.files.some((file) => !later.has(file))) counting.push(run);
    if (run.report) for (const file of run.files) later.add(file);
  }
  return counting.reverse();
}

/** Where the rows with a reason stand, as `orders.csv:12`. */
function placesOf(
  { sqlite }: Store,
  { table, code, files }: { table: TableName; code: string; files: readonly string[] },
): string[] {
  const rows = sqlite.prepare<[string, string, string, number], { file: string; line: number }>(
    `select file, line from quarantine where kind = ? and code = ? and file in (select value from json_each(?))
      order by file, line limit ?`,
  );
  return rows.all(table, code, JSON.stringify(files), mostPlaces).map(({ file, line }) => `${file}:${line}`);
}
