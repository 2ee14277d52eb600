import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calibrationBins, logLoss, measure, rank } from '../../src/model/metrics.ts';

const measured = (p: readonly number[], y: readonly number[], threshold = 0.5) =>
  measure(rank(Float64Array.from(p), Uint8Array.from(y)), { threshold });

describe('measure', () => {
  it("agrees with the examples of scikit-learn's documentation", () => {
    const ranking = measured([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1]);
    expect(ranking.auc).toBeCloseTo(0.75, 12); // roc_auc_score
    expect(ranking.prAuc).toBeCloseTo(0.8333333333333333, 12); // average_precision_score
    expect(measured([0.1, 0.9, 0.8, 0.3], [0, 1, 1, 0]).brier).toBeCloseTo(0.0375, 12); // brier_score_loss
    expect(logLoss(Float64Array.of(0.9, 0.1, 0.2, 0.65), Uint8Array.of(1, 0, 0, 1))).toBeCloseTo(0.21616, 5); // log_loss
  });

  it('counts ties half in the AUC and as one step in the precision (worked by hand)', () => {
    // Scores 0.9: a buyer. 0.5 three times: one buyer, two others. 0.1: another one.
    const { auc, prAuc } = measured([0.9, 0.5, 0.5, 0.5, 0.1], [1, 1, 0, 0, 0]);
    // Pairs: the first buyer beats 3; the second ties with 2 and beats 1: (3 + 1 + 1) / 6.
    expect(auc).toBeCloseTo(5 / 6, 12);
    // Recall 1/2 at precision 1, then recall 1 at precision 2/4.
    expect(prAuc).toBeCloseTo(0.5 * 1 + 0.5 * 0.5, 12);
  });

  it('tells accuracy, precision, recall and F1 at the threshold beside the majority figure (worked by hand)', () => {
    const { accuracy, majority, precision, recall, f1, threshold } = measured(
      [0.9, 0.8, 0.6, 0.4, 0.3, 0.2, 0.1, 0.1, 0.1, 0.1],
      [1, 0, 1, 1, 0, 0, 0, 0, 0, 0],
      0.6,
    );
    expect(threshold).toBe(0.6);
    expect(precision).toBeCloseTo(2 / 3, 12);
    expect(recall).toBeCloseTo(2 / 3, 12);
    expect(f1).toBeCloseTo(2 / 3, 12);
    expect(accuracy).toBeCloseTo(0.8, 12);
    expect(majority).toBeCloseTo(0.7, 12);
  });

  it('tells the lift of the highest tenth; rows tied at its border count in part (worked by hand)', () => {
    const p = [0.9, 0.8, ...new Array<number>(18).fill(0.1)];
    const y = [1, 0, 1, 1, ...new Array<number>(16).fill(0)];
    expect(measured(p, y).liftAt10).toBeCloseTo(0.5 / (3 / 20), 12);
    // All tied: the highest tenth is any tenth.
    expect(measured(new Array<number>(20).fill(0.3), y).liftAt10).toBeCloseTo(1, 12);
  });

  it('weighs the distance of each bin from its outcomes by its rows (worked by hand)', () => {
    // Bin 0.1-0.2: 2 rows of 0.15, one buys: |0.15 - 0.5| = 0.35. Bin 0.9-1: 2 rows of 1 and 0.9, both buy: |0.95 - 1| = 0.05.
    expect(measured([0.15, 0.15, 1, 0.9], [0, 1, 1, 1]).ece).toBeCloseTo(0.5 * 0.35 + 0.5 * 0.05, 12);
    expect(calibrationBins({ p: Float64Array.of(0.15, 0.15, 1, 0.9), y: Uint8Array.of(0, 1, 1, 1) })).toEqual([
      { meanPredicted: 0.15, observed: 0.5, count: 2 },
      { meanPredicted: 0.95, observed: 1, count: 2 },
    ]);
  });

  it('says 0.5 where all outcomes are alike, and stays finite for a sure probability that is wrong', () => {
    expect(measured([0.2, 0.7], [0, 0])).toMatchObject({ auc: 0.5, prAuc: 0, liftAt10: 1, recall: 0, majority: 1 });
    expect(measured([0, 1], [1, 1]).logLoss).toBeCloseTo(-Math.log(1e-15) / 2, 6);
  });

  const rows = fc.array(
    fc.record({
      p: fc.constantFrom(0, 0.05, 0.2, 0.35, 0.5, 0.8, 1),
      y: fc.integer({ min: 0, max: 1 }),
      weight: fc.integer({ min: 0, max: 3 }),
    }),
    { minLength: 2, maxLength: 40 },
  );

  it('counts a row of weight w like w equal rows', () => {
    fc.assert(
      fc.property(rows, (drawn) => {
        fc.pre(drawn.some(({ weight }) => weight > 0));
        const repeated = drawn.flatMap((row) => new Array<typeof row>(row.weight).fill(row));
        const weighted = measure(
          rank(
            Float64Array.from(drawn, ({ p }) => p),
            Uint8Array.from(drawn, ({ y }) => y),
          ),
          { weights: Float64Array.from(drawn, ({ weight }) => weight) },
        );
        const plain = measured(
          repeated.map(({ p }) => p),
          repeated.map(({ y }) => y),
        );
        for (const [name, value] of Object.entries(plain)) {
          expect(weighted, name).toHaveProperty(name, expect.closeTo(value, 9));
        }
      }),
    );
  });

  it('gives the same AUC as counting all pairs, and shares that stay within 0 and 1', () => {
    fc.assert(
      fc.property(rows, (drawn) => {
        const buyers = drawn.filter(({ y }) => y === 1);
        const others = drawn.filter(({ y }) => y === 0);
        fc.pre(buyers.length > 0 && others.length > 0);
        let won = 0;
        for (const buyer of buyers) for (const other of others) won += (Math.sign(buyer.p - other.p) + 1) / 2;
        const found = measured(
          drawn.map(({ p }) => p),
          drawn.map(({ y }) => y),
        );
        expect(found.auc).toBeCloseTo(won / (buyers.length * others.length), 9);
        for (const name of ['auc', 'prAuc', 'brier', 'ece', 'accuracy', 'majority', 'f1'] as const) {
          expect(found[name], name).toBeGreaterThanOrEqual(0);
          expect(found[name], name).toBeLessThanOrEqual(1 + 1e-12);
        }
      }),
    );
  });
});
