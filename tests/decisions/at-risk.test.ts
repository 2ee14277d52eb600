import { describe, expect, it } from 'vitest';
import { findAtRisk, presenceOf } from '../../src/decisions/at-risk.ts';
import { allFigures } from '../../src/decisions/customer-figures.ts';
import { leavingRecord } from '../../src/decisions/leaving-record.ts';
import { shopGap } from '../../src/decisions/rhythm.ts';
import { type OrderOf, snapshotOf } from '../support/snapshot-of.ts';

const day = 86_400_000;
const asOf = Date.UTC(2011, 10, 1);

/** A customer with `orders` orders every `gap` days, the last one `quiet` whole days before the date. */
function regular(customer: string, { orders = 5, gap = 20, quiet = 0, amount = 1000 }): OrderOf[] {
  return Array.from({ length: orders }, (_, back) => ({
    customer,
    at: asOf - (quiet + 0.5 + back * gap) * day,
    lines: [{ sku: 'x', quantity: 1, amount }],
  }));
}

/** Ids and silences over the usual gap of those who are leaving. */
function leaving(orders: readonly OrderOf[]) {
  const snapshot = snapshotOf(orders, { asOf });
  return findAtRisk(allFigures(snapshot)).map(({ figures, overdue, usualGapDays }) => ({
    id: snapshot.customerIds[figures.customer],
    overdue,
    usualGapDays,
  }));
}

describe('findAtRisk', () => {
  // Everybody orders every 20 days, so the shop's gap and every usual gap are 20 days.
  it('counts as leaving from two usual gaps of silence on, and as gone from six', () => {
    const orders = [39, 40, 119, 120].flatMap((quiet) => regular(`q${quiet}`, { quiet }));
    expect(leaving(orders)).toEqual([
      { id: 'q119', overdue: 5.95, usualGapDays: 20 },
      { id: 'q40', overdue: 2, usualGapDays: 20 },
    ]);
  });

  it('puts those first who spent most in the last 365 days', () => {
    const orders = [
      ...regular('small', { quiet: 50, amount: 100 }),
      ...regular('big', { quiet: 50, amount: 9000 }),
      ...regular('middle', { quiet: 50, amount: 500 }),
    ];
    expect(leaving(orders).map(({ id }) => id)).toEqual(['big', 'middle', 'small']);
  });

  it('waits two weeks, however fast the rhythm', () => {
    const orders = [...regular('a', { gap: 2, quiet: 14 }), ...regular('b', { gap: 2.5, quiet: 15 })];
    expect(leaving(orders).map(({ id }) => id)).toEqual([]);
    // b's usual gap is 2.5 days, drawn to the shop's of 2: silent for 15 days is six gaps and more, so gone.
    const slower = [...regular('a', { gap: 4, quiet: 14 }), ...regular('b', { gap: 4, quiet: 15 })];
    expect(leaving(slower).map(({ id }) => id)).toEqual(['b']);
  });

  it('says nothing of customers with fewer than three order days', () => {
    expect(leaving(regular('two', { orders: 2, quiet: 50 }))).toEqual([]);
    expect(leaving(regular('three', { orders: 3, quiet: 50 })).map(({ id }) => id)).toEqual(['three']);
  });
});

describe('findAtRisk with chances', () => {
  it('does not call leaving who is more likely than not to order', () => {
    const snapshot = snapshotOf([...regular('late', { quiet: 50 }), ...regular('lost', { quiet: 50 })], { asOf });
    const chances = Float64Array.from(snapshot.customerIds, (id) => (id === 'late' ? 0.5 : 0.49));
    const found = findAtRisk(allFigures(snapshot), { chances });
    expect(found.map(({ figures }) => snapshot.customerIds[figures.customer])).toEqual(['lost']);
  });
});

describe('presenceOf', () => {
  it('tells the four states of a person', () => {
    const orders = [
      ...regular('new', { orders: 1, quiet: 300 }),
      ...regular('here', { quiet: 10 }),
      ...regular('leaving', { quiet: 60 }),
      ...regular('gone', { quiet: 200 }),
    ];
    const snapshot = snapshotOf(orders, { asOf });
    const figures = allFigures(snapshot);
    const ofShop = shopGap(figures);
    const states = figures.map((each) => [snapshot.customerIds[each.customer], presenceOf(each, ofShop).state]);
    expect(Object.fromEntries(states)).toEqual({
      new: 'no-rhythm',
      here: 'present',
      leaving: 'leaving',
      gone: 'gone',
    });
  });
});

describe('leavingRecord', () => {
  /** As of sixty days before, twelve are silent for 50 days and four for 10; of the twelve three order again later, of the four all. */
  const orders = [
    ...Array.from({ length: 12 }, (_, index) => regular(`away${index}`, { quiet: 110 })).flat(),
    ...[0, 1, 2].map((index) => ({ customer: `away${index}`, at: asOf - 5 * day })),
    ...Array.from({ length: 4 }, (_, index) => regular(`here${index}`, { quiet: 70 })).flat(),
    ...[0, 1, 2, 3].map((index) => ({ customer: `here${index}`, at: asOf - 50 * day })),
  ];

  it('leaves those out who were gone already', () => {
    const gone = regular('gone', { quiet: 300 });
    expect(leavingRecord(snapshotOf([...orders, ...gone], { asOf }))?.present.customers).toBe(4);
  });

  it('counts who stayed away of those who were called leaving sixty days before, and of those within their rhythm', () => {
    expect(leavingRecord(snapshotOf(orders, { asOf }))).toEqual({
      calledAt: asOf - 60 * day,
      days: 60,
      called: { customers: 12, silent: 9 },
      present: { customers: 4, silent: 0 },
    });
  });

  it('says nothing where fewer than ten were called', () => {
    const few = orders.filter(({ customer }) => !['away9', 'away10', 'away11'].includes(customer ?? ''));
    expect(leavingRecord(snapshotOf(few, { asOf }))).toBeUndefined();
  });
});
