import { describe, expect, it } from 'vitest';
import type { Arrival } from '../../src/domain/quality-tables.ts';
import { assessQuality } from '../../src/quality/assess.ts';
import type { QualityReport } from '../../src/quality/report.ts';
import { severityOf } from '../../src/quality/thresholds.ts';
import { blocksRefit, fixFirst } from '../../src/quality/verdict.ts';
import { asGuest, cleanShop, type OrderOf, qualityTablesOf, type TablesOf } from '../support/quality-tables.ts';

const dayMs = 86_400_000;
const from = Date.UTC(2025, 0, 1);
const asOf = from + 20 * dayMs;
/** Exactly a hundred orders without a fault. */
const hundred = cleanShop({ seed: 6, from, days: 20, ordersADay: 8, growth: 1 }).slice(0, 100);

function report(change: (order: OrderOf, place: number) => OrderOf, given: TablesOf = {}): QualityReport {
  return assessQuality(qualityTablesOf(hundred.map(change), given), { asOf, timeZone: 'UTC', currency: 'EUR' });
}

const same = (order: OrderOf) => order;
const guests = (count: number) => report((order, place) => (place < count ? asGuest(order) : order));
const quarantine = (quarantined: number, table: Arrival['table'] = 'orders') => {
  const reasons = [{ code: 'date', count: quarantined, places: ['orders.csv:2'] }];
  return report(same, { arrivals: [{ source: 'file', table, rows: 100, quarantined, reasons, interrupted: [] }] });
};

describe('verdict', () => {
  it.each([
    [10, 'good'],
    [11, 'fair'],
    [50, 'fair'],
    [51, 'bad'],
  ])('of %d guests in a hundred orders is %s', (count, verdict) => {
    expect(guests(count).verdict).toBe(verdict);
  });

  it.each([
    [1, 'good'],
    [2, 'fair'],
    [20, 'fair'],
    [21, 'bad'],
  ])('of %d unreadable rows in a hundred is %s', (count, verdict) => {
    expect(quarantine(count).verdict).toBe(verdict);
  });

  it.each([
    ['with the date of a copy', (order: OrderOf) => ({ ...order, at: from + 1 })],
    ['in another currency', (order: OrderOf) => ({ ...order, currency: 'CHF' })],
    ['dated before 1990', (order: OrderOf) => ({ ...order, at: order.at - 40 * 365 * dayMs })],
  ])('is fair for half the orders %s, and bad for more', (_, spoil) => {
    expect(report((order, place) => (place < 50 ? spoil(order) : order)).verdict).toBe('fair');
    expect(report((order, place) => (place < 51 ? spoil(order) : order)).verdict).toBe('bad');
  });

  it('is bad where more orders lie in the future than in the past', () => {
    expect(report(same, { future: 100 }).verdict).toBe('fair');
    expect(report(same, { future: 101 }).verdict).toBe('bad');
  });

  it('is bad where more than a fifth of the orders may be there twice', () => {
    const twice = (count: number) => [
      ...hundred,
      ...hundred.slice(0, count).map((order) => ({ ...order, id: `${order.id}+` })),
    ];
    const verdictOf = (count: number) =>
      assessQuality(qualityTablesOf(twice(count)), { asOf, timeZone: 'UTC', currency: 'EUR' }).verdict;
    expect([1, 2, 25, 26].map(verdictOf)).toEqual(['good', 'fair', 'fair', 'bad']);
  });

  it('never blocks a refit for customers or products: nothing is learnt from them', () => {
    expect(quarantine(90, 'customers').verdict).toBe('fair');
    expect(quarantine(100, 'products').verdict).toBe('fair');
  });

  it('does not block on a share of fewer than twenty rows', () => {
    expect(severityOf(15, 19, { warning: 0.1, block: 0.5 })).toBe('warning');
    expect(severityOf(15, 20, { warning: 0.1, block: 0.5 })).toBe('block');
    expect(severityOf(0, 0, { warning: 0.1, block: 0.5 })).toBe('note');
  });
});

describe('blocksRefit', () => {
  it('says which source, what and how much, for everything that blocks', () => {
    const both = report(asGuest, {
      arrivals: [
        {
          source: 'file',
          table: 'orders',
          rows: 200,
          quarantined: 66,
          reasons: [{ code: 'date', count: 66, places: ['a.csv:2'] }],
          interrupted: [],
        },
      ],
    });
    expect(blocksRefit(both)).toBe(
      "file orders: 33 % of order rows could not be read, most for 'date'. file orders: 100 % of purchases have no customer.",
    );
  });

  it('is silent for a fair verdict', () => {
    expect(blocksRefit(guests(40))).toBeUndefined();
  });
});

describe('fixFirst', () => {
  it('is what blocks before what warns, and rows that were lost before rows that are odd', () => {
    expect(fixFirst(quarantine(30))).toMatchObject({
      code: 'quarantined-rows',
      where: { source: 'file', table: 'orders' },
      fix: { type: 'patron import orders orders.csv' },
    });
    const arrivals = [
      { source: 'file', table: 'orders' as const, rows: 9, quarantined: 1, reasons: [], interrupted: [] },
    ];
    const lostAndGuests = report(asGuest, { arrivals });
    expect(lostAndGuests.sources[0]?.findings.map(({ code }) => code)).toEqual(['guest-orders', 'quarantined-rows']);
    expect(fixFirst(lostAndGuests)?.code).toBe('guest-orders');
  });

  it('is nothing where nothing needs mending', () => {
    expect(fixFirst(guests(5))).toBeUndefined();
  });
});
