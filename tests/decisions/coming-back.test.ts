import { describe, expect, it } from 'vitest';
import { cohortsOf, returnDays } from '../../src/decisions/coming-back.ts';
import { allFigures } from '../../src/decisions/customer-figures.ts';
import { returnersBetween, returnersIn } from '../../src/decisions/returners.ts';
import { snapshotOf } from '../support/snapshot-of.ts';

const at = (customer: string, ...days: string[]) => days.map((date) => ({ customer, at: `${date}T12:00` }));

/** First orders in January (two, of whom one came back after 20 days), March (one, back after 75) and May (one, back after 5). */
const shop = snapshotOf(
  [
    ...at('a', '2026-01-10', '2026-01-30', '2026-04-02'),
    ...at('b', '2026-01-20'),
    ...at('c', '2026-03-01', '2026-05-15'),
    ...at('d', '2026-05-03', '2026-05-08'),
  ],
  { asOf: '2026-06-10' },
);

const cohorts = cohortsOf(allFigures(shop), { ...shop, months: 12 });

describe('cohorts', () => {
  it('are the months of first orders up to now, from the first order of the shop on', () => {
    expect(cohorts.map(({ from, customers }) => [new Date(from).toISOString().slice(0, 7), customers])).toEqual([
      ['2026-01', 2],
      ['2026-02', 0],
      ['2026-03', 1],
      ['2026-04', 0],
      ['2026-05', 1],
      ['2026-06', 0],
    ]);
  });

  it('tell who came back within 30, 60, 90 and 180 days, and nothing where not everybody has had so many days', () => {
    expect(returnDays).toEqual([30, 60, 90, 180]);
    // On 10 June the January cohort has had 130 days since its last day, March 71, May 10.
    expect(cohorts[0]?.back).toEqual([1, 1, 1, undefined]);
    expect(cohorts[2]?.back).toEqual([0, 0, undefined, undefined]);
    expect(cohorts[4]?.back).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('count a second order of the same day as none', () => {
    const twice = snapshotOf(
      [
        { customer: 'a', at: '2026-01-10T09:00' },
        { customer: 'a', at: '2026-01-10T18:00' },
      ],
      {
        asOf: '2026-06-10',
      },
    );
    expect(cohortsOf(allFigures(twice), { ...twice, months: 12 })[0]?.back[0]).toBe(0);
  });

  it('are no more months than asked for', () => {
    expect(cohortsOf(allFigures(shop), { ...shop, months: 2 }).map(({ customers }) => customers)).toEqual([1, 0]);
  });
});

describe('those who came back', () => {
  const month = (number: number) => Date.UTC(2026, number - 1, 1);

  it('are the customers of a span who had ordered more than a day before', () => {
    // In May c came back from March; d came for the first time and again five days later.
    expect(returnersIn(shop, { from: month(5), until: month(6) })).toEqual({
      customers: 2,
      returning: 2,
      gross: 3000,
      returningGross: 2000,
    });
    expect(returnersIn(shop, { from: month(1), until: month(2) })).toMatchObject({ customers: 2, returning: 1 });
  });

  it('are the same in neighbouring spans as in each of them alone', () => {
    const starts = [1, 2, 3, 4, 5, 6].map(month);
    expect(returnersBetween(shop, Float64Array.from(starts))).toEqual(
      starts.slice(0, -1).map((from, index) => returnersIn(shop, { from, until: starts[index + 1] ?? 0 })),
    );
  });
});
