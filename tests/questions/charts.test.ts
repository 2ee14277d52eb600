import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayMs } from '../../src/domain/clock.ts';
import type { AnswerChart } from '../../src/questions/answer.ts';
import { axisOf, monthsUpTo } from '../../src/questions/axis.ts';
import { describeCohorts } from '../../src/questions/cohorts.ts';
import { describeForecast } from '../../src/questions/forecast.ts';
import { history } from '../../src/questions/history.ts';
import { comparisonChart, revenueChart } from '../../src/questions/money-charts.ts';
import { whoIs } from '../../src/questions/person.ts';
import { describeRepeatRate } from '../../src/questions/repeat-rate.ts';
import { describeSegments } from '../../src/questions/segments.ts';
import { contextOf } from '../support/context-of.ts';
import { cornerContext } from '../support/corner-context.ts';
import { simulatedOrders } from '../support/simulated-orders.ts';
import { snapshotOf } from '../support/snapshot-of.ts';

const at = (date: string) => Date.parse(date);
const now = at('2026-06-15T12:00Z');
const axis = (from: string, until: string, timeZone = 'UTC') => {
  const found = axisOf({ from: at(from), until: Math.min(now, at(until)) }, { now, timeZone });
  return found ? [found.step, found.places.length, found.places[0]?.label, found.places.at(-1)?.label] : undefined;
};

describe('the places of an axis', () => {
  it.each([
    ['2026-06-01', '2026-06-15', ['day', 14, '1 Jun', '14 Jun']],
    ['2026-05-01', '2026-06-01', ['week', 4, '4 May', '25 May']],
    ['2026-01-01', '2026-06-01', ['month', 5, 'Jan 2026', 'May 2026']],
    ['2024-10-12', '2026-06-01', ['month', 19, 'Nov 2024', 'May 2026']],
    ['2022-01-01', '2026-01-01', ['quarter', 16, 'Q1 2022', 'Q4 2025']],
    ['2015-01-01', '2026-01-01', ['year', 11, '2015', '2025']],
  ])('from %s to %s are the finest whole ones that fit', (from, until, expected) => {
    expect(axis(from, until)).toEqual(expected);
  });

  it('hold the running month, and are none for two days', () => {
    expect(axis('2026-01-01', '2027-01-01')).toEqual(['month', 6, 'Jan 2026', 'Jun 2026']);
    expect(axis('2026-06-01', '2026-06-03')).toBeUndefined();
  });

  it('follow the clocks of the shop', () => {
    const found = axisOf(
      { from: at('2026-03-27T23:00Z'), until: at('2026-03-30T22:00Z') },
      { now, timeZone: 'Europe/Berlin' },
    );
    expect(found?.places.map(({ from, until }) => (until - from) / 3_600_000)).toEqual([24, 23, 24]);
  });

  it('are at most twenty, next to each other and within the span, for any span', () => {
    const day = fc.integer({ min: 0, max: 4000 });
    fc.assert(
      fc.property(day, day, (start, length) => {
        const span = { from: now - (start + length) * dayMs, until: now - start * dayMs };
        const places = axisOf(span, { now, timeZone: 'Asia/Shanghai' })?.places ?? [];
        expect(places.length).toBeLessThanOrEqual(20);
        for (const [index, { from, until, label }] of places.entries()) {
          expect(from).toBeGreaterThanOrEqual(span.from);
          expect(until).toBeLessThanOrEqual(span.until);
          expect(from).toBe(places[index - 1]?.until ?? from);
          expect(label.length).toBeLessThanOrEqual(20);
        }
      }),
      { seed: 5 },
    );
  });

  it('of the last months end with the running one', () => {
    expect(monthsUpTo(now, 3, 'UTC').places).toEqual([
      { from: at('2026-04-01'), until: at('2026-05-01'), label: 'Apr 2026' },
      { from: at('2026-05-01'), until: at('2026-06-01'), label: 'May 2026' },
      { from: at('2026-06-01'), until: now, label: 'Jun 2026' },
    ]);
  });
});

describe('charts of money', () => {
  const shop = contextOf(
    snapshotOf(
      [
        { customer: 'a', at: '2026-06-02T10:00', lines: [{ sku: 'x', quantity: 1, amount: 1250 }] },
        { at: '2026-06-04T10:00', lines: [{ sku: 'x', quantity: 1, amount: 700 }] },
        { customer: 'a', at: '2026-06-09T10:00' },
      ],
      { asOf: '2026-06-15', returns: [{ customer: 'a', at: '2026-06-05T10:00', amount: 250 }] },
    ),
  );

  it('show what was sold minus what was given back, guests counted, in major units, and nothing before the first order', () => {
    const chart = revenueChart({ from: at('2026-06-01'), until: at('2026-06-07') }, shop);
    expect(chart).toMatchObject({ kind: 'bar', title: 'Revenue per day, USD' });
    expect(chart?.series).toEqual([{ name: 'Revenue', values: [undefined, undefined, 0, 7, -2.5, 0] }]);
  });

  it('lay two periods side by side from their first days', () => {
    const later = { from: at('2026-06-08'), until: at('2026-06-12') };
    const chart = comparisonChart({ later, earlier: { from: at('2026-06-03'), until: at('2026-06-06') } }, shop);
    expect(chart?.labels).toEqual(['Day 1', 'Day 2', 'Day 3', 'Day 4']);
    expect(chart?.series).toEqual([
      { name: 'Earlier', values: [0, 7, -2.5, undefined] },
      { name: 'Later', values: [0, 10, 0, 0] },
    ]);
  });

  it('of a person show what they bought in each of twelve months', () => {
    const { chart } = whoIs.describe(0, shop);
    expect(chart?.labels).toHaveLength(12);
    expect(chart?.series[0]?.values).toEqual([...Array.from({ length: 11 }, () => 0), 22.5]);
  });

  it('of somebody who bought nothing for a year are none', () => {
    const old = contextOf(snapshotOf([{ customer: 'a', at: '2020-01-01' }], { asOf: '2026-06-15' }));
    expect(whoIs.describe(0, old).chart).toBeUndefined();
  });
});

describe('every chart', () => {
  const simulated = contextOf(
    snapshotOf(simulatedOrders({ customers: 120, seed: 4, days: 700 }), { asOf: '2025-11-20' }),
  );
  const charts = [cornerContext(), simulated].flatMap((context) =>
    [
      whoIs.describe(0, context),
      history.describe(0, context),
      describeSegments(context),
      describeCohorts(context),
      describeRepeatRate(undefined, context),
      ...[7, 14, 30, 90].map((days) => describeForecast(days, context)),
    ].flatMap(({ chart }): AnswerChart[] => (chart ? [chart] : [])),
  );

  it('fits what a chat can draw: six series, twenty places, titles of fifty letters and labels of twenty', () => {
    expect(charts.length).toBeGreaterThan(9);
    for (const { title, labels, series } of charts) {
      expect(title.length, title).toBeLessThanOrEqual(50);
      expect(labels.length).toBeLessThanOrEqual(20);
      expect(new Set(labels).size, labels.join()).toBe(labels.length);
      for (const label of labels) expect(label.length, label).toBeLessThanOrEqual(20);
      expect(series.length).toBeLessThanOrEqual(6);
      for (const { name, values } of series) {
        expect(values, name).toHaveLength(labels.length);
        expect(
          values.some((value) => value !== undefined && Number.isFinite(value)),
          name,
        ).toBe(true);
      }
    }
  });

  it('of a forecast continues the past with a range around it', () => {
    const { chart } = describeForecast(30, simulated);
    const [past, ahead, low, high] = chart?.series.map(({ values }) => values) ?? [];
    expect(past?.filter((value) => value !== undefined)).toHaveLength(16);
    expect(ahead?.findIndex((value) => value !== undefined)).toBe(16);
    for (const place of [16, 17, 18, 19]) {
      expect(low?.[place]).toBeLessThanOrEqual(ahead?.[place] ?? 0);
      expect(high?.[place]).toBeGreaterThanOrEqual(ahead?.[place] ?? Number.POSITIVE_INFINITY);
    }
  });
});
