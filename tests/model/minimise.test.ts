import { describe, expect, it } from 'vitest';
import { minimise } from '../../src/model/minimise.ts';

describe('minimise', () => {
  it("finds the bottom of Rosenbrock's valley, (1, 1), from the usual start", () => {
    const valley = ([x = 0, y = 0]: readonly number[]) => (1 - x) ** 2 + 100 * (y - x * x) ** 2;
    const { at, value, converged } = minimise(valley, [-1.2, 1]);
    expect(at[0]).toBeCloseTo(1, 3);
    expect(at[1]).toBeCloseTo(1, 3);
    expect(value).toBeLessThan(1e-8);
    expect(converged).toBe(true);
  });

  it('treats a value that is not finite as a wall', () => {
    const walled = ([x = 0]: readonly number[]) => (x < 2 ? Number.NaN : x * x);
    expect(minimise(walled, [5]).at[0]).toBeCloseTo(2, 3);
  });

  it('stops at the most steps and says that it has not converged', () => {
    const { steps, converged } = minimise(([x = 0]) => (x - 100) ** 2, [0], { maxSteps: 3 });
    expect(steps).toBe(3);
    expect(converged).toBe(false);
  });
});
