import { describe, expect, it } from 'vitest';
import { productBuyers } from '../../src/decisions/product-buyers.ts';
import { soldWith } from '../../src/decisions/sold-together.ts';
import { wilsonLow } from '../../src/decisions/wilson.ts';
import { snapshotOf } from '../support/snapshot-of.ts';

const day = 86_400_000;
const start = Date.parse('2026-01-01');
const line = (sku: string, quantity = 1, amount = 100) => ({ sku, quantity, amount });

describe('buyers of a product', () => {
  const shop = snapshotOf(
    [
      { customer: 'a', at: '2026-01-05', lines: [line('mug', 2, 500), line('mug', 1, 250), line('tea')] },
      { customer: 'a', at: '2026-02-05', lines: [line('mug', 1, 250)] },
      { customer: 'b', at: '2026-02-10', lines: [line('mug', 4, 900)] },
      { customer: 'c', at: '2026-02-11', lines: [line('tea')] },
      { at: '2026-02-12', lines: [line('mug', 9, 9000)] },
    ],
    { asOf: '2026-03-01' },
  );
  const mug = shop.products.findIndex(({ sku }) => sku === 'mug');
  const buyers = (from: string, until: string) =>
    productBuyers(shop, { product: mug, from: Date.parse(from), until: Date.parse(until) }).map(
      ({ customer, lastAt, ...rest }) => ({
        id: shop.customerIds[customer],
        last: new Date(lastAt).toISOString().slice(0, 10),
        ...rest,
      }),
    );

  it('are told with orders, pieces, money and the last time; two lines of an order are one order', () => {
    expect(buyers('2026-01-01', '2026-03-01')).toEqual([
      { id: 'a', orders: 2, quantity: 4, amount: 1000, last: '2026-02-05' },
      { id: 'b', orders: 1, quantity: 4, amount: 900, last: '2026-02-10' },
    ]);
  });

  it('are those of the period', () => {
    expect(buyers('2026-02-05', '2026-02-10')).toEqual([
      { id: 'a', orders: 1, quantity: 1, amount: 250, last: '2026-02-05' },
    ]);
    expect(buyers('2026-01-06', '2026-02-05')).toEqual([]);
  });
});

describe('what is sold with a product', () => {
  /** A hundred orders: tea in twenty, in ten of them a pot, which is in two others; postage everywhere; a rare thing once with tea. */
  const orders = Array.from({ length: 100 }, (_, index) => ({
    customer: `c${index % 30}`,
    at: start + index * day,
    lines: [
      line('post'),
      ...(index < 20 ? [line('tea')] : [line('lamp')]),
      ...(index < 10 || index === 50 || index === 60 ? [line('pot')] : []),
      ...(index === 0 ? [line('rare')] : []),
    ],
  }));
  const shop = snapshotOf(orders, { asOf: start + 101 * day, fees: ['post'] });
  const place = (sku: string) => shop.products.findIndex((product) => product.sku === sku);
  const beside = (sku: string) =>
    soldWith(shop, place(sku), 9).together.map(({ product, ...rest }) => ({
      sku: shop.products[product]?.sku,
      ...rest,
    }));

  it('is in its orders far more often than in others; neither fees nor what was sold once with it', () => {
    expect(soldWith(shop, place('tea'), 9).orders).toBe(20);
    expect(beside('tea')).toEqual([{ sku: 'pot', orders: 10, share: 0.5, usual: 0.12 }]);
    expect(wilsonLow(10, 20, 1.645)).toBeGreaterThan(0.12);
  });

  it('is nothing for what never is with others', () => {
    expect(beside('lamp')).toEqual([]);
  });

  it('is found in both directions', () => {
    expect(beside('pot')).toMatchObject([{ sku: 'tea', orders: 10, usual: 0.2 }]);
  });
});
