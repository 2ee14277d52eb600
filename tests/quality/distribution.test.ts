import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/domain/random.ts';
import {
  binnedShares,
  distributionOf,
  expectedByChance,
  kolmogorovDistance,
  medianOf,
  stabilityIndex,
} from '../../src/quality/distribution.ts';

const numbers = (...values: number[]) => Float64Array.from(values);
const draws = (random: () => number, count: number) => Float64Array.from({ length: count }, random);

describe('stabilityIndex', () => {
  it('is (0.25 - 0.5) ln 0.5 + (0.75 - 0.5) ln 1.5 = 0.2747 for halves that become a quarter and three', () => {
    expect(stabilityIndex([0.5, 0.5], [0.25, 0.75])).toBeCloseTo(0.25 * Math.LN2 + 0.25 * Math.log(1.5), 12);
    expect(stabilityIndex([0.5, 0.5], [0.25, 0.75])).toBeCloseTo(0.2747, 4);
  });

  it('is 0 for equal shares, and the same both ways', () => {
    expect(stabilityIndex([0.2, 0.3, 0.5], [0.2, 0.3, 0.5])).toBe(0);
    const [one, other] = [stabilityIndex([0.1, 0.9], [0.3, 0.7]), stabilityIndex([0.3, 0.7], [0.1, 0.9])];
    expect(one).toBeCloseTo(other, 12);
  });

  it('comes to (bins - 1)(1 / n + 1 / m) by chance alone, as 600 pairs of samples of one distribution show', () => {
    const random = seededRandom(11);
    let sum = 0;
    for (let pair = 0; pair < 600; pair++) {
      const { expected, actual } = binnedShares(distributionOf(draws(random, 400)), draws(random, 600), 10);
      sum += stabilityIndex(expected, actual);
    }
    expect(sum / 600 / expectedByChance(10, 400, 600)).toBeGreaterThan(0.85);
    expect(sum / 600 / expectedByChance(10, 400, 600)).toBeLessThan(1.15);
  });
});

describe('binnedShares', () => {
  it('cuts the reference into equally full bins and counts half a value more in each', () => {
    const reference = distributionOf(numbers(1, 2, 3, 4, 5, 6, 7, 8));
    const { expected, actual } = binnedShares(reference, numbers(1, 1, 1, 9), 4);
    expect(expected).toEqual([2.5 / 10, 2.5 / 10, 2.5 / 10, 2.5 / 10]);
    expect(actual).toEqual([3.5 / 6, 0.5 / 6, 0.5 / 6, 1.5 / 6]);
  });

  it('sees a value that only now occurs, though all were the same before', () => {
    const { expected, actual } = binnedShares(distributionOf(numbers(1, 1, 1, 1)), numbers(2, 2, 2, 2), 4);
    expect(expected).toEqual([4.5 / 5, 0.5 / 5]);
    expect(actual).toEqual([0.5 / 5, 4.5 / 5]);
  });
});

describe('kolmogorovDistance', () => {
  it('is 1/2 for 1, 2, 3, 4 and 3, 4, 5, 6: two of four lie under 3', () => {
    expect(kolmogorovDistance(distributionOf(numbers(1, 2, 3, 4)), numbers(3, 4, 5, 6))).toBe(0.5);
  });

  it('is 1 where nothing overlaps, either way round, and 0 for the same values', () => {
    expect(kolmogorovDistance(distributionOf(numbers(2, 2)), numbers(1, 1, 1))).toBe(1);
    expect(kolmogorovDistance(distributionOf(numbers(1, 1, 1)), numbers(2, 2))).toBe(1);
    expect(kolmogorovDistance(distributionOf(numbers(5, 1, 3)), numbers(3, 5, 1))).toBe(0);
  });

  it('is exact to a hundredth on the percentiles that are kept: uniform on [0, 1) and on [0.3, 1.3) stand 0.3 apart', () => {
    const grid = Float64Array.from({ length: 5000 }, (_, index) => index / 5000);
    const distance = kolmogorovDistance(
      distributionOf(grid),
      grid.map((value) => value + 0.3),
    );
    expect(Math.abs(distance - 0.3)).toBeLessThan(0.011);
  });
});

describe('distributionOf', () => {
  it('keeps at most a hundred places, and the median of 1 .. 1001 is 501 to a hundredth', () => {
    const kept = distributionOf(Float64Array.from({ length: 1001 }, (_, index) => index + 1));
    expect(kept.edges.length).toBeLessThanOrEqual(100);
    expect(Math.abs(medianOf(kept) - 501)).toBeLessThanOrEqual(10);
  });

  it('of nothing is empty and has no median', () => {
    expect(distributionOf(numbers())).toEqual({ count: 0, edges: [], under: [], upTo: [] });
    expect(medianOf(distributionOf(numbers()))).toBeNaN();
  });
});
