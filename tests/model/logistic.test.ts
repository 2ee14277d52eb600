import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitLogistic, predictLogistic } from '../../src/model/logistic.ts';

/** Rows of a two-by-two table: so many of each (exposed, outcome). */
function twoByTwo(counts: { exposed: [number, number]; others: [number, number] }) {
  const cells = [
    ...new Array<[number, number]>(counts.exposed[1]).fill([1, 1]),
    ...new Array<[number, number]>(counts.exposed[0]).fill([1, 0]),
    ...new Array<[number, number]>(counts.others[1]).fill([0, 1]),
    ...new Array<[number, number]>(counts.others[0]).fill([0, 0]),
  ];
  return { x: Float64Array.from(cells, ([x]) => x), y: Uint8Array.from(cells, ([, y]) => y), columns: 1 };
}

describe('fitLogistic', () => {
  it('gives the log odds ratio of a two-by-two table (closed form)', () => {
    const { intercept, weights } = fitLogistic(twoByTwo({ exposed: [20, 30], others: [60, 40] }), { penalty: 1e-9 });
    expect(intercept).toBeCloseTo(Math.log(40 / 60), 6);
    expect(weights[0]).toBeCloseTo(Math.log(30 / 20 / (40 / 60)), 6);
  });

  it('agrees with another minimiser on the penalised likelihood (scipy 1.17, BFGS)', () => {
    const x = [0.5, 1.2, -1, 0.3, 1.5, -0.7, 0.1, 0.8, -0.6, -1.1, 2, 0.4, -1.7, 0.9, 0.9, -1.6, -0.2, 0.2, 1.1, 1.9];
    const y = Uint8Array.of(1, 0, 1, 1, 0, 1, 0, 0, 1, 0);
    const { intercept, weights } = fitLogistic({ x: Float64Array.from(x), y, columns: 2 }, { penalty: 1 });
    expect(weights[0]).toBeCloseTo(0.69937913, 5);
    expect(weights[1]).toBeCloseTo(0.25096964, 5);
    expect(intercept).toBeCloseTo(-0.23900824, 5);
  });

  it('stays finite where one column tells the outcome without fail', () => {
    const rows = { x: Float64Array.of(-1, -1, 1, 1), y: Uint8Array.of(0, 0, 1, 1), columns: 1 };
    const { weights } = fitLogistic(rows, { penalty: 0.1 });
    expect(weights[0]).toBeGreaterThan(1);
    expect(weights[0]).toBeLessThan(10);
  });

  it('keeps two equal columns apart with the penalty: each takes half', () => {
    const x = Float64Array.of(-1, -1, 1, 1, -1, -1, 1, 1, 0.5, 0.5, 2, 2);
    const { weights } = fitLogistic({ x, y: Uint8Array.of(0, 1, 0, 1, 0, 1), columns: 2 }, { penalty: 0.5 });
    expect(weights[0]).toBeCloseTo(weights[1] ?? 0, 8);
  });

  it('predicts the observed share on average, whatever the rows (the intercept is not penalised)', () => {
    const row = fc.record({
      x: fc.double({ min: -3, max: 3, noNaN: true }),
      y: fc.integer({ min: 0, max: 1 }),
    });
    fc.assert(
      fc.property(fc.array(row, { minLength: 5, maxLength: 60 }), (rows) => {
        const x = Float64Array.from(rows, (one) => one.x);
        const y = Uint8Array.from(rows, (one) => one.y);
        const positives = y.reduce((sum, value) => sum + value, 0);
        fc.pre(positives > 0 && positives < y.length);
        const p = predictLogistic(fitLogistic({ x, y, columns: 1 }, { penalty: 1 }), x);
        expect(p.reduce((sum, value) => sum + value, 0)).toBeCloseTo(positives, 2);
      }),
    );
  });
});
