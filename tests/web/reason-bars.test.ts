import fc from 'fast-check';
import { expect, it } from 'vitest';
import { reasonBars, roundToSum } from '../../src/web/reason-bars.ts';

// By hand: 128.4 - 83.4 + 40.4 + 20.4 + 1.3 = 107.1, but the rounded ones sum to 128 - 83 + 40 + 20 + 1 = 106. One is missing; of the fractions cut
// off, .4 (first) is the largest, tied with the third and fourth: the first gets it.
it('effects are printed so that they add up to the printed total', () => {
  expect(roundToSum([1.284, -0.834, 0.404, 0.204, 0.013], { total: 107 })).toEqual([129, -83, 40, 20, 1]);
});

it('effects that add up already are only rounded', () => {
  expect(roundToSum([0.5, -0.25, 0.126], { total: 38 })).toEqual([50, -25, 13]);
  expect(roundToSum([], { total: 0 })).toEqual([]);
});

it('printed effects always add up, and none is further than a hundredth from the true one', () => {
  const effects = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 1, maxLength: 9 });
  fc.assert(
    fc.property(effects, fc.double({ min: -4, max: 4, noNaN: true }), (values, base) => {
      const sum = values.reduce((total, value) => total + value, base);
      const total = Math.round(sum * 100) - Math.round(base * 100);
      const shown = roundToSum(values, { total });
      expect(Math.abs(shown.reduce((all, value) => all + value, 0) - total)).toBe(0);
      for (const [index, value] of values.entries())
        expect(Math.abs((shown[index] ?? Number.NaN) - value * 100)).toBeLessThanOrEqual(1 + 1e-9);
    }),
  );
});

it('a reason against an order has its bar left of the middle, one for it right, each as long as its effect', () => {
  const chart = String(
    reasonBars({
      base: -1,
      logOdds: 0,
      p: 0.5,
      reasons: [
        { group: 'frequency', words: 'many orders', contribution: 2 },
        { group: 'recency', words: 'long ago', contribution: -1 },
      ],
    }),
  );
  const bars = [...chart.matchAll(/class="(for|against)" x="([\d.]+)" y="2" width="([\d.]+)"/g)];
  expect(bars.map(([, side, x, width]) => [side, Number(x), Number(width)])).toEqual([
    ['for', 100, 100],
    ['against', 50, 50],
  ]);
  const figures = [...chart.matchAll(/<td class="number">([^<]+)<\/td>/g)].map(([, text]) => text);
  expect(figures).toEqual(['\u22121.00', '+2.00', '\u22121.00', '+0.00']);
});
