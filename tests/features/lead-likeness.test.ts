import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shrunkLogRatios } from '../../src/features/lead-likeness.ts';

describe('shrunkLogRatios', () => {
  it('shrinks rates towards the mean of all by the moments of the groups (Marshall 1991), worked by hand', () => {
    // Mean 60 / 3000 = .02. Spread (1000 * .02^2 + 1000 * 0 + 1000 * .02^2) / 3000 = .000266667; less .02 / 1000: .000246667 between groups.
    // Weight .000246667 / (.000246667 + .02 / 1000) = .925; rates .0385, .02, .0015.
    const ratios = shrunkLogRatios([
      { buyers: 40, days: 1000 },
      { buyers: 20, days: 1000 },
      { buyers: 0, days: 1000 },
    ]);
    expect(Array.from(ratios, (ratio) => Math.exp(ratio) * 0.02)).toEqual([
      expect.closeTo(0.0385, 12),
      expect.closeTo(0.02, 12),
      expect.closeTo(0.0015, 12),
    ]);
  });

  it('trusts a group the less the shorter it was observed', () => {
    const big = { buyers: 400, days: 10_000 };
    const [, short = 0, long = 0] = shrunkLogRatios([
      big,
      { buyers: 1, days: 10 },
      { buyers: 1000, days: 10_000 },
      { buyers: 0, days: 10_000 },
    ]);
    expect(short).toBeGreaterThan(0);
    expect(short).toBeLessThan(long);
  });

  it('sees no difference where there is no more than chance makes, nobody bought, or nothing was observed', () => {
    expect([
      ...shrunkLogRatios([
        { buyers: 3, days: 100 },
        { buyers: 2, days: 100 },
      ]),
    ]).toEqual([0, 0]);
    expect([...shrunkLogRatios([{ buyers: 0, days: 100 }])]).toEqual([0]);
    expect([...shrunkLogRatios([])]).toEqual([]);
    expect(
      shrunkLogRatios([
        { buyers: 90, days: 100 },
        { buyers: 0, days: 0 },
        { buyers: 0, days: 100 },
      ])[1],
    ).toBe(0);
  });

  it('is finite, and never further from all than the group itself is', () => {
    const group = fc.record({ buyers: fc.nat(50), days: fc.integer({ min: 1, max: 5000 }) });
    fc.assert(
      fc.property(fc.array(group, { minLength: 1, maxLength: 12 }), (counts) => {
        const mean =
          counts.reduce((sum, { buyers }) => sum + buyers, 0) / counts.reduce((sum, { days }) => sum + days, 0);
        shrunkLogRatios(counts).forEach((ratio, place) => {
          const { buyers, days } = counts[place] ?? { buyers: 0, days: 1 };
          expect(Number.isFinite(ratio)).toBe(true);
          if (mean > 0 && buyers > 0)
            expect(Math.abs(ratio)).toBeLessThanOrEqual(Math.abs(Math.log(buyers / days / mean)) + 1e-9);
        });
      }),
      { seed: 3 },
    );
  });
});
