import { describe, expect, it } from 'vitest';
import { drawIndex, drawNormal, seededRandom, shuffle } from '../../src/domain/random.ts';

const draws = (count: number, draw: () => number) => Array.from({ length: count }, draw);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('seeded draws', () => {
  it('are the published ones of mulberry32', () => {
    // mulberry32(0) as computed by the reference code in Python, first draws x 2^32: 1144304738, 1416247, 958946056.
    const random = seededRandom(0);
    expect(draws(3, () => random() * 2 ** 32)).toEqual([1144304738, 1416247, 958946056]);
  });

  it('are the same for one seed and others for another', () => {
    const [one, same, other] = [seededRandom(42), seededRandom(42), seededRandom(43)];
    expect(draws(50, one)).toEqual(draws(50, same));
    expect(draws(50, one)).not.toEqual(draws(50, other));
  });

  it('are uniform in [0, 1)', () => {
    const values = draws(20_000, seededRandom(7));
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...values)).toBeLessThan(1);
    // Mean 1/2 and variance 1/12; 20,000 draws leave a standard error of 0.002.
    expect(mean(values)).toBeCloseTo(0.5, 2);
    expect(mean(values.map((value) => (value - 0.5) ** 2))).toBeCloseTo(1 / 12, 2);
  });

  it('of an index reach every place and no other', () => {
    const random = seededRandom(3);
    expect(new Set(draws(500, () => drawIndex(random, 6)))).toEqual(new Set([0, 1, 2, 3, 4, 5]));
  });

  it('are normal with mean 0 and variance 1', () => {
    const random = seededRandom(5);
    const values = draws(20_000, () => drawNormal(random));
    expect(mean(values)).toBeCloseTo(0, 1);
    expect(mean(values.map((value) => value ** 2))).toBeCloseTo(1, 1);
    // 95.45 % lie within two standard deviations.
    expect(values.filter((value) => Math.abs(value) < 2).length / values.length).toBeCloseTo(0.9545, 2);
  });

  it('shuffle in place, lose nothing, and reach every order equally often', () => {
    const values = Uint32Array.from({ length: 100 }, (_, place) => place);
    expect(shuffle(values, seededRandom(1))).toBe(values);
    expect([...values]).not.toEqual([...values].sort((one, other) => one - other));
    expect(new Set(values).size).toBe(100);
    const random = seededRandom(2);
    const counts = new Map<string, number>();
    for (let round = 0; round < 6000; round++) {
      const order = shuffle([1, 2, 3], random).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    // 1,000 each, standard deviation 29.
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(120);
  });
});
