import { describe, expect, it } from 'vitest';
import { describeCampaign } from '../../src/questions/campaign.ts';
import { lastWholeDays } from '../../src/questions/period.ts';
import { momentOf } from '../../src/questions/words.ts';
import { contextOf } from '../support/context-of.ts';
import { snapshotOf } from '../support/snapshot-of.ts';

describe('a campaign', () => {
  const orders = Array.from({ length: 400 }, (_, day) => ({
    customer: `c${day % 50}`,
    at: Date.parse('2025-04-20') + day * 86_400_000,
    lines: [{ sku: 'x', quantity: 1, amount: day >= 385 ? 5000 : 1000 }],
  }));
  const shop = contextOf(snapshotOf(orders, { asOf: '2026-05-25' }));
  const answer = describeCampaign(lastWholeDays(14, momentOf(shop)), shop);

  it('is set beside the range of comparable days, and never called an effect', () => {
    expect(answer.headline).toBe(
      'Revenue $700, above the usual $140 to $180; whether by the campaign, nobody can say.',
    );
    expect(answer.table?.rows[0]).toEqual(['Revenue', '$700', '$140', '$140 to $180', '+400 %']);
    expect(answer.caution).toContain('This is no effect of a campaign');
  });

  it('says how many customers a trial takes: 16 (1 - p) / (0.04 p) in each half', () => {
    // 14 of 50 ordered, 28 %: 16 x 0.72 / (0.04 x 0.28) = 1,029.
    expect(answer.lines?.join(' ')).toContain(
      'from 28 % to 34 % it takes about 1,029 customers in each half, which is more than there are',
    );
  });
});
