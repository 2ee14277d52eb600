import { describe, expect, it } from 'vitest';
import { fixedClock } from '../../src/domain/clock.ts';
import { momentOf } from '../../src/jobs/moment.ts';
import { openStore } from '../../src/store/database.ts';
import { realSystem } from '../../src/system.ts';

const { migrationsFolder } = realSystem();

/** A place with guests' orders at these moments, and a clock that stands at `now`. */
function placeWith(orders: readonly string[], now: string, timeZone = 'UTC') {
  const store = openStore(':memory:', { migrationsFolder });
  const insert = store.sqlite.prepare(
    "insert into orders (source, source_id, ordered_at, currency, gross, refunded, is_test) values ('file', ?, ?, 'EUR', 100, 0, 0)",
  );
  orders.forEach((at, index) => {
    insert.run(`o${index}`, Date.parse(at));
  });
  return { store, clock: fixedClock(new Date(now)), timeZone };
}

const dailyUntil = (last: string) =>
  Array.from({ length: 40 }, (_, day) => new Date(Date.parse(last) - day * 86_400_000).toISOString());

describe('momentOf', () => {
  it('takes a date as midnight in the shop, and an instant as it is', () => {
    const place = placeWith([], '2026-01-01T00:00:00Z', 'Europe/Berlin');
    expect(momentOf(place, { asOf: '2011-06-01' })).toEqual({ asOf: Date.UTC(2011, 4, 31, 22) });
    expect(momentOf(place, { asOf: '2011-06-01T12:00:00Z' })).toEqual({ asOf: Date.UTC(2011, 5, 1, 12) });
  });

  it('refuses what is no date', () => {
    const place = placeWith([], '2026-01-01T00:00:00Z');
    expect(() => momentOf(place, { asOf: '2011-02-30' })).toThrow("Cannot read the date '2011-02-30'.");
  });

  it('is now where orders are fresh, and the beginning of today for learning', () => {
    const place = placeWith(dailyUntil('2026-03-10T09:00:00Z'), '2026-03-11T15:30:00Z');
    expect(momentOf(place, {})).toEqual({ asOf: Date.UTC(2026, 2, 11, 15, 30) });
    expect(momentOf(place, { wholeDays: true })).toEqual({ asOf: Date.UTC(2026, 2, 11) });
  });

  it('is the day after the last order where a file ended long ago, and says so', () => {
    const place = placeWith(dailyUntil('2011-12-09T12:50:00Z'), '2026-03-11T15:30:00Z');
    expect(momentOf(place, {})).toEqual({
      asOf: Date.UTC(2011, 11, 10),
      caution: 'The data end on 9 Dec 2011, so this is as of the day after; import newer orders.',
    });
  });

  it('does not take a shop that sells every other week for ended after three weeks', () => {
    const orders = ['2026-01-05', '2026-01-19', '2026-02-02', '2026-02-16'].map((day) => `${day}T10:00:00Z`);
    expect(momentOf(placeWith(orders, '2026-03-09T10:00:00Z'), {}).caution).toBeUndefined();
    expect(momentOf(placeWith(orders, '2026-04-09T10:00:00Z'), {}).caution).toContain('16 Feb 2026');
  });

  it('does not look at orders dated after now', () => {
    const place = placeWith([...dailyUntil('2026-03-10T09:00:00Z'), '2099-01-01T00:00:00Z'], '2026-03-11T15:30:00Z');
    expect(momentOf(place, {}).caution).toBeUndefined();
  });

  it('is now for an empty shop', () => {
    expect(momentOf(placeWith([], '2026-03-11T15:30:00Z'), {})).toEqual({ asOf: Date.UTC(2026, 2, 11, 15, 30) });
  });
});
