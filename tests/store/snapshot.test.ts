import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dayMs } from '../../src/domain/clock.ts';
import { customerCount, type Snapshot } from '../../src/domain/snapshot.ts';
import { clearStore } from '../../src/store/clear.ts';
import type { Store } from '../../src/store/database.ts';
import { fingerprintSnapshot, loadSnapshot } from '../../src/store/snapshot.ts';
import { memoryStore } from '../support/import-texts.ts';

let store: Store;
beforeAll(() => {
  store = memoryStore();
});
beforeEach(() => clearStore(store));
afterAll(() => store.close());

interface Line {
  readonly sku: string;
  readonly quantity: number;
  /** Minor units, of the whole line. */
  readonly amount: number;
}

interface Order {
  readonly id: string;
  readonly customer?: string;
  /** Days after the start of 2026. */
  readonly day: number;
  readonly lines: readonly Line[];
  readonly currency?: string;
  readonly isTest?: boolean;
  /** Day of the cancellation. */
  readonly cancelled?: number;
  readonly refunds?: readonly { readonly day: number; readonly amount: number }[];
}

const at = (day: number) => Date.UTC(2026, 0, 1) + day * dayMs;

/** Puts orders into the store in the order given; ids of rows follow it. */
function keep(orders: readonly Order[]): void {
  const { sqlite } = store;
  const rowOf = (table: string, column: string, value: string) => {
    sqlite.prepare(`insert into ${table} (${column}) values (?) on conflict do nothing`).run(value);
    return sqlite.prepare(`select id from ${table} where ${column} = ?`).pluck().get(value);
  };
  for (const { id, customer, day, lines, currency = 'GBP', isTest = false, cancelled, refunds = [] } of orders) {
    const person = customer === undefined ? null : rowOf('customer', 'public_id', customer);
    const { lastInsertRowid: row } = sqlite
      .prepare(
        "insert into orders (source, source_id, customer_id, ordered_at, currency, gross, refunded, is_test, cancelled_at) values ('shop', ?, ?, ?, ?, 0, 0, ?, ?)",
      )
      .run(id, person, at(day), currency, isTest ? 1 : 0, cancelled === undefined ? null : at(cancelled));
    for (const [index, { sku, quantity, amount }] of lines.entries()) {
      sqlite
        .prepare(
          'insert into order_line (order_id, line_no, product_id, quantity, unit_price_micros, amount) values (?, ?, ?, ?, 0, ?)',
        )
        .run(row, index, rowOf('product', 'sku', sku), quantity, amount);
    }
    for (const [index, { day: refundDay, amount }] of refunds.entries()) {
      sqlite
        .prepare("insert into refund (order_id, source, source_id, refunded_at, amount) values (?, 'shop', ?, ?, ?)")
        .run(row, `${id}-${index}`, at(refundDay), amount);
    }
  }
}

const load = (day: number, currency = 'GBP') => loadSnapshot(store, { asOf: at(day), timeZone: 'UTC', currency });
const one = (sku: string, amount: number, quantity = 1): readonly Line[] => [{ sku, quantity, amount }];

/** Orders of a snapshot as a person would write them down. */
function histories(snapshot: Snapshot) {
  return snapshot.customerIds.map((id, customer) => {
    const places = [];
    for (let order = snapshot.orderStart[customer] ?? 0; order < (snapshot.orderStart[customer + 1] ?? 0); order++)
      places.push(order);
    return {
      id,
      orders: places.map((order) => ({
        day: ((snapshot.orderAt[order] ?? 0) - at(0)) / dayMs,
        gross: snapshot.orderGross[order],
        skus: [...snapshot.lineProduct.slice(snapshot.lineStart[order], snapshot.lineStart[order + 1])].map(
          (product) => snapshot.products[product]?.sku,
        ),
      })),
      returned: [...snapshot.returnAmount.slice(snapshot.returnStart[customer], snapshot.returnStart[customer + 1])],
    };
  });
}

describe('a snapshot', () => {
  it('holds people with their orders and lines, oldest first', () => {
    keep([
      { id: '2', customer: 'ann', day: 9, lines: one('B', 200) },
      { id: '1', customer: 'ann', day: 3, lines: [...one('C', 300), ...one('A', 100)] },
      { id: '3', customer: 'bob', day: 1, lines: one('A', 100) },
    ]);
    const snapshot = load(30);
    expect(histories(snapshot)).toEqual([
      { id: 'bob', orders: [{ day: 1, gross: 100, skus: ['A'] }], returned: [] },
      {
        id: 'ann',
        orders: [
          { day: 3, gross: 400, skus: ['A', 'C'] },
          { day: 9, gross: 200, skus: ['B'] },
        ],
        returned: [],
      },
    ]);
    expect(snapshot).toMatchObject({ asOf: at(30), timeZone: 'UTC', currency: 'GBP', firstAt: at(1) });
    expect(customerCount(snapshot)).toBe(2);
  });

  it('knows nothing at or after its date, not even that a thing was ever sold', () => {
    keep([
      { id: '1', customer: 'ann', day: 3, lines: one('B', 200), refunds: [{ day: 9, amount: 50 }] },
      { id: '2', customer: 'ann', day: 9, lines: one('A', 100) },
      { id: '3', customer: 'bob', day: 9, lines: one('C', 100) },
      { id: '4', day: 9, lines: one('C', 100) },
    ]);
    expect(histories(load(9))).toEqual([{ id: 'ann', orders: [{ day: 3, gross: 200, skus: ['B'] }], returned: [] }]);
    expect(load(9).products).toEqual([{ sku: 'B', title: 'B', isFee: false }]);
    expect(load(9).guestAt).toHaveLength(0);
    expect(histories(load(10))[0]?.returned).toEqual([50]);
    expect(customerCount(load(3))).toBe(0);
    expect(load(3).firstAt).toBe(at(3));
  });

  it('leaves out tests', () => {
    keep([
      { id: '1', customer: 'ann', day: 3, lines: one('A', 100), isTest: true, refunds: [{ day: 4, amount: 100 }] },
    ]);
    expect(customerCount(load(9))).toBe(0);
    expect(load(9).guestReturnAt).toHaveLength(0);
  });

  it('counts an order that is cancelled later as it stood then', () => {
    keep([
      {
        id: '1',
        customer: 'ann',
        day: 3,
        lines: one('A', 100),
        cancelled: 6,
        refunds: [
          { day: 5, amount: 30 },
          { day: 6, amount: 70 },
          { day: 7, amount: 10 },
        ],
      },
    ]);
    expect(histories(load(6))).toEqual([{ id: 'ann', orders: [{ day: 3, gross: 100, skus: ['A'] }], returned: [30] }]);
    // Once it is cancelled it is no sale any more, and what was given back for it is no loss: the two come to nothing, not to minus 100.
    expect(customerCount(load(30))).toBe(0);
    expect([...load(30).guestReturnAmount]).toEqual([]);
  });

  it('keeps guests apart, and what people without a purchase gave back', () => {
    keep([
      { id: '1', day: 5, lines: one('A', 100) },
      { id: '2', day: 4, lines: [...one('A', 100), ...one('B', -40, -1)] },
      { id: '3', customer: 'bob', day: 6, lines: one('A', -70, -1) },
    ]);
    const snapshot = load(9);
    expect(customerCount(snapshot)).toBe(0);
    expect([...snapshot.guestAt]).toEqual([at(4), at(5)]);
    expect([...snapshot.guestGross]).toEqual([100, 100]);
    expect([...snapshot.guestReturnAmount]).toEqual([40, 70]);
    expect(snapshot.products).toEqual([]);
  });

  it('takes lines with a negative quantity for returns and a price of 0 for a purchase', () => {
    keep([{ id: '1', customer: 'ann', day: 3, lines: [...one('A', 0), ...one('B', -40, -2)] }]);
    expect(histories(load(9))).toEqual([{ id: 'ann', orders: [{ day: 3, gross: 0, skus: ['A'] }], returned: [40] }]);
  });

  it('counts orders in another currency with an amount of 0', () => {
    keep([
      { id: '1', customer: 'ann', day: 3, lines: one('A', 100), currency: 'EUR', refunds: [{ day: 4, amount: 100 }] },
      { id: '2', customer: 'ann', day: 5, lines: one('A', 200) },
    ]);
    expect(histories(load(9))[0]).toMatchObject({ orders: [{ gross: 0 }, { gross: 200 }], returned: [] });
    expect(histories(load(9, 'EUR'))[0]).toMatchObject({ orders: [{ gross: 100 }, { gross: 0 }], returned: [100] });
  });

  const order = fc.record({
    customer: fc.constantFrom('ann', 'bob', 'cy', 'dee', undefined),
    day: fc.integer({ min: 0, max: 20 }),
    lines: fc.array(
      fc.record({
        sku: fc.constantFrom('A', 'B', 'C'),
        quantity: fc.constantFrom(-1, 1, 2),
        amount: fc.integer({ min: 0, max: 300 }),
      }),
      { minLength: 1, maxLength: 3 },
    ),
    refunds: fc.array(fc.record({ day: fc.integer({ min: 0, max: 25 }), amount: fc.integer({ min: 1, max: 50 }) }), {
      maxLength: 2,
    }),
  });
  const shop = fc.array(order, { maxLength: 12 }).map((orders) =>
    orders.map(
      ({ customer, ...rest }, index): Order => ({
        id: String(index),
        ...(customer === undefined ? {} : { customer }),
        ...rest,
      }),
    ),
  );
  const printOf = (orders: readonly Order[], day = 15) => {
    clearStore(store);
    keep(orders);
    return fingerprintSnapshot(load(day));
  };

  it('is the same bytes for shuffled rows and renamed ids', () => {
    const rename = (orders: readonly Order[]) =>
      orders.map((given, index): Order => {
        const renamed = { ...given, id: `renamed-${99 - index}` };
        return given.customer === undefined
          ? renamed
          : { ...renamed, customer: `zz-${Array.from(given.customer).reverse().join('')}` };
      });
    fc.assert(
      fc.property(shop, fc.integer({ min: 0, max: 11 }), (orders, cut) => {
        const print = printOf(orders);
        expect(printOf([...orders.slice(cut), ...orders.slice(0, cut)].reverse())).toBe(print);
        expect(printOf(orders.map((given) => ({ ...given, lines: given.lines.toReversed() })))).toBe(print);
        expect(printOf(rename(orders))).toBe(print);
      }),
      { seed: 15, numRuns: 60 },
    );
  });

  it('is the same bytes whatever happens from its date on', () => {
    fc.assert(
      fc.property(shop, shop, (before, after) => {
        const later = after.map(
          (given): Order => ({
            ...given,
            id: `later-${given.id}`,
            day: given.day + 15,
            refunds: [],
            lines: [...given.lines, ...one('0', 5)],
          }),
        );
        expect(printOf([...later, ...before])).toBe(printOf(before));
      }),
      { seed: 16, numRuns: 60 },
    );
  });

  it('has another fingerprint for any other world', () => {
    const base: readonly Order[] = [
      { id: '1', customer: 'ann', day: 3, lines: one('A', 100) },
      { id: '2', day: 4, lines: one('A', 100) },
    ];
    const others: readonly (readonly Order[])[] = [
      [],
      [{ id: '1', customer: 'ann', day: 3, lines: one('A', 100) }],
      [
        { id: '1', customer: 'ann', day: 4, lines: one('A', 100) },
        { id: '2', day: 4, lines: one('A', 100) },
      ],
      [
        { id: '1', customer: 'ann', day: 3, lines: one('A', 101) },
        { id: '2', day: 4, lines: one('A', 100) },
      ],
      [
        { id: '1', customer: 'ann', day: 3, lines: one('A', 100, 2) },
        { id: '2', day: 4, lines: one('A', 100) },
      ],
      [
        { id: '1', customer: 'ann', day: 3, lines: one('A', 100) },
        { id: '2', day: 4, lines: one('A', 101) },
      ],
      [
        { id: '1', customer: 'ann', day: 3, lines: one('A', 100), refunds: [{ day: 5, amount: 1 }] },
        { id: '2', day: 4, lines: one('A', 100) },
      ],
      [
        { id: '1', customer: 'ann', day: 3, lines: one('A', 100) },
        { id: '2', day: 4, lines: one('A', 100), refunds: [{ day: 5, amount: 1 }] },
      ],
      [
        { id: '1', customer: 'ann', day: 3, lines: one('A', 100) },
        { id: '2', customer: 'bob', day: 4, lines: one('A', 100) },
      ],
    ];
    const prints = [base, ...others].map((orders) => printOf(orders));
    expect(new Set(prints).size).toBe(others.length + 1);
  });
});
