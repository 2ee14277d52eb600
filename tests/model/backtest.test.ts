import { beforeAll, describe, expect, it } from 'vitest';
import { dayMs } from '../../src/domain/clock.ts';
import { seededRandom, shuffle } from '../../src/domain/random.ts';
import { readyTensorFlow } from '../../src/jobs/tensorflow.ts';
import { runBacktest } from '../../src/model/backtest.ts';
import { candidates } from '../../src/model/candidates.ts';
import { buildPanel, type PanelTable } from '../../src/model/panel.ts';
import { judgeBacktest } from '../../src/model/verdict.ts';
import { trainedModel, trainedSnapshot } from '../support/trained-shop.ts';

beforeAll(async () => {
  await readyTensorFlow('auto');
});

const options = { horizonDays: 30, seed: 1 };

describe('runBacktest', () => {
  it('judges every candidate on up to four windows, one horizon apart, newest first', async () => {
    const { backtest } = await trainedModel();
    const ages = backtest?.windows.map(({ cutoff }) => (trainedSnapshot.asOf - cutoff) / dayMs);
    expect(ages).toEqual([30, 60, 90, 120]);
    expect(backtest?.candidates.map(({ name }) => name)).toEqual(candidates.map(({ name }) => name));
    for (const { metrics } of backtest?.candidates ?? []) {
      expect(metrics.auc.low).toBeLessThanOrEqual(metrics.auc.value);
      expect(metrics.auc.high).toBeGreaterThanOrEqual(metrics.auc.value);
    }
  });

  it('finds a champion that is better than the base rate and recency where customers differ', async () => {
    const { backtest } = await trainedModel();
    const result = (name: string) => backtest?.candidates.find((one) => one.name === name);
    expect(result('majority')?.metrics.auc.value).toBe(0.5);
    expect(result('majority')?.veto).toBe('it tells nobody apart');
    const champion = result(backtest?.champion ?? '');
    expect(champion?.metrics.auc.value).toBeGreaterThan(result('recency')?.metrics.auc.value ?? 1);
    expect(backtest?.logLossGain.low).toBeGreaterThan(0);
  });

  it('tells the champion’s figures per window, whose means are its metrics', async () => {
    const { backtest } = await trainedModel();
    const windows = backtest?.windows ?? [];
    const mean = windows.reduce((sum, { logLoss }) => sum + logLoss, 0) / windows.length;
    const champion = backtest?.candidates.find(({ name }) => name === backtest.champion);
    expect(mean).toBeCloseTo(champion?.metrics.logLoss.value ?? 0, 12);
    const counted = backtest?.calibration.reduce((sum, { count }) => sum + count, 0);
    expect(counted).toBe(windows.reduce((sum, { customers }) => sum + customers, 0));
  });

  it('finds nothing where the outcomes are shuffled among the customers, and says not to act on it', async () => {
    const random = seededRandom(9);
    const panel: PanelTable[] = buildPanel(trainedSnapshot, options).map((one) => ({
      ...one,
      y: shuffle(one.y.slice(), random),
    }));
    const backtest = await runBacktest(panel, options);
    for (const { name, metrics } of backtest?.candidates ?? []) {
      expect(metrics.auc.value, name).toBeGreaterThan(0.44);
      expect(metrics.auc.value, name).toBeLessThan(0.56);
    }
    expect(judgeBacktest(backtest).grade).not.toBe('act');
  });

  it('refuses a candidate that blew up in one window', async () => {
    const panel = buildPanel(trainedSnapshot, options).slice(0, 5);
    // In the newest window the opposite of what BG/NBD expects came true.
    const turned = panel.map((one, index) => (index === 0 ? { ...one, y: one.y.map((value) => 1 - value) } : one));
    const backtest = await runBacktest(turned, options);
    const veto = backtest?.candidates.find(({ name }) => name === 'bg-nbd')?.veto;
    expect(veto).toBe('in one window it was worse than the base rate');
  });

  it('is undefined where no window can be judged', async () => {
    expect(await runBacktest([], options)).toBeUndefined();
    const silent = buildPanel(trainedSnapshot, options).map((one) => ({ ...one, y: new Uint8Array(one.y.length) }));
    expect(await runBacktest(silent, options)).toBeUndefined();
  });
});
