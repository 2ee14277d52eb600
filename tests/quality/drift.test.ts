import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assessQuality } from '../../src/quality/assess.ts';
import type { Comparison, QualityReport } from '../../src/quality/report.ts';
import { asGuest, cleanShop, type OrderOf, qualityTablesOf } from '../support/quality-tables.ts';

const dayMs = 86_400_000;
const from = Date.UTC(2025, 0, 1);
const day = (count: number) => from + count * dayMs;

/** The report as of the beginning of a day of the shop, compared with an earlier one. */
function reportAt(orders: readonly OrderOf[], days: number, previous?: QualityReport): QualityReport {
  const before = orders.filter(({ at }) => at < day(days));
  return assessQuality(qualityTablesOf(before), { asOf: day(days), timeZone: 'UTC', currency: 'EUR', previous });
}

function comparisons(report: QualityReport): readonly Comparison[] {
  return report.sources[0]?.drift?.comparisons ?? [];
}

function levels(report: QualityReport): Record<string, string> {
  return Object.fromEntries(comparisons(report).map(({ measure, level }) => [measure, level]));
}

/** 240 days, some 10 orders a day. */
const steady = cleanShop({ seed: 1, from, days: 240, ordersADay: 10, growth: 1 });
/** Changes the orders from day 200 on: the window before day 230. */
const changedLate = (change: (order: OrderOf, place: number) => OrderOf | undefined): OrderOf[] =>
  steady.flatMap((order, place) => (order.at < day(200) ? [order] : (change(order, place) ?? [])));

const calm = {
  'order value': 'none',
  'lines in an order': 'none',
  quantity: 'none',
  guests: 'none',
  'orders a day': 'none',
  'new customers a day': 'none',
};

describe('drift', () => {
  const before = reportAt(steady, 200);

  it('is none between two windows of a steady shop, and the verdict stays good', () => {
    const report = reportAt(steady, 230, before);
    expect(levels(report)).toEqual(calm);
    expect(report.verdict).toBe('good');
    expect(report.sources[0]?.drift?.against).toBe(day(200));
  });

  it('is strong in order value, and in nothing else, when prices come in cents', () => {
    const inCents = changedLate((order) => ({
      ...order,
      lines: order.lines.map((line) => ({ ...line, price: 100 * line.price })),
    }));
    const report = reportAt(inCents, 230, before);
    expect(levels(report)).toEqual({ ...calm, 'order value': 'strong' });
    const value = comparisons(report).find(({ measure }) => measure === 'order value');
    expect(value?.distance).toBeGreaterThan(0.99);
    expect((value?.now ?? 0) / (value?.before ?? 1)).toBeGreaterThan(50);
  });

  it('warns and does not block', () => {
    const inCents = changedLate((order) => ({
      ...order,
      lines: order.lines.map((line) => ({ ...line, price: 100 * line.price })),
    }));
    const report = reportAt(inCents, 230, before);
    expect(report.verdict).toBe('fair');
    expect(report.sources[0]?.findings).toMatchObject([{ code: 'drift-order-value', severity: 'warning' }]);
  });

  it('is strong when only the first line of each order arrives', () => {
    const cut = changedLate((order) => ({ ...order, lines: order.lines.slice(0, 1) }));
    expect(levels(reportAt(cut, 230, before))).toMatchObject({ 'lines in an order': 'strong', quantity: 'none' });
  });

  it('is strong in guests when every third order loses its customer', () => {
    const lost = changedLate((order, place) => (place % 3 === 0 ? asGuest(order) : order));
    expect(levels(reportAt(lost, 230, before))).toMatchObject({ guests: 'strong', 'order value': 'none' });
  });

  it('is watched when a third of the orders arrive, and is strong for a sixth', () => {
    const third = changedLate((order, place) => (place % 3 === 0 ? order : undefined));
    expect(levels(reportAt(third, 230, before))).toMatchObject({ 'orders a day': 'watch', 'order value': 'none' });
    const many = cleanShop({ seed: 2, from, days: 240, ordersADay: 40, growth: 1 });
    const sixth = many.filter(({ at }, place) => at < day(200) || place % 6 === 0);
    expect(levels(reportAt(sixth, 230, reportAt(many, 200)))).toMatchObject({ 'orders a day': 'strong' });
  });

  it('is not told of for a window of under a hundred purchases', () => {
    const few = changedLate((order, place) => (place % 5 === 0 ? order : undefined));
    const source = reportAt(few, 230, before).sources[0];
    expect(source).not.toHaveProperty('drift');
    expect(source?.noDrift).toContain('too few');
  });

  it('does not count people as new at the beginning of the history', () => {
    const early = reportAt(steady, 60, reportAt(steady, 30));
    expect(Object.keys(levels(early))).not.toContain('new customers a day');
  });

  it('cries no wolf as a clean shop grows: 15 shops, each checked every 30 days', () => {
    fc.assert(
      fc.property(
        fc.record({
          seed: fc.integer({ min: 0, max: 1_000_000 }),
          ordersADay: fc.integer({ min: 4, max: 10 }),
          growth: fc.double({ min: 1, max: 6, noNaN: true }),
        }),
        ({ seed, ordersADay, growth }) => {
          const orders = cleanShop({ seed, from, days: 180, ordersADay, growth });
          let previous: QualityReport | undefined;
          for (let days = 30; days <= 180; days += 30) {
            previous = reportAt(orders, days, previous);
            expect(previous.verdict, JSON.stringify(comparisons(previous))).toBe('good');
          }
          expect(previous?.sources[0]?.drift).toBeDefined();
        },
      ),
      { seed: 7, numRuns: 15 },
    );
  });
});
