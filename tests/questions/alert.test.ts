import { describe, expect, it } from 'vitest';
import { answerText } from '../../src/cli/answer-text.ts';
import type { Watched } from '../../src/domain/watched.ts';
import { composeAlert, findWatched } from '../../src/questions/alert.ts';
import { askQuestion } from '../../src/questions/ask.ts';
import { withoutNames } from '../../src/questions/nameless.ts';
import { contextOf, scoresOf } from '../support/context-of.ts';
import { cornerContext, cornerScores, cornerWithoutScores } from '../support/corner-context.ts';
import { expectGolden } from '../support/golden.ts';
import { type OrderOf, snapshotOf } from '../support/snapshot-of.ts';

const style = { width: 80, hasColour: false };
const atRisk: Watched = { kind: 'segment-entry', group: 'at-risk', move: 'enters', among: 'all' };
const likely: Watched = { kind: 'chance', side: 'above', bound: 0.6, among: 'all' };

describe('findWatched', () => {
  it('gives public ids, and none for chances that are not to be trusted', () => {
    expect(findWatched(likely, cornerContext()).customerIds?.toSorted()).toEqual(['17850', 'a1', 'c1']);
    expect(findWatched(likely, cornerWithoutScores())).toEqual({});
    const verdict = { grade: 'do-not-act', words: 'Not better than the base rate: do not act on it.' } as const;
    expect(findWatched(likely, cornerContext({ scores: cornerScores({ verdict }) }))).toEqual({});
  });

  it('names the last whole day of the shop where its revenue is unusual', () => {
    const asOf = Date.UTC(2026, 10, 24, 9);
    const daily = (last: number): OrderOf[] =>
      Array.from({ length: 80 }, (_, back) => ({
        customer: 'a',
        at: Date.UTC(2026, 10, 23 - back, 12),
        lines: [{ sku: 'x', quantity: 1, amount: back === 0 ? last : 1000 }],
      }));
    const find = (last: number) => findWatched({ kind: 'day-revenue' }, contextOf(snapshotOf(daily(last), { asOf })));
    expect(find(1000)).toEqual({ customerIds: [] });
    expect(find(1001)).toEqual({ customerIds: [], day: '2026-11-23' });
    const { items = [] } = composeAlert(contextOf(snapshotOf(daily(400), { asOf })), {
      watched: { kind: 'day-revenue' },
      customerIds: [],
    });
    expect(items.map(({ title, words, proof }) => `${title}: ${words} ${proof}`)).toEqual([
      'Revenue of 23 Nov 2026 is lower than usual: $4, against $10 to $10 on the same weekday of the 8 weeks before. Of the 22 days before, none stood out so.',
    ]);
  });
});

describe('composeAlert', () => {
  it('reads as agreed, in English and in Chinese', () => {
    const news = { watched: atRisk, customerIds: ['b1'], told: [{ customerId: 'a1', at: Date.UTC(2011, 9, 1) }] };
    expectGolden('alert', answerText(composeAlert(cornerContext(), news), style));
    expectGolden('alert-zh', answerText(composeAlert(cornerContext(), { ...news, language: 'zh' }), style));
  });

  it('asks what to offer to those who may not come again, and why of the others; both are understood', () => {
    const asked = (watched: Watched) => composeAlert(cornerContext(), { watched, customerIds: ['b1'] }).items?.[0]?.ask;
    expect(asked(atRisk)).toEqual({ label: 'What to offer', question: 'what should I offer b1' });
    expect(asked(likely)).toEqual({ label: 'Why', question: 'why b1' });
    expect(asked({ ...atRisk, move: 'leaves' })).toEqual({ label: 'Why', question: 'why b1' });
    expect(asked({ kind: 'segment-entry', group: 'high-value', move: 'leaves', among: 'all' })?.label).toBe(
      'What to offer',
    );
    for (const watched of [atRisk, likely]) {
      const answer = askQuestion(asked(watched)?.question ?? '', cornerContext());
      expect(answer.customerId, answer.headline).toBe('b1');
    }
  });

  it('gives the reason that speaks for what it tells: against an order for the silent, for one for the likely', () => {
    const why = (watched: Watched) => composeAlert(cornerContext(), { watched, customerIds: ['a1'] }).items?.[0]?.why;
    expect(why(likely)).toBe('Why: last order 3 days ago (typical 12 days ago).');
    expect(why(atRisk)).toBe('Why: orders about every 14 days, now quiet for 3 days.');
  });

  it('says how right the rule was before: by the backtest for chances, by what the silent did for silence', () => {
    const basis = (watched: Watched) => composeAlert(cornerContext(), { watched, customerIds: ['a1'] }).basis;
    expect(basis(likely)).toContain('of the tenth with the highest chances 60 % ordered within 30 days, of all 20 %.');
    expect(basis({ kind: 'segment-entry', group: 'gone', move: 'enters', among: 'all' })).not.toContain('Tested');
    const day = 86_400_000;
    const asOf = Date.UTC(2026, 10, 23);
    const gone = Array.from({ length: 12 }, (_, index) => ({ customer: `c${index}`, at: asOf - 100 * day }));
    const back = [0, 1, 2].map((index) => ({ customer: `c${index}`, at: asOf - 9 * day }));
    const context = contextOf(snapshotOf([...gone, ...back], { asOf }));
    expect(
      composeAlert(context, { watched: { kind: 'silence', days: 30, among: 'all' }, customerIds: ['c5'] }).basis,
    ).toContain('Of 12 in the same place 60 days ago 75 % stayed away.');
  });

  it('says what came of those whom the rule told of', () => {
    const asOf = Date.UTC(2026, 10, 23);
    const orders = [
      { customer: 'a', at: Date.UTC(2026, 10, 20) },
      { customer: 'b', at: Date.UTC(2026, 9, 1) },
    ];
    const at = Date.UTC(2026, 10, 10);
    const told = [
      { customerId: 'a', at },
      { customerId: 'b', at },
    ];
    const { basis } = composeAlert(contextOf(snapshotOf(orders, { asOf })), {
      watched: likely,
      customerIds: ['b'],
      told,
    });
    expect(basis).toContain('Of the 2 told of since 10 Nov 2026, 1 has ordered since.');
  });

  it('calls people by id alone where names are hidden, and leaves out whom the shop does not know', () => {
    const news = { watched: atRisk, customerIds: ['b1', 'nobody', 'a1'] };
    const text = JSON.stringify(composeAlert(withoutNames(cornerContext()), news));
    expect(text).not.toMatch(/Anna|Meier|Okafor|Ben\b/);
    expect(composeAlert(withoutNames(cornerContext()), news).items?.map(({ title }) => title)).toEqual([
      'Customer b1',
      'Customer a1',
    ]);
  });

  it('has nothing but the ids of the customers in a shop without names and scores', () => {
    const asOf = Date.UTC(2026, 10, 23);
    const snapshot = snapshotOf([{ customer: 'a', at: asOf - 86_400_000 }], { asOf });
    const [item] = composeAlert(contextOf(snapshot), { watched: atRisk, customerIds: ['a'] }).items ?? [];
    expect(item).not.toHaveProperty('why');
    expect(item?.words).toBe('last order within the last day; $10 in the last 365 days.');
    const scored = contextOf(snapshot, { scores: scoresOf(snapshot, { p: { a: 0.25 } }) });
    expect(composeAlert(scored, { watched: atRisk, customerIds: ['a'] }).items?.[0]?.words).toContain(
      'chance of an order in 30 days 25 %',
    );
  });
});
