import { describe, expect, it } from 'vitest';
import { whatIf } from '../../src/questions/what-if.ts';
import { scoresOf } from '../support/context-of.ts';
import { cornerContext, cornerWithoutScores } from '../support/corner-context.ts';
import { cornerShop } from '../support/corner-shop.ts';

describe('what would change a chance', () => {
  const shop = cornerShop();
  const place = shop.customerIds.indexOf('b1');
  const reason = (group: string, contribution: number) => ({ group, words: `own ${group}`, contribution });
  const answer = whatIf.describe(
    place,
    cornerContext({
      scores: scoresOf(shop, {
        p: { b1: 0.18 },
        reasons: [reason('rhythm', -1.2), reason('recency', 0.9), reason('monetary', -0.3), reason('returns', -0.01)],
        otherCases: { 'orders-now': 0.55, silent: 0.07, typical: 0.31 },
      }),
    }),
  );

  it('tells the model’s own chance of each case, reasons against an order only, the strongest first', () => {
    expect(answer.headline).toBe(
      'Ben Okafor: 18 % chance of an order in 30 days as it is, 55 % after an order today, 7 % after 30 more silent days.',
    );
    expect(answer.table?.rows.map(([chance]) => chance)).toEqual(['18 %', '55 %', '7 %', '31 %', '31 %']);
    expect(answer.table?.rows.at(3)?.[1]).toBe('a rhythm like the typical one (now: own rhythm)');
    expect(answer.lines?.[0]).toBe('Most speaks against an order: own rhythm.');
    expect(answer.customerId).toBe('b1');
  });

  it('claims no effect of a mail', () => {
    expect(answer.lines?.join(' ')).toContain('not what a mail or a discount would do');
  });

  it('without a model says so', () => {
    expect(whatIf.describe(place, cornerWithoutScores())).toMatchObject({
      headline: 'There is no chance of Ben Okafor that could change yet.',
      next: ['patron train', 'who is b1'],
    });
  });
});
