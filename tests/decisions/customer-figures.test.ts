import { describe, expect, it } from 'vitest';
import { allFigures, figuresBefore } from '../../src/decisions/customer-figures.ts';
import { snapshotOf } from '../support/snapshot-of.ts';

const line = (amount: number) => [{ sku: 'x', quantity: 1, amount }];

/** Three orders on two days within a year, one order 400 days back, one return; a guest beside it. */
const snapshot = snapshotOf(
  [
    { customer: 'anna', at: '2010-09-27T09:00:00Z', lines: line(5000) },
    { customer: 'anna', at: '2011-10-02T09:00:00Z', lines: line(1000) },
    { customer: 'anna', at: '2011-10-02T15:00:00Z', lines: line(500) },
    { customer: 'anna', at: '2011-10-22T09:00:00Z', lines: line(250) },
    { at: '2011-10-22T09:00:00Z', lines: line(9900) },
  ],
  { asOf: '2011-11-01', returns: [{ customer: 'anna', at: '2011-10-25T00:00:00Z', amount: 300 }] },
);

describe('allFigures', () => {
  it('sums one customer by hand', () => {
    expect(allFigures(snapshot)).toEqual([
      {
        customer: 0,
        orders: 4,
        firstAt: Date.parse('2010-09-27T09:00:00Z'),
        lastAt: Date.parse('2011-10-22T09:00:00Z'),
        // 23 October to 31 October: nine whole days without an order.
        quietDays: 9,
        gross: 6750,
        returned: 300,
        net: 6450,
        recentGross: 1750,
        // Two orders of one day are one; 27 Sep 2010 to 2 Oct 2011 are 370 days, to 22 Oct 20 more.
        gaps: [370, 20],
      },
    ]);
  });
});

describe('figuresBefore', () => {
  it('knows nothing at or after the cutoff, and nobody who came later', () => {
    const [anna, ...others] = figuresBefore(snapshot, Date.parse('2011-10-22T09:00:00Z'));
    expect(others).toEqual([]);
    expect(anna).toMatchObject({ orders: 3, gross: 6500, returned: 0, quietDays: 19, gaps: [370], recentGross: 1500 });
    expect(figuresBefore(snapshot, Date.parse('2010-09-27T09:00:00Z'))).toEqual([]);
  });

  it('gives at the date of the snapshot what is known of everybody', () => {
    expect(figuresBefore(snapshot, snapshot.asOf)).toEqual(allFigures(snapshot));
  });
});
