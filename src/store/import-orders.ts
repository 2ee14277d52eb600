import type Sqlite from 'better-sqlite3';
import { isFeeLine } from '../domain/fees.ts';
import type { Store } from './database.ts';
import { type KnownPeople, knownPeople } from './import-people.ts';
import type { StagedLine } from './import-stage.ts';

/** What became of an order: new, already there, or the two versions brought together (see docs/decisions/0001). */
export type MergeOutcome = 'new' | 'unchanged' | 'replaced' | 'kept' | 'joined' | 'corrected';

/** Brings one order's lines into the store. `net`: what the order comes to there, minor units. */
export type MergeOrder = (lines: readonly StagedLine[]) => { readonly outcome: MergeOutcome; readonly net: number };

/** One line as the store holds it. */
interface KeptLine {
  readonly productId: number;
  readonly sku: string;
  readonly quantity: number;
  readonly unitPriceMicros: number;
  readonly amount: number;
  readonly discount: number | null;
}

interface OrderHead {
  readonly customerId: number | null;
  readonly orderedAt: number;
  readonly currency: string;
  readonly isCancellation: boolean;
  readonly channel: string | null;
  readonly country: string | null;
  readonly email: string | null;
  readonly extra: string | null;
}

const source = 'file';

/** Prepares the merge of file orders into a store. The caller wraps many merges in one transaction. */
export function orderMerger({ sqlite }: Store): MergeOrder {
  const people = knownPeople(sqlite);
  const products = knownProducts(sqlite);
  const find = sqlite.prepare<[string, string], { id: number; orderedAt: number }>(
    'select id, ordered_at as orderedAt from orders where source = ? and source_id = ?',
  );
  const linesOf = sqlite.prepare<[number], KeptLine>(
    `select l.product_id as productId, p.sku, l.quantity, l.unit_price_micros as unitPriceMicros, l.amount, l.discount
       from order_line l join product p on p.id = l.product_id where l.order_id = ? order by l.line_no`,
  );
  const write = orderWriter(sqlite);
  return (staged) => {
    const orderId = staged[0]?.orderId ?? '';
    const head = headOf(staged, people);
    const lines = staged.map((line) => keptLine(line, products));
    const known = find.get(source, orderId);
    if (!known) {
      write.insert(orderId, head, lines);
      return { outcome: 'new', net: netOf(lines) };
    }
    const { outcome, merged } = mergeLines(linesOf.all(known.id), lines);
    if (outcome === 'replaced' || outcome === 'joined' || outcome === 'corrected')
      write.replace(known.id, head, merged);
    return { outcome, net: netOf(merged) };
  };
}

function netOf(lines: readonly KeptLine[]): number {
  return lines.reduce((sum, { amount }) => sum + amount, 0);
}

/** The same order told twice: which lines stand. Lines are compared as multisets of SKU, quantity and price. */
export function mergeLines<T extends { sku: string; quantity: number; unitPriceMicros: number }>(
  old: readonly T[],
  fresh: readonly T[],
): { readonly outcome: Exclude<MergeOutcome, 'new'>; readonly merged: readonly T[] } {
  const oldOnly = leftOver(old, fresh);
  const freshOnly = leftOver(fresh, old);
  if (oldOnly.length === 0 && freshOnly.length === 0) return { outcome: 'unchanged', merged: old };
  if (oldOnly.length === 0) return { outcome: 'replaced', merged: fresh };
  if (freshOnly.length === 0) return { outcome: 'kept', merged: old };
  const oldSkus = new Set(old.map(({ sku }) => sku));
  if (!fresh.some(({ sku }) => oldSkus.has(sku))) return { outcome: 'joined', merged: [...old, ...fresh] };
  return { outcome: 'corrected', merged: fresh };
}

/** What is in `one` more often than in `other`. */
function leftOver<T extends { sku: string; quantity: number; unitPriceMicros: number }>(
  one: readonly T[],
  other: readonly T[],
): T[] {
  const counts = new Map<string, number>();
  const keyOf = (line: T) => `${line.quantity}/${line.unitPriceMicros}/${line.sku}`;
  for (const line of other) counts.set(keyOf(line), (counts.get(keyOf(line)) ?? 0) + 1);
  return one.filter((line) => {
    const count = counts.get(keyOf(line)) ?? 0;
    counts.set(keyOf(line), count - 1);
    return count <= 0;
  });
}

function headOf(lines: readonly StagedLine[], people: KnownPeople): OrderHead {
  const first = <K extends keyof StagedLine>(key: K) => lines.find((line) => line[key] !== null)?.[key] ?? null;
  const customerId = mostFrequent(lines.flatMap((line) => (line.customerId === null ? [] : [line.customerId])));
  const [country, email] = [first('country'), first('email')];
  return {
    customerId: customerId === undefined ? null : people.idOf(source, { customerId, country, email }),
    orderedAt: lines.reduce((earliest, { orderedAt }) => Math.min(earliest, orderedAt), Number.POSITIVE_INFINITY),
    currency: lines[0]?.currency ?? '',
    isCancellation: lines.some((line) => line.isCancellation === 1),
    channel: first('channel'),
    country,
    email,
    extra: first('extra'),
  };
}

/** The most frequent word; of several the first by alphabet, so that the order of rows does not matter. */
function mostFrequent(words: readonly string[]): string | undefined {
  if (words.every((word) => word === words[0])) return words[0];
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].sort(([one, more], [other, less]) => less - more || (one < other ? -1 : 1))[0]?.[0];
}

function keptLine(line: StagedLine, products: KnownProducts): KeptLine {
  return {
    productId: products.idOf(line.sku, line.description, line.unitPriceMicros),
    sku: line.sku,
    quantity: line.quantity,
    unitPriceMicros: line.unitPriceMicros,
    amount: line.amount,
    discount: line.discount,
  };
}

function orderWriter(sqlite: Sqlite.Database) {
  const insertOrder = sqlite.prepare(
    `insert into orders (source, source_id, customer_id, ordered_at, currency, gross, refunded, discount, is_test, cancelled_at, channel, country, email, attributes)
     values (?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?)`,
  );
  const updateOrder = sqlite.prepare(
    `update orders set customer_id = ?, ordered_at = ?, currency = ?, gross = ?, refunded = ?, discount = ?, cancelled_at = ?, channel = ?,
            country = ?, email = ?, attributes = ? where id = ?`,
  );
  const deleteLines = sqlite.prepare('delete from order_line where order_id = ?');
  const insertLine = sqlite.prepare(
    'insert into order_line (order_id, line_no, product_id, quantity, unit_price_micros, amount, discount) values (?, ?, ?, ?, ?, ?, ?)',
  );
  const valuesOf = (head: OrderHead, lines: readonly KeptLine[]) => {
    const { gross, refunded } = sumLines(lines);
    const discount = lines.reduce((sum, line) => sum + (line.discount ?? 0), 0);
    const cancelledAt = head.isCancellation ? head.orderedAt : null;
    const { customerId, orderedAt, currency, channel, country, email, extra } = head;
    return [customerId, orderedAt, currency, gross, refunded, discount, cancelledAt, channel, country, email, extra];
  };
  const insertLines = (orderRow: number | bigint, lines: readonly KeptLine[]) => {
    lines.forEach((line, index) => {
      insertLine.run(
        orderRow,
        index + 1,
        line.productId,
        line.quantity,
        line.unitPriceMicros,
        line.amount,
        line.discount,
      );
    });
  };
  return {
    insert(orderId: string, head: OrderHead, lines: readonly KeptLine[]): void {
      const { lastInsertRowid } = insertOrder.run(source, orderId, ...valuesOf(head, lines));
      insertLines(lastInsertRowid, lines);
    },
    replace(row: number, head: OrderHead, lines: readonly KeptLine[]): void {
      updateOrder.run(...valuesOf(head, lines), row);
      deleteLines.run(row);
      insertLines(row, lines);
    },
  };
}

/** Gross: what was sold. Refunded: what was given back, as a positive number. Gross minus refunded is the sum of all lines. */
function sumLines(lines: readonly KeptLine[]): { gross: number; refunded: number } {
  let gross = 0;
  let refunded = 0;
  for (const { quantity, amount } of lines) {
    if (quantity > 0) gross += amount;
    else refunded -= amount;
  }
  return { gross, refunded };
}

interface KnownProducts {
  idOf(sku: string, description: string | null, priceMicros: number): number;
}

function knownProducts(sqlite: Sqlite.Database): KnownProducts {
  const ids = new Map<string, number>();
  const untitled = new Set<string>();
  for (const row of sqlite
    .prepare<[], { id: number; sku: string; title: string | null }>('select id, sku, title from product')
    .iterate()) {
    ids.set(row.sku, row.id);
    if (row.title === null) untitled.add(row.sku);
  }
  const insert = sqlite.prepare('insert into product (sku, title, price_micros, is_fee) values (?, ?, ?, ?)');
  const entitle = sqlite.prepare('update product set title = ?, is_fee = ? where id = ?');
  return {
    idOf(sku, description, priceMicros) {
      const known = ids.get(sku);
      const isFee = isFeeLine(sku, description ?? undefined) ? 1 : 0;
      if (known !== undefined) {
        if (description !== null && untitled.delete(sku)) entitle.run(description, isFee, known);
        return known;
      }
      const id = Number(insert.run(sku, description, priceMicros, isFee).lastInsertRowid);
      ids.set(sku, id);
      if (description === null) untitled.add(sku);
      return id;
    },
  };
}
