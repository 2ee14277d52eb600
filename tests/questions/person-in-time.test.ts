import { describe, expect, it } from 'vitest';
import { askQuestion } from '../../src/questions/ask.ts';
import { cornerContext } from '../support/corner-context.ts';

const context = cornerContext();
const ask = (typed: string) => askQuestion(typed, context);

describe('the orders of a person in a time', () => {
  it('are counted in it alone', () => {
    // Anna Meier orders each 14 days, last on 6 November 2011: 9 and 23 October lie in the month.
    const answer = ask('orders of Anna Meier in October');
    expect(answer.headline).toBe('Anna Meier: 2 orders in this time for €85.');
    expect(answer.period).toBe('1 Oct 2011 to 31 Oct 2011');
    expect(answer.table?.rows.map(([date]) => date)).toEqual(['23 Oct 2011', '9 Oct 2011']);
  });

  it('leave out what was given back at another time', () => {
    expect(ask('orders of Anna Meier in October').facts).toContainEqual({ label: 'Given back', value: 'nothing' });
    expect(ask('orders of Anna Meier in November').headline).toBe('Anna Meier: 1 order in this time for €0.');
  });

  it('may be none', () => {
    const answer = ask('orders of Ben Okafor in November');
    expect(answer.headline).toBe('Ben Okafor: no order in this time.');
    expect(answer.table).toBeUndefined();
  });

  it.each([
    ['what did Anna spend in october?', 'orders of Anna in october'],
    ['how much did Anna Meier spend last month', 'orders of Anna Meier last month'],
    ['Anna Meier 上个月买了什么', 'orders of Anna Meier last month'],
  ])('are what %j asks', (typed, inFull) => {
    const { question } = ask(inFull).asked ?? {};
    expect(ask(typed).asked?.question).toBe(question);
    expect(question).toContain('orders of');
  });

  it('go on in a thread', () => {
    const { asked: follows } = ask('orders of Ben Okafor in August');
    expect(askQuestion('and in june?', context, { follows }).asked?.question).toBe('orders of b1 in june');
  });
});

describe('who is due', () => {
  it.each([
    ['who should order tomorrow', 'the day from'],
    ['who is due in the next 21 days', 'the 21 days from'],
    ['whose next order is due', 'the 14 days from'],
  ])('%s looks that far', (typed, period) => {
    expect(ask(typed).period).toContain(period);
  });

  it('is more people in a longer time', () => {
    const due = (typed: string) => Number(/^\d+/.exec(ask(typed).headline)?.[0] ?? 0);
    expect(due('who is due in the next 30 days')).toBeGreaterThan(due('who is due in the next 7 days'));
  });
});

describe('moves of one segment', () => {
  it('are those into and out of it', () => {
    const { table, headline, asked } = ask('who became ordinary');
    expect(table?.rows.every(([, from, to]) => from === 'ordinary' || to === 'ordinary')).toBe(true);
    expect(headline).toMatch(/moved into or out of ordinary since/);
    expect(ask(asked?.question ?? '').headline).toBe(headline);
  });
});
