import { describe, expect, it } from 'vitest';
import type { Answer } from '../../src/questions/answer.ts';
import { askQuestion } from '../../src/questions/ask.ts';
import { cornerContext } from '../support/corner-context.ts';

/** Wednesday 9 November 2011 in the corner shop. */
const context = cornerContext();

/** Asks one after the other in one thread. */
function thread(...questions: readonly string[]): Answer {
  const [first = '', ...others] = questions;
  return others.reduce(
    (answer, question) => askQuestion(question, context, { follows: answer.asked }),
    askQuestion(first, context),
  );
}

describe('what was asked', () => {
  it('is told with the question in full, the id of the person, the time as it was named, and the product', () => {
    expect(askQuestion('whos anna meier', context).asked).toEqual({
      id: 'who-is',
      question: 'who is a1',
      customerId: 'a1',
    });
    expect(askQuestion('what did we sell in june?', context).asked).toEqual({
      id: 'revenue',
      question: 'revenue in june',
      period: 'june',
    });
    expect(askQuestion('who bought the tea tin', context).asked).toMatchObject({
      id: 'product-buyers',
      sku: 'Tea tin',
    });
  });

  it('is not told where nothing was understood', () => {
    expect(askQuestion('what is the weather like', context).asked).toBeUndefined();
    expect(askQuestion('and last month?', context).asked).toBeUndefined();
  });
});

describe('a thread', () => {
  it('stays with its person through several questions', () => {
    const answer = thread('who is Ben Okafor', 'why?', 'is he leaving?', 'what has he bought?');
    expect(answer).toMatchObject({ id: 'history', customerId: 'b1' });
  });

  it('goes back in time step by step', () => {
    expect(thread('revenue last month', 'and the month before?').period).toBe('1 Sept 2011 to 30 Sept 2011');
    expect(thread('revenue last month', 'and the month before?', 'and the month before?').period).toBe(
      '1 Aug 2011 to 31 Aug 2011',
    );
    expect(thread('revenue this month', 'and the month before?').period).toBe('1 Oct 2011 to 31 Oct 2011');
    expect(thread('revenue in q1 2011', 'and the month before?').period).toBe('1 Dec 2010 to 31 Dec 2010');
    expect(thread('revenue in 2011', 'and the year before?').period).toBe('1 Jan 2010 to 31 Dec 2010');
  });

  it('compares what it was about', () => {
    const answer = thread('revenue in June', 'compare with last year');
    expect(answer).toMatchObject({
      id: 'compare',
      period: '1 Jun 2011 to 30 Jun 2011; earlier: 1 Jun 2010 to 30 Jun 2010',
    });
  });

  it('takes more rows of the same list', () => {
    expect(thread('top 2 customers', 'who else?').table?.rows).toHaveLength(4);
    expect(thread('top 2 customers', 'only 1').table?.rows).toHaveLength(1);
  });

  it('takes up another person, and a choice among several', () => {
    expect(thread('why Ben Okafor', 'what about Anna Meier?')).toMatchObject({ id: 'why', customerId: 'a1' });
    expect(thread('why Anna', 'a2')).toMatchObject({ id: 'why', customerId: 'a2' });
  });

  it('asks back where there is nothing to go on from', () => {
    expect(askQuestion('why?', context).headline).toBe('Whom do you mean?');
    const answer = askQuestion('and last month?', context);
    expect(answer).toMatchObject({ id: 'ask-back', headline: expect.stringContaining("'last month' of what?") });
    expect(answer.next).toContain('revenue last month');
    expect(thread('who is a1', 'and last month?').id).toBe('ask-back');
  });

  it('begins anew with a whole question', () => {
    expect(thread('who is Ben Okafor', 'revenue last week').asked).toEqual({
      id: 'revenue',
      question: 'revenue last week',
      period: 'last week',
    });
  });
});

describe('a text that fits no form', () => {
  it('is read by the phrasings that it comes closest to, which is said', () => {
    const answer = askQuestion('give me the numbers for last month', context);
    expect(answer).toMatchObject({ id: 'revenue', caution: expect.stringContaining("Read as 'revenue last month'.") });
  });

  it('about a person says what it leaves out', () => {
    const { caution } = askQuestion('should I worry about losing Ben Okafor this year', context);
    expect(caution).toContain("Read as 'is Ben Okafor leaving'. Not understood, so left out: 'this year'.");
  });
});
