import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type ColumnPlaces, type FileKind, placeColumns } from '../../connectors/files/columns.ts';
import {
  type Parsed,
  parseCustomer,
  parseOrderLine,
  parseProduct,
  type RowContext,
} from '../../connectors/files/parse.ts';
import { type FileRow, lookAtFile, readRows, type TableFile } from '../../connectors/files/rows.ts';
import { type SurveyedStyle, surveyStyle } from '../../connectors/files/style.ts';
import type { Clock } from '../domain/clock.ts';
import type { OnProgress } from '../domain/progress.ts';
import type { FileDialect } from '../domain/records.ts';
import type { Store } from '../store/database.ts';
import { readFact, writeFact } from '../store/facts.ts';
import { type MergeOutcome, orderMerger } from '../store/import-orders.ts';
import { personWriter } from '../store/import-people.ts';
import { productWriter } from '../store/import-products.ts';
import { finishImportRun, startImportRun } from '../store/import-runs.ts';
import { openOrderStage } from '../store/import-stage.ts';
import type { ImportReport, OrderCounts } from './import-report.ts';
import { ImportTally } from './import-tally.ts';
import { type Merged, OrderCounter } from './order-counter.ts';

/** What an import is run with. */
export interface ImportOptions {
  readonly kind: FileKind;
  readonly files: readonly string[];
  readonly timeZone: string;
  /** Currency of rows that name none; absent: the store's, else USD. */
  readonly currency?: string;
  /** Our field -> their column. */
  readonly map: Readonly<Record<string, string>>;
  readonly clock: Clock;
  /** Where the scratch table may lie. */
  readonly scratchFolder: string;
  readonly onProgress?: OnProgress;
  /** Called once every file was looked at and found readable, before anything is written. */
  readonly beforeWriting?: () => void;
}

/** A file that was looked at, with all that its rows are parsed by. */
interface PreparedFile {
  readonly file: TableFile;
  readonly places: ColumnPlaces;
  readonly style: SurveyedStyle;
}

/** Rows between two steps of progress and two transactions. */
const batchRows = 5000;
/** Orders of one transaction. */
const batchOrders = 2000;

/**
 * Imports files of one kind. Every file is looked at before anything is written; the same file twice changes nothing; an interrupted import
 * is ended by running it again. Raises `file-missing`, `file-unreadable`, `column-missing`, `usage`.
 */
export async function importFiles(store: Store, options: ImportOptions): Promise<ImportReport> {
  const { kind, clock } = options;
  const prepared: PreparedFile[] = [];
  for (const path of options.files) prepared.push(await prepareFile(path, options));
  options.beforeWriting?.();
  const names = prepared.map(({ file }) => file.name);
  const run = startImportRun(store, { kind, files: names, startedAt: clock.now().getTime() });
  const tally = new ImportTally(store, { kind, seenAt: clock.now().getTime() });
  const known = options.currency ?? readFact(store, 'currency');
  const currency = known ?? 'USD';
  const found = kind === 'orders' ? await importOrders(store, { prepared, tally, currency, options }) : undefined;
  const outcomes = found?.outcomes ?? (await importRecords(store, { prepared, tally, currency, options }));
  const report: ImportReport = {
    kind,
    files: prepared.map(dialectOf),
    ...tally.counts(),
    outcomes,
    ...(found ? { orders: found.counts } : {}),
    ...(known === undefined && kind === 'orders' && found?.assumedCurrency ? { currencyAssumed: currency } : {}),
  };
  finishImportRun(store, run, { finishedAt: clock.now().getTime(), report });
  return report;
}

async function prepareFile(path: string, { kind, map, timeZone }: ImportOptions): Promise<PreparedFile> {
  const file = await lookAtFile(path);
  const places = placeColumns(file, kind, map);
  return { file, places, style: await surveyStyle(file, { kind, places, timeZone }) };
}

const separatorNames = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'pipe', json: 'JSON lines' } as const;

function dialectOf({ file, places, style }: PreparedFile): FileDialect {
  const columns = Object.entries(places.indexes).map(([name, index]) => [name, file.columns[index] ?? '']);
  return {
    file: file.name,
    compressed: file.gzip,
    encoding: file.encoding,
    separator: separatorNames[file.format],
    columns: Object.fromEntries(columns),
    further: places.further.map(({ name }) => name),
    ...(style.hasSlashDates ? { dateOrder: style.dateOrder } : {}),
    decimal: style.decimal,
  };
}

interface Work {
  readonly prepared: readonly PreparedFile[];
  readonly tally: ImportTally;
  readonly currency: string;
  readonly options: ImportOptions;
}

/** Parses all files, batch by batch, with progress. */
async function* parseFiles<T>(
  { prepared, tally, currency, options }: Work,
  parse: (row: FileRow, context: RowContext) => Parsed<T>,
): AsyncGenerator<T[]> {
  for (const { file, places, style } of prepared) {
    const context = { file: file.name, columnCount: file.columns.length, places, style, currency };
    let bytes = 0;
    let batch: T[] = [];
    let rows = 0;
    for await (const row of readRows(file, (read) => {
      bytes = read;
    })) {
      const record = tally.take(parse(row, context));
      if (record !== undefined) batch.push(record);
      if (++rows % batchRows !== 0) continue;
      options.onProgress?.({ step: `Reading ${file.name}`, done: bytes, total: file.bytes });
      yield batch;
      batch = [];
    }
    options.onProgress?.({ step: `Reading ${file.name}`, done: file.bytes, total: file.bytes });
    yield batch;
    tally.flush();
  }
}

async function importOrders(
  store: Store,
  work: Work,
): Promise<{ outcomes: ImportReport['outcomes']; counts: OrderCounts; assumedCurrency: boolean }> {
  mkdirSync(work.options.scratchFolder, { recursive: true });
  const stage = openOrderStage(join(work.options.scratchFolder, 'import-orders.sqlite'));
  try {
    const counter = new OrderCounter();
    for await (const batch of parseFiles(work, parseOrderLine)) {
      stage.add(batch);
      for (const record of batch) counter.add(record);
    }
    const merged = mergeStage(store, { stage, onProgress: work.options.onProgress });
    const main = counter.mainCurrency();
    if (main !== undefined && readFact(store, 'currency') === undefined) writeFact(store, 'currency', main);
    const named = work.prepared.every(({ places }) => 'currency' in places.indexes);
    return { outcomes: merged.outcomes, counts: counter.counts(merged), assumedCurrency: !named };
  } finally {
    stage.drop();
  }
}

function mergeStage(
  store: Store,
  { stage, onProgress }: { stage: ReturnType<typeof openOrderStage>; onProgress: OnProgress | undefined },
): Merged {
  const merge = orderMerger(store);
  const total = stage.orders();
  const outcomes: Partial<Record<MergeOutcome, number>> = {};
  const net = new Map<string, number>();
  const { begin, commit, rollback } = transactionOf(store);
  let orders = 0;
  begin();
  try {
    for (const lines of stage.byOrder()) {
      const { outcome, net: amount } = merge(lines);
      const currency = lines[0]?.currency ?? '';
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
      net.set(currency, (net.get(currency) ?? 0) + amount);
      if (++orders % batchOrders !== 0) continue;
      commit();
      onProgress?.({ step: 'Bringing orders into the store', done: orders, total });
      begin();
    }
    commit();
  } catch (error) {
    rollback();
    throw error;
  }
  onProgress?.({ step: 'Bringing orders into the store', done: orders, total });
  return { outcomes, orders, net };
}

/** A transaction that is begun and ended by hand, because it spans the steps of a generator. */
function transactionOf({ sqlite }: Store): { begin(): void; commit(): void; rollback(): void } {
  return {
    begin: () => sqlite.exec('begin immediate'),
    commit: () => sqlite.exec('commit'),
    rollback: () => {
      if (sqlite.inTransaction) sqlite.exec('rollback');
    },
  };
}

async function importRecords(store: Store, work: Work): Promise<ImportReport['outcomes']> {
  const outcomes: Partial<Record<'new' | 'changed' | 'unchanged', number>> = {};
  const writeAll = <T>(records: readonly T[], write: (record: T) => 'new' | 'changed' | 'unchanged') => {
    store.sqlite.transaction(() => {
      for (const record of records) {
        const outcome = write(record);
        outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
      }
    })();
  };
  if (work.options.kind === 'customers') {
    const write = personWriter(store);
    for await (const batch of parseFiles(work, parseCustomer)) writeAll(batch, write);
  } else {
    const write = productWriter(store);
    for await (const batch of parseFiles(work, parseProduct)) writeAll(batch, write);
  }
  return outcomes;
}
