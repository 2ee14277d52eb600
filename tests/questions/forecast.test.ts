import { describe, expect, it } from 'vitest';
import { describeForecast } from '../../src/questions/forecast.ts';
import { contextOf } from '../support/context-of.ts';
import { simulatedOrders } from '../support/simulated-orders.ts';
import { snapshotOf } from '../support/snapshot-of.ts';

describe('a forecast in words', () => {
  it('says how many days are missing where there is not enough data', () => {
    const young = contextOf(
      snapshotOf(
        [
          { customer: 'a', at: '2026-05-01' },
          { customer: 'a', at: '2026-05-20' },
        ],
        { asOf: '2026-06-01' },
      ),
    );
    const answer = describeForecast(30, young);
    expect(answer.headline).toBe('Not enough data yet for a forecast of 30 days.');
    expect(answer.facts?.[0]?.value).toBe('30 whole days of the 163 that it takes to judge one');
    expect(answer.lines).toEqual(['In 133 days there are enough.']);
  });

  it('covers 7 to 90 days, and says so where more was asked for', () => {
    const shop = contextOf(snapshotOf(simulatedOrders({ customers: 80, seed: 1, days: 400 }), { asOf: '2025-01-20' }));
    expect(describeForecast(365, shop).caution).toContain('Asked for 365 days; a forecast covers 7 to 90.');
    expect(describeForecast(365, shop).data).toMatchObject({ days: 90 });
    expect(describeForecast(30, shop).caution).toContain('Less than 13 months of data');
  });
});
