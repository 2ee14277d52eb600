import { rmSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import type { OrderLineRecord } from '../domain/records.ts';

/** One line as the stage gives it back. */
export interface StagedLine {
  readonly orderId: string;
  /** Number of the file that tells it, in the order of the import. */
  readonly file: number;
  readonly customerId: string | null;
  readonly orderedAt: number;
  readonly sku: string;
  readonly quantity: number;
  readonly unitPriceMicros: number;
  readonly currency: string;
  readonly amount: number;
  readonly isCancellation: boolean;
  readonly country: string | null;
  readonly email: string | null;
  readonly discount: number | null;
  readonly channel: string | null;
  readonly extra: string | null;
}

/** A scratch table that brings the lines of an order together, wherever they stand in the files, in memory that does not grow with them. */
export interface OrderStage {
  add(records: readonly OrderLineRecord[], file: number): void;
  counts(): { readonly orders: number; readonly customers: number };
  /** Lines of each order, orders by id, lines in the order of the files. */
  byOrder(): Generator<readonly StagedLine[]>;
  /** Deletes the scratch file. */
  drop(): void;
}

const columns = [
  'order_id',
  'file',
  'customer_id',
  'ordered_at',
  'sku',
  'quantity',
  'unit_price_micros',
  'currency',
  'amount',
  'is_cancellation',
  'country',
  'email',
  'discount',
  'channel',
  'extra',
] as const;

/** Opens an empty stage at `path`; what an interrupted run left there is thrown away. */
export function openOrderStage(path: string): OrderStage {
  removeStage(path);
  const sqlite = new Sqlite(path);
  sqlite.pragma('journal_mode = OFF');
  sqlite.pragma('synchronous = OFF');
  sqlite.pragma('temp_store = FILE');
  sqlite.exec(
    `create table line (id integer primary key, order_id text, file integer, customer_id text, ordered_at integer, sku text, quantity real,
       unit_price_micros integer, currency text, amount integer, is_cancellation integer, country text, email text,
       discount integer, channel text, extra text)`,
  );
  // One row a statement: many rows in one were slower here (1.9 s for 1.1 s), because their values must be laid out in one array first.
  const insert = sqlite.prepare(
    `insert into line (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`,
  );
  const addAll = sqlite.transaction((records: readonly OrderLineRecord[], file: number) => {
    for (const record of records) insert.run(...valuesOf(record, file));
  });
  return {
    add: (records, file) => addAll(records, file),
    counts: () => countOrders(sqlite),
    byOrder: () => groupLines(sqlite),
    drop: () => {
      sqlite.close();
      removeStage(path);
    },
  };
}

function valuesOf(record: OrderLineRecord, file: number): (string | number | null)[] {
  return [
    record.orderId,
    file,
    record.customerId ?? null,
    record.orderedAt,
    record.sku,
    record.quantity,
    record.unitPriceMicros,
    record.currency,
    record.amount,
    record.isCancellation ? 1 : 0,
    record.country ?? null,
    record.email ?? null,
    record.discount ?? null,
    record.channel ?? null,
    record.extra ? JSON.stringify(record.extra) : null,
  ];
}

function countOrders(sqlite: Sqlite.Database): { orders: number; customers: number } {
  const row = sqlite
    .prepare<[], { orders: number; customers: number }>(
      'select count(distinct order_id) as orders, count(distinct customer_id) as customers from line',
    )
    .get();
  return row ?? { orders: 0, customers: 0 };
}

type StagedRow = readonly [
  orderId: string,
  file: number,
  customerId: string | null,
  orderedAt: number,
  sku: string,
  quantity: number,
  unitPriceMicros: number,
  currency: string,
  amount: number,
  isCancellation: number,
  country: string | null,
  email: string | null,
  discount: number | null,
  channel: string | null,
  extra: string | null,
];

function* groupLines(sqlite: Sqlite.Database): Generator<readonly StagedLine[]> {
  // Rows as arrays: the engine takes a third less time to give them than objects.
  const rows = sqlite.prepare<[], StagedRow>(`select ${columns.join(', ')} from line order by order_id, id`).raw();
  let lines: StagedLine[] = [];
  for (const row of rows.iterate()) {
    const line = lineOf(row);
    if (lines.length > 0 && lines[0]?.orderId !== line.orderId) {
      yield lines;
      lines = [];
    }
    lines.push(line);
  }
  if (lines.length > 0) yield lines;
}

function lineOf(row: StagedRow): StagedLine {
  return {
    orderId: row[0],
    file: row[1],
    customerId: row[2],
    orderedAt: row[3],
    sku: row[4],
    quantity: row[5],
    unitPriceMicros: row[6],
    currency: row[7],
    amount: row[8],
    isCancellation: row[9] === 1,
    country: row[10],
    email: row[11],
    discount: row[12],
    channel: row[13],
    extra: row[14],
  };
}

function removeStage(path: string): void {
  for (const ending of ['', '-journal', '-wal', '-shm']) rmSync(path + ending, { force: true });
}
