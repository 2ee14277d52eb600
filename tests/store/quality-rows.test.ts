import { beforeEach, describe, expect, it } from 'vitest';
import { openStore, type Store } from '../../src/store/database.ts';
import { readQualityRows } from '../../src/store/quality-rows.ts';
import { realSystem } from '../../src/system.ts';

const { migrationsFolder } = realSystem();
const june = Date.UTC(2025, 5, 1);
const dayMs = 86_400_000;

let store: Store;

beforeEach(() => {
  store = openStore(':memory:', { migrationsFolder });
  store.sqlite.exec(
    `insert into customer (id, public_id, email, created_at) values (1, 'ann', 'ann@shop.test', null), (2, 'ben', null, ${june + dayMs}),
       (3, 'list', null, null), (4, 'late', null, null), (5, 'early', null, ${june - dayMs});
     insert into identity (customer_id, source, source_id) values (1, 'shopify', '9'), (1, 'file', 'ann'), (2, 'file', 'ben'), (3, 'file', 'list'),
       (4, 'file', 'late'), (5, 'file', 'early');
     insert into product (id, sku, title, is_fee) values (1, 'mug', 'Mug', 0), (2, 'later', null, 0), (3, 'never', null, 0), (4, 'POST', 'Postage', 1);`,
  );
});

interface OrderRow {
  readonly id: number;
  readonly at: number;
  readonly source?: string;
  readonly customer?: number;
  readonly refunded?: number;
  readonly cancelledAt?: number;
  readonly isTest?: boolean;
  readonly products?: readonly number[];
}

/** Puts an order into the store, with a line of two pieces at 1.50 for each of its products. */
function insert({
  id,
  at,
  source = 'file',
  customer,
  refunded = 0,
  cancelledAt,
  isTest = false,
  products = [1],
}: OrderRow) {
  store.sqlite
    .prepare(
      `insert into orders (id, source, source_id, customer_id, ordered_at, currency, gross, refunded, is_test, cancelled_at, country, email)
       values (?, ?, ?, ?, ?, 'EUR', ?, ?, ?, ?, 'DE', 'x@shop.test')`,
    )
    .run(
      id,
      source,
      `o${id}`,
      customer ?? null,
      at,
      300 * products.length,
      refunded,
      isTest ? 1 : 0,
      cancelledAt ?? null,
    );
  products.forEach((product, index) => {
    store.sqlite
      .prepare(
        'insert into order_line (order_id, line_no, product_id, quantity, unit_price_micros, amount) values (?, ?, ?, 2, 1500000, 300)',
      )
      .run(id, index + 1, product);
  });
}

const read = (presentAt?: number) => readQualityRows(store, { asOf: june, presentAt });

describe('readQualityRows', () => {
  it('reads orders before the date and their lines as columns, one table for each source', () => {
    insert({ id: 7, at: june - 1, customer: 1, products: [1, 4] });
    insert({ id: 3, at: june - 2, source: 'shopify', products: [1] });
    insert({ id: 5, at: june - 3, products: [] });
    insert({ id: 9, at: june - 4, products: [1] });
    const { orders, people, products } = read();
    const [file, shopify, ...others] = [...orders].sort((one, other) => (one.source < other.source ? -1 : 1));
    expect(others).toEqual([]);
    expect(file).toMatchObject({
      source: 'file',
      ids: ['o5', 'o7', 'o9'],
      at: Float64Array.of(june - 3, june - 1, june - 4),
      currency: ['EUR', 'EUR', 'EUR'],
      country: ['DE', 'DE', 'DE'],
      gross: Float64Array.of(0, 600, 300),
      untold: { email: 0, channel: 3 },
      lineStart: Uint32Array.of(0, 0, 2, 3),
      lineQuantity: Float64Array.of(2, 2, 2),
      linePrice: Float64Array.of(1.5e6, 1.5e6, 1.5e6),
      future: 0,
    });
    expect(Array.from(file?.customer ?? [], (place) => people[place]?.id)).toEqual([undefined, 'ann', undefined]);
    expect(Array.from(file?.lineProduct ?? [], (place) => products[place]?.sku)).toEqual(['mug', 'POST', 'mug']);
    expect(shopify).toMatchObject({ source: 'shopify', ids: ['o3'], lineStart: Uint32Array.of(0, 1) });
  });

  it('sees nothing of orders, cancellations, refunds, people and products from the date on, nor of tests', () => {
    insert({ id: 1, at: june - dayMs, customer: 1, refunded: 100, cancelledAt: june });
    store.sqlite.exec(
      `insert into refund (order_id, source, source_id, refunded_at, amount) values (1, 'shopify', 'r1', ${june - 1}, 30), (1, 'shopify', 'r2', ${june}, 70)`,
    );
    const before = read();
    insert({ id: 2, at: june, customer: 4, products: [2] });
    insert({ id: 3, at: june - dayMs, customer: 1, isTest: true });
    const { orders, people, products } = read();
    expect(orders).toEqual(before.orders);
    expect(orders).toMatchObject([{ ids: ['o1'], refunded: Float64Array.of(30), isCancelled: Uint8Array.of(0) }]);
    expect(people.map(({ id }) => id).sort()).toEqual(['ann', 'early', 'list']);
    expect(products.map(({ sku }) => sku).sort()).toEqual(['POST', 'mug', 'never']);
  });

  it('knows which sources tell of a person, and leaves out what is not known of them', () => {
    insert({ id: 1, at: june - 1, customer: 1 });
    const ann = read().people.find(({ id }) => id === 'ann');
    expect(ann).toEqual({ id: 'ann', sources: expect.arrayContaining(['file', 'shopify']), email: 'ann@shop.test' });
  });

  it('counts orders from the present on by source, also where a source has no other', () => {
    insert({ id: 1, at: june - 1 });
    insert({ id: 2, at: june + 5 });
    insert({ id: 3, at: june + 10, source: 'shopify' });
    insert({ id: 4, at: june + 10, source: 'shopify', isTest: true });
    const futures = (presentAt?: number) =>
      Object.fromEntries(read(presentAt).orders.map(({ source, future }) => [source, future]));
    expect(futures()).toEqual({ file: 0 });
    expect(futures(june)).toEqual({ file: 1, shopify: 1 });
    expect(futures(june + 6)).toEqual({ file: 0, shopify: 1 });
  });

  it('reads an empty store', () => {
    const empty = openStore(':memory:', { migrationsFolder });
    expect(readQualityRows(empty, { asOf: june })).toEqual({ orders: [], people: [], products: [], arrivals: [] });
  });
});

describe('arrivals', () => {
  let runs = 0;
  /** Notes an import run; without counts it never ended. */
  function run(kind: string, files: readonly string[], counts?: { rows: number; bad: number }) {
    const reasons = counts && counts.bad > 0 ? [{ code: 'date', count: counts.bad, example: '' }] : [];
    const report = counts && JSON.stringify({ rows: counts.rows, quarantined: counts.bad, reasons });
    store.sqlite
      .prepare('insert into import_run (kind, files, started_at, finished_at, report) values (?, ?, ?, ?, ?)')
      .run(kind, JSON.stringify(files), ++runs, report ? runs : null, report ?? null);
  }
  const arrivals = () => read().arrivals;

  it('add up over the files of a kind', () => {
    run('orders', ['may.csv'], { rows: 100, bad: 5 });
    run('orders', ['june.csv'], { rows: 50, bad: 1 });
    run('customers', ['people.csv'], { rows: 10, bad: 0 });
    expect(arrivals()).toMatchObject([
      {
        source: 'file',
        table: 'orders',
        rows: 150,
        quarantined: 6,
        reasons: [{ code: 'date', count: 6 }],
        interrupted: [],
      },
      { source: 'file', table: 'customers', rows: 10, quarantined: 0, reasons: [] },
    ]);
  });

  it('forget the first reading of a file that was mended and read again', () => {
    run('orders', ['may.csv'], { rows: 100, bad: 40 });
    run('orders', ['may.csv'], { rows: 100, bad: 0 });
    expect(arrivals()).toMatchObject([{ rows: 100, quarantined: 0 }]);
  });

  it('keep a reading of two files until both were read again', () => {
    run('orders', ['may.csv', 'june.csv'], { rows: 200, bad: 40 });
    run('orders', ['may.csv'], { rows: 100, bad: 0 });
    expect(arrivals()).toMatchObject([{ rows: 300, quarantined: 40 }]);
    run('orders', ['june.csv'], { rows: 100, bad: 2 });
    expect(arrivals()).toMatchObject([{ rows: 200, quarantined: 2 }]);
  });

  it('tell of an import that never ended, until it has', () => {
    run('orders', ['may.csv'], { rows: 100, bad: 0 });
    run('orders', ['may.csv']);
    expect(arrivals()).toMatchObject([{ rows: 100, interrupted: ['may.csv'] }]);
    run('orders', ['may.csv'], { rows: 100, bad: 0 });
    expect(arrivals()).toMatchObject([{ rows: 100, interrupted: [] }]);
  });

  it('name places of quarantined rows, five at most, of the files that count', () => {
    const keep = store.sqlite.prepare(
      "insert into quarantine (kind, file, line, code, reason, raw, seen_at) values ('orders', ?, ?, ?, 'r', 'raw', 1)",
    );
    for (const line of [12, 3, 4, 5, 6, 7]) keep.run('may.csv', line, 'date');
    keep.run('may.csv', 1, 'sku');
    keep.run('old.csv', 1, 'date');
    run('orders', ['may.csv'], { rows: 100, bad: 6 });
    expect(arrivals()[0]?.reasons).toEqual([
      { code: 'date', count: 6, places: ['may.csv:3', 'may.csv:4', 'may.csv:5', 'may.csv:6', 'may.csv:7'] },
    ]);
  });
});
