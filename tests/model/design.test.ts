import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ColumnPolicy } from '../../src/features/columns.ts';
import { applyDesign, fitDesign, inputCount, mostMissing } from '../../src/model/design.ts';

const nan = Number.NaN;
const plain: ColumnPolicy = { name: 'x', missing: 'median', outliers: 'keep' };

/** The inputs that one column of training values gives for `raw`. */
function inputsOf(
  policy: ColumnPolicy,
  { training, raw, bends = false }: { training: number[]; raw: number[]; bends?: boolean },
) {
  const design = fitDesign(Float64Array.from(training), { columns: [policy], source: [0], bends });
  const x = applyDesign(design, Float64Array.from(raw), 1);
  const width = inputCount(design);
  return { design, rows: raw.map((_, row) => [...x.slice(row * width, (row + 1) * width)]) };
}

describe('fitDesign', () => {
  it('scales by the mean and standard deviation of the training rows (worked by hand)', () => {
    const { rows } = inputsOf(plain, { training: [2, 4, 4, 4, 5, 5, 7, 9], raw: [5, 9, 1] });
    expect(rows).toEqual([[0], [2], [-2]]);
  });

  it('fills a missing value with the mean, the median or the mode of the training rows, and says that it was missing', () => {
    const training = [1, 1, 3, 4, 11, nan];
    const filled = { mean: 4, median: 3, mode: 1 } as const;
    for (const [missing, value] of Object.entries(filled)) {
      const policy = {
        ...plain,
        missing: missing === 'mean' ? 'mean' : missing === 'mode' ? 'mode' : 'median',
      } as const;
      const { design, rows } = inputsOf(policy, { training, raw: [nan, value] });
      expect(design.columns[0]?.fill, missing).toBe(value);
      expect(rows[0], missing).toEqual([rows[1]?.[0], 1]);
      expect(rows[1]?.[1], missing).toBe(0);
    }
  });

  it('leaves a column with the policy drop out where most training rows miss it; its indicator stays', () => {
    const policy: ColumnPolicy = { ...plain, missing: 'drop' };
    const rare = [1, ...new Array<number>(9).fill(nan)];
    const { design, rows } = inputsOf(policy, { training: rare, raw: [5, nan] });
    expect(design.columns[0]?.isLeftOut).toBe(true);
    expect(rows).toEqual([[0], [1]]);
    const atBorder = [1, 2, ...new Array<number>(8).fill(nan)];
    expect(atBorder.filter(Number.isNaN).length / atBorder.length).toBe(mostMissing);
    const kept = inputsOf(policy, { training: atBorder, raw: [1, 2, nan] });
    expect(kept.rows).toEqual([
      [-1, 0],
      [1, 0],
      [-1, 1],
    ]);
  });

  it('moves an outlier to the border, keeps it, or counts it as missing, as the policy says', () => {
    const training = Array.from({ length: 10_000 }, (_, index) => index / 10_000);
    const raw = [50];
    const spread = Math.sqrt(1 / 12);
    const moved = inputsOf({ ...plain, outliers: 'winsorise' }, { training, raw }).rows;
    expect(moved[0]?.[0]).toBeCloseTo((0.999 - 0.5) / spread, 2);
    const kept = inputsOf({ ...plain, outliers: 'keep' }, { training, raw }).rows;
    expect(kept[0]?.[0]).toBeCloseTo((50 - 0.5) / spread, 1);
    const dropped = inputsOf({ ...plain, outliers: 'drop' }, { training, raw }).rows;
    expect(dropped[0]?.[0]).toBeCloseTo(0, 2);
    expect(dropped[0]?.[1]).toBe(1);
  });

  it('lets a column bend at its quartiles for linear models only (worked by hand)', () => {
    const training = [0, 1, 2, 3, 4, 5, 6, 7];
    const policy: ColumnPolicy = { ...plain, bends: true };
    const { design, rows } = inputsOf(policy, { training, raw: [5], bends: true });
    const scale = Math.sqrt(5.25);
    expect(design.columns[0]?.knots).toEqual([2, 4, 6]);
    expect(rows[0]).toEqual([1.5 / scale, 3 / scale, 1 / scale, 0].map((value) => expect.closeTo(value, 12)));
    expect(inputsOf(policy, { training, raw: [5] }).rows[0]).toHaveLength(1);
  });

  it('gives 0 for a column that never varies or was never known', () => {
    expect(inputsOf(plain, { training: [3, 3, 3], raw: [3, 8, nan] }).rows).toEqual([[0], [0], [0]]);
    expect(inputsOf(plain, { training: [nan, nan], raw: [3, nan] }).rows).toEqual([[0], [0]]);
    expect(inputsOf(plain, { training: [], raw: [3] }).rows).toEqual([[0]]);
  });

  it('survives the way into a model file and back', () => {
    const { design } = inputsOf({ ...plain, bends: true }, { training: [1, 2, 3, nan], raw: [], bends: true });
    expect(JSON.parse(JSON.stringify(design))).toEqual(design);
  });

  it('never gives a number that is not finite, whatever is missing', () => {
    const cell = fc.oneof(fc.constant(nan), fc.double({ min: -1e6, max: 1e6, noNaN: true }));
    const policy = fc.record({
      name: fc.constant('x'),
      missing: fc.constantFrom('mean', 'median', 'mode', 'drop'),
      outliers: fc.constantFrom('keep', 'winsorise', 'drop'),
      bends: fc.boolean(),
    });
    fc.assert(
      fc.property(policy, fc.array(cell), fc.array(cell), (column, training, raw) => {
        const { rows } = inputsOf(column, { training, raw, bends: true });
        expect(rows.flat().every(Number.isFinite)).toBe(true);
      }),
    );
  });
});
