import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/domain/random.ts';
import { bootstrapMetrics, intervalOf, meanMetrics } from '../../src/model/bootstrap.ts';
import { measure, rank } from '../../src/model/metrics.ts';

const random = seededRandom(2);
const y = Uint8Array.from({ length: 400 }, () => (random() < 0.3 ? 1 : 0));
const noisy = Float64Array.from(y, (outcome) => 0.2 + 0.2 * outcome + 0.5 * random());
const windows = [
  [
    rank(noisy, y),
    rank(
      noisy.map((p) => p / 2),
      y,
    ),
  ],
];

describe('bootstrapMetrics', () => {
  it('gives an interval of the base rate as wide as the binomial law says', () => {
    const [drawn = []] = bootstrapMetrics(windows, { draws: 400, random: seededRandom(1) });
    const base = measure(rank(noisy, y)).baseRate;
    const { low, high } = intervalOf(
      base,
      drawn.map(({ baseRate }) => baseRate),
    );
    expect((high - low) / 2).toBeCloseTo(1.96 * Math.sqrt((base * (1 - base)) / y.length), 2);
    expect(low).toBeLessThan(base);
    expect(high).toBeGreaterThan(base);
  });

  it('draws the same customers for every candidate: one that ranks alike has no difference in AUC', () => {
    const [one = [], other = []] = bootstrapMetrics(windows, { draws: 20, random: seededRandom(1) });
    one.forEach(({ auc }, draw) => {
      expect(other[draw]?.auc).toBeCloseTo(auc, 12);
    });
  });

  it('gives the same draws for the same seed', () => {
    const draw = (seed: number) => bootstrapMetrics(windows, { draws: 5, random: seededRandom(seed) });
    expect(draw(7)).toEqual(draw(7));
    expect(draw(8)).not.toEqual(draw(7));
  });
});

describe('meanMetrics', () => {
  it('is the mean of each figure over the windows, and the sum of their rows', () => {
    const one = measure(rank(Float64Array.of(0.2, 0.8), Uint8Array.of(0, 1)));
    const other = measure(rank(Float64Array.of(0.2, 0.8, 0.5), Uint8Array.of(1, 0, 0)));
    const mean = meanMetrics([one, other]);
    expect(mean.rows).toBe(5);
    expect(mean.auc).toBeCloseTo(0.5, 12);
    expect(mean.baseRate).toBeCloseTo((1 / 2 + 1 / 3) / 2, 12);
  });
});

describe('intervalOf', () => {
  it('cuts off 2.5 % of the draws on each side', () => {
    const draws = Array.from({ length: 201 }, (_, index) => index);
    expect(intervalOf(100, draws)).toEqual({ value: 100, low: 5, high: 195 });
  });
});
