import { describe, expect, it } from 'vitest';
import { askQuestion } from '../../src/questions/ask.ts';
import { cornerContext } from '../support/corner-context.ts';

/** The corner shop: silent for 70 days is b1, for 200 and 190 days 12346 and 12347; all others ordered within 30 days. */
const context = cornerContext();

describe('customers without an order for so many days', () => {
  it('are those whose last order is at least so old, most revenue first', () => {
    const { table, headline } = askQuestion('customers without an order for 60 days', context);
    // b1 bought 8 times for 56.00, 12346 once for 77.00, 12347 four times for 15.00: 585.00 of 2,120.80.
    expect(table?.customerIds).toEqual(['b1', '12346', '12347']);
    expect(headline).toBe(
      '3 of 10 known customers have not ordered for 60 days or more; they brought 28 % of the revenue.',
    );
  });

  it('may be counted from a day of the shop on', () => {
    // 12346 last ordered on 23 April 2011, 12347 on 3 May.
    expect(askQuestion('who has not ordered since May?', context).table?.customerIds).toEqual(['12346']);
    expect(askQuestion('who has not ordered since 10 May?', context).headline).toMatch(
      /^2 of 10 .* since 10 May 2011;/,
    );
  });

  it('are at most as many as were asked for', () => {
    expect(askQuestion('top 2 customers without an order for 60 days', context).table?.rows).toHaveLength(2);
  });

  it('may be nobody', () => {
    const answer = askQuestion('no order for 300 days', context);
    expect(answer.headline).toBe('Every known customer has ordered within the last 300 days.');
    expect(answer.table).toBeUndefined();
  });

  it('are said as of the moment, with the whole count as data', () => {
    const { data, period } = askQuestion('top 1 customers without an order for 180 days', context);
    expect(data).toMatchObject({ days: 180, customers: 2, first: [{ customerId: '12346', quietDays: 200 }] });
    expect(period).toBe('up to 9 Nov 2011');
  });
});
