import { describe, expect, it } from 'vitest';
import { netRevenueBetween } from '../../src/decisions/net-revenue.ts';
import { shopFigures } from '../../src/decisions/shop-figures.ts';
import { usualDay } from '../../src/decisions/usual-day.ts';
import { usualWeek } from '../../src/decisions/usual-week.ts';
import { addDays } from '../../src/domain/calendar.ts';
import { dayMs } from '../../src/domain/clock.ts';
import { cornerShop } from '../support/corner-shop.ts';
import { type OrderOf, snapshotOf } from '../support/snapshot-of.ts';

const asOf = Date.UTC(2026, 10, 24, 9);

/** An order at noon of the day so many days before that of `asOf`, of so many whole units. */
const onDay = (back: number, units: number): OrderOf => ({
  customer: 'a',
  at: Date.UTC(2026, 10, 24 - back, 12),
  lines: [{ sku: 'x', quantity: 1, amount: units * 100 }],
});

/** Every day for so many days, each weekday with a revenue of its own plus something small that comes back every three weeks. */
const steady = (days: number, given: Readonly<Record<number, number>> = {}) =>
  snapshotOf(
    Array.from({ length: days }, (_, back) =>
      onDay(back + 1, given[back + 1] ?? 10 * (1 + (back % 7)) + (Math.floor(back / 7) % 3)),
    ),
    { asOf },
  );

describe('netRevenueBetween', () => {
  it('gives for every span what the figures of the span say, guests and returns included', () => {
    const snapshot = cornerShop();
    const starts = Float64Array.from({ length: 31 }, (_, index) =>
      addDays(snapshot.asOf, 7 * (index - 30), snapshot.timeZone),
    );
    const nets = netRevenueBetween(snapshot, starts);
    const known = nets.filter((net) => net !== undefined);
    expect(known.length).toBeGreaterThan(10);
    for (const [index, net] of nets.entries()) {
      const [from = 0, until = 0] = starts.subarray(index, index + 2);
      expect(net).toBe(from < snapshot.firstAt ? undefined : shopFigures(snapshot, { from, until }).net);
    }
  });
});

describe('usualDay', () => {
  it('sets the last whole day beside the same weekday of the eight weeks before', () => {
    const day = usualDay(steady(200));
    // Yesterday is the first weekday of the row: 10 to 12; yesterday itself 10.
    expect(day).toMatchObject({ net: 1000, lowest: 1000, highest: 1200, days: 8, isUnusual: false });
    expect(day?.day).toEqual({ from: Date.UTC(2026, 10, 23), until: Date.UTC(2026, 10, 24) });
  });

  it('finds a day above or below all of them, and says how many days stood out before', () => {
    expect(usualDay(steady(200, { 1: 13 }))).toMatchObject({
      isUnusual: true,
      net: 1300,
      record: { days: 56, unusual: 0 },
    });
    expect(usualDay(steady(200, { 1: 9 }))?.isUnusual).toBe(true);
    // One day three weeks ago was an outlier of its own weekday, and widens no range but that of its weekday.
    expect(usualDay(steady(200, { 1: 13, 23: 500 }))).toMatchObject({
      isUnusual: true,
      record: { days: 56, unusual: 1 },
    });
  });

  it('says nothing of a shop with less than nine weeks', () => {
    // Yesterday, the same weekday eight weeks before it, and the day of the first order, which is known in part alone.
    expect(usualDay(steady(58))).toBeDefined();
    expect(usualDay(steady(57))).toBeUndefined();
  });
});

describe('usualWeek', () => {
  it('tells how many of the weeks before stood out of their own range', () => {
    const week = { from: Date.UTC(2026, 10, 16), until: Date.UTC(2026, 10, 23) };
    // Weeks of 70.00 each but for one of 700.00, five weeks before.
    const shop = snapshotOf(
      Array.from({ length: 40 * 7 }, (_, back) => onDay(back + 1, Math.floor((back - 1) / 7) === 5 ? 100 : 10)),
      { asOf },
    );
    expect(usualWeek(shop, week)).toEqual({
      weeks: 12,
      lowest: 7000,
      highest: 70_000,
      record: { weeks: 12, unusual: 1 },
    });
    expect(usualWeek(shop, { from: shop.firstAt + 30 * dayMs, until: shop.firstAt + 37 * dayMs })).toBeUndefined();
  });
});
