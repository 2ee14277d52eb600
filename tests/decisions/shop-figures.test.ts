import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestSellers } from '../../src/decisions/best-sellers.ts';
import { repeatRate, shopFigures } from '../../src/decisions/shop-figures.ts';
import { topByRevenue } from '../../src/decisions/top-customers.ts';
import { usualWeek } from '../../src/decisions/usual-week.ts';
import { snapshotOf } from '../support/snapshot-of.ts';

const line = (sku: string, amount: number, quantity = 1) => ({ sku, quantity, amount });

/** A shop small enough to sum by hand. */
const snapshot = snapshotOf(
  [
    { customer: 'anna', at: '2011-05-20', lines: [line('mug', 1000)] },
    { customer: 'anna', at: '2011-06-01', lines: [line('mug', 1000), line('tea', 250, 2)] },
    { customer: 'ben', at: '2011-06-10', lines: [line('tea', 500, 4), line('post', 400)] },
    { customer: 'ben', at: '2011-06-30T23:59:59Z', lines: [line('tea', 125)] },
    { customer: 'cleo', at: '2011-07-01', lines: [line('mug', 2000, 2)] },
    { at: '2011-06-15', lines: [line('mug', 3000, 3)] },
    { at: '2011-07-02', lines: [line('mug', 700)] },
  ],
  {
    asOf: '2011-08-01',
    fees: ['post'],
    returns: [
      { customer: 'anna', at: '2011-06-05', amount: 300 },
      { customer: 'anna', at: '2011-07-05', amount: 50 },
      { at: '2011-06-20', amount: 1000 },
    ],
  },
);
const june = { from: Date.UTC(2011, 5, 1), until: Date.UTC(2011, 6, 1) };
const july = { from: Date.UTC(2011, 6, 1), until: Date.UTC(2011, 7, 1) };
const nameOf = (customer: number) => snapshot.customerIds[customer];
const skuOf = (product: number) => snapshot.products[product]?.sku;

describe('shopFigures', () => {
  it('sums June by hand: guests in, returns of the month off, new customers counted', () => {
    expect(shopFigures(snapshot, june)).toEqual({
      orders: 4,
      guestOrders: 1,
      gross: 1250 + 900 + 125 + 3000,
      returned: 300 + 1000,
      net: 5275 - 1300,
      customers: 2,
      newCustomers: 1,
    });
  });

  it('counts the first instant of a period and not its end', () => {
    expect(shopFigures(snapshot, july)).toMatchObject({
      orders: 2,
      guestOrders: 1,
      gross: 2700,
      returned: 50,
      newCustomers: 1,
    });
    expect(shopFigures(snapshot, { from: june.from, until: june.from })).toMatchObject({ orders: 0, net: 0 });
  });

  it('splits into parts that sum to the whole', () => {
    fc.assert(
      fc.property(fc.integer({ min: june.from, max: july.until }), (middle) => {
        const whole = shopFigures(snapshot, { from: june.from, until: july.until });
        const parts = [
          shopFigures(snapshot, { from: june.from, until: middle }),
          shopFigures(snapshot, { from: middle, until: july.until }),
        ];
        for (const name of ['orders', 'guestOrders', 'gross', 'returned', 'net', 'newCustomers'] as const)
          expect(parts.reduce((sum, part) => sum + part[name], 0)).toBe(whole[name]);
      }),
    );
  });
});

describe('repeatRate', () => {
  it('is the share of customers with a second order', () => {
    expect(repeatRate(snapshot)).toBeCloseTo(2 / 3, 12);
    expect(repeatRate(snapshotOf([], { asOf: '2011-08-01' }))).toBe(0);
  });
});

describe('topByRevenue', () => {
  const top = (span: { from: number; until: number }, limit = 9) => {
    const { best, ...all } = topByRevenue(snapshot, { ...span, limit });
    return { best: best.map(({ customer, ...rest }) => ({ id: nameOf(customer), ...rest })), ...all };
  };

  it('ranks the customers of a period by what they bought minus what they gave back in it', () => {
    expect(top(june)).toEqual({
      best: [
        { id: 'ben', orders: 2, net: 1025 },
        { id: 'anna', orders: 1, net: 950 },
      ],
      customers: 2,
      net: 1975,
    });
    expect(top(july).best.map(({ id, net }) => [id, net])).toEqual([
      ['cleo', 2000],
      ['anna', -50],
    ]);
  });

  it('names no more than were asked for, and counts all', () => {
    expect(top(june, 1)).toMatchObject({ best: [{ id: 'ben' }], customers: 2, net: 1975 });
  });
});

describe('bestSellers', () => {
  it('ranks products by money from known customers, without fees', () => {
    const ranked = bestSellers(snapshot, { ...june, limit: 9 }).map(({ product, ...rest }) => ({
      sku: skuOf(product),
      ...rest,
    }));
    expect(ranked).toEqual([
      { sku: 'mug', amount: 1000, quantity: 1 },
      { sku: 'tea', amount: 875, quantity: 7 },
    ]);
    expect(bestSellers(snapshot, { ...june, limit: 1 })).toHaveLength(1);
  });
});

describe('usualWeek', () => {
  const week = { from: Date.UTC(2011, 7, 1), until: Date.UTC(2011, 7, 8) };
  const weekly = (amounts: readonly number[]) =>
    snapshotOf(
      amounts.map((amount, back) => ({
        customer: 'a',
        at: week.from - (7 * back + 6) * 86_400_000,
        lines: [line('x', amount)],
      })),
      { asOf: week.until },
    );

  it('spans the lowest and the highest of the twelve weeks before', () => {
    const amounts = [500, 300, 900, 400, 400, 400, 400, 400, 400, 400, 400, 350, 9999];
    // Of the last six weeks, which had six before them, 300 lay below theirs (350 to 900) and 900 above (350 to 400).
    const record = { weeks: 6, unusual: 2 };
    expect(usualWeek(weekly(amounts), week)).toMatchObject({ weeks: 12, lowest: 300, highest: 900, record });
  });

  it('takes what whole weeks there are, and says nothing below six', () => {
    expect(usualWeek(weekly([1, 2, 3, 4, 5, 6, 7]), week)).toMatchObject({
      weeks: 6,
      lowest: 1,
      highest: 6,
      record: { weeks: 0, unusual: 0 },
    });
    expect(usualWeek(weekly([1, 2, 3, 4, 5, 6]), week)).toBeUndefined();
  });
});
