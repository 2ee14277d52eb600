import { describe, expect, it } from 'vitest';
import { type FileKind, placeColumns } from '../../../connectors/files/columns.ts';
import type { TableFile } from '../../../connectors/files/rows.ts';
import { errorOf } from '../../support/error-of.ts';

const fileOf = (...columns: readonly string[]): TableFile => ({
  path: '/shop/orders.csv',
  name: 'orders.csv',
  gzip: false,
  bytes: 100,
  encoding: 'utf-8',
  format: ',',
  columns,
});
const contract = ['customer_id', 'order_id', 'date', 'sku', 'quantity', 'unit_price'];
const place = (columns: readonly string[], { map = {}, kind = 'orders' as FileKind } = {}) =>
  placeColumns(fileOf(...columns), kind, map);

describe('finding the columns of a file', () => {
  it('takes them by the names of the contract, in any order, and keeps the others', () => {
    const { indexes, further } = place(['gift', ...contract.toReversed()]);
    expect(indexes).toEqual({ customer_id: 6, order_id: 5, date: 4, sku: 3, quantity: 2, unit_price: 1 });
    expect(further).toEqual([{ name: 'gift', index: 0 }]);
  });

  it('knows what other programs call them; capitals, spaces and underscores do not matter', () => {
    // The header of the UCI data set "Online Retail".
    const uci = [
      'InvoiceNo',
      'StockCode',
      'Description',
      'Quantity',
      'InvoiceDate',
      'UnitPrice',
      'CustomerID',
      'Country',
    ];
    expect(place(uci).indexes).toEqual({
      order_id: 0,
      sku: 1,
      description: 2,
      quantity: 3,
      date: 4,
      unit_price: 5,
      customer_id: 6,
      country: 7,
    });
    expect(place(['Customer ID', 'ORDER-ID', 'Date', 'SKU', 'Quantity', 'Unit Price']).further).toEqual([]);
  });

  it('prefers our own name to another one', () => {
    expect(place([...contract, 'customer']).indexes.customer_id).toBe(0);
    expect(place(['customer', ...contract]).further).toEqual([{ name: 'customer', index: 0 }]);
  });

  it('does not take the name of a person for the name of a thing', () => {
    expect(place([...contract, 'name']).indexes).not.toHaveProperty('description');
  });

  it('follows --map, and keeps the column that it passes over', () => {
    const { indexes, further } = place([...contract, 'booked on'], { map: { date: 'Booked_On' } });
    expect(indexes.date).toBe(6);
    expect(further).toEqual([{ name: 'date', index: 2 }]);
  });

  it('gives a mapped column to nobody else by its second name', () => {
    // `product` is another name of `sku`.
    const columns = ['customer_id', 'order_id', 'date', 'quantity', 'unit_price', 'item', 'product'];
    expect(place(columns, { map: { description: 'product' } }).indexes).toMatchObject({ sku: 5, description: 6 });
  });

  it('leaves out columns without a name and numbers further ones of the same name', () => {
    const { further } = place([...contract, '', 'note', 'note', '']);
    expect(further).toEqual([
      { name: 'note', index: 7 },
      { name: 'note (2)', index: 8 },
    ]);
  });

  it('says which column is missing, what was found, and how to name it', () => {
    const error = errorOf(() => place(['Kunde', 'order_id', 'date', 'sku', 'quantity', 'unit_price', '']));
    expect(error).toMatchObject({
      code: 'column-missing',
      message:
        "Cannot import orders from orders.csv: it has no column 'customer_id'. Columns found: Kunde, order_id, date, sku, quantity, unit_price.",
      hint: 'Say which column it is: --map customer_id=Kunde',
    });
  });

  it('quotes a name with spaces in the hint', () => {
    expect(errorOf(() => place(['Mein Kunde'])).hint).toBe('Say which column it is: --map customer_id="Mein Kunde"');
  });

  it.each([
    ['a column that is not there', { date: 'when' }, 'column-missing', "no column 'when' for 'date'"],
    ['nothing', { date: '' }, 'column-missing', "no column '' for 'date'"],
    ['a field that we do not have', { dates: 'date' }, 'usage', "Cannot map 'dates': orders have no such field."],
    ['one column twice', { country: 'note', channel: 'note' }, 'usage', "'country' is mapped to it already"],
  ])('refuses to map %s', (_, map, code, says) => {
    const error = errorOf(() => place([...contract, '', 'note'], { map }));
    expect(error.code).toBe(code);
    expect(error.message).toContain(says);
  });

  it('refuses to guess between two columns of one name', () => {
    const error = errorOf(() => place([...contract, 'Order ID']));
    expect(error.code).toBe('column-missing');
    expect(error.message).toContain("it has two columns 'order_id'");
    expect(error.hint).toContain('Rename one of them');
  });

  it.each([
    ['customers', ['id', 'mail', 'full name'], { customer_id: 0, email: 1, name: 2 }],
    ['products', ['SKU', 'Title', 'Product type', 'Price'], { sku: 0, title: 1, category: 2, price: 3 }],
  ] as const)('places the fields of %s', (kind, columns, indexes) => {
    expect(place(columns, { kind }).indexes).toEqual(indexes);
  });
});
