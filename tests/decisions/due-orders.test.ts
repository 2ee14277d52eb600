import { describe, expect, it } from 'vitest';
import { allFigures } from '../../src/decisions/customer-figures.ts';
import { dueRecord, findDue } from '../../src/decisions/due-orders.ts';
import { comparableStretches } from '../../src/decisions/usual-range.ts';
import { dayMs } from '../../src/domain/clock.ts';
import { type OrderOf, snapshotOf } from '../support/snapshot-of.ts';

const asOf = Date.parse('2026-06-01');

/** Orders so many days apart, the last one so many days ago. */
const every = (customer: string, gap: number, quiet: number, count = 6): OrderOf[] =>
  Array.from({ length: count }, (_, back) => ({ customer, at: asOf - (quiet + back * gap) * dayMs }));

const due = (orders: readonly OrderOf[]) => {
  const snapshot = snapshotOf(orders, { asOf });
  return findDue(allFigures(snapshot), asOf).map(({ figures, dueAt }) => [
    snapshot.customerIds[figures.customer],
    Math.round((dueAt - asOf) / dayMs),
  ]);
};

describe('orders that are due', () => {
  it('are those whose usual gap ends within 14 days, the next seven first', () => {
    // All gaps are 30, so that the shop's gap draws nobody away from theirs.
    expect(
      due([
        ...every('now', 30, 30),
        ...every('soon', 30, 25),
        ...every('later', 30, 20),
        ...every('far', 30, 10),
        ...every('late', 30, 35),
      ]),
    ).toEqual([
      ['now', 0],
      ['soon', 5],
      ['later', 10],
    ]);
  });

  it('are none of somebody with too few orders to have a rhythm', () => {
    expect(due([...every('a', 30, 25, 2), ...every('b', 30, 2)])).toEqual([]);
  });

  it('come with more money first within the same week', () => {
    const rich = every('rich', 30, 24).map((order) => ({
      ...order,
      lines: [{ sku: 'thing', quantity: 1, amount: 9000 }],
    }));
    expect(due([...every('poor', 30, 29), ...rich]).map(([id]) => id)).toEqual(['rich', 'poor']);
  });
});

describe('the record of due orders', () => {
  it('is who of those due 14 days ago has ordered since, beside all', () => {
    // Fourteen days ago twelve were due within 14 days; eight of them ordered. Of twenty others, not due, two did.
    const called = Array.from({ length: 12 }, (_, index) => `d${index}`).flatMap((id, index) => [
      ...every(id, 30, 34),
      ...(index < 8 ? [{ customer: id, at: asOf - 4 * dayMs }] : []),
    ]);
    const others = Array.from({ length: 20 }, (_, index) => `o${index}`).flatMap((id, index) => [
      ...every(id, 30, 16),
      ...(index < 2 ? [{ customer: id, at: asOf - 2 * dayMs }] : []),
    ]);
    expect(dueRecord(snapshotOf([...called, ...others], { asOf }))).toEqual({
      days: 14,
      due: { customers: 12, ordered: 8 },
      all: { customers: 32, ordered: 10 },
    });
  });

  it('says nothing of fewer than ten', () => {
    expect(dueRecord(snapshotOf(every('a', 30, 34), { asOf }))).toBeUndefined();
  });
});

describe('comparable stretches', () => {
  /** An order of as many euros as the day of the shop counts, every day at noon. */
  const shop = snapshotOf(
    Array.from({ length: 120 }, (_, day) => ({
      customer: `c${day % 9}`,
      at: asOf - (120 - day - 0.5) * dayMs,
      lines: [{ sku: 'thing', quantity: 1, amount: 100 * day }],
    })),
    { asOf },
  );

  it('are as many days, whole weeks before, without an overlap', () => {
    // Ten days from day 100 on: each fourteen days earlier, day 86 to 95, 72 to 81, .. 2 to 11: seven of them, the first day of the data left out.
    const found = comparableStretches(shop, { from: asOf - 20 * dayMs, until: asOf - 10 * dayMs });
    const sum = (first: number) => 100 * (10 * first + 45);
    expect(found?.days).toBe(10);
    expect(found?.revenue).toEqual({ stretches: 7, lowest: sum(2), median: sum(44), highest: sum(86) });
    expect(found?.orders).toEqual({ stretches: 7, lowest: 10, median: 10, highest: 10 });
  });

  it('are none where fewer than six fit', () => {
    expect(comparableStretches(shop, { from: asOf - 30 * dayMs, until: asOf })).toBeUndefined();
  });
});
