import { describe, expect, it } from 'vitest';
import { dayMs } from '../../src/domain/clock.ts';
import type { DataState } from '../../src/questions/context.ts';
import { describeDataState } from '../../src/questions/data-state.ts';
import { contextOf, scoresOf } from '../support/context-of.ts';
import { snapshotOf } from '../support/snapshot-of.ts';

const asOf = Date.parse('2026-06-10T12:00Z');
const shop = snapshotOf([{ customer: 'a', at: '2026-06-09T10:00' }], { asOf });
const sync = (outcome: 'done' | 'failed' | 'interrupted', days: number) => ({
  name: 'Shopify',
  type: 'patron sync shopify',
  outcome,
  at: asOf - days * dayMs,
});
const ask = (dataState: DataState, modelAge = 3) =>
  describeDataState(
    contextOf(shop, {
      scores: scoresOf(shop, { modelAsOf: asOf - modelAge * dayMs }),
      dataState,
      agreement: 'Orders equal.',
    }),
  );

describe('the state of the data', () => {
  it('is well where all was pulled, checked and trained of late', () => {
    const answer = ask({ syncs: [sync('done', 0.2)], quality: { verdict: 'good', asOf, madeAt: asOf } });
    expect(answer.headline).toBe('All is well: the last order is of 9 Jun 2026, and nothing needs mending.');
    expect(answer.lines).toEqual(['Orders equal.']);
    expect(answer.table?.rows).toEqual([['Shopify', '10 Jun 2026, within the last day', 'done']]);
  });

  it.each([
    ['a sync failed', { syncs: [sync('failed', 0)] }, 3, 'the last sync of Shopify failed', 'patron sync shopify'],
    [
      'a sync was cut off',
      { syncs: [sync('interrupted', 0)] },
      3,
      'the last sync of Shopify was interrupted',
      'patron sync shopify',
    ],
    ['a sync is old', { syncs: [sync('done', 5)] }, 3, 'Shopify was last pulled 5 days ago', 'patron sync shopify'],
    ['the model is old', { syncs: [] }, 60, 'the model is 60 days old', 'patron train'],
    [
      'the quality is bad',
      {
        syncs: [],
        quality: {
          verdict: 'bad',
          asOf,
          madeAt: asOf,
          first: { words: '2 lines have a negative price (file orders)', type: 'patron import orders FILE' },
        },
      },
      3,
      '2 lines have a negative price (file orders)',
      'patron import orders FILE',
    ],
  ] as const)('says that %s, and what to type', (_, state, modelAge, words, type) => {
    const answer = ask(state, modelAge);
    expect(answer.headline).toBe(`One thing needs attention: ${words}.`);
    expect(answer.next[0]).toBe(type);
  });

  it('counts all troubles, the most pressing first', () => {
    const answer = ask({ syncs: [sync('failed', 0)] }, 60);
    expect(answer.headline).toBe('2 things need attention: the last sync of Shopify failed.');
    expect(answer.lines).toEqual(['Orders equal.', 'The model is 60 days old.']);
  });

  it('says that there is no model, and that the last order is old', () => {
    const old = contextOf(snapshotOf([{ customer: 'a', at: '2026-06-01' }], { asOf }));
    expect(describeDataState(old).headline).toBe('2 things need attention: the last order is 9 days old.');
    expect(describeDataState(old).next).toContain('patron train');
  });
});
