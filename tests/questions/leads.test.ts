import { describe, expect, it } from 'vitest';
import { dayMs } from '../../src/domain/clock.ts';
import type { LeadScores } from '../../src/model/lead-scores.ts';
import { askQuestion } from '../../src/questions/ask.ts';
import type { QuestionContext } from '../../src/questions/context.ts';
import { withoutNames } from '../../src/questions/nameless.ts';
import { cornerContext } from '../support/corner-context.ts';

const { asOf } = cornerContext().snapshot;
const reasons = [
  { group: 'forms', words: '1 form sent, the last 2 days ago', contribution: 1.2 },
  { group: 'source', words: 'came by offline', contribution: -0.2 },
];

const chances: NonNullable<LeadScores['chances']> = {
  modelVersion: 'lead-1',
  modelAsOf: asOf,
  p30: Float64Array.of(0.3),
  p90: Float64Array.of(0.5),
  auc: { value: 0.8, low: 0.75, high: 0.85 },
  baseRate: 0.05,
  liftAt10: 4,
  explain: () => {
    const logOdds = Math.log(0.3 / 0.7);
    return { base: logOdds - 1, logOdds, p: 0.3, reasons };
  },
};

/** The corner shop with Xaver, who has not ordered, as its only lead. */
function shopWith(given: Partial<LeadScores> = {}): QuestionContext {
  const leads: LeadScores = {
    asOf,
    customerIds: ['x1'],
    customerRows: Int32Array.of(99),
    createdAt: Float64Array.of(asOf - 40 * dayMs),
    lastSignAt: Float64Array.of(asOf - 2 * dayMs),
    verdict: { grade: 'act', words: 'Lead scores are proven better than newest first on this shop: act on them.' },
    reason: '200 new leads a month, 90 of all became buyers: enough to learn from',
    factsOf: () => [{ label: 'Last sign of life', value: '2 days ago: sent the form "Quote"' }],
    ranked: () => [0],
    ...given,
  };
  return { ...cornerContext({ tags: { x1: ['fair'] } }), leads: () => leads };
}

describe('hot leads', () => {
  it('are named with their chances', () => {
    const { table, caution, headline } = askQuestion('hot leads', shopWith({ chances }));
    expect(headline).toBe('About 0 of 1 leads will place a first order in the next 30 days; these most likely.');
    expect(table?.columns.map(({ title }) => title)).toEqual([
      'Lead',
      'Chance',
      'In 90 days',
      'Last sign of life',
      'Known since',
    ]);
    expect(table?.rows).toEqual([['Xaver Neu', '30 %', '50 %', '2 days ago', '40 days ago']]);
    expect(caution).toBeUndefined();
  });

  it('come by their last sign of life where they are not scored, with the reason', () => {
    const reason = '4 new leads a month, 2 of all became buyers: scoring asks for 100 a month and 20 buyers';
    const verdict = {
      grade: 'do-not-act',
      words: 'Leads are not scored: the newest sign of life comes first.',
    } as const;
    const answer = askQuestion('who should sales call?', shopWith({ reason, verdict }));
    expect(answer.headline).toBe('1 person is known without an order; the newest sign of life comes first.');
    expect(answer.table?.rows).toEqual([['Xaver Neu', '2 days ago', '40 days ago']]);
    expect(answer.caution).toBe(`Not scored: ${reason}.`);
  });

  it('are customers where nobody is known who has not ordered, and that is said', () => {
    const answer = askQuestion('leads', cornerContext());
    expect(answer.id).toBe('leads');
    expect(answer.table?.rows[0]?.[0]).toBe('Anna Meier');
    expect(answer.caution).toContain('these are customers');
  });

  it('are called by id where names are hidden', () => {
    const answer = askQuestion('hot leads', withoutNames(shopWith({ chances })));
    expect(JSON.stringify(answer)).not.toContain('Xaver');
    expect(answer.table?.rows[0]?.[0]).toBe('x1');
  });

  it('carry the verdict where it is not to act', () => {
    const verdict = { grade: 'careful', words: 'Act with care.' } as const;
    expect(askQuestion('leads', shopWith({ chances, verdict })).caution).toBe('Act with care.');
  });
});

describe('one lead', () => {
  it.each(['how hot is Xaver Neu', 'why is Xaver Neu hot', 'why Xaver Neu', 'who is Xaver Neu'])(
    '%s: has a card with reasons',
    (text) => {
      const answer = askQuestion(text, shopWith({ chances }));
      expect(answer.headline).toBe(
        'Xaver Neu: 30 % chance of a first order in the next 30 days; of all leads 5 % place one.',
      );
      expect(answer.facts).toEqual([
        { label: 'Contact', value: 'x1' },
        { label: 'In 90 days', value: '50 %' },
        { label: 'Last sign of life', value: '2 days ago: sent the form "Quote"' },
        { label: 'Tags', value: 'fair' },
      ]);
      expect(answer.table?.rows).toEqual([
        ['\u22121.85', 'where the typical lead of this shop starts (14 %)'],
        ['+1.20', '1 form sent, the last 2 days ago'],
        ['\u22120.20', 'came by offline'],
        ['= \u22120.85', 'this lead (30 %)'],
      ]);
    },
  );

  it('that is not scored shows what is known', () => {
    const answer = askQuestion('how hot is Xaver Neu', shopWith());
    expect(answer.headline).toBe('Xaver Neu has no order yet; last sign of life 2 days ago: sent the form "Quote".');
    expect(answer.table).toBeUndefined();
  });

  it('who has ordered is none any more', () => {
    expect(askQuestion('how hot is Anna Meier', shopWith()).headline).toMatch(
      /^No lead any more\. Anna Meier: 20 orders/,
    );
  });

  it('whom no connected system knows is a person without an order, as before', () => {
    expect(askQuestion('why Xaver Neu', cornerContext()).id).toBe('no-order');
  });
});
