import { describe, expect, it } from 'vitest';
import { dailySeries } from '../../src/decisions/daily-series.ts';
import { daysNeeded, forecastSeries } from '../../src/decisions/forecast.ts';
import { forecasters } from '../../src/decisions/forecasters.ts';
import { drawNormal, seededRandom } from '../../src/domain/random.ts';
import { snapshotOf } from '../support/snapshot-of.ts';

const series = (days: number, at: (day: number) => number) => Float64Array.from({ length: days }, (_, day) => at(day));

describe('a forecast', () => {
  it('of a series that never changes is that value each day, without a range', () => {
    expect(
      forecastSeries(
        series(200, () => 5),
        10,
      ),
    ).toMatchObject({
      total: { expected: 50, low: 50, high: 50 },
      weeks: [{ expected: 35, low: 35, high: 35 }],
      record: { error: 0 },
    });
  });

  it('knows the days of the week', () => {
    // 1, 2, .. 7 through the week: the ten days after 30 whole weeks bring 28 + 1 + 2 + 3.
    const found = forecastSeries(
      series(210, (day) => 1 + (day % 7)),
      10,
    );
    expect(found?.total).toEqual({ expected: 34, low: 34, high: 34 });
    expect(found?.method).toContain('weekday');
  });

  it('knows the season once it has seen two of them, with the growth since', () => {
    const at = (day: number) => (100 + 60 * Math.sin((2 * Math.PI * day) / 364)) * 1.2 ** (day / 364);
    const found = forecastSeries(series(900, at), 28);
    const truth = Array.from({ length: 28 }, (_, day) => at(900 + day)).reduce((sum, value) => sum + value, 0);
    expect(found?.method).toContain('a year ago');
    expect(Math.abs((found?.total.expected ?? 0) - truth) / truth).toBeLessThan(0.02);
    expect(found?.isSeasonUnseen).toBe(false);
  });

  it('holds what comes in about four of five shops whose days are drawn at random', () => {
    const shops = 300;
    let held = 0;
    for (let seed = 0; seed < shops; seed++) {
      const random = seededRandom(seed);
      const days = series(500, () => Math.exp(drawNormal(random)));
      const { low, high } = forecastSeries(days.subarray(0, 486), 14)?.total ?? { low: 0, high: 0 };
      const came = days.subarray(486).reduce((sum, value) => sum + value, 0);
      if (came >= low && came <= high) held++;
    }
    expect(held / shops).toBeGreaterThan(0.72);
    expect(held / shops).toBeLessThan(0.9);
  });

  it('is off before by what its record says', () => {
    // Weeks that bring 70 and 130 by turns: the mean of four weeks says 100 and is off by 30 of 100 each time.
    const found = forecastSeries(
      series(350, (day) => (Math.floor(day / 7) % 2 === 0 ? 10 : 130 / 7)),
      7,
    );
    expect(found?.record.error).toBeCloseTo(0.3, 1);
    expect(found?.record.windows).toBeGreaterThan(20);
  });

  it('says nothing of a history too short to judge one', () => {
    expect(daysNeeded(30)).toBe(56 + 30 + 77);
    expect(
      forecastSeries(
        series(daysNeeded(30) - 1, () => 1),
        30,
      ),
    ).toBeUndefined();
    expect(
      forecastSeries(
        series(daysNeeded(30), () => 1),
        30,
      ),
    ).toBeDefined();
  });

  it('is wider where the season was never seen', () => {
    const random = seededRandom(7);
    const days = series(600, () => Math.exp(0.5 * drawNormal(random)));
    const width = (values: Float64Array) => {
      const { low, high, expected } = forecastSeries(values, 14)?.total ?? { low: 0, high: 0, expected: 1 };
      return (high - low) / expected;
    };
    expect(width(days.subarray(205))).toBeGreaterThan(1.2 * width(days.subarray(200)));
  });

  it('of no candidate looks at the days that it forecasts', () => {
    const random = seededRandom(3);
    const days = series(800, () => random());
    const changed = days.slice().fill(1e9, 700);
    for (const { forecast, words } of forecasters)
      expect(forecast(changed, 700, 30), words).toEqual(forecast(days, 700, 30));
  });

  it('of nothing but empty days is nothing', () => {
    expect(
      forecastSeries(
        series(300, () => 0),
        14,
      )?.total,
    ).toEqual({ expected: 0, low: 0, high: 0 });
  });
});

describe('the days of a shop', () => {
  it('are those of its time zone, without the first and the running one, returns and guests counted', () => {
    const shop = snapshotOf(
      [
        { customer: 'a', at: '2026-03-27T10:00Z' },
        { customer: 'a', at: '2026-03-28T23:30Z' },
        { customer: 'b', at: '2026-03-29T21:30Z' },
        { at: '2026-03-29T12:00Z' },
        { customer: 'b', at: '2026-03-30T08:00Z' },
      ],
      {
        asOf: '2026-03-30T12:00Z',
        timeZone: 'Europe/Berlin',
        returns: [{ customer: 'a', at: '2026-03-29T09:00Z', amount: 300 }],
      },
    );
    const { starts, revenue, orders } = dailySeries(shop);
    // Half past eleven in the night of the 28th (UTC) is the 29th in Berlin, a day of 23 hours.
    expect([...starts].map((at) => new Date(at).toISOString())).toEqual([
      '2026-03-27T23:00:00.000Z',
      '2026-03-28T23:00:00.000Z',
      '2026-03-29T22:00:00.000Z',
    ]);
    expect([...revenue]).toEqual([0, 2700]);
    expect([...orders]).toEqual([0, 3]);
  });
});
