import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/domain/random.ts';
import { expectQuality, foreseeQuality } from '../../src/model/expected-quality.ts';
import { measure, rank } from '../../src/model/metrics.ts';

describe('foreseeQuality', () => {
  it('foresees AUC and log-loss of two customers (worked by hand)', () => {
    const { auc, logLoss } = foreseeQuality(Float64Array.of(0.2, 0.8));
    // Right: the higher one buys, the lower one not, 0.8 x 0.8. Wrong: 0.2 x 0.2.
    expect(auc).toBeCloseTo(0.64 / (0.64 + 0.04), 12);
    expect(logLoss).toBeCloseTo(-0.2 * Math.log(0.2) - 0.8 * Math.log(0.8), 12);
  });

  it('foresees 0.5 where nobody differs, and for nobody', () => {
    expect(foreseeQuality(new Float64Array(50).fill(0.3)).auc).toBeCloseTo(0.5, 12);
    expect(foreseeQuality(new Float64Array())).toEqual({ auc: 0.5, logLoss: 0 });
  });

  it('agrees with the mean of outcomes that are drawn with these very chances', () => {
    const random = seededRandom(4);
    const p = Float64Array.from({ length: 400 }, () => random() ** 2);
    const drawn = Array.from({ length: 300 }, () =>
      measure(
        rank(
          p,
          Uint8Array.from(p, (chance) => (random() < chance ? 1 : 0)),
        ),
      ),
    );
    const mean = (name: 'auc' | 'logLoss') => drawn.reduce((sum, metrics) => sum + metrics[name], 0) / drawn.length;
    const { auc, logLoss } = foreseeQuality(p);
    expect(auc).toBeCloseTo(mean('auc'), 2);
    expect(logLoss).toBeCloseTo(mean('logLoss'), 2);
  });

  it('does not care about the order of the customers', () => {
    const chances = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(chances, (p) => {
        expect(foreseeQuality(Float64Array.from(p.toReversed()))).toEqual(foreseeQuality(Float64Array.from(p)));
      }),
    );
  });
});

describe('expectQuality', () => {
  const p = Float64Array.of(0.1, 0.3, 0.5, 0.2);
  const now = foreseeQuality(p);

  it('carries half of what earlier windows found above their foresight over to now (worked by hand)', () => {
    const windows = [
      { auc: 0.72, logLoss: 0.44, foreseen: { auc: 0.7, logLoss: 0.4 } },
      { auc: 0.76, logLoss: 0.44, foreseen: { auc: 0.7, logLoss: 0.4 } },
    ];
    const expected = expectQuality(p, windows);
    expect(expected?.auc.value).toBeCloseTo(now.auc + 0.5 * 0.04, 12);
    expect(expected?.logLoss.value).toBeCloseTo(now.logLoss * Math.sqrt(1.1), 12);
  });

  it('is as unsure as single windows were wide of the mark', () => {
    const sure = expectQuality(p, [{ auc: 0.7, logLoss: 0.4, foreseen: { auc: 0.7, logLoss: 0.4 } }]);
    expect(sure?.auc).toEqual({ value: now.auc, low: now.auc, high: now.auc });
    const off = expectQuality(p, [{ auc: 0.65, logLoss: 0.5, foreseen: { auc: 0.7, logLoss: 0.4 } }]);
    expect((off?.auc.high ?? 0) - (off?.auc.value ?? 0)).toBeCloseTo(0.1, 12);
    expect((off?.logLoss.high ?? 0) / (off?.logLoss.value ?? 1)).toBeCloseTo(1.25 ** 2, 12);
  });

  it('expects nothing where no window was judged', () => {
    expect(expectQuality(p, [])).toBeUndefined();
  });
});
