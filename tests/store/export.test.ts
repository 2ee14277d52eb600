import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DelimitedReader } from '../../connectors/files/delimited.ts';
import type { Store } from '../../src/store/database.ts';
import { exportTable, type StoreTable } from '../../src/store/export.ts';
import { errorOf } from '../support/error-of.ts';
import { importTexts, memoryStore } from '../support/import-texts.ts';
import { madeOrders, ordersCsv } from '../support/made-orders.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder();
let store: Store;
beforeAll(() => {
  store = memoryStore();
});
afterAll(() => store.close());

/** A table as it was written, by the names of its columns. */
function written(table: StoreTable, { from = store, currency = 'GBP' } = {}) {
  const out = folder.path(`out/${table}.csv`);
  const count = exportTable(from, table, { out, currency });
  const reader = new DelimitedReader(',');
  const [header, ...rows] = [...reader.push(readFileSync(out, 'utf8')), ...reader.end()].map(({ cells }) => cells);
  expect(rows).toHaveLength(count);
  return rows.map((row) => Object.fromEntries((header ?? []).map((name, index) => [name, row[index] ?? ''])));
}

const text = [
  'customer_id,order_id,date,sku,quantity,unit_price,currency,email',
  'ann,o1,2026-01-01T10:00:00Z,"A, big",2,1.50,GBP,ann@example.com',
  'ann,o1,2026-01-01T10:00:00Z,B,-1,0.335,GBP,',
  'ann,C1,2026-01-03T10:00:00Z,B,-1,1.50,GBP,',
  'ann,o4,2026-01-05T10:00:00Z,B,1,0,GBP,',
  ',o2,2026-01-02T10:00:00Z,B,3,0.99,GBP,',
  'bob,"o""3",2026-01-04T10:00:00Z,A,1,1204,JPY,',
  'cy,o5,2026-01-06T10:00:00Z,A,1,1.2345,KWD,',
].join('\n');

describe('an exported table', () => {
  beforeAll(async () => {
    await importTexts(store, folder, { 'orders.csv': text });
  });

  it('of orders has one row for each, money as decimals of its currency', () => {
    expect(written('orders')).toEqual([
      {
        source: 'file',
        order_id: 'o1',
        customer_id: 'ann',
        ordered_at: '2026-01-01T10:00:00.000Z',
        currency: 'GBP',
        gross: '3.00',
        refunded: '0.34',
        net: '2.66',
        test: 'false',
        cancelled: 'false',
      },
      {
        source: 'file',
        order_id: 'o2',
        customer_id: '',
        ordered_at: '2026-01-02T10:00:00.000Z',
        currency: 'GBP',
        gross: '2.97',
        refunded: '0.00',
        net: '2.97',
        test: 'false',
        cancelled: 'false',
      },
      {
        source: 'file',
        order_id: 'C1',
        customer_id: 'ann',
        ordered_at: '2026-01-03T10:00:00.000Z',
        currency: 'GBP',
        gross: '0.00',
        refunded: '1.50',
        net: '-1.50',
        test: 'false',
        cancelled: 'true',
      },
      {
        source: 'file',
        order_id: 'o"3',
        customer_id: 'bob',
        ordered_at: '2026-01-04T10:00:00.000Z',
        currency: 'JPY',
        gross: '1204',
        refunded: '0',
        net: '1204',
        test: 'false',
        cancelled: 'false',
      },
      {
        source: 'file',
        order_id: 'o4',
        customer_id: 'ann',
        ordered_at: '2026-01-05T10:00:00.000Z',
        currency: 'GBP',
        gross: '0.00',
        refunded: '0.00',
        net: '0.00',
        test: 'false',
        cancelled: 'false',
      },
      {
        source: 'file',
        order_id: 'o5',
        customer_id: 'cy',
        ordered_at: '2026-01-06T10:00:00.000Z',
        currency: 'KWD',
        gross: '1.235',
        refunded: '0.000',
        net: '1.235',
        test: 'false',
        cancelled: 'false',
      },
    ]);
  });

  it('of customers counts orders as everywhere else: a price of 0 counts, a cancellation and another currency do not add up', () => {
    const [ann, bob] = written('customers');
    // ann: 3.00 - 0.34 - 1.50 + 0 = 1.16, in o1 and o4.
    expect(ann).toEqual({
      customer_id: 'ann',
      source: 'file',
      source_id: 'ann',
      email: 'ann@example.com',
      created_at: '',
      orders: '2',
      revenue: '1.16',
    });
    expect(bob).toMatchObject({ customer_id: 'bob', orders: '1', revenue: '0.00' });
    expect(written('customers', { currency: 'JPY' })[1]).toMatchObject({ orders: '1', revenue: '1204' });
  });

  it('of lines keeps exact prices, and quotes what needs it', () => {
    const lines = written('lines');
    expect(lines.filter(({ line, currency }) => line === '1' && currency === 'GBP').slice(0, 2)).toEqual([
      {
        source: 'file',
        order_id: 'C1',
        line: '1',
        sku: 'B',
        quantity: '-1',
        unit_price: '1.50',
        amount: '-1.50',
        currency: 'GBP',
      },
      {
        source: 'file',
        order_id: 'o1',
        line: '1',
        sku: 'A, big',
        quantity: '2',
        unit_price: '1.50',
        amount: '3.00',
        currency: 'GBP',
      },
    ]);
    expect(lines.map(({ unit_price, amount }) => `${unit_price}/${amount}`)).toEqual([
      '1.50/-1.50',
      '1204/1204',
      '1.50/3.00',
      '0.335/-0.34',
      '0.99/2.97',
      '0.00/0.00',
      '1.2345/1.235',
    ]);
  });

  it('is empty but for its header where there is nothing', () => {
    const empty = memoryStore();
    expect((['orders', 'customers', 'lines'] as const).map((table) => written(table, { from: empty }))).toEqual([
      [],
      [],
      [],
    ]);
    empty.close();
  });

  it('comes back with the same totals, to the cent', async () => {
    const shop = memoryStore();
    const rows = madeOrders({ customers: 60, seed: 7 });
    await importTexts(shop, folder, { 'made.csv': ordersCsv(rows) });
    const orders = written('orders', { from: shop });
    const cents = (decimal: string | undefined) => BigInt((decimal ?? '').replace('.', ''));
    // The generator's prices have two places, so that nothing is rounded.
    const expected = rows.reduce((sum, { quantity, price }) => sum + BigInt(quantity) * cents(price), 0n);
    expect(orders.reduce((sum, { net }) => sum + cents(net), 0n)).toBe(expected);
    expect(written('lines', { from: shop }).reduce((sum, { amount }) => sum + cents(amount), 0n)).toBe(expected);
    expect(written('customers', { from: shop }).reduce((sum, { revenue }) => sum + cents(revenue), 0n)).toBe(expected);
    expect(new Set(orders.map(({ order_id }) => order_id))).toEqual(new Set(rows.map(({ order }) => order)));
    shop.close();
  });

  it('replaces the old file only when it is whole, and leaves nothing beside it', () => {
    const out = folder.write('whole/orders.csv', 'the old one\n');
    exportTable(store, 'orders', { out, currency: 'GBP' });
    expect(readFileSync(out, 'utf8')).toMatch(/^source,order_id,/);
    expect(readdirSync(dirname(out))).toEqual(['orders.csv']);
  });

  it.each([
    [
      'a folder',
      () => {
        mkdirSync(folder.path('taken.csv'), { recursive: true });
        return folder.path('taken.csv');
      },
    ],
    ['under a file', () => `${folder.write('a-file', '')}/orders.csv`],
  ])('cannot be %s', (_, pathOf) => {
    const out = pathOf();
    const error = errorOf(() => exportTable(store, 'orders', { out, currency: 'GBP' }));
    expect(error.code).toBe('cannot-write');
    expect(error.message).toContain(out);
    expect(error.hint).toContain('folder');
    // The store goes on working.
    store.sqlite.exec("update customer set phone = '1' where public_id = 'ann'");
  });
});
