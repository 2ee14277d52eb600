import { describe, expect, it } from 'vitest';
import {
  ago,
  change,
  countWords,
  hitRateWords,
  modelWords,
  money,
  moneyData,
  percent,
  scoreCaution,
  someWords,
  things,
} from '../../src/questions/words.ts';
import { contextOf } from '../support/context-of.ts';
import { cornerContext, cornerScores } from '../support/corner-context.ts';
import { snapshotOf } from '../support/snapshot-of.ts';

describe('percent', () => {
  it.each([
    [0, '0 %'],
    [0.0004, 'under 1 %'],
    [0.0099, 'under 1 %'],
    [0.01, '1 %'],
    [0.125, '13 %'],
    [0.99, '99 %'],
    [0.9901, 'over 99 %'],
    [0.99999, 'over 99 %'],
    [1, '100 %'],
  ])('shows %d as %s', (share, words) => {
    expect(percent(share)).toBe(words);
  });
});

describe('change', () => {
  it.each([
    [112, 100, '+12 %'],
    [95, 100, '−5 %'],
    [100.4, 100, 'no change'],
    [0, 0, 'no change'],
    [5, 0, 'from nothing'],
    [0, 5, '−100 %'],
    [50, -100, '+150 %'],
    [1500, 100, '+1,400 %'],
  ])('from the second of %d and %d is %s', (now, before, words) => {
    expect(change(now, before)).toBe(words);
  });
});

describe('counts', () => {
  it('are set with thousands apart, and name one thing in the singular', () => {
    expect(countWords(1_234_567)).toBe('1,234,567');
    expect([things(0, 'order'), things(1, 'order'), things(2, 'order')]).toEqual(['0 orders', '1 order', '2 orders']);
    expect(things(1.4, 'day')).toBe('1 day');
    expect([someWords(0), someWords(3)]).toEqual(['none', '3']);
    expect([ago(0), ago(1), ago(40)]).toEqual(['within the last day', '1 day ago', '40 days ago']);
  });
});

describe('money', () => {
  const inYen = contextOf(snapshotOf([], { asOf: '2011-11-01', currency: 'JPY' }));

  it('is read in whole units of the currency of the shop, and given as an exact decimal in data', () => {
    expect(money(cornerContext(), 120_450)).toBe('€1,205');
    expect(money(cornerContext(), -120_450)).toBe('-€1,205');
    expect(moneyData(cornerContext(), 120_450)).toBe('1204.50');
    expect(money(inYen, 120_450)).toBe('¥120,450');
    expect(moneyData(inYen, 120_450)).toBe('120450');
  });
});

describe('the words of a model', () => {
  it('tell the hit rate of the best tenth beside that of all', () => {
    // Lift 3 over a base rate of 20 % is 60 %.
    expect(hitRateWords(cornerContext())).toBe(
      ' Tested on past months: of the tenth with the highest chances 60 % ordered within 30 days, of all 20 %.',
    );
  });

  it('never promise more than all of the best tenth', () => {
    const high = cornerContext({ scores: cornerScores({ liftAt10: 2.5, baseRate: 0.5 }) });
    expect(hitRateWords(high)).toContain('100 % ordered');
  });

  it('say nothing of a test where there was none', () => {
    const { auc: _, ...untested } = cornerScores();
    expect(hitRateWords(cornerContext({ scores: untested }))).toBe('');
  });

  it('praise a model only where it may be acted on, and warn where it may not', () => {
    const bad = cornerContext({
      scores: cornerScores({ verdict: { grade: 'do-not-act', words: 'Do not act on it.' }, cautions: ['It is old.'] }),
    });
    expect(modelWords(cornerContext())).toContain('Proven better than recency on this shop: act on it.');
    expect(scoreCaution(cornerContext())).toBeUndefined();
    expect(modelWords(bad)).not.toContain('act on it');
    expect(scoreCaution(bad)).toBe('Do not act on it. It is old.');
  });

  it('say what a low rung is and why it is low, without jargon', () => {
    const low = cornerContext({ scores: cornerScores({ rung: 'rules', rungReason: '40 orders in 90 days' }) });
    expect(scoreCaution(low)).toBe(
      'Chances come from simple rules on how long ago and how often people bought: 40 orders in 90 days.',
    );
    expect(modelWords(low)).not.toMatch(/rung/);
  });
});
