import { describe, expect, it } from 'vitest';
import { buyAgain } from '../../src/decisions/buy-again.ts';
import { goodsIndex } from '../../src/decisions/goods-index.ts';
import { keptGoods } from '../../src/decisions/kept-goods.ts';
import { newGoods } from '../../src/decisions/new-goods.ts';
import { offerRecord } from '../../src/decisions/offer-record.ts';
import { dayMs } from '../../src/domain/clock.ts';
import type { Snapshot } from '../../src/domain/snapshot.ts';
import { type OrderOf, type SnapshotOf, snapshotOf } from '../support/snapshot-of.ts';

const asOf = Date.parse('2026-06-01');

/** An order so many whole days before the date, of some goods at 10.00 a piece where nothing else is said. */
const bought = (customer: string, days: number, ...goods: (string | { sku: string; amount: number })[]): OrderOf => ({
  customer,
  at: asOf - (days + 0.5) * dayMs,
  lines: goods
    .map((good) => (typeof good === 'string' ? { sku: good, amount: 1000 } : good))
    .map((line) => ({ ...line, quantity: 1 })),
});

const shop = (orders: readonly OrderOf[], more: Partial<SnapshotOf> = {}) => snapshotOf(orders, { asOf, ...more });
const place = ({ customerIds }: Snapshot, id: string) => customerIds.indexOf(id);
const sku = ({ products }: Snapshot, product: number) => products[product]?.sku;
const keptOf = (snapshot: Snapshot, id: string, cutoff = asOf) =>
  Object.fromEntries(
    keptGoods(snapshot, place(snapshot, id), cutoff).map(({ product, days }) => [sku(snapshot, product), days]),
  );

describe('goods that were kept', () => {
  it('are told by the days on which they were bought; fees are none', () => {
    const snapshot = shop([bought('a', 40, 'tea', 'post'), bought('a', 10, 'tea'), bought('a', 10, 'tea', 'mug')], {
      fees: ['post'],
    });
    expect(keptOf(snapshot, 'a')).toEqual({ tea: [40, 10], mug: [10] });
  });

  it('are without a line whose exact amount was given back later, the newest such one', () => {
    const snapshot = shop(
      [
        bought('a', 40, { sku: 'tea', amount: 700 }),
        bought('a', 10, { sku: 'tea', amount: 700 }, { sku: 'mug', amount: 900 }),
      ],
      { returns: [{ customer: 'a', at: asOf - 5 * dayMs, amount: 700 }] },
    );
    expect(keptOf(snapshot, 'a')).toEqual({ tea: [40], mug: [10] });
  });

  it('are without a whole order whose amount was given back, and as they were before an amount that fits nothing', () => {
    const orders = [bought('a', 40, 'tea'), bought('a', 10, { sku: 'mug', amount: 300 }, { sku: 'tray', amount: 400 })];
    const back = (amount: number) => shop(orders, { returns: [{ customer: 'a', at: asOf - 5 * dayMs, amount }] });
    expect(keptOf(back(700), 'a')).toEqual({ tea: [40] });
    expect(keptOf(back(55), 'a')).toEqual({ tea: [40], mug: [10], tray: [10] });
  });

  it('do not change by what was given back before they were bought, or is only given back later', () => {
    const snapshot = shop([bought('a', 10, 'tea')], {
      returns: [{ customer: 'a', at: asOf - 30 * dayMs, amount: 1000 }],
    });
    expect(keptOf(snapshot, 'a')).toEqual({ tea: [10] });
    const later = shop([bought('a', 40, 'tea')], { returns: [{ customer: 'a', at: asOf - 5 * dayMs, amount: 1000 }] });
    expect(keptOf(later, 'a', asOf - 20 * dayMs)).toEqual({ tea: [20] });
  });
});

describe('goods to buy again', () => {
  it('wait until their own rhythm is due', () => {
    // Both bought every 30 days; of tea the last time is 2 days ago, of mugs 32.
    const tea = { product: 0, days: [92, 62, 32, 2] };
    const mug = { product: 1, days: [92, 62, 32] };
    expect(buyAgain([tea, mug], 2).map(({ product }) => product)).toEqual([1, 0]);
  });

  it('count newer purchases more: a half after 120 days', () => {
    const old = { product: 0, days: [400, 370, 340, 310] };
    const fresh = { product: 1, days: [100, 70] };
    expect(buyAgain([old, fresh], 2).map(({ product }) => product)).toEqual([1, 0]);
  });

  it('tell the usual gap of a product, drawn towards that of all own goods', () => {
    // Gaps of tea: 30, 30; of mugs: 60. The median of all three is 30: (60 x 1 + 30 x 2) / 3 = 40.
    const found = buyAgain(
      [
        { product: 0, days: [80, 50, 20] },
        { product: 1, days: [90, 30] },
      ],
      9,
    );
    expect(found).toContainEqual({ product: 0, times: 3, quietDays: 20, gapDays: 30 });
    expect(found).toContainEqual({ product: 1, times: 2, quietDays: 30, gapDays: 40 });
  });

  it('of somebody who never bought twice have no gap', () => {
    expect(buyAgain([{ product: 4, days: [8] }], 3)).toEqual([{ product: 4, times: 1, quietDays: 8 }]);
  });
});

describe('new goods', () => {
  const orders = [
    ...['b', 'c', 'd', 'e'].map((customer) => bought(customer, 30, 'tea', 'pot')),
    ...['f', 'g', 'h', 'i', 'j', 'k'].map((customer) => bought(customer, 30, 'lamp')),
    bought('b', 20, 'lamp'),
    bought('a', 10, 'tea'),
  ];

  it('are those that buyers of the own goods bought, with the share of them who did', () => {
    const snapshot = shop(orders);
    const customer = place(snapshot, 'a');
    const found = newGoods(goodsIndex(snapshot, asOf), customer, {
      kept: keptGoods(snapshot, customer, asOf),
      limit: 9,
    });
    expect(found.map(({ product, because, share }) => [sku(snapshot, product), sku(snapshot, because), share])).toEqual(
      [
        ['pot', 'tea', 4 / 5],
        ['lamp', 'tea', 1 / 5],
      ],
    );
  });

  it('are never what was bought already, also where it was given back', () => {
    const snapshot = shop([...orders, bought('a', 5, { sku: 'pot', amount: 3300 })], {
      returns: [{ customer: 'a', at: asOf - 2 * dayMs, amount: 3300 }],
    });
    const customer = place(snapshot, 'a');
    const kept = keptGoods(snapshot, customer, asOf);
    expect(kept).toHaveLength(1);
    const found = newGoods(goodsIndex(snapshot, asOf), customer, { kept, limit: 9 });
    expect(found.map(({ product }) => sku(snapshot, product))).toEqual(['lamp']);
  });

  it('know nothing of what was bought at or after the cutoff', () => {
    const snapshot = shop([...orders, ...['b', 'c', 'd'].map((customer) => bought(customer, 1, 'late'))]);
    const early = goodsIndex(snapshot, asOf - 3 * dayMs);
    const late = snapshot.products.findIndex((product) => product.sku === 'late');
    expect([...early.goods]).not.toContain(late);
    expect([...goodsIndex(snapshot, asOf).goods]).toContain(late);
  });
});

describe('the record of offers', () => {
  /** Forty people who buy their own thing every month, and once since; ten of them something else. Everybody once bought the popular thing. */
  const regulars = Array.from({ length: 40 }, (_, index) => `r${index}`).flatMap((customer, index) => [
    bought(customer, 170, 'popular'),
    ...[150, 120, 90].map((days) => bought(customer, days, `own${index}`)),
    bought(customer, 20, index < 10 ? 'other' : `own${index}`),
  ]);

  it('is the share of customers who bought what would have been offered then, beside popular goods', () => {
    const record = offerRecord(shop(regulars));
    // In the ninety days before, each own thing was bought twice: the first three by SKU are own0, own1 and own10, and only r10 stayed with theirs.
    expect(record?.again).toMatchObject({ customers: 40, hit: 30, popular: 1 });
    expect(record?.fresh).toMatchObject({ customers: 40, hit: 0 });
  });

  it('says nothing of fewer than thirty', () => {
    expect(offerRecord(shop(regulars.slice(0, 5 * 29)))).toBeUndefined();
  });
});
