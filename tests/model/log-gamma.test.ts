import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logGamma } from '../../src/model/log-gamma.ts';

describe('logGamma', () => {
  it('is the logarithm of a factorial at whole numbers, and of the root of pi at one half', () => {
    expect(logGamma(1)).toBeCloseTo(0, 12);
    expect(logGamma(2)).toBeCloseTo(0, 12);
    expect(logGamma(5)).toBeCloseTo(Math.log(24), 12);
    expect(logGamma(10)).toBeCloseTo(Math.log(362_880), 12);
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 12);
  });

  it("agrees with C's lgamma for small and large numbers", () => {
    expect(logGamma(0.001)).toBeCloseTo(6.907178885383854, 11);
    expect(logGamma(0.243)).toBeCloseTo(1.3180435846996699, 12);
    expect(logGamma(100)).toBeCloseTo(359.1342053695754, 10);
    expect(logGamma(1234.5)).toBeCloseTo(7550.550901077896, 9);
  });

  it('grows by log x from x to x + 1', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 500, noNaN: true }), (x) => {
        expect(logGamma(x + 1) - logGamma(x)).toBeCloseTo(Math.log(x), 8);
      }),
    );
  });
});
