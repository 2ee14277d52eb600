import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../src/store/database.ts';
import { findPeople } from '../../src/store/people.ts';
import { importTexts, memoryStore } from '../support/import-texts.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder();
let store: Store;
beforeEach(() => {
  store = memoryStore();
});
afterEach(() => store.close());

const importKind = (kind: 'customers' | 'products' | 'orders', ...texts: readonly string[]) =>
  importTexts(store, folder, Object.fromEntries(texts.map((text, file) => [`${kind}-${file}.csv`, text])), { kind });
const rowsOf = (sql: string) => store.sqlite.prepare(sql).all();

describe('an import of customers', () => {
  const header = 'customer_id,email,name,phone,country,created_at,tier\n';
  const people = `${header}1,ann@example.com,Ann Lee,,GB,2026-01-02,gold\n2,,Bob,55,,,\n`;

  it('makes people of its rows, who can be looked up', async () => {
    const report = await importKind('customers', `${people},nobody@example.com,,,,,\n`);
    expect(report).toMatchObject({ rows: 3, accepted: 2, quarantined: 1, outcomes: { new: 2 } });
    expect(report.orders).toBeUndefined();
    expect(report.currencyAssumed).toBeUndefined();
    expect(rowsOf('select public_id, email, name, phone, country, created_at, attributes from customer')).toEqual([
      {
        public_id: '1',
        email: 'ann@example.com',
        name: 'Ann Lee',
        phone: null,
        country: 'GB',
        created_at: Date.UTC(2026, 0, 2),
        attributes: '{"tier":"gold"}',
      },
      { public_id: '2', email: null, name: 'Bob', phone: '55', country: null, created_at: null, attributes: null },
    ]);
    expect(rowsOf('select source, source_id, email, created_at from identity')).toEqual([
      { source: 'file', source_id: '1', email: 'ann@example.com', created_at: Date.UTC(2026, 0, 2) },
      { source: 'file', source_id: '2', email: null, created_at: null },
    ]);
    expect(findPeople(store, 'ann lee', 1)[0]?.customerId).toBe('1');
  });

  it('changes nothing the second time, and says so', async () => {
    await importKind('customers', people);
    const before = rowsOf('select * from customer');
    expect((await importKind('customers', people)).outcomes).toEqual({ unchanged: 2 });
    expect(rowsOf('select * from customer')).toEqual(before);
  });

  it('replaces what the file knows, and nothing by an empty cell', async () => {
    await importKind('customers', people);
    const report = await importKind('customers', 'customer_id,email,phone,shoe size\n1,,77,39\n2,,55,\n');
    expect(report.outcomes).toEqual({ changed: 1, unchanged: 1 });
    expect(rowsOf('select email, phone, attributes from customer')).toEqual([
      { email: 'ann@example.com', phone: '77', attributes: '{"tier":"gold","shoe size":"39"}' },
      { email: null, phone: '55', attributes: null },
    ]);
  });

  it('lets the first of two rows for one person stand and the second fill gaps, so that a second import finds nothing to do', async () => {
    const twice = `${header}1,ann@example.com,,,,,gold\n1,other@example.com,Ann Lee,,,,silver\n`;
    expect((await importKind('customers', twice)).outcomes).toEqual({ new: 1, changed: 1 });
    expect(rowsOf('select email, name, attributes from customer')).toEqual([
      { email: 'ann@example.com', name: 'Ann Lee', attributes: '{"tier":"gold"}' },
    ]);
    expect((await importKind('customers', twice)).outcomes).toEqual({ unchanged: 2 });
  });

  it('lets the later of two files replace the earlier one', async () => {
    await importKind('customers', `${header}1,ann@example.com,,,,,\n`, `${header}1,new@example.com,,,,,\n`);
    expect(rowsOf('select c.email, i.email as told from customer c join identity i on i.customer_id = c.id')).toEqual([
      { email: 'new@example.com', told: 'new@example.com' },
    ]);
  });

  it('meets the people of orders, whichever comes first', async () => {
    const orders = 'customer_id,order_id,date,sku,quantity,unit_price\n1,o1,2026-01-01,A,1,2\n3,o2,2026-01-01,A,1,2\n';
    await importKind('orders', orders);
    expect((await importKind('customers', people)).outcomes).toEqual({ changed: 1, new: 1 });
    expect((await importKind('orders', orders)).outcomes).toEqual({ unchanged: 2 });
    expect(
      rowsOf(
        'select c.public_id, c.name, count(o.id) as orders from customer c left join orders o on o.customer_id = c.id group by c.id',
      ),
    ).toEqual([
      { public_id: '1', name: 'Ann Lee', orders: 1 },
      { public_id: '3', name: null, orders: 1 },
      { public_id: '2', name: 'Bob', orders: 0 },
    ]);
  });
});

describe('an import of products', () => {
  const products = 'sku,title,category,price,colour\nA,Lantern,Lights,2.50,red\nPOST,Postage,,4,\n';

  it('makes products of its rows and knows fees', async () => {
    const report = await importKind('products', `${products}B,Vase,,ask,\n`);
    expect(report).toMatchObject({
      accepted: 2,
      quarantined: 1,
      outcomes: { new: 2 },
      reasons: [{ code: 'price', count: 1 }],
    });
    expect(rowsOf('select sku, title, category, price_micros, is_fee, attributes from product')).toEqual([
      {
        sku: 'A',
        title: 'Lantern',
        category: 'Lights',
        price_micros: 2_500_000,
        is_fee: 0,
        attributes: '{"colour":"red"}',
      },
      { sku: 'POST', title: 'Postage', category: null, price_micros: 4_000_000, is_fee: 1, attributes: null },
    ]);
  });

  it('changes nothing the second time, replaces what it knows, and fills from further rows', async () => {
    await importKind('products', products);
    expect((await importKind('products', products)).outcomes).toEqual({ unchanged: 2 });
    expect((await importKind('products', 'sku,price\nA,3\nA,4\n')).outcomes).toEqual({ changed: 1, unchanged: 1 });
    expect(rowsOf("select title, price_micros from product where sku = 'A'")).toEqual([
      { title: 'Lantern', price_micros: 3_000_000 },
    ]);
    const twice = 'sku,title,category\nC,,Toys\nC,Postage,\n';
    expect((await importKind('products', twice)).outcomes).toEqual({ new: 1, changed: 1 });
    expect((await importKind('products', twice)).outcomes).toEqual({ unchanged: 2 });
    expect(rowsOf("select title, category, is_fee from product where sku = 'C'")).toEqual([
      { title: 'Postage', category: 'Toys', is_fee: 1 },
    ]);
  });

  it('keeps its titles and prices when orders speak of the same things', async () => {
    await importKind('products', products);
    await importKind(
      'orders',
      'customer_id,order_id,date,sku,quantity,unit_price,description\n1,o1,2026-01-01,A,1,9,LANTERN OLD\n',
    );
    expect(rowsOf("select title, price_micros from product where sku = 'A'")).toEqual([
      { title: 'Lantern', price_micros: 2_500_000 },
    ]);
  });
});
