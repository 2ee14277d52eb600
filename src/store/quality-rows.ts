import type { OrderTable, PersonRow, ProductRow, QualityTables } from '../domain/quality-tables.ts';
import type { Store } from './database.ts';
import { readArrivals } from './quality-arrivals.ts';
import { type OrderHead, OrderTableBuilder } from './quality-order-table.ts';

/** Which rows a quality report sees. Epoch ms. */
export interface QualityRowsOptions {
  /** Nothing from then on is read. */
  readonly asOf: number;
  /** Orders from then on cannot have happened yet; absent where the report looks back, so that they are not its business. */
  readonly presentAt?: number | undefined;
}

/**
 * Reads what a quality report looks at: orders and lines before a date as typed columns (some 20 bytes a line), the people and products that were known
 * then, and how the rows came in. Of people and products the fields are those of today: the store keeps no history of them.
 */
export function readQualityRows(store: Store, options: QualityRowsOptions): QualityTables {
  const people = readPeople(store, options);
  const products = readProducts(store, options);
  return {
    orders: readOrders(store, { ...options, people: people.places, products: products.places }),
    people: people.rows,
    products: products.rows,
    arrivals: readArrivals(store),
  };
}

type Places = ReadonlyMap<number, number>;

interface PersonColumns {
  readonly id: number;
  readonly publicId: string;
  readonly email: string | null;
  readonly name: string | null;
  readonly phone: string | null;
  readonly country: string | null;
  readonly createdAt: number | null;
  readonly sources: string | null;
}

/** People who had ordered or were made before the date, and those of whom no date is known at all. */
function readPeople(
  { sqlite }: Store,
  { asOf }: QualityRowsOptions,
): { readonly rows: PersonRow[]; readonly places: Places } {
  const rows: PersonRow[] = [];
  const places = new Map<number, number>();
  const statement = sqlite.prepare<[number, number], PersonColumns>(
    `select c.id, c.public_id as publicId, c.email, c.name, c.phone, c.country, c.created_at as createdAt,
            (select group_concat(distinct i.source) from identity i where i.customer_id = c.id) as sources
       from customer c
      where c.created_at < ? or exists (select 1 from orders o where o.customer_id = c.id and o.ordered_at < ?)
         or (c.created_at is null and not exists (select 1 from orders o where o.customer_id = c.id))`,
  );
  for (const row of statement.iterate(asOf, asOf)) {
    places.set(row.id, rows.length);
    rows.push({
      id: row.publicId,
      sources: row.sources === null ? [] : row.sources.split(','),
      ...(row.email === null ? {} : { email: row.email }),
      ...(row.name === null ? {} : { name: row.name }),
      ...(row.phone === null ? {} : { phone: row.phone }),
      ...(row.country === null ? {} : { country: row.country }),
      ...(row.createdAt === null ? {} : { createdAt: row.createdAt }),
    });
  }
  return { rows, places };
}

interface ProductColumns {
  readonly id: number;
  readonly sku: string;
  readonly title: string | null;
  readonly category: string | null;
  readonly priceMicros: number | null;
  readonly isFee: number;
}

/** Products but those that were only sold from the date on. */
function readProducts(
  { sqlite }: Store,
  { asOf }: QualityRowsOptions,
): { readonly rows: ProductRow[]; readonly places: Places } {
  const productsOf = (comparison: '<' | '>=') =>
    new Set(
      sqlite
        .prepare<[number], number | null>(
          `select distinct l.product_id from orders o join order_line l on l.order_id = o.id where o.ordered_at ${comparison} ?`,
        )
        .pluck()
        .all(asOf),
    );
  const later = productsOf('>=');
  const before = later.size > 0 ? productsOf('<') : later;
  const rows: ProductRow[] = [];
  const places = new Map<number, number>();
  const statement = sqlite.prepare<[], ProductColumns>(
    'select id, sku, title, category, price_micros as priceMicros, is_fee as isFee from product',
  );
  for (const row of statement.iterate()) {
    if (later.has(row.id) && !before.has(row.id)) continue;
    places.set(row.id, rows.length);
    rows.push({
      sku: row.sku,
      ...(row.title === null ? {} : { title: row.title }),
      ...(row.category === null ? {} : { category: row.category }),
      ...(row.priceMicros === null ? {} : { priceMicros: row.priceMicros }),
      isFee: row.isFee === 1,
    });
  }
  return { rows, places };
}

interface OrderOptions extends QualityRowsOptions {
  readonly people: Places;
  readonly products: Places;
}

/** One table for each source. */
function readOrders(store: Store, options: OrderOptions): OrderTable[] {
  const builders = readHeads(store, options);
  readLines(store, options, builders);
  return [...builders.bySource.values()].map((builder) => builder.table());
}

interface Builders {
  readonly bySource: ReadonlyMap<string, OrderTableBuilder>;
  /** The builder of each order that is read, by its row id. */
  readonly byOrder: ReadonlyMap<number, OrderTableBuilder>;
}

interface HeadRow extends OrderHead {
  readonly source: string;
  readonly customerId: number | null;
}

function readHeads({ sqlite }: Store, { asOf, presentAt, people }: OrderOptions): Builders {
  const bySource = new Map<string, OrderTableBuilder>();
  const byOrder = new Map<number, OrderTableBuilder>();
  const builderOf = (source: string) => {
    const known = bySource.get(source) ?? new OrderTableBuilder(source);
    bySource.set(source, known);
    return known;
  };
  const heads = sqlite.prepare<[number, number, number], HeadRow>(
    `select o.id, o.source, o.source_id as sourceId, o.customer_id as customerId, o.ordered_at as at, o.currency, o.country, o.gross,
            o.refunded - coalesce((select sum(r.amount) from refund r where r.order_id = o.id and r.refunded_at >= ?), 0) as refunded,
            coalesce(o.cancelled_at < ?, 0) as isCancelled, o.email is not null as hasEmail, o.channel is not null as hasChannel
       from orders o where o.ordered_at < ? and o.is_test = 0 order by o.id`,
  );
  for (const head of heads.iterate(asOf, asOf, asOf)) {
    const builder = builderOf(head.source);
    builder.addOrder(head, people.get(head.customerId ?? -1) ?? -1);
    byOrder.set(head.id, builder);
  }
  if (presentAt !== undefined) {
    const future = sqlite.prepare<[number], { source: string; count: number }>(
      'select source, count(*) as count from orders where ordered_at >= ? and is_test = 0 group by source',
    );
    for (const { source, count } of future.iterate(presentAt)) builderOf(source).future = count;
  }
  return { bySource, byOrder };
}

/** Lines are kept by order: one pass in that order fills all tables. */
function readLines({ sqlite }: Store, { products }: OrderOptions, { byOrder }: Builders): void {
  const lines = sqlite
    .prepare('select order_id, product_id, quantity, unit_price_micros from order_line order by order_id, line_no')
    .raw();
  for (const line of lines.iterate()) {
    if (!isNumberRow(line)) continue;
    const [row = 0, product, quantity = 0, price = 0] = line;
    byOrder.get(row)?.addLine(row, { product: products.get(product ?? -1) ?? -1, quantity, price });
  }
}

/** A raw row; rows of objects cost a third more time. */
function isNumberRow(row: unknown): row is readonly (number | undefined)[] {
  return Array.isArray(row);
}

/** Whether any order lies at or after `from` and before `until`, epoch ms. */
export function hasOrdersBetween({ sqlite }: Store, { from, until }: { from: number; until: number }): boolean {
  return (
    sqlite.prepare('select 1 from orders where ordered_at >= ? and ordered_at < ? limit 1').get(from, until) !==
    undefined
  );
}
