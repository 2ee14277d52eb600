import { describe, expect, it } from 'vitest';
import { dayMs } from '../../src/domain/clock.ts';
import { probabilityOfOrder } from '../../src/model/bg-nbd.ts';
import { publishedBgNbd } from '../../src/model/ladder.ts';
import { scorePropensity, trainPropensity } from '../../src/model/propensity.ts';
import { snapshotOf } from '../support/snapshot-of.ts';
import { trainedModel, trainedSnapshot } from '../support/trained-shop.ts';

const asOf = Date.parse('2026-06-01');

/** Orders 100, 60 and 20 whole days before: by the published BG/NBD alone, x = 2, t_x = 80, T = 100. */
const small = snapshotOf(
  [100, 60, 20].map((days) => ({ customer: 'anna', at: asOf - (days + 0.5) * dayMs })),
  { asOf },
);
const smallScores = async () => scorePropensity(await trainPropensity(small, { seed: 1 }), small, { version: 'v' });
const byFormula = (frequency: number, recency: number, tenure: number) =>
  probabilityOfOrder(publishedBgNbd, { frequency, recency, tenure }, 30);

describe('the chance in another case', () => {
  it('is that of the formula after one more order today, and after more days of silence', async () => {
    const scores = await smallScores();
    expect(scores.rung).toBe('prior');
    expect(scores.p[0]).toBeCloseTo(byFormula(2, 80, 100), 12);
    expect(scores.chanceIf(0, { kind: 'orders-now' })).toBeCloseTo(byFormula(3, 100, 100), 9);
    expect(scores.chanceIf(0, { kind: 'silent', days: 30 })).toBeCloseTo(byFormula(2, 80, 130), 9);
  });

  it('is the chance itself where nothing is changed, whatever the model', async () => {
    const scores = scorePropensity(await trainedModel(), trainedSnapshot, { version: 'v' });
    for (let customer = 0; customer < trainedSnapshot.customerIds.length; customer += 7)
      expect(scores.chanceIf(customer, { kind: 'silent', days: 0 })).toBeCloseTo(scores.p[customer] ?? -1, 9);
  });

  it('holds for another horizon too', async () => {
    const options = { version: 'v', horizonDays: 90 };
    const scores = scorePropensity(await trainedModel(), trainedSnapshot, options);
    expect(scores.chanceIf(3, { kind: 'silent', days: 0 })).toBeCloseTo(scores.p[3] ?? -1, 9);
  });

  it('rises where what speaks most against an order becomes typical', async () => {
    const scores = scorePropensity(await trainedModel(), trainedSnapshot, { version: 'v' });
    const moves = Array.from(scores.p.keys()).flatMap((customer) => {
      const worst = scores.explain(customer).reasons.find(({ contribution }) => contribution < -0.2);
      if (!worst) return [];
      return [scores.chanceIf(customer, { kind: 'typical', group: worst.group }) - (scores.p[customer] ?? 0)];
    });
    expect(moves.length).toBeGreaterThan(20);
    // A Shapley value is a mean over all orders in which groups can change, so that a single change may go the other way.
    expect(moves.filter((move) => move > 0).length / moves.length).toBeGreaterThan(0.95);
  });
});
