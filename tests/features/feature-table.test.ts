import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayMs } from '../../src/domain/clock.ts';
import { seededRandom } from '../../src/domain/random.ts';
import { type FeatureName, featureColumns, featureGroups } from '../../src/features/columns.ts';
import {
  buildFeatures,
  columnCount,
  columnPlace,
  type FeatureTable,
  labelRows,
} from '../../src/features/feature-table.ts';
import { simulatedOrders } from '../support/simulated-orders.ts';
import { type OrderOf, snapshotOf } from '../support/snapshot-of.ts';

const cutoff = Date.parse('2024-07-01');
const outlookOf = () => ({ order: 0.25, expected: 0.6, alive: 0.9 });
const daysBefore = (days: number) => cutoff - days * dayMs;

function tableOf(orders: readonly OrderOf[], options: Partial<Parameters<typeof snapshotOf>[1]> = {}) {
  const snapshot = snapshotOf(orders, { asOf: cutoff, ...options });
  return { snapshot, table: buildFeatures(snapshot, { cutoff, horizonDays: 30, outlookOf }) };
}

function cellOf({ values }: FeatureTable, name: FeatureName, row = 0): number {
  return values[row * columnCount + columnPlace(name)] ?? Number.NaN;
}

/** 200, 100 and 9.5 days ago; the last order holds one product again. */
const anna: readonly OrderOf[] = [
  { customer: 'anna', at: daysBefore(200), lines: [{ sku: 'mug', quantity: 1, amount: 1000 }] },
  {
    customer: 'anna',
    at: daysBefore(100),
    lines: [
      { sku: 'mug', quantity: 2, amount: 2000 },
      { sku: 'tea', quantity: 1, amount: 500 },
    ],
  },
  { customer: 'anna', at: daysBefore(9.5), lines: [{ sku: 'tea', quantity: 2, amount: 900 }] },
];

describe('buildFeatures', () => {
  it('tells recency, frequency, rhythm, money and breadth of one customer (worked by hand)', () => {
    const { table } = tableOf(anna, { returns: [{ customer: 'anna', at: daysBefore(50), amount: 440 }] });
    // Whole days before the last day: 199, 99 and 9, hence gaps of 100 and 90.
    const expected: Partial<Record<FeatureName, number>> = {
      recency: Math.log(10),
      tenure: Math.log(200),
      frequency: Math.log(3),
      orders_14: Math.log(2),
      orders_90: Math.log(2),
      orders_180: Math.log(3),
      orders_365: Math.log(4),
      rate: Math.log(3 / (199 / 30 + 1)),
      trend: Math.log(2) - Math.log(2),
      bg_order: Math.log(0.25 / 0.75),
      bg_expected: Math.log(0.6001),
      bg_alive: 0.9,
      gap_mean: Math.log(96),
      gap_median: Math.log(91),
      gap_last: Math.log(91),
      gap_spread: Math.sqrt(50) / 95,
      quiet_ratio: Math.log(10) - Math.log(96),
      mean_value: Math.log(1 + 4400 / 3),
      last_value: Math.log(901),
      money: Math.log(4401),
      money_90: Math.log(901),
      products: Math.log(3),
      basket: Math.log(1 + 4 / 3),
      reordered: 2 / 4,
      returns: Math.log(2),
      returned_share: 0.1,
    };
    for (const [name, value] of Object.entries(expected)) {
      const column = featureColumns.find((one) => one.name === name);
      expect(cellOf(table, column?.name ?? 'recency'), name).toBeCloseTo(value, 9);
    }
  });

  it('leaves unknown what one order cannot tell, and zero what it tells', () => {
    const { table } = tableOf([{ customer: 'ben', at: daysBefore(20) }]);
    for (const name of ['gap_mean', 'gap_last', 'gap_spread', 'quiet_ratio', 'trend', 'reordered'] as const) {
      expect(cellOf(table, name), name).toBeNaN();
    }
    expect(cellOf(table, 'returns')).toBe(0);
    expect(cellOf(table, 'returned_share')).toBe(0);
  });

  it('leaves fees out of what was bought, not out of the money', () => {
    const postage = { sku: 'POST', quantity: 1, amount: 300 };
    const paid = anna.map((order) => ({ ...order, lines: [...(order.lines ?? []), postage] }));
    const { table: plain } = tableOf(anna);
    const { table } = tableOf(paid, { fees: ['POST'] });
    for (const name of ['products', 'basket', 'reordered'] as const) {
      expect(cellOf(table, name), name).toBe(cellOf(plain, name));
    }
    expect(cellOf(table, 'money')).toBeCloseTo(Math.log(1 + 4400 + 900), 12);
  });

  it('tells the same weeks of last year only of a customer who was there', () => {
    const old = { customer: 'old', at: daysBefore(500) };
    const { table, snapshot } = tableOf([
      old,
      { customer: 'old', at: daysBefore(350) },
      { customer: 'new', at: daysBefore(100) },
    ]);
    const rowOf = (id: string) => [...table.customers].findIndex((customer) => snapshot.customerIds[customer] === id);
    expect(cellOf(table, 'same_season', rowOf('old'))).toBeCloseTo(Math.log(2), 12);
    expect(cellOf(table, 'same_season', rowOf('new'))).toBeNaN();
  });

  it('gives the same row to everybody of a sample as to all', () => {
    const { snapshot, table } = tableOf(simulatedOrders({ customers: 60, seed: 3, days: 180 }));
    const sample = { rows: 10, random: seededRandom(1) };
    const drawn = buildFeatures(snapshot, { cutoff, horizonDays: 30, outlookOf, sample });
    expect(drawn.customers).toHaveLength(10);
    drawn.customers.forEach((customer, row) => {
      const place = table.customers.indexOf(customer);
      expect(drawn.values.slice(row * columnCount, (row + 1) * columnCount)).toEqual(
        table.values.slice(place * columnCount, (place + 1) * columnCount),
      );
    });
  });

  it('gives an empty table for a shop without orders', () => {
    expect(tableOf([]).table.values).toHaveLength(0);
  });

  const order = fc.record({
    customer: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    at: fc.integer({ min: -400 * 24, max: 60 * 24 }).map((hours) => cutoff + hours * 3_600_000),
    lines: fc.array(
      fc.record({
        sku: fc.constantFrom('x', 'y', 'z'),
        quantity: fc.integer({ min: 1, max: 4 }),
        amount: fc.integer({ min: 0, max: 5000 }),
      }),
      { minLength: 1, maxLength: 3 },
    ),
  });
  const back = fc.record({
    customer: fc.constantFrom('a', 'b', 'c'),
    at: fc.integer({ min: -100, max: 60 }).map((days) => cutoff + days * dayMs),
    amount: fc.integer({ min: 1, max: 900 }),
  });

  it('knows nothing from the cutoff on: a later snapshot gives the same rows', () => {
    fc.assert(
      fc.property(fc.array(order, { maxLength: 25 }), fc.array(back, { maxLength: 5 }), (orders, returns) => {
        const told = (asOf: number) => {
          const snapshot = snapshotOf(orders, { asOf, returns });
          const { customers, values } = buildFeatures(snapshot, { cutoff, horizonDays: 30, outlookOf });
          const rows = Array.from(customers, (customer, row) => [
            snapshot.customerIds[customer] ?? '',
            ...values.slice(row * columnCount, (row + 1) * columnCount),
          ]);
          return new Map(rows.map(([id, ...cells]) => [id, cells]));
        };
        expect(told(cutoff + 60 * dayMs)).toEqual(told(cutoff));
      }),
    );
  });

  it('is the same bytes whatever the order of the orders and the names of the customers', () => {
    fc.assert(
      fc.property(fc.array(order, { maxLength: 25 }), fc.integer(), (orders, seed) => {
        const random = seededRandom(seed);
        const names = new Map(['a', 'b', 'c', 'd', 'e'].map((id) => [id, `${random()}`]));
        const renamed = orders
          .map((one) => ({ ...one, customer: names.get(one.customer) ?? '' }))
          .sort(() => random() - 0.5);
        expect(tableOf(renamed).table.values).toEqual(tableOf(orders).table.values);
      }),
    );
  });
});

describe('labelRows', () => {
  it('counts orders in [cutoff, cutoff + horizon) and none outside', () => {
    const early = Date.parse('2024-05-01');
    const at = (days: number) => early + days * dayMs;
    const snapshot = snapshotOf(
      ['at', 'last', 'beyond', 'before'].flatMap((customer, index) => [
        { customer, at: at(-10 - index) },
        ...(customer === 'at' ? [{ customer, at: at(0) }] : []),
        ...(customer === 'last' ? [{ customer, at: at(30) - 1 }] : []),
        ...(customer === 'beyond' ? [{ customer, at: at(30) }] : []),
        ...(customer === 'before' ? [{ customer, at: at(0) - 1 }] : []),
      ]),
      { asOf: cutoff },
    );
    const table = buildFeatures(snapshot, { cutoff: early, horizonDays: 30, outlookOf });
    const labels = labelRows(snapshot, table);
    const told = Array.from(table.customers, (customer, row) => [snapshot.customerIds[customer], labels[row]]);
    expect(Object.fromEntries(told)).toEqual({ at: 1, last: 1, beyond: 0, before: 0 });
  });
});

describe('featureColumns', () => {
  it('names each column once and uses every group that reasons are told in', () => {
    const names = featureColumns.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(featureColumns.map(({ group }) => group))).toEqual(new Set(featureGroups));
  });
});
