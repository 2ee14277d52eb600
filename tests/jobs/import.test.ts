import { existsSync, readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Progress } from '../../src/domain/progress.ts';
import type { Store } from '../../src/store/database.ts';
import { readFact } from '../../src/store/facts.ts';
import { rejectionOf } from '../support/error-of.ts';
import { importTexts, memoryStore } from '../support/import-texts.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder();
let store: Store;
beforeEach(() => {
  store = memoryStore();
});
afterEach(() => store.close());

const header = 'customer_id,order_id,date,sku,quantity,unit_price';
const csv = (rows: readonly string[], columns = header) => [columns, ...rows, ''].join('\n');
const importOrders = (text: string | Buffer, options = {}) =>
  importTexts(store, folder, { 'orders.csv': text }, options);
const rowsOf = (sql: string) => store.sqlite.prepare(sql).all();
const oneOf = (sql: string) => store.sqlite.prepare(sql).pluck().get();

describe('an import of orders', () => {
  it('counts what stands in the file and brings all of it into the store', async () => {
    const report = await importOrders(
      csv([
        'ann,o1,2026-01-01 10:00,A,2,1.50',
        'ann,o1,2026-01-01 10:00,POST,1,4.00',
        'ann,C1,2026-01-03 10:00,A,-1,1.50',
        ',o2,2026-01-02 10:00,B,3,0.99',
        'bob,o3,2026-01-05 10:00,A,-1,1.50',
        'bob,o4,2026-01-06 10:00,A,one,1.50',
      ]),
    );
    expect(report).toMatchObject({
      rows: 6,
      accepted: 5,
      quarantined: 1,
      outcomes: { new: 4 },
      orders: {
        orders: 4,
        cancellations: 1,
        guestLines: 1,
        returnedLines: 2,
        feeLines: 1,
        customers: 2,
        products: 3,
        // 2 x 1.50 + 4.00 - 1.50 + 3 x 0.99 - 1.50 = 6.97
        totals: [{ currency: 'GBP', exactMicros: '6970000', accepted: 697, stored: 697 }],
        firstAt: Date.parse('2026-01-01T10:00:00Z'),
        lastAt: Date.parse('2026-01-05T10:00:00Z'),
      },
    });
    expect(oneOf('select count(*) from order_line')).toBe(5);
    expect(
      rowsOf(
        'select source_id, customer_id is null as guest, gross, refunded, cancelled_at is not null as cancelled from orders order by source_id',
      ),
    ).toEqual([
      { source_id: 'C1', guest: 0, gross: 0, refunded: 150, cancelled: 1 },
      { source_id: 'o1', guest: 0, gross: 700, refunded: 0, cancelled: 0 },
      { source_id: 'o2', guest: 1, gross: 297, refunded: 0, cancelled: 0 },
      { source_id: 'o3', guest: 0, gross: 0, refunded: 150, cancelled: 0 },
    ]);
  });

  it('tells the exact total of the file beside that of the store, which rounds each line once', async () => {
    // 3 x 14.665 = 43.995; 1 x 0.005 = 0.005: exactly 44.00, rounded line by line 44.00 + 0.01.
    const { orders } = await importOrders(csv(['ann,o1,2026-01-01,A,3,14.665', 'ann,o1,2026-01-01,B,1,0.005']));
    expect(orders?.totals).toEqual([{ currency: 'GBP', exactMicros: '44000000', accepted: 4401, stored: 4401 }]);
  });

  it('changes nothing the second time, and says so', async () => {
    const text = csv(['ann,o1,2026-01-01,A,2,1.50', 'ann,o1,2026-01-01,A,2,1.50', 'bob,o2,2026-01-02,A,x,1.50']);
    await importOrders(text);
    const tables = ['customer', 'identity', 'product', 'orders', 'order_line', 'quarantine'];
    const before = tables.map((table) => rowsOf(`select * from ${table}`));
    const report = await importOrders(text);
    expect(report).toMatchObject({ rows: 3, accepted: 2, quarantined: 1, outcomes: { unchanged: 1 } });
    expect(tables.map((table) => rowsOf(`select * from ${table}`))).toEqual(before);
    // Two equal lines of one order are two lines.
    expect(oneOf('select count(*) from order_line')).toBe(2);
  });

  it('keeps rows that it cannot use with file, line and reason, once', async () => {
    const text = csv(['ann,o1,2026-02-30,A,2,1.50', 'ann,o2,2026-01-01,"A,2,1.50', 'ann,o3,2026-01-01,A,2,1.50']);
    const report = await importOrders(text);
    await importOrders(text);
    expect(rowsOf('select kind, file, line, code, reason, raw from quarantine order by line')).toEqual([
      {
        kind: 'orders',
        file: 'orders.csv',
        line: 2,
        code: 'date',
        reason: "'2026-02-30' is no date",
        raw: 'ann,o1,2026-02-30,A,2,1.50',
      },
      {
        kind: 'orders',
        file: 'orders.csv',
        line: 3,
        code: 'broken',
        reason: 'a quote is opened and never closed',
        raw: 'ann,o2,2026-01-01,"A,2,1.50',
      },
    ]);
    expect(report.reasons).toEqual([
      { code: 'broken', count: 1, example: 'orders.csv:3: a quote is opened and never closed' },
      { code: 'date', count: 1, example: "orders.csv:2: '2026-02-30' is no date" },
    ]);
  });

  it('keeps further columns with each line, and the discount', async () => {
    await importOrders(
      csv(
        ['ann,o1,2026-01-01,A,2,1.50,0.30,red,', 'ann,o1,2026-01-01,B,1,1.50,,blue,7'],
        `${header},discount,colour,shelf`,
      ),
    );
    expect(rowsOf('select discount, attributes from order_line order by line_no')).toEqual([
      { discount: 30, attributes: '{"colour":"red"}' },
      { discount: null, attributes: '{"colour":"blue","shelf":"7"}' },
    ]);
    expect(oneOf('select discount from orders')).toBe(30);
  });

  it('knows no discount where the file has none', async () => {
    await importOrders(csv(['ann,o1,2026-01-01,A,2,1.50']));
    expect(oneOf('select discount from orders')).toBeNull();
  });

  it('says how it read the file', async () => {
    const text = csv(['ann;o1;13.04.2026;A;2;1,50;Größe'], `${header};description`.replaceAll(',', ';'));
    const { files } = await importOrders(gzipSync(Buffer.from(text, 'latin1')), {
      map: { customer_id: 'customer_id' },
    });
    expect(files).toEqual([
      {
        file: 'orders.csv',
        compressed: true,
        encoding: 'windows-1252',
        separator: 'semicolon',
        columns: {
          customer_id: 'customer_id',
          order_id: 'order_id',
          date: 'date',
          sku: 'sku',
          quantity: 'quantity',
          unit_price: 'unit_price',
          description: 'description',
        },
        further: [],
        dateOrder: 'day first',
        decimal: 'comma',
      },
    ]);
    expect(rowsOf('select ordered_at, gross from orders')).toEqual([
      { ordered_at: Date.parse('2026-04-13T00:00:00Z'), gross: 300 },
    ]);
    expect(oneOf('select title from product')).toBe('Größe');
  });

  it('reads JSON lines by the same contract', async () => {
    const lines = [
      { order_id: 7, date: '2026-01-01', sku: 'A', quantity: 2, unit_price: 1.5 },
      { order_id: 8, date: '2026-01-02', sku: 'A', quantity: 1, unit_price: '1.50', customer_id: 'ann', gift: true },
      { order_id: 9, date: '2026-01-02', sku: 'A', quantity: null, unit_price: 1.5 },
    ].map((line) => JSON.stringify(line));
    const report = await importOrders(lines.join('\n'));
    expect(report).toMatchObject({ accepted: 2, quarantined: 1, orders: { guestLines: 1, customers: 1 } });
    expect(rowsOf('select source_id, gross from orders order by 1')).toEqual([
      { source_id: '7', gross: 300 },
      { source_id: '8', gross: 150 },
    ]);
    expect(rowsOf('select attributes from order_line order by order_id')).toEqual([
      { attributes: null },
      { attributes: '{"gift":"true"}' },
    ]);
  });

  it('is empty for a file with only a header', async () => {
    const report = await importOrders(csv([]));
    expect(report).toMatchObject({ rows: 0, accepted: 0, quarantined: 0, outcomes: {} });
    expect(report.orders).toEqual({
      orders: 0,
      cancellations: 0,
      guestLines: 0,
      returnedLines: 0,
      feeLines: 0,
      customers: 0,
      products: 0,
      totals: [],
    });
  });

  it('takes the title of a product from most of its lines, whichever order comes first', async () => {
    const columns = `${header},description`;
    await importOrders(
      csv(
        [
          'a,1,2026-01-01,A,1,1,samples',
          'b,2,2026-01-01,A,1,2,LANTERN',
          'c,3,2026-01-03,A,1,3,LANTERN',
          'd,4,2026-01-02,B,1,4,',
        ],
        columns,
      ),
    );
    expect(rowsOf('select sku, title, price_micros, is_fee from product order by sku')).toEqual([
      { sku: 'A', title: 'LANTERN', price_micros: 3_000_000, is_fee: 0 },
      { sku: 'B', title: null, price_micros: 4_000_000, is_fee: 0 },
    ]);
    await importOrders(csv(['d,5,2026-01-02,B,1,4,Postage'], columns));
    expect(rowsOf("select title, is_fee from product where sku = 'B'")).toEqual([{ title: 'Postage', is_fee: 1 }]);
  });

  it('fills the e-mail and country of a customer and overwrites neither', async () => {
    const columns = `${header},email,country`;
    await importOrders(csv(['ann,o1,2026-01-01,A,2,1.50,,France'], columns));
    await importOrders(csv(['ann,o2,2026-01-02,A,2,1.50,Ann@Example.com,Spain'], columns));
    expect(rowsOf('select public_id, email, country from customer')).toEqual([
      { public_id: 'ann', email: 'ann@example.com', country: 'France' },
    ]);
  });

  it('writes nothing where one of the files cannot be read', async () => {
    const files = { 'good.csv': csv(['ann,o1,2026-01-01,A,2,1.50']), 'bad.csv': 'nothing\nof\nuse\n' };
    let isCalled = false;
    const error = await rejectionOf(
      importTexts(store, folder, files, {
        beforeWriting: () => {
          isCalled = true;
        },
      }),
    );
    expect(error.code).toBe('column-missing');
    expect(isCalled).toBe(false);
    expect(oneOf('select count(*) from import_run')).toBe(0);
  });

  it('reports progress to the end and leaves no scratch file', async () => {
    const steps: Progress[] = [];
    const rows = Array.from({ length: 12_000 }, (_, row) => `c${row % 50},o${row >> 1},2026-01-01,A${row % 9},1,1`);
    await importOrders(csv(rows), { onProgress: (step: Progress) => steps.push(step) });
    const last = (word: string) => steps.filter(({ step }) => step.startsWith(word)).at(-1);
    expect(last('Reading')).toMatchObject({ done: csv(rows).length, total: csv(rows).length });
    expect(last('Bringing')).toMatchObject({ done: 6000, total: 6000 });
    expect(steps.length).toBeGreaterThan(3);
    expect(existsSync(folder.path('scratch')) ? readdirSync(folder.path('scratch')) : []).toEqual([]);
  });

  it('notes the run, and its report once it has ended', async () => {
    const report = await importOrders(csv(['ann,o1,2026-01-01,A,2,1.50']));
    const now = Date.parse('2026-06-01T00:00:00Z');
    expect(rowsOf('select kind, files, started_at, finished_at from import_run')).toEqual([
      { kind: 'orders', files: '["orders.csv"]', started_at: now, finished_at: now },
    ]);
    expect(JSON.parse(String(oneOf('select report from import_run')))).toEqual(report);
  });
});

describe('the currency of orders', () => {
  const bare = csv(['ann,o1,2026-01-01,A,2,1.50']);
  const named = csv(['ann,o1,2026-01-01,A,2,1.50,eur', 'ann,o2,2026-01-01,A,1,1.50,'], `${header},currency`);
  const currencies = () => rowsOf('select source_id, currency from orders order by 1');

  it('is what the row names, else the setting', async () => {
    const report = await importOrders(named);
    expect(currencies()).toEqual([
      { source_id: 'o1', currency: 'EUR' },
      { source_id: 'o2', currency: 'GBP' },
    ]);
    expect(report.currencyAssumed).toBeUndefined();
    expect(report.orders?.totals.map(({ currency, stored }) => [currency, stored])).toEqual([
      ['EUR', 300],
      ['GBP', 150],
    ]);
  });

  it('is assumed, and said to be, where neither tells', async () => {
    const report = await importTexts(store, folder, { 'orders.csv': bare }, { currency: undefined });
    expect(report.currencyAssumed).toBe('USD');
    expect(currencies()).toEqual([{ source_id: 'o1', currency: 'USD' }]);
  });

  it('is corrected by importing again with the right setting', async () => {
    await importTexts(store, folder, { 'orders.csv': bare }, { currency: undefined });
    const report = await importOrders(bare, { currency: 'JPY' });
    expect(report.outcomes).toEqual({ corrected: 1 });
    expect(rowsOf('select currency, gross from orders')).toEqual([{ currency: 'JPY', gross: 3 }]);
    expect(readFact(store, 'currency')).toBe('JPY');
  });

  it('of the shop is that of most orders, whatever comes first', async () => {
    await importOrders(named);
    expect(readFact(store, 'currency')).toBe('EUR');
    await importOrders(csv(['bob,o3,2026-01-01,A,2,1.50']));
    expect(readFact(store, 'currency')).toBe('GBP');
  });
});
