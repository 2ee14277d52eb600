import { rmSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import type { OrderLineRecord } from '../domain/records.ts';

/** One line as the stage gives it back: `line` counts within its order. */
export interface StagedLine {
  readonly orderId: string;
  readonly customerId: string | null;
  readonly orderedAt: number;
  readonly sku: string;
  readonly quantity: number;
  readonly unitPriceMicros: number;
  readonly currency: string;
  readonly amount: number;
  readonly isCancellation: number;
  readonly description: string | null;
  readonly country: string | null;
  readonly email: string | null;
  readonly discount: number | null;
  readonly channel: string | null;
  readonly extra: string | null;
  readonly file: string;
  readonly line: number;
}

/** A scratch table that brings the lines of an order together, wherever they stand in the files, in memory that does not grow with them. */
export interface OrderStage {
  add(records: readonly OrderLineRecord[]): void;
  /** Number of orders. */
  orders(): number;
  /** Lines of each order, orders by id, lines in the order of the files. */
  byOrder(): Generator<readonly StagedLine[]>;
  /** Deletes the scratch file. */
  drop(): void;
}

const columns =
  'order_id, customer_id, ordered_at, sku, quantity, unit_price_micros, currency, amount, is_cancellation, description, country, email, discount, channel, extra, file, line';

/** Opens an empty stage at `path`; what an interrupted run left there is thrown away. */
export function openOrderStage(path: string): OrderStage {
  removeStage(path);
  const sqlite = new Sqlite(path);
  sqlite.pragma('journal_mode = OFF');
  sqlite.pragma('synchronous = OFF');
  sqlite.pragma('temp_store = FILE');
  sqlite.exec(
    `create table line (id integer primary key, order_id text, customer_id text, ordered_at integer, sku text, quantity real,
       unit_price_micros integer, currency text, amount integer, is_cancellation integer, description text, country text,
       email text, discount integer, channel text, extra text, file text, line integer)`,
  );
  const insert = sqlite.prepare(`insert into line (${columns}) values (${columns.replace(/\w+/g, '?')})`);
  const addAll = sqlite.transaction((records: readonly OrderLineRecord[]) => {
    for (const record of records) insert.run(...valuesOf(record));
  });
  return {
    add: (records) => addAll(records),
    orders: () => Number(sqlite.prepare('select count(distinct order_id) from line').pluck().get()),
    byOrder: () => groupLines(sqlite),
    drop: () => {
      sqlite.close();
      removeStage(path);
    },
  };
}

function valuesOf(record: OrderLineRecord): (string | number | null)[] {
  return [
    record.orderId,
    record.customerId ?? null,
    record.orderedAt,
    record.sku,
    record.quantity,
    record.unitPriceMicros,
    record.currency,
    record.amount,
    record.isCancellation ? 1 : 0,
    record.description ?? null,
    record.country ?? null,
    record.email ?? null,
    record.discount ?? null,
    record.channel ?? null,
    record.extra ? JSON.stringify(record.extra) : null,
    record.place.file,
    record.place.line,
  ];
}

function* groupLines(sqlite: Sqlite.Database): Generator<readonly StagedLine[]> {
  const rows = sqlite.prepare<[], StagedLine>(
    `select order_id as orderId, customer_id as customerId, ordered_at as orderedAt, sku, quantity,
            unit_price_micros as unitPriceMicros, currency, amount, is_cancellation as isCancellation, description, country,
            email, discount, channel, extra, file, line
       from line order by order_id, id`,
  );
  let lines: StagedLine[] = [];
  for (const row of rows.iterate()) {
    if (lines.length > 0 && lines[0]?.orderId !== row.orderId) {
      yield lines;
      lines = [];
    }
    lines.push(row);
  }
  if (lines.length > 0) yield lines;
}

function removeStage(path: string): void {
  for (const ending of ['', '-journal', '-wal', '-shm']) rmSync(path + ending, { force: true });
}
