import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { summarisePurchases } from '../../src/features/purchase-summary.ts';
import { expectedOrders, fitBgNbd, probabilityAlive, probabilityOfOrder } from '../../src/model/bg-nbd.ts';
import { ordersOfFile, realShopFile } from '../support/real-shop.ts';
import { simulatedOrders } from '../support/simulated-orders.ts';
import { snapshotOf } from '../support/snapshot-of.ts';

/** Fader, Hardie & Lee (2005), table 2: CDNOW, weeks. */
const published = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };

/**
 * P(alive), P(an order within t) and expected orders within t of customers (x, t_x, T) under the published parameters, by numerical integration
 * of the model over the customer's dropout (scipy 1.17, quad); the first customer's 1.226 is also what Hardie's spreadsheet of the paper gives.
 */
const integrated = [
  { x: 2, tx: 30.43, T: 38.86, t: 39, alive: 0.72657857, order: 0.55462715, expected: 1.2260281 },
  { x: 0, tx: 0, T: 38.86, t: 39, alive: 1, order: 0.14455054, expected: 0.19509805 },
  { x: 7, tx: 37, T: 38.86, t: 10, alive: 0.88544624, order: 0.68901755, expected: 1.3834798 },
  { x: 3, tx: 10, T: 38.86, t: 26, alive: 0.13637027, order: 0.10671959, expected: 0.23113087 },
] as const;

const shopFile = realShopFile('cdnow-sample');

describe('fitBgNbd', () => {
  it.skipIf(shopFile === undefined)(
    'finds the published parameters and likelihood on CDNOW at 1997-10-01 (skipped where the file is absent)',
    () => {
      const snapshot = snapshotOf(ordersOfFile(shopFile ?? ''), { asOf: '1997-10-01' });
      const summary = summarisePurchases(snapshot, snapshot.asOf);
      const { r, alpha, a, b, logLikelihood, customers } = fitBgNbd(summary);
      expect(customers).toBe(2357);
      expect(Math.abs(r / published.r - 1)).toBeLessThan(0.02);
      expect(Math.abs(alpha / 7 / published.alpha - 1)).toBeLessThan(0.02);
      expect(Math.abs(a / published.a - 1)).toBeLessThan(0.02);
      expect(Math.abs(b / published.b - 1)).toBeLessThan(0.02);
      // Days instead of weeks: each of the repeat orders' densities is per day, a factor of 7.
      const repeats = summary.frequency.reduce((sum, x) => sum + x, 0);
      expect(logLikelihood + repeats * Math.log(7)).toBeCloseTo(-9582.4, 1);
    },
  );

  it('finds the parameters of a simulated shop again', () => {
    const truth = { r: 0.9, alpha: 30, a: 0.8, b: 4 };
    const orders = simulatedOrders({ customers: 6000, seed: 11, days: 540, newcomerDays: 180, ...truth });
    const snapshot = snapshotOf(orders, { asOf: Date.parse('2024-01-01') + 540 * 86_400_000 });
    const found = fitBgNbd(summarisePurchases(snapshot, snapshot.asOf));
    // Orders of one day count once here, and dropout is told by few orders: hence the wide borders.
    expect(found.r / found.alpha / (truth.r / truth.alpha)).toBeGreaterThan(0.9);
    expect(found.r / found.alpha / (truth.r / truth.alpha)).toBeLessThan(1.1);
    expect(found.a / (found.a + found.b)).toBeGreaterThan(0.13);
    expect(found.a / (found.a + found.b)).toBeLessThan(0.21);
  });

  it('stays finite for one customer with one order, thanks to the penalty', () => {
    const one = { frequency: Float64Array.of(0), recency: Float64Array.of(0), tenure: Float64Array.of(12) };
    const model = fitBgNbd(one, { penalty: 1 });
    for (const value of [model.r, model.alpha, model.a, model.b]) expect(value).toBeGreaterThan(0);
    expect(probabilityOfOrder(model, { frequency: 0, recency: 0, tenure: 12 }, 30)).toBeLessThan(1);
  });
});

describe('what BG/NBD expects of a customer', () => {
  it('agrees with numerical integration over the customer’s unknown rate and dropout', () => {
    for (const { x, tx, T, t, alive, order, expected } of integrated) {
      const history = { frequency: x, recency: tx, tenure: T };
      expect(probabilityAlive(published, history)).toBeCloseTo(alive, 6);
      expect(probabilityOfOrder(published, history, t)).toBeCloseTo(order, 6);
      expect(expectedOrders(published, history, t)).toBeCloseTo(expected, 6);
    }
  });

  const anything = fc.record({
    model: fc.record({
      r: fc.double({ min: 0.05, max: 5, noNaN: true }),
      alpha: fc.double({ min: 1, max: 200, noNaN: true }),
      a: fc.double({ min: 0.05, max: 5, noNaN: true }),
      b: fc.double({ min: 0.05, max: 10, noNaN: true }),
    }),
    history: fc
      .record({
        frequency: fc.integer({ min: 0, max: 60 }),
        tenure: fc.integer({ min: 60, max: 800 }),
        share: fc.double({ min: 0, max: 1, noNaN: true }),
      })
      .map(({ frequency, tenure, share }) => ({
        frequency,
        tenure,
        recency: frequency === 0 ? 0 : Math.max(frequency, Math.round(share * tenure)),
      })),
    days: fc.integer({ min: 1, max: 365 }),
  });

  it('keeps chances within 0 and 1, and never above the expected number of orders', () => {
    fc.assert(
      fc.property(anything, ({ model, history, days }) => {
        const order = probabilityOfOrder(model, history, days);
        expect(order).toBeGreaterThanOrEqual(0);
        expect(order).toBeLessThanOrEqual(probabilityAlive(model, history));
        expect(expectedOrders(model, history, days)).toBeGreaterThanOrEqual(order - 1e-7);
      }),
    );
  });

  it('never expects less of a longer horizon', () => {
    fc.assert(
      fc.property(anything, ({ model, history, days }) => {
        const longer = days * 2;
        expect(probabilityOfOrder(model, history, longer)).toBeGreaterThanOrEqual(
          probabilityOfOrder(model, history, days),
        );
        expect(expectedOrders(model, history, longer)).toBeGreaterThanOrEqual(
          expectedOrders(model, history, days) - 1e-9,
        );
      }),
    );
  });
});
