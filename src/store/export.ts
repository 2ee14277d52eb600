import { decimalMoney, minorDigits } from '../domain/money.ts';
import { writeCsvFile } from './csv-file.ts';
import type { Store } from './database.ts';

/** Tables of the store that can be written whole. */
export type StoreTable = 'customers' | 'orders' | 'lines';

/** Writes a whole table as CSV, row by row; money as decimals, times as ISO instants in UTC. Gives the number of rows. Raises `cannot-write`. */
export function exportTable(
  store: Store,
  table: StoreTable,
  { out, currency }: { out: string; currency: string },
): number {
  if (table === 'customers') return exportCustomers(store, { out, currency });
  return table === 'orders' ? exportOrders(store, out) : exportLines(store, out);
}

interface OrderRow {
  readonly source: string;
  readonly sourceId: string;
  readonly customerId: string | null;
  readonly orderedAt: number;
  readonly currency: string;
  readonly gross: number;
  readonly refunded: number;
  readonly isTest: number;
  readonly cancelledAt: number | null;
}

function exportOrders({ sqlite }: Store, out: string): number {
  const rows = sqlite.prepare<[], OrderRow>(
    `select o.source, o.source_id as sourceId, c.public_id as customerId, o.ordered_at as orderedAt, o.currency, o.gross,
            o.refunded, o.is_test as isTest, o.cancelled_at as cancelledAt
       from orders o left join customer c on c.id = o.customer_id order by o.ordered_at, o.source, o.source_id`,
  );
  const header = [
    'source',
    'order_id',
    'customer_id',
    'ordered_at',
    'currency',
    'gross',
    'refunded',
    'net',
    'test',
    'cancelled',
  ];
  return writeCsvFile(
    out,
    header,
    mapRows(() => rows.iterate(), orderCells),
  );
}

function orderCells({
  source,
  sourceId,
  customerId,
  orderedAt,
  currency,
  gross,
  refunded,
  isTest,
  cancelledAt,
}: OrderRow): string[] {
  const money = (minor: number) => decimalMoney({ minor, currency });
  return [
    source,
    sourceId,
    customerId ?? '',
    new Date(orderedAt).toISOString(),
    currency,
    money(gross),
    money(refunded),
    money(gross - refunded),
    String(isTest === 1),
    String(cancelledAt !== null),
  ];
}

interface CustomerRow {
  readonly customerId: string;
  readonly source: string;
  readonly sourceId: string;
  readonly email: string | null;
  readonly createdAt: number | null;
  readonly orders: number;
  readonly revenue: number;
}

/**
 * One row for each identity; a guest of a connected shop has no id there. Orders: those that count; revenue: net of everything but
 * tests and a connected shop's cancelled orders, in the shop's currency.
 */
function exportCustomers({ sqlite }: Store, { out, currency }: { out: string; currency: string }): number {
  const rows = sqlite.prepare<[string], CustomerRow>(
    `with totals as (
       select o.customer_id,
              sum(o.cancelled_at is null and exists (select 1 from order_line l where l.order_id = o.id and l.quantity > 0)) as orders,
              sum(case when o.currency = ? and (o.source = 'file' or o.cancelled_at is null) then o.gross - o.refunded else 0 end) as revenue
         from orders o where o.is_test = 0 and o.customer_id is not null group by o.customer_id)
     select c.public_id as customerId, i.source, case when i.source_id like 'guest-%' and i.source <> 'file' then '' else i.source_id end as sourceId, coalesce(i.email, c.email) as email,
            coalesce(i.created_at, c.created_at) as createdAt, coalesce(t.orders, 0) as orders, coalesce(t.revenue, 0) as revenue
       from identity i join customer c on c.id = i.customer_id left join totals t on t.customer_id = c.id
      order by i.source, i.source_id`,
  );
  const header = ['customer_id', 'source', 'source_id', 'email', 'created_at', 'orders', 'revenue'];
  return writeCsvFile(
    out,
    header,
    mapRows(
      () => rows.iterate(currency),
      (row) => [
        row.customerId,
        row.source,
        row.sourceId,
        row.email ?? '',
        row.createdAt === null ? '' : new Date(row.createdAt).toISOString(),
        row.orders,
        decimalMoney({ minor: row.revenue, currency }),
      ],
    ),
  );
}

interface LineRow {
  readonly source: string;
  readonly sourceId: string;
  readonly line: number;
  readonly sku: string | null;
  readonly quantity: number;
  readonly unitPriceMicros: number;
  readonly amount: number;
  readonly currency: string;
}

function exportLines({ sqlite }: Store, out: string): number {
  const rows = sqlite.prepare<[], LineRow>(
    `select o.source, o.source_id as sourceId, l.line_no as line, p.sku, l.quantity, l.unit_price_micros as unitPriceMicros,
            l.amount, o.currency
       from order_line l join orders o on o.id = l.order_id left join product p on p.id = l.product_id
      order by l.order_id, l.line_no`,
  );
  const header = ['source', 'order_id', 'line', 'sku', 'quantity', 'unit_price', 'amount', 'currency'];
  return writeCsvFile(
    out,
    header,
    mapRows(
      () => rows.iterate(),
      (row) => [
        row.source,
        row.sourceId,
        row.line,
        row.sku ?? '',
        row.quantity,
        priceText(row.unitPriceMicros, row.currency),
        decimalMoney({ minor: row.amount, currency: row.currency }),
        row.currency,
      ],
    ),
  );
}

/** A price in millionths as a plain decimal: the currency's places, more where it has more. */
function priceText(micros: number, currency: string): string {
  const digits = String(Math.abs(micros)).padStart(7, '0');
  const least = minorDigits(currency);
  const places = digits.slice(-6).slice(0, least) + digits.slice(-6).slice(least).replace(/0+$/, '');
  return `${micros < 0 ? '-' : ''}${digits.slice(0, -6)}${places === '' ? '' : `.${places}`}`;
}

/** Rows are asked for only once they are read: an iterator that nobody finishes would keep the connection busy for ever. */
function* mapRows<T, R>(rows: () => Iterable<T>, toRow: (row: T) => R): Generator<R> {
  for (const row of rows()) yield toRow(row);
}
