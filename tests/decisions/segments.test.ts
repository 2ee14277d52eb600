import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allFigures, type CustomerFigures } from '../../src/decisions/customer-figures.ts';
import {
  assignSegments,
  type SegmentName,
  segmentMoves,
  segmentNames,
  summariseSegments,
} from '../../src/decisions/segments.ts';
import { seededRandom, shuffle } from '../../src/domain/random.ts';
import { snapshotOf } from '../support/snapshot-of.ts';

const asOf = '2011-11-01';

/** Customers who each bought once on the same day, for the given amounts: both ranks are the rank of the amount. */
function spenders(amounts: readonly number[]): CustomerFigures[] {
  const orders = amounts.map((amount, index) => ({
    customer: `c${index}`,
    at: '2011-06-01',
    lines: [{ sku: 'x', quantity: 1, amount }],
  }));
  const snapshot = snapshotOf(orders, { asOf });
  const place = (index: number) => snapshot.customerIds.indexOf(`c${index}`);
  const figures = allFigures(snapshot);
  return amounts.flatMap((_, index) => figures[place(index)] ?? []);
}

const count = (segments: readonly SegmentName[]) =>
  segmentNames.map((name) => segments.filter((segment) => segment === name).length);

describe('assignSegments', () => {
  it('makes the top fifth high-value, the next three tenths potential and the other half ordinary', () => {
    const figures = spenders(Array.from({ length: 100 }, (_, index) => 100 * (index + 1)));
    const { segments } = assignSegments(figures, {});
    expect(count(segments)).toEqual([20, 30, 50]);
    expect(segments[99]).toBe('high-value');
    expect(segments[79]).toBe('potential');
    expect(segments[80]).toBe('high-value');
    expect(segments[49]).toBe('ordinary');
    expect(segments[50]).toBe('potential');
  });

  it('gives equal customers the same segment: the middle one where all are equal', () => {
    const { segments, ranks } = assignSegments(spenders([500, 500, 500, 500]), {});
    // Four equal values share the mean of the ranks 0, 1, 2 and 3, which is 1.5 of 4.
    expect([...ranks]).toEqual([0.375, 0.375, 0.375, 0.375]);
    expect(new Set(segments)).toEqual(new Set(['potential']));
  });

  it('calls the only customer of a shop high-value, and nobody of none', () => {
    expect(assignSegments(spenders([100]), {}).segments).toEqual(['high-value']);
    expect(assignSegments([], {}).segments).toEqual([]);
  });

  it('lets money expected count as much as money spent', () => {
    // Spent ranks 0, .2, .4, .6, .8 of five; expected (orders x own mean order) 0, 0, 0, 0, 30 x 100 = 3000: ranks .5, .5, .5, .5, 0 of five, that is
    // mean place 2.5 of the four. Sums: .5, .7, .9, 1.1, .8: the last one climbs from fifth to third.
    const figures = spenders([500, 400, 300, 200, 100]);
    const expectedOrders = Float64Array.from(figures, ({ net }) => (net === 100 ? 30 : 0));
    const byCustomer = new Float64Array(5);
    figures.forEach(({ customer }, index) => {
      byCustomer[customer] = expectedOrders[index] ?? 0;
    });
    const { ranks } = assignSegments(figures, { expectedOrders: byCustomer });
    expect([...ranks].map((rank) => Math.round(rank * 5))).toEqual([0, 1, 3, 4, 2]);
  });

  it('holds a customer in their segment until they are 0.06 beyond its border', () => {
    // Ranks of a hundred different amounts, best first, are 0, 0.01, ... 0.99.
    const figures = spenders(Array.from({ length: 100 }, (_, index) => 100 * (100 - index)));
    const held = (previous: SegmentName) => assignSegments(figures, { previous: figures.map(() => previous) }).segments;
    expect(held('high-value')[25]).toBe('high-value');
    expect(held('high-value')[26]).toBe('potential');
    expect(held('potential')[14]).toBe('potential');
    expect(held('potential')[13]).toBe('high-value');
    expect(held('potential')[55]).toBe('potential');
    expect(held('potential')[56]).toBe('ordinary');
    expect(held('ordinary')[44]).toBe('ordinary');
    expect(held('ordinary')[43]).toBe('potential');
  });

  it('treats a customer without a past like everybody in a first segmentation', () => {
    const figures = spenders(Array.from({ length: 100 }, (_, index) => 100 * (100 - index)));
    const fresh = assignSegments(figures, { previous: figures.map(() => undefined) });
    expect(fresh).toEqual(assignSegments(figures, {}));
  });

  it('does not depend on the order of the customers', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 40 }), fc.nat(), (amounts, seed) => {
        const figures = spenders(amounts.map((amount) => amount * 100));
        const places = shuffle(Uint32Array.from(figures.keys()), seededRandom(seed));
        const shuffled = [...places].flatMap((place) => figures[place] ?? []);
        const byCustomer = (list: readonly CustomerFigures[]) => {
          const { segments } = assignSegments(list, {});
          return new Map(list.map(({ customer }, index) => [customer, segments[index]]));
        };
        expect(byCustomer(shuffled)).toEqual(byCustomer(figures));
      }),
    );
  });
});

describe('summariseSegments', () => {
  it('counts customers and revenue of each segment by hand', () => {
    const figures = spenders([1000, 400, 300, 200, 100]);
    const [best, middle, rest] = summariseSegments(figures, assignSegments(figures, {}));
    expect(best).toEqual({ name: 'high-value', customers: 1, customerShare: 0.2, revenue: 1000, revenueShare: 0.5 });
    expect(middle).toMatchObject({ customers: 2, revenue: 700, revenueShare: 0.35 });
    expect(rest).toMatchObject({ customers: 2, revenue: 300, revenueShare: 0.15 });
  });

  it('has shares of customers and of revenue that sum to 1 in any shop with revenue', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1e6 }), { minLength: 1, maxLength: 60 }), (amounts) => {
        const figures = spenders(amounts);
        const summaries = summariseSegments(figures, assignSegments(figures, {}));
        expect(summaries.reduce((sum, { customerShare }) => sum + customerShare, 0)).toBeCloseTo(1, 12);
        expect(summaries.reduce((sum, { revenueShare }) => sum + revenueShare, 0)).toBeCloseTo(1, 12);
      }),
    );
  });

  it('has no revenue to share where all was given back', () => {
    const orders = [{ customer: 'a', at: '2011-06-01', lines: [{ sku: 'x', quantity: 1, amount: 500 }] }];
    const snapshot = snapshotOf(orders, { asOf, returns: [{ customer: 'a', at: '2011-06-05', amount: 500 }] });
    const figures = allFigures(snapshot);
    const summaries = summariseSegments(figures, assignSegments(figures, {}));
    expect(summaries.map(({ revenueShare }) => revenueShare)).toEqual([0, 0, 0]);
  });
});

describe('segmentMoves', () => {
  const before = new Map<string, SegmentName>([
    ['b', 'ordinary'],
    ['a', 'ordinary'],
    ['c', 'high-value'],
    ['d', 'potential'],
    ['gone', 'potential'],
    ['e', 'ordinary'],
  ]);
  const now = new Map<string, SegmentName>([
    ['a', 'potential'],
    ['b', 'potential'],
    ['c', 'ordinary'],
    ['d', 'potential'],
    ['e', 'high-value'],
    ['new', 'high-value'],
  ]);

  it('lists who moved, the highest rise first, then by id; who is new or gone has not moved', () => {
    expect(segmentMoves(before, now)).toEqual([
      { customerId: 'e', from: 'ordinary', to: 'high-value' },
      { customerId: 'a', from: 'ordinary', to: 'potential' },
      { customerId: 'b', from: 'ordinary', to: 'potential' },
      { customerId: 'c', from: 'high-value', to: 'ordinary' },
    ]);
  });

  it('is empty where nothing changed', () => {
    expect(segmentMoves(now, now)).toEqual([]);
  });
});
