import type Sqlite from 'better-sqlite3';
import { isFeeLine } from '../domain/fees.ts';
import type { Store } from './database.ts';
import { type KnownPeople, knownPeople } from './import-people.ts';
import type { StagedLine } from './import-stage.ts';
import { type MergeOutcome, mergeOrders, type OrderHead, type OrderLine, type ToldOrder } from './merge-order.ts';

/** Brings one order's lines into the store, those of several files one after the other. `net`: what the order comes to there, minor units. */
export type MergeOrder = (lines: readonly StagedLine[]) => {
  readonly outcome: MergeOutcome;
  readonly currency: string;
  readonly net: number;
};

/** A product as order lines tell of it. */
export interface ToldProduct {
  readonly sku: string;
  readonly title: string | undefined;
  readonly priceMicros: number;
}

const source = 'file';

/** Prepares the merge of file orders into a store; their products must be there already (`keepProducts`). The caller wraps many merges in one transaction. */
export function orderMerger({ sqlite }: Store): MergeOrder {
  const tell = orderTeller(sqlite);
  const find = orderFinder(sqlite);
  const write = orderWriter(sqlite);
  return (staged) => {
    const orderId = staged[0]?.orderId ?? '';
    const isCancellation = staged.some((line) => line.isCancellation);
    const told = byFile(staged)
      .map(tell)
      .reduce((old, fresh) => mergeOrders(old, fresh).order);
    const known = find(orderId);
    if (!known) {
      write.insert(orderId, told, isCancellation);
      return { outcome: 'new', ...sumOf(told) };
    }
    const { outcome, order } = mergeOrders(known.order, told);
    if (order !== known.order) write.replace(known.row, order, isCancellation);
    return { outcome, ...sumOf(order) };
  };
}

/** Puts the products of order lines into the store: new ones, and titles for those that had none. All or nothing. */
export function keepProducts({ sqlite }: Store, products: readonly ToldProduct[]): void {
  const insert = sqlite.prepare(
    'insert into product (sku, title, price_micros, is_fee) values (?, ?, ?, ?) on conflict (sku) do nothing',
  );
  const entitle = sqlite.prepare('update product set title = ?, is_fee = ? where sku = ? and title is null');
  sqlite.transaction(() => {
    for (const { sku, title, priceMicros } of products) {
      const isFee = isFeeLine(sku, title) ? 1 : 0;
      const { changes } = insert.run(sku, title ?? null, priceMicros, isFee);
      if (changes === 0 && title !== undefined) entitle.run(title, isFee, sku);
    }
  })();
}

/** The lines of each file, in the order of the files. */
function byFile(lines: readonly StagedLine[]): (readonly StagedLine[])[] {
  if (lines[0]?.file === lines.at(-1)?.file) return [lines];
  const files = new Map<number, StagedLine[]>();
  for (const line of lines) {
    const known = files.get(line.file);
    if (known) known.push(line);
    else files.set(line.file, [line]);
  }
  return [...files.values()];
}

function sumOf({ head: { currency }, lines }: ToldOrder): { currency: string; net: number } {
  return { currency, net: lines.reduce((sum, { amount }) => sum + amount, 0) };
}

function orderTeller(sqlite: Sqlite.Database): (lines: readonly StagedLine[]) => ToldOrder {
  const people = knownPeople(sqlite);
  const productId = productFinder(sqlite);
  return (staged) => ({
    head: headOf(staged, people),
    lines: staged.map(({ sku, quantity, unitPriceMicros, amount, discount, extra }) => ({
      productId: productId(sku),
      sku,
      quantity,
      unitPriceMicros,
      amount,
      discount,
      attributes: extra,
    })),
  });
}

/** What the lines share. Where they differ, what most of them say; of several the first by alphabet, so that the order of rows does not matter. */
function headOf(lines: readonly StagedLine[], people: KnownPeople): OrderHead {
  const customerId = mostFrequent(lines, ({ customerId }) => customerId);
  const country = mostFrequent(lines, (line) => line.country);
  const email = mostFrequent(lines, (line) => line.email);
  return {
    customer: customerId === null ? null : { row: people.idOf(source, { customerId, country, email }), id: customerId },
    orderedAt: lines.reduce((earliest, { orderedAt }) => Math.min(earliest, orderedAt), Number.POSITIVE_INFINITY),
    currency: mostFrequent(lines, ({ currency }) => currency) ?? '',
    channel: mostFrequent(lines, ({ channel }) => channel),
    country,
    email,
  };
}

function mostFrequent(lines: readonly StagedLine[], read: (line: StagedLine) => string | null): string | null {
  const [first] = lines;
  const usual = first ? read(first) : null;
  if (lines.every((line) => read(line) === usual)) return usual;
  const counts = new Map<string, number>();
  for (const line of lines) {
    const value = read(line);
    if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const [best] = [...counts].sort(([one, more], [other, less]) => less - more || (one < other ? -1 : 1));
  return best?.[0] ?? null;
}

function productFinder(sqlite: Sqlite.Database): (sku: string) => number {
  const rows = sqlite.prepare<[], { id: number; sku: string }>('select id, sku from product').all();
  const ids = new Map(rows.map(({ id, sku }) => [sku, id]));
  return (sku) => {
    const id = ids.get(sku);
    if (id === undefined) throw new Error(`Product ${sku} is not in the store.`);
    return id;
  };
}

interface OrderRow {
  readonly row: number;
  readonly customerRow: number | null;
  readonly customerId: string | null;
  readonly orderedAt: number;
  readonly currency: string;
  readonly channel: string | null;
  readonly country: string | null;
  readonly email: string | null;
}

function orderFinder(sqlite: Sqlite.Database): (orderId: string) => { row: number; order: ToldOrder } | undefined {
  const find = sqlite.prepare<[string, string], OrderRow>(
    `select o.id as row, o.customer_id as customerRow, o.source_customer_id as customerId, o.ordered_at as orderedAt, o.currency, o.channel, o.country, o.email
       from orders o where o.source = ? and o.source_id = ?`,
  );
  const linesOf = sqlite.prepare<[number], OrderLine>(
    `select l.product_id as productId, p.sku, l.quantity, l.unit_price_micros as unitPriceMicros, l.amount, l.discount, l.attributes
       from order_line l join product p on p.id = l.product_id where l.order_id = ? order by l.line_no`,
  );
  return (orderId) => {
    const found = find.get(source, orderId);
    if (!found) return undefined;
    const { row, customerRow, customerId, orderedAt, currency, channel, country, email } = found;
    const customer = customerRow === null ? null : { row: customerRow, id: customerId ?? '' };
    return {
      row,
      order: { head: { customer, orderedAt, currency, channel, country, email }, lines: linesOf.all(row) },
    };
  };
}

function orderWriter(sqlite: Sqlite.Database) {
  const insertOrder = sqlite.prepare(
    `insert into orders (source, source_id, customer_id, source_customer_id, ordered_at, currency, gross, refunded, discount, is_test, cancelled_at, channel, country, email)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?)`,
  );
  const updateOrder = sqlite.prepare(
    `update orders set customer_id = ?, source_customer_id = ?, ordered_at = ?, currency = ?, gross = ?, refunded = ?, discount = ?, cancelled_at = ?, channel = ?,
            country = ?, email = ? where id = ?`,
  );
  const deleteLines = sqlite.prepare('delete from order_line where order_id = ?');
  const insertLine = sqlite.prepare(
    'insert into order_line (order_id, line_no, product_id, quantity, unit_price_micros, amount, discount, attributes) values (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const insertLines = (row: number | bigint, lines: readonly OrderLine[]) => {
    lines.forEach(({ productId, quantity, unitPriceMicros, amount, discount, attributes }, index) => {
      insertLine.run(row, index + 1, productId, quantity, unitPriceMicros, amount, discount, attributes);
    });
  };
  return {
    insert(orderId: string, order: ToldOrder, isCancellation: boolean): void {
      const { lastInsertRowid } = insertOrder.run(source, orderId, ...orderValues(order, isCancellation));
      insertLines(lastInsertRowid, order.lines);
    },
    replace(row: number, order: ToldOrder, isCancellation: boolean): void {
      updateOrder.run(...orderValues(order, isCancellation), row);
      deleteLines.run(row);
      insertLines(row, order.lines);
    },
  };
}

function orderValues({ head, lines }: ToldOrder, isCancellation: boolean): (string | number | null)[] {
  const { customer, orderedAt, currency, channel, country, email } = head;
  const { gross, refunded, discount } = sumLines(lines);
  const cancelledAt = isCancellation ? orderedAt : null;
  const [row, id] = [customer?.row ?? null, customer?.id ?? null];
  return [row, id, orderedAt, currency, gross, refunded, discount, cancelledAt, channel, country, email];
}

/**
 * Gross: what was sold. Refunded: what was given back, as a positive number. Gross minus refunded is the sum of all lines. Discount: absent where no
 * line knows one.
 */
function sumLines(lines: readonly OrderLine[]): { gross: number; refunded: number; discount: number | null } {
  let gross = 0;
  let refunded = 0;
  let discount: number | null = null;
  for (const line of lines) {
    if (line.quantity > 0) gross += line.amount;
    else refunded -= line.amount;
    if (line.discount !== null) discount = (discount ?? 0) + line.discount;
  }
  return { gross, refunded, discount };
}
