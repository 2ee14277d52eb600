import { describe, expect, it } from 'vitest';
import { askQuestion } from '../../src/questions/ask.ts';
import { contextOf } from '../support/context-of.ts';
import { cornerContext, cornerScores } from '../support/corner-context.ts';
import { type OrderOf, snapshotOf } from '../support/snapshot-of.ts';

const day = 86_400_000;
const asOf = Date.UTC(2011, 10, 7);

/** Twelve orders of 10.00, ten days apart, the last one `quiet` days before the date. */
const regular = (customer: string, quiet: number): OrderOf[] =>
  Array.from({ length: 12 }, (_, back) => ({ customer, at: asOf - (quiet + 0.5 + back * 10) * day }));

describe('who is leaving', () => {
  it('tells how right such calls were before, beside all other regulars', () => {
    const orders = [
      ...regular('here', 1),
      ...regular('leaving', 30),
      ...Array.from({ length: 12 }, (_, index) => regular(`called${index}`, 90)).flat(),
      ...[0, 1, 2].map((index) => ({ customer: `called${index}`, at: asOf - 15 * day })),
    ];
    // On 8 September twelve were silent for thirty days; three of them ordered since. Both others ordered too.
    const answer = askQuestion('who is leaving', contextOf(snapshotOf(orders, { asOf })));
    expect(answer.lines).toEqual([
      'How right this was before: of 12 customers so silent on 8 Sept 2011, 75 % did not order in the 60 days after; of those within their rhythm 0 %.',
    ]);
  });

  it('leaves out who is late but likely to order, and says so of the person', () => {
    const scores = cornerScores({ p: { b1: 0.5 } });
    const context = cornerContext({ scores });
    expect(askQuestion('who is leaving', context).headline).toMatch(/^Nobody/);
    expect(askQuestion('is Ben Okafor leaving', context).headline).toBe(
      'Ben Okafor is late, but more likely than not to order: last order 70 days ago, usual gap 24 days.',
    );
    expect(askQuestion('who is Ben Okafor', context).headline).toMatch(/, late\.$/);
    expect(askQuestion('who is leaving', cornerContext()).table?.rows).toEqual([
      ['Ben Okafor', '70 days', '24 days', '€448', '18 %'],
    ]);
  });

  it('says so where nobody is', () => {
    const answer = askQuestion('who is leaving', contextOf(snapshotOf(regular('here', 1), { asOf })));
    expect(answer.headline).toBe('Nobody with a rhythm is silent for longer than usual.');
    expect(answer).not.toHaveProperty('table');
  });

  it('shows ten of many and counts all', () => {
    const orders = Array.from({ length: 14 }, (_, index) => regular(`c${index}`, 30)).flat();
    const context = contextOf(snapshotOf(orders, { asOf }));
    expect(askQuestion('who is leaving', context).headline).toMatch(/^14 customers are silent/);
    expect(askQuestion('who is leaving', context).table?.rows).toHaveLength(10);
    expect(askQuestion('the top 3 customers at risk', context).table?.rows).toHaveLength(3);
  });
});

describe('who will buy', () => {
  it('counts the buyers to expect by the sum of the chances', () => {
    // 0.81 + 0.74 + 0.62 + 0.45 + 0.18 + 0.3 + 0.22 + 0.12 + 0.02 + 0.004 = 3.464.
    expect(askQuestion('who will buy', cornerContext()).headline).toBe(
      'About 3 customers of 10 will order in the next 30 days; these most likely.',
    );
  });

  it('ranks by chance and honours the number asked for', () => {
    const { table } = askQuestion('the 3 most likely buyers', cornerContext());
    expect(table?.rows.map(([name, chance]) => [name, chance])).toEqual([
      ['Anna Meier', '81 %'],
      ['Cleo Diaz', '74 %'],
      ['17850', '62 %'],
    ]);
  });

  it('says first that the chances are not to be acted on where they are not', () => {
    const verdict = { grade: 'do-not-act', words: 'Not better than the base rate: do not act on it.' } as const;
    const answer = askQuestion('who will buy', cornerContext({ scores: cornerScores({ verdict }) }));
    expect(answer.headline).toBe('The chances are not worth acting on; for the record, these are the highest.');
    expect(answer.caution).toContain(verdict.words);
  });
});
