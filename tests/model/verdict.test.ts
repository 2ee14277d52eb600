import { describe, expect, it } from 'vitest';
import type { Backtest } from '../../src/model/backtest.ts';
import { candidates } from '../../src/model/candidates.ts';
import { judgeBacktest } from '../../src/model/verdict.ts';

const sure = (value: number, width = 0) => ({ value, low: value - width, high: value + width });

function backtestOf(
  figures: Partial<Pick<Backtest, 'champion' | 'aucGain' | 'logLossGain'>> & { ece?: number },
): Backtest {
  const metrics = { ...zeroMetrics(), ece: sure(figures.ece ?? 0.02) };
  return {
    horizonDays: 30,
    windows: [],
    candidates: candidates.map(({ name, words, isBaseline }) => ({ name, words, isBaseline, metrics })),
    champion: figures.champion ?? 'blend',
    aucGain: figures.aucGain ?? sure(0.05, 0.01),
    logLossGain: figures.logLossGain ?? sure(0.05, 0.01),
    calibration: [],
  };
}

function zeroMetrics() {
  const none = sure(0);
  return {
    rows: none,
    baseRate: none,
    auc: none,
    prAuc: none,
    logLoss: none,
    brier: none,
    ece: none,
    liftAt10: none,
    threshold: none,
    accuracy: none,
    majority: none,
    precision: none,
    recall: none,
    f1: none,
  };
}

describe('judgeBacktest', () => {
  it('says act on it where the gain over recency is proven and the chances are calibrated', () => {
    expect(judgeBacktest(backtestOf({}))).toEqual({
      grade: 'act',
      words: 'Proven better than recency on this shop: act on it.',
    });
  });

  it('says do not act on it where the scores are not better than the base rate', () => {
    const { grade, words } = judgeBacktest(backtestOf({ logLossGain: sure(-0.001) }));
    expect(grade).toBe('do-not-act');
    expect(words).toBe('Not better than the base rate: do not act on it.');
  });

  it('says do not act on it where the scores are not better than recency', () => {
    const { grade, words } = judgeBacktest(backtestOf({ aucGain: sure(-0.01) }));
    expect(grade).toBe('do-not-act');
    expect(words).toContain('Not better than recency');
  });

  it('asks for care where the gain over recency is not proven, or recency itself serves', () => {
    for (const backtest of [
      backtestOf({ aucGain: sure(0.01, 0.02) }),
      backtestOf({ champion: 'recency', aucGain: sure(0) }),
    ]) {
      const { grade, words } = judgeBacktest(backtest);
      expect(grade).toBe('careful');
      expect(words).toContain('not proven better than recency');
    }
  });

  it('asks to rank only where the order is proven but the level of the chances is off', () => {
    const { grade, words } = judgeBacktest(backtestOf({ ece: 0.08 }));
    expect(grade).toBe('careful');
    expect(words).toContain('do not count on the per cent');
  });

  it('asks for care where nothing could be tested', () => {
    const { grade, words } = judgeBacktest(undefined);
    expect(grade).toBe('careful');
    expect(words).toContain('Too few orders to test');
  });
});
