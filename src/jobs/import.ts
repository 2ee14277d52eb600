import { mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type ColumnPlaces, type FileKind, placeColumns } from '../../connectors/files/columns.ts';
import {
  customerParser,
  orderLineParser,
  productParser,
  type RowContext,
  type RowParser,
} from '../../connectors/files/parse.ts';
import { lookAtFile, readRows, type TableFile } from '../../connectors/files/rows.ts';
import { type SurveyedStyle, surveyStyle } from '../../connectors/files/style.ts';
import type { Clock } from '../domain/clock.ts';
import type { OnProgress } from '../domain/progress.ts';
import type { FileDialect } from '../domain/records.ts';
import { explainStoreError, type Store } from '../store/database.ts';
import { keepShopCurrency, readFact } from '../store/facts.ts';
import { keepProducts, orderMerger } from '../store/import-orders.ts';
import { personWriter } from '../store/import-people.ts';
import { productWriter } from '../store/import-products.ts';
import { finishImportRun, startImportRun } from '../store/import-runs.ts';
import { type OrderStage, openOrderStage } from '../store/import-stage.ts';
import type { MergeOutcome } from '../store/merge-order.ts';
import type { ImportReport, OrderCounts } from './import-report.ts';
import { ImportTally } from './import-tally.ts';
import { type Merged, OrderCounter } from './order-counter.ts';
import { ProductTally } from './product-tally.ts';

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
 * Imports files of one kind, as if one after the other. Every file is looked at before anything is written; the same file twice changes nothing; an
 * interrupted import is ended by running it again. Raises `file-missing`, `file-unreadable`, `column-missing`, `usage`, `store-busy`, `cannot-write`.
 */
export async function importFiles(store: Store, options: ImportOptions): Promise<ImportReport> {
  const prepared: PreparedFile[] = [];
  for (const path of options.files) prepared.push(await prepareFile(path, options));
  try {
    return await importPrepared(store, prepared, options);
  } catch (error) {
    throw explainStoreError(error, store.sqlite.name);
  }
}

async function importPrepared(
  store: Store,
  prepared: readonly PreparedFile[],
  options: ImportOptions,
): Promise<ImportReport> {
  const { kind, clock } = options;
  options.beforeWriting?.();
  const names = prepared.map(({ file }) => file.name);
  const run = startImportRun(store, { kind, files: names, startedAt: clock.now().getTime() });
  const tally = new ImportTally(store, { kind, seenAt: clock.now().getTime() });
  const known = options.currency ?? readFact(store, 'currency');
  const work = { prepared, tally, currency: known ?? 'USD', options };
  const found = kind === 'orders' ? await importOrders(store, work) : { outcomes: await importRecords(store, work) };
  const isNamed = prepared.every(({ places }) => 'currency' in places.indexes);
  const report: ImportReport = {
    kind,
    files: prepared.map(dialectOf),
    ...tally.counts(),
    ...found,
    ...(kind === 'orders' && known === undefined && !isNamed ? { currencyAssumed: work.currency } : {}),
  };
  finishImportRun(store, run, { finishedAt: clock.now().getTime(), report });
  return report;
}

async function prepareFile(path: string, { kind, map, timeZone, onProgress }: ImportOptions): Promise<PreparedFile> {
  onProgress?.({ step: `Looking at ${basename(path)}`, done: 0 });
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
    ...(style.isDateOrderAssumed ? { isDateOrderAssumed: true } : {}),
    decimal: style.decimal,
  };
}

interface Work {
  readonly prepared: readonly PreparedFile[];
  readonly tally: ImportTally;
  readonly currency: string;
  readonly options: ImportOptions;
}

interface Batch<T> {
  readonly records: readonly T[];
  /** Number of the file, in the order of the import. */
  readonly file: number;
}

/** Parses all files, batch by batch, with progress. */
async function* parseFiles<T>(
  { prepared, tally, currency, options }: Work,
  parserOf: (context: RowContext) => RowParser<T>,
): AsyncGenerator<Batch<T>> {
  for (const [number, { file, places, style }] of prepared.entries()) {
    const parse = parserOf({ file: file.name, columnCount: file.columns.length, places, style, currency });
    const step = `Reading ${file.name}`;
    let bytes = 0;
    let records: T[] = [];
    for await (const rows of readRows(file, (read) => {
      bytes = read;
    })) {
      for (const row of rows) {
        const record = tally.take(parse(row));
        if (record !== undefined) records.push(record);
      }
      if (records.length < batchRows) continue;
      options.onProgress?.({ step, done: bytes, total: file.bytes });
      yield { records, file: number };
      records = [];
    }
    tally.flush();
    options.onProgress?.({ step, done: file.bytes, total: file.bytes });
    yield { records, file: number };
  }
}

async function importOrders(
  store: Store,
  work: Work,
): Promise<Pick<ImportReport, 'outcomes'> & { orders: OrderCounts }> {
  const { scratchFolder, onProgress } = work.options;
  mkdirSync(scratchFolder, { recursive: true });
  const stage = openOrderStage(join(scratchFolder, 'import-orders.sqlite'));
  try {
    const counter = new OrderCounter();
    const goods = new ProductTally();
    for await (const { records, file } of parseFiles(work, orderLineParser)) {
      stage.add(records, file);
      for (const record of records) {
        counter.add(record);
        goods.add(record);
      }
    }
    const { orders, customers } = stage.counts();
    const products = goods.products();
    keepProducts(store, products);
    const merged = mergeStage(store, { stage, total: orders, onProgress });
    keepShopCurrency(store);
    return {
      outcomes: merged.outcomes,
      orders: counter.counts(merged, { customers, products: products.length, feeLines: goods.feeLines }),
    };
  } finally {
    stage.drop();
  }
}

interface Staged {
  readonly stage: OrderStage;
  /** Orders in it. */
  readonly total: number;
  readonly onProgress: OnProgress | undefined;
}

function mergeStage(store: Store, { stage, total, onProgress }: Staged): Merged {
  const merge = orderMerger(store);
  const step = 'Bringing orders into the store';
  const outcomes: Partial<Record<MergeOutcome, number>> = {};
  const net = new Map<string, number>();
  const transaction = transactionOf(store);
  let [orders, cancellations] = [0, 0];
  transaction.begin();
  try {
    for (const lines of stage.byOrder()) {
      const { outcome, currency, net: amount } = merge(lines);
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
      net.set(currency, (net.get(currency) ?? 0) + amount);
      if (lines.some(({ isCancellation }) => isCancellation)) cancellations++;
      if (++orders % batchOrders !== 0) continue;
      transaction.commit();
      onProgress?.({ step, done: orders, total });
      transaction.begin();
    }
    transaction.commit();
  } catch (error) {
    transaction.rollback();
    throw error;
  }
  onProgress?.({ step, done: orders, total });
  return { outcomes, orders, cancellations, net };
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

type RecordOutcome = 'new' | 'changed' | 'unchanged';

async function importRecords(store: Store, work: Work): Promise<ImportReport['outcomes']> {
  const outcomes: Partial<Record<RecordOutcome, number>> = {};
  const writeAll = async <T>(batches: AsyncIterable<Batch<T>>, write: (record: T) => RecordOutcome) => {
    for await (const { records } of batches) {
      const found = store.sqlite.transaction(() => records.map(write))();
      for (const outcome of found) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    }
  };
  if (work.options.kind === 'customers') await writeAll(parseFiles(work, customerParser), personWriter(store));
  else await writeAll(parseFiles(work, productParser), productWriter(store));
  return outcomes;
}
