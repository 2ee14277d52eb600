import { describe, expect, test } from 'vitest';
import { drawGamma, drawLogNormal, drawWeighted, streamOf } from '../../src/demo/draws.ts';
import { seededRandom } from '../../src/domain/random.ts';

const draws = 20_000;

function momentsOf(values: readonly number[]): { mean: number; variance: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, variance };
}

describe('gamma draws', () => {
  // Closed form of a gamma distribution of mean 1: variance 1 / shape.
  test.each([0.5, 1, 4, 12])('of shape %s have mean 1 and variance 1 / shape', (shape) => {
    const random = seededRandom(11);
    const { mean, variance } = momentsOf(Array.from({ length: draws }, () => drawGamma(random, shape)));
    expect(mean).toBeCloseTo(1, 1);
    expect(variance * shape).toBeGreaterThan(0.9);
    expect(variance * shape).toBeLessThan(1.1);
  });

  test('of shape 1 are exponential: a share of exp(-2) lies above 2', () => {
    const random = seededRandom(3);
    const above = Array.from({ length: draws }, () => drawGamma(random, 1)).filter((value) => value > 2).length;
    expect(above / draws).toBeCloseTo(Math.exp(-2), 2);
  });
});

test('half of the log-normal draws lie below the median', () => {
  const random = seededRandom(5);
  const values = Array.from({ length: draws }, () => drawLogNormal(random, { median: 40, spread: 0.5 }));
  expect(values.filter((value) => value < 40).length / draws).toBeCloseTo(0.5, 1);
});

test('weighted draws come in proportion to the weights, and never where the weight is 0', () => {
  const random = seededRandom(7);
  const counts = [0, 0, 0];
  for (let draw = 0; draw < draws; draw++) {
    const index = drawWeighted(random, [1, 0, 3]);
    counts[index] = (counts[index] ?? 0) + 1;
  }
  expect(counts[1]).toBe(0);
  expect((counts[2] ?? 0) / draws).toBeCloseTo(0.75, 1);
});

test('the streams of two neighbours, two aspects and two seeds have nothing in common', () => {
  const first = (seed: number, aspect: 'person' | 'guest', index: number) => {
    const random = streamOf(seed, aspect, index);
    return Array.from({ length: 20 }, () => random());
  };
  const streams = [first(1, 'person', 0), first(1, 'person', 1), first(1, 'guest', 0), first(2, 'person', 0)];
  expect(new Set(streams.flat()).size).toBe(80);
  expect(first(1, 'person', 0)).toEqual(streams[0]);
});
