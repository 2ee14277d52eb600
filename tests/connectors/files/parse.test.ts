import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeColumns } from '../../../connectors/files/columns.ts';
import { customerParser, orderLineParser, productParser, type RowContext } from '../../../connectors/files/parse.ts';
import type { TableFile } from '../../../connectors/files/rows.ts';
import type { ValueStyle } from '../../../connectors/files/values.ts';

type Kind = 'orders' | 'customers' | 'products';
const style: ValueStyle = { timeZone: 'UTC', dateOrder: 'day first', decimal: 'point' };

function contextOf(kind: Kind, columns: readonly string[]): RowContext {
  const file: TableFile = {
    path: '',
    name: 'shop.csv',
    gzip: false,
    bytes: 1,
    encoding: 'utf-8',
    format: ',',
    columns,
  };
  return {
    file: 'shop.csv',
    columnCount: columns.length,
    places: placeColumns(file, kind, {}),
    style,
    currency: 'GBP',
  };
}

/** A row as cells by column, and what an orders file that has only these columns makes of it. */
function orderLine(cells: Readonly<Record<string, string>>, { broken }: { broken?: string } = {}) {
  const whole = {
    customer_id: '17850',
    order_id: '536365',
    date: '2010-12-01',
    sku: '85123A',
    quantity: '6',
    unit_price: '2.55',
    ...cells,
  };
  const raw = Object.values(whole).join(',');
  const row = { line: 7, raw, cells: Object.values(whole), ...(broken === undefined ? {} : { broken }) };
  return orderLineParser(contextOf('orders', Object.keys(whole)))(row);
}

function recordOf(cells: Readonly<Record<string, string>>) {
  const parsed = orderLine(cells);
  if ('record' in parsed) return parsed.record;
  throw new Error(`In quarantine: ${parsed.quarantined.reason}`);
}

describe('a row of an orders file', () => {
  it('becomes a line with exact money', () => {
    expect(recordOf({})).toMatchObject({
      place: { file: 'shop.csv', line: 7 },
      customerId: '17850',
      orderId: '536365',
      orderedAt: Date.parse('2010-12-01T00:00:00Z'),
      sku: '85123A',
      quantity: 6,
      unitPriceMicros: 2_550_000,
      currency: 'GBP',
      amount: 1530,
      exactMicros: 15_300_000n,
      isCancellation: false,
    });
  });

  it('keeps what it knows beyond the contract, and further columns as they are', () => {
    const cells = {
      description: ' Lantern ',
      country: 'France',
      email: 'Ann@Example.COM',
      channel: 'web',
      currency: 'eur',
      gift: 'yes',
      note: '',
    };
    expect(recordOf(cells)).toMatchObject({
      description: 'Lantern',
      country: 'France',
      email: 'ann@example.com',
      channel: 'web',
      currency: 'EUR',
      extra: { gift: 'yes' },
    });
    expect(recordOf({ note: '' }).extra).toBeUndefined();
  });

  it('is a guest without a customer', () => {
    expect(recordOf({ customer_id: ' ' }).customerId).toBeUndefined();
  });

  it.each([
    ['C536365', true],
    ['c1', true],
    ['536365', false],
    ['CA-2011-100006', false],
    ['1C', false],
  ])('of order %s is a cancellation: %s', (order, isCancellation) => {
    expect(recordOf({ order_id: order }).isCancellation).toBe(isCancellation);
  });

  it('may have a negative quantity, a price of 0 and a negative price', () => {
    expect(recordOf({ quantity: '-6' }).amount).toBe(-1530);
    expect(recordOf({ unit_price: '0' }).amount).toBe(0);
    expect(recordOf({ quantity: '1', unit_price: '-11062.06' }).amount).toBe(-1_106_206);
  });

  it.each([
    // Places of the minor unit by ISO 4217.
    ['JPY', '3', '1204', 3612],
    ['JPY', '1', '0.5', 1],
    ['KWD', '2', '1.2345', 2469],
    ['GBP', '3', '14.665', 4400],
    ['GBP', '-3', '14.665', -4400],
    ['GBP', '0.5', '0.03', 2],
    ['XXQ', '1', '1.005', 101],
  ])('in %s: %s x %s is %i minor units, rounded once', (currency, quantity, price, amount) => {
    expect(recordOf({ currency, quantity, unit_price: price }).amount).toBe(amount);
  });

  it('adds up exactly: whole cents stay whole cents however many lines there are', () => {
    const line = fc.record({
      quantity: fc.integer({ min: -1000, max: 1000 }).filter((it) => it !== 0),
      cents: fc.integer({ min: 0, max: 10_000_000 }),
    });
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 50 }), (lines) => {
        const records = lines.map(({ quantity, cents }) =>
          recordOf({
            quantity: String(quantity),
            unit_price: `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`,
          }),
        );
        const expected = lines.reduce((sum, { quantity, cents }) => sum + BigInt(quantity) * BigInt(cents), 0n);
        expect(records.reduce((sum, { amount }) => sum + BigInt(amount), 0n)).toBe(expected);
        expect(records.reduce((sum, { exactMicros }) => sum + exactMicros, 0n)).toBe(expected * 10_000n);
      }),
      { seed: 8910, numRuns: 50 },
    );
  });

  it('reads a discount, and keeps one that is no amount as it stands', () => {
    expect(recordOf({ discount: '1.50' }).discount).toBe(150);
    expect(recordOf({ discount: '' }).discount).toBeUndefined();
    expect(recordOf({ discount: '10%' })).toMatchObject({ discount: undefined, extra: { discount: '10%' } });
  });

  it.each([
    [{ order_id: '' }, 'order_id', 'the order id is empty'],
    [{ date: '' }, 'date', "'' is no date"],
    [{ date: '30/02/2011' }, 'date', "'30/02/2011' is no date"],
    [{ sku: ' ' }, 'sku', 'the SKU is empty'],
    [{ quantity: 'six' }, 'quantity', "'six' is no number"],
    [{ quantity: '0' }, 'quantity', 'the quantity is 0'],
    [{ unit_price: '' }, 'unit_price', "'' is no price"],
    [{ unit_price: '2,55' }, 'unit_price', "'2,55' is no price"],
    [{ currency: 'pounds' }, 'currency', "'POUNDS' is no currency code"],
    [
      { quantity: '9000000000', unit_price: '9000000000' },
      'unit_price',
      "9000000000 x '9000000000' is too much to be true",
    ],
  ])('goes to the quarantine for %j', (cells, code, reason) => {
    const raw = expect.stringContaining('85123A');
    expect(orderLine({ note: '85123A', ...cells })).toMatchObject({
      quarantined: { place: { file: 'shop.csv', line: 7 }, code, reason, raw },
    });
  });

  it('goes to the quarantine where it was split wrongly', () => {
    expect(orderLine({}, { broken: 'a quote is opened and never closed' })).toMatchObject({
      quarantined: { code: 'broken' },
    });
    const parse = orderLineParser(
      contextOf('orders', ['customer_id', 'order_id', 'date', 'sku', 'quantity', 'unit_price']),
    );
    expect(parse({ line: 3, raw: '1,2', cells: ['1', '2'] })).toEqual({
      quarantined: {
        place: { file: 'shop.csv', line: 3 },
        code: 'columns',
        reason: '2 cells where the header has 6',
        raw: '1,2',
      },
    });
  });
});

describe('a row of another file', () => {
  it('of customers becomes a person', () => {
    const parse = customerParser(
      contextOf('customers', ['id', 'email', 'name', 'phone', 'country', 'created', 'tier']),
    );
    const cells = ['17', 'Ann@Example.com', 'Ann Lee', '', 'GB', '13/04/2011', 'gold'];
    expect(parse({ line: 2, raw: '', cells })).toEqual({
      record: {
        place: { file: 'shop.csv', line: 2 },
        customerId: '17',
        email: 'ann@example.com',
        name: 'Ann Lee',
        phone: undefined,
        country: 'GB',
        createdAt: Date.parse('2011-04-13T00:00:00Z'),
        extra: { tier: 'gold' },
      },
    });
    expect(parse({ line: 3, raw: '', cells: ['', '', '', '', '', '', ''] })).toMatchObject({
      quarantined: { code: 'customer_id' },
    });
    expect(parse({ line: 3, raw: '', cells: ['1', '', '', '', '', 'soon', ''] })).toMatchObject({
      quarantined: { code: 'created_at', reason: "'soon' is no date" },
    });
  });

  it('of products becomes a product', () => {
    const parse = productParser(contextOf('products', ['sku', 'title', 'category', 'price']));
    expect(parse({ line: 2, raw: '', cells: ['A', 'Lantern', '', '£2.55'] })).toEqual({
      record: {
        place: { file: 'shop.csv', line: 2 },
        sku: 'A',
        title: 'Lantern',
        category: undefined,
        priceMicros: 2_550_000,
        extra: undefined,
      },
    });
    expect(parse({ line: 3, raw: '', cells: ['', 'x', '', ''] })).toMatchObject({ quarantined: { code: 'sku' } });
    expect(parse({ line: 3, raw: '', cells: ['B', 'x', '', 'ask'] })).toMatchObject({
      quarantined: { code: 'price', reason: "'ask' is no price" },
    });
  });
});
