import type Sqlite from 'better-sqlite3';
import { emailKey } from '../domain/contact-keys.ts';
import type { SourceLine, SourceOrder, SourceRefund } from '../domain/source-records.ts';
import type { Store } from './database.ts';
import { judgeRecord, type RecordOutcome, type StoredVersion } from './record-outcome.ts';
import type { SourcePeople } from './source-people.ts';
import { productFromLine } from './source-products.ts';
import { tombstones } from './tombstones.ts';

/** Brings one order of a source into the store, whole: its lines and refunds replace what was known. */
export type UpsertOrder = (source: string, record: SourceOrder, now: number) => RecordOutcome;

/** Prepares the orders of a store; `people` finds whose they are. The caller wraps many calls in one transaction. */
export function sourceOrders(store: Store, people: SourcePeople): UpsertOrder {
  const { sqlite } = store;
  const gone = tombstones(store);
  const find = sqlite.prepare<[string, string], StoredVersion>(
    'select id, updated_at as updatedAt, content_hash as contentHash from orders where source = ? and source_id = ?',
  );
  const touch = sqlite.prepare(
    'update orders set updated_at = @updatedAt where id = @id and updated_at is not @updatedAt',
  );
  const writeHead = headWriter(sqlite);
  const writeLines = lineWriter(store);
  const writeRefunds = refundWriter(sqlite);
  return (source, record, now) => {
    if (gone.find(source, 'order', record.id) === 'erased') return 'erased';
    const known = find.get(source, record.id);
    const { outcome, hash } = judgeRecord(known, record, (id, updatedAt) => touch.run({ id, updatedAt }));
    if (outcome === 'stale' || outcome === 'unchanged') return outcome;
    const told = withoutErased(record, (id) => gone.find(source, 'customer', id) === 'erased');
    const person = personOf(people, { source, record: told, now });
    const row = writeHead({ source, record: told, hash, person, row: known?.id });
    writeLines(row, record.lines);
    writeRefunds(source, row, record.refunds);
    gone.remove(source, 'order', record.id);
    return outcome;
  };
}

/** An order of an erased person is nobody's: the figures stay, the person does not come back with it. */
function withoutErased(record: SourceOrder, isErased: (customerId: string) => boolean): SourceOrder {
  const { customerId, ...rest } = record;
  return customerId !== undefined && isErased(customerId) ? { ...rest, email: null } : record;
}

interface Whose {
  readonly customerId: number | null;
  readonly sourceCustomerId: string | null;
}

/** The buyer's account; a guest is known by the order's e-mail, and unknown without one. */
function personOf(
  people: SourcePeople,
  { source, record, now }: { source: string; record: SourceOrder; now: number },
): Whose {
  if (record.customerId !== undefined) {
    return { customerId: people.personOf(source, record.customerId), sourceCustomerId: record.customerId };
  }
  const email = emailKey(record.email);
  if (email === undefined) return { customerId: null, sourceCustomerId: null };
  const { customerId, sourceId } = people.personOfGuest(source, email, now);
  return { customerId, sourceCustomerId: sourceId };
}

interface Head {
  readonly source: string;
  readonly record: SourceOrder;
  readonly hash: string;
  readonly person: Whose;
  readonly row: number | undefined;
}

function headWriter(sqlite: Sqlite.Database): (head: Head) => number {
  const columns = [
    'customer_id',
    'source_customer_id',
    'ordered_at',
    'currency',
    'gross',
    'refunded',
    'discount',
    'is_test',
    'cancelled_at',
    'channel',
    'country',
    'email',
    'updated_at',
    'content_hash',
    'source_gross',
    'source_refunded',
  ];
  const insert = sqlite.prepare(
    `insert into orders (source, source_id, ${columns.join(', ')}) values (?, ?, ${columns.map(() => '?').join(', ')})`,
  );
  const update = sqlite.prepare(
    `update orders set ${columns.map((column) => `${column} = ?`).join(', ')} where id = ?`,
  );
  return ({ source, record, hash, person, row }) => {
    const values = headValues(record, person, hash);
    if (row === undefined) return Number(insert.run(source, record.id, ...values).lastInsertRowid);
    update.run(...values, row);
    return row;
  };
}

function headValues(
  record: SourceOrder,
  { customerId, sourceCustomerId }: Whose,
  hash: string,
): (string | number | null)[] {
  const { orderedAt, currency, isTest, cancelledAt, channel, country, email, lines, refunds, sourceTotals } = record;
  const gross = lines.reduce((sum, { quantity, amount }) => sum + (quantity > 0 ? amount : 0), 0);
  const refunded = refunds.reduce((sum, { amount }) => sum + amount, 0);
  const discounts = lines.flatMap(({ discount }) => (discount === undefined ? [] : [discount]));
  return [
    customerId,
    sourceCustomerId,
    orderedAt,
    currency,
    gross,
    refunded,
    discounts.length === 0 ? null : discounts.reduce((sum, discount) => sum + discount, 0),
    isTest ? 1 : 0,
    cancelledAt ?? null,
    channel ?? null,
    country ?? null,
    emailKey(email) ?? null,
    record.updatedAt,
    hash,
    sourceTotals.gross,
    sourceTotals.refunded,
  ];
}

function lineWriter(store: Store): (row: number, lines: readonly SourceLine[]) => void {
  const productId = productFromLine(store);
  const clear = store.sqlite.prepare('delete from order_line where order_id = ?');
  const insert = store.sqlite.prepare(
    'insert into order_line (order_id, line_no, product_id, quantity, unit_price_micros, amount, discount) values (?, ?, ?, ?, ?, ?, ?)',
  );
  return (row, lines) => {
    clear.run(row);
    lines.forEach(({ sku, title, quantity, unitPriceMicros, amount, discount, isFee = false }, index) => {
      const product = sku === undefined ? null : productId({ sku, title, priceMicros: unitPriceMicros, isFee });
      insert.run(row, index + 1, product, quantity, unitPriceMicros, amount, discount ?? null);
    });
  };
}

function refundWriter(
  sqlite: Sqlite.Database,
): (source: string, row: number, refunds: readonly SourceRefund[]) => void {
  const clear = sqlite.prepare('delete from refund where order_id = ?');
  const insert = sqlite.prepare(
    'insert into refund (order_id, source, source_id, refunded_at, amount, reason) values (?, ?, ?, ?, ?, ?)',
  );
  return (source, row, refunds) => {
    clear.run(row);
    for (const { id, refundedAt, amount, reason } of refunds)
      insert.run(row, source, id, refundedAt, amount, reason ?? null);
  };
}
