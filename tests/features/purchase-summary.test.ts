import { describe, expect, it } from 'vitest';
import { dayBefore, firstAtOrAfter, summarisePurchases } from '../../src/features/purchase-summary.ts';
import { snapshotOf } from '../support/snapshot-of.ts';

const cutoff = Date.parse('2024-03-01');

describe('summarisePurchases', () => {
  it('counts days with a repeat order, and days from the first order to the last and to the cutoff (worked by hand)', () => {
    const snapshot = snapshotOf(
      [
        { customer: 'anna', at: '2024-02-01' },
        { customer: 'anna', at: '2024-02-11T09:00' },
        { customer: 'anna', at: '2024-02-11T17:00' },
        { customer: 'anna', at: '2024-02-20' },
        { customer: 'ben', at: '2024-02-29' },
      ],
      { asOf: '2024-03-01' },
    );
    const { customers, frequency, recency, tenure } = summarisePurchases(snapshot, cutoff);
    const rows = Array.from(customers, (customer, row) => [
      snapshot.customerIds[customer],
      frequency[row],
      recency[row],
      tenure[row],
    ]);
    // 1 to 20 February are 19 days; the last whole day before the cutoff is the 29th.
    expect(rows).toEqual([
      ['anna', 2, 19, 28],
      ['ben', 0, 0, 0],
    ]);
  });

  it('leaves out customers whose first order is at the cutoff or after it', () => {
    const snapshot = snapshotOf(
      [
        { customer: 'at', at: '2024-03-01' },
        { customer: 'before', at: '2024-02-29T23:59:59.999' },
        { customer: 'after', at: '2024-03-02' },
      ],
      { asOf: '2024-04-01' },
    );
    const { customers } = summarisePurchases(snapshot, cutoff);
    expect(Array.from(customers, (customer) => snapshot.customerIds[customer])).toEqual(['before']);
  });

  it('sets recency 0 for a customer with one order', () => {
    const snapshot = snapshotOf([{ customer: 'one', at: '2024-01-05' }], { asOf: '2024-03-01' });
    expect(summarisePurchases(snapshot, cutoff).recency[0]).toBe(0);
  });
});

describe('dayBefore', () => {
  it('is 0 through the last day before the cutoff, then 1', () => {
    expect(dayBefore(cutoff, cutoff - 1)).toBe(0);
    expect(dayBefore(cutoff, Date.parse('2024-02-29'))).toBe(0);
    expect(dayBefore(cutoff, Date.parse('2024-02-29') - 1)).toBe(1);
  });
});

describe('firstAtOrAfter', () => {
  it('finds the first time at or after an instant within its bounds', () => {
    const times = Float64Array.of(1, 3, 3, 5, 2, 9);
    expect(firstAtOrAfter(times, 0, 4, 3)).toBe(1);
    expect(firstAtOrAfter(times, 0, 4, 4)).toBe(3);
    expect(firstAtOrAfter(times, 0, 4, 6)).toBe(4);
    expect(firstAtOrAfter(times, 4, 6, 0)).toBe(4);
  });
});
