import { describe, expect, it } from 'vitest';
import { buildFeatures, labelRows } from '../../src/features/feature-table.ts';
import { fitRules, ruleProbability } from '../../src/model/rules.ts';
import { snapshotOf } from '../support/snapshot-of.ts';

const day = 86_400_000;
const cutoff = Date.parse('2024-06-01');
const first = { frequency: 0, recency: 0 };

/** Forty first-time customers of ten days ago, ten of whom come back, and forty of two hundred days ago, none of whom does. */
const orders = Array.from({ length: 80 }, (_, index) => ({
  customer: `c${index}`,
  at: cutoff - (index < 40 ? 10 : 200) * day,
}));
const back = Array.from({ length: 10 }, (_, index) => ({ customer: `c${index}`, at: cutoff + 5 * day }));

describe('fitRules', () => {
  it('counts buyers by class, each drawn towards the shop’s share by twenty rows (worked by hand)', () => {
    const snapshot = snapshotOf([...orders, ...back], { asOf: cutoff + 30 * day });
    const outlookOf = () => ({ order: 0.1, expected: 0.1, alive: 1 });
    const table = buildFeatures(snapshot, { cutoff, horizonDays: 30, outlookOf });
    const bgNbd = { r: 1, alpha: 1, a: 1, b: 1, logLikelihood: 0, customers: 80 };
    const rules = fitRules([{ table, y: labelRows(snapshot, table), bgNbd }]);
    const base = (10 + 1) / (80 + 10);
    expect(rules.base).toBeCloseTo(base, 12);
    expect(ruleProbability(rules, { ...first, tenure: 9 })).toBeCloseTo((10 + 20 * base) / 60, 12);
    expect(ruleProbability(rules, { ...first, tenure: 199 })).toBeCloseTo((20 * base) / 60, 12);
    // Nobody was quiet for 31 to 90 days, or had a repeat order: the shop's own share stands.
    expect(ruleProbability(rules, { ...first, tenure: 60 })).toBeCloseTo(base, 12);
    expect(ruleProbability(rules, { frequency: 3, recency: 50, tenure: 59 })).toBeCloseTo(base, 12);
  });

  it('says one in ten before anything was seen', () => {
    expect(ruleProbability(fitRules([]), { ...first, tenure: 5 })).toBeCloseTo(0.1, 12);
  });
});
