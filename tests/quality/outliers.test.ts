import { describe, expect, it } from 'vitest';
import { fencesOf, findOutliers, momentsOf } from '../../src/quality/outliers.ts';
import { quantile } from '../../src/quality/quantile.ts';

const numbers = (...values: number[]) => Float64Array.from(values);
const column = (values: Float64Array) =>
  findOutliers({ column: 'price', values, nameOf: (place) => `row ${place}`, policy: 'keep', words: 'kept' });

describe('quantile', () => {
  it('interpolates as R does: quantile(1:10) is 1, 3.25, 5.5, 7.75, 10', () => {
    const values = numbers(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    expect([0, 0.25, 0.5, 0.75, 1].map((share) => quantile(values, share))).toEqual([1, 3.25, 5.5, 7.75, 10]);
  });

  it('of one value is that value', () => {
    expect(quantile(numbers(7), 0.25)).toBe(7);
  });
});

describe('momentsOf', () => {
  it('gives mean 5 and deviation 2 of the textbook example 2, 4, 4, 4, 5, 5, 7, 9, and skewness 42/64', () => {
    expect(momentsOf(numbers(2, 4, 4, 4, 5, 5, 7, 9))).toEqual({ mean: 5, deviation: 2, skewness: 0.65625 });
  });

  it('gives no deviation for equal values, whatever rounding leaves', () => {
    expect(momentsOf(numbers(0.1, 0.1, 0.1, 0.1, 0.1, 0.1))).toMatchObject({ deviation: 0, skewness: 0 });
  });
});

describe('fencesOf', () => {
  it('stands 1.5 interquartile ranges outside the quartiles: 3.25 - 6.75 and 7.75 + 6.75', () => {
    expect(fencesOf(numbers(1, 2, 3, 4, 5, 6, 7, 8, 9, 100))).toEqual({ low: -3.5, high: 14.5 });
  });

  it('has none where the middle half is one value', () => {
    expect(fencesOf(numbers(1, 1, 1, 1, 1, 1, 1, 9))).toBeUndefined();
  });
});

describe('findOutliers', () => {
  it('finds by the fences what hides from the Z-score: of n values none has |z| above the root of n - 1', () => {
    const found = column(numbers(-1, 2, 3, 4, 5, 6, 7, 8, 9, 100));
    expect(found).toMatchObject({ scale: 'plain', byZScore: 0, byFences: 1 });
    expect(found?.worst.map(({ name, value }) => [name, value])).toEqual([['row 9', 100]]);
    expect(found?.worst[0]?.z).toBeLessThan(3);
  });

  it('finds both ways a value ten deviations off among a hundred near ones', () => {
    const near = Array.from({ length: 100 }, (_, index) => 50 + (index % 5));
    expect(column(numbers(...near, 5))).toMatchObject({ scale: 'plain', byZScore: 1, byFences: 1 });
  });

  it('judges prices that lean to the right by their logarithm, and says why', () => {
    const doubling = Array.from({ length: 12 }, (_, power) => 2 ** power);
    const found = column(numbers(...doubling));
    expect(found?.scale).toBe('log');
    expect(found?.scaleReason).toContain('lean far to the right');
    expect(found?.byFences).toBe(0);
    // ln of 2^0 .. 2^11: quartiles at 2.75 and 8.25 doublings, fences 8.25 doublings further.
    expect(found?.fences?.low).toBeCloseTo(2 ** -5.5, 9);
    expect(found?.fences?.high).toBeCloseTo(2 ** 16.5, 4);
  });

  it('stays on the plain scale where a value is 0', () => {
    expect(column(numbers(0, 1, 1, 1, 1, 1, 1, 400))).toMatchObject({ scale: 'plain' });
  });

  it('names the five worst, the first by name of equally bad ones', () => {
    const values = numbers(...Array.from({ length: 200 }, (_, index) => index % 10), ...Array(7).fill(90));
    const found = column(values);
    expect(found?.byFences).toBe(7);
    expect(found?.worst.map(({ name }) => name)).toEqual(['row 200', 'row 201', 'row 202', 'row 203', 'row 204']);
  });

  it('has neither rule for equal values, and nothing to say of no values', () => {
    expect(column(numbers(3, 3, 3))).not.toHaveProperty('byZScore');
    expect(column(numbers(3, 3, 3))).not.toHaveProperty('byFences');
    expect(column(numbers())).toBeUndefined();
  });
});
