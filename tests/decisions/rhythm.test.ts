import { describe, expect, it } from 'vitest';
import { allFigures } from '../../src/decisions/customer-figures.ts';
import { median, shopGap, usualGap } from '../../src/decisions/rhythm.ts';
import { snapshotOf } from '../support/snapshot-of.ts';

describe('median', () => {
  it('is the middle value, of an even number the mean of the middle two, of none unknown', () => {
    expect(median([9, 1, 4])).toBe(4);
    expect(median([10, 1, 4, 6])).toBe(5);
    expect(median([7])).toBe(7);
    expect(median([])).toBeUndefined();
  });

  it('sorts by size, not by spelling', () => {
    expect(median([100, 9, 20])).toBe(20);
  });
});

/** a: days 0, 10, 40: gaps 10, 30. b: days 0 and 20: gap 20. c: once. */
const figures = allFigures(
  snapshotOf(
    [
      { customer: 'a', at: '2011-01-01' },
      { customer: 'a', at: '2011-01-11' },
      { customer: 'a', at: '2011-02-10' },
      { customer: 'b', at: '2011-01-01' },
      { customer: 'b', at: '2011-01-21' },
      { customer: 'c', at: '2011-01-01' },
    ],
    { asOf: '2011-03-01' },
  ),
);
const withGaps = (count: number) => figures.filter(({ gaps }) => gaps.length === count);

describe('usualGap', () => {
  it('takes the median over all gaps of the shop', () => {
    expect(shopGap(figures)).toBe(20);
  });

  it('draws the own median towards the gap of the shop, which weighs two gaps', () => {
    // a: own median 20, two gaps: (20 x 2 + 20 x 2) / 4. With a shop gap of 50: (20 x 2 + 50 x 2) / 4 = 35.
    expect(withGaps(2).map((customer) => usualGap(customer, 20))).toEqual([20]);
    expect(withGaps(2).map((customer) => usualGap(customer, 50))).toEqual([35]);
    // b: own 20, one gap, shop 50: (20 + 100) / 3 = 40.
    expect(withGaps(1).map((customer) => usualGap(customer, 50))).toEqual([40]);
  });

  it('is unknown for a customer who ordered on one day only', () => {
    expect(withGaps(0).map((customer) => usualGap(customer, 20))).toEqual([undefined]);
  });

  it('is the own median where the shop has none', () => {
    expect(withGaps(2).map((customer) => usualGap(customer, undefined))).toEqual([20]);
  });
});
