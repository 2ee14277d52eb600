import { describe, expect, it } from 'vitest';
import { askQuestion } from '../../src/questions/ask.ts';
import { cornerContext } from '../support/corner-context.ts';

const context = cornerContext();
const ask = (question: string) => askQuestion(question, context);

/** Two periods as they are read on 9 November 2011: the later, then the earlier. */
const comparisons: readonly (readonly [question: string, later: string, earlier: string])[] = [
  ['compare June with July', '1 Jul 2011 to 31 Jul 2011', '1 Jun 2011 to 30 Jun 2011'],
  ['compare June and July', '1 Jul 2011 to 31 Jul 2011', '1 Jun 2011 to 30 Jun 2011'],
  ['compare June to July', '1 Jul 2011 to 31 Jul 2011', '1 Jun 2011 to 30 Jun 2011'],
  ['July versus June', '1 Jul 2011 to 31 Jul 2011', '1 Jun 2011 to 30 Jun 2011'],
  ['this month vs last month', '1 Nov 2011 to 9 Nov 2011, so far', '1 Oct 2011 to 31 Oct 2011'],
  ['compare last month with the month before', '1 Oct 2011 to 31 Oct 2011', '1 Sept 2011 to 30 Sept 2011'],
  ['compare last week with the week before', '31 Oct 2011 to 6 Nov 2011', '24 Oct 2011 to 30 Oct 2011'],
  ['last 30 days compared with before', '10 Oct 2011 to 8 Nov 2011', '10 Sept 2011 to 9 Oct 2011'],
  ['Q3 against Q2', '1 Jul 2011 to 30 Sept 2011', '1 Apr 2011 to 30 Jun 2011'],
  ['this year against last year', '1 Jan 2011 to 9 Nov 2011, so far', '1 Jan 2010 to 31 Dec 2010'],
  ['compare June with a year ago', '1 Jun 2011 to 30 Jun 2011', '1 Jun 2010 to 30 Jun 2010'],
  ['June 2011 versus June 2010', '1 Jun 2011 to 30 Jun 2011', '1 Jun 2010 to 30 Jun 2010'],
  ['compare from June to July with last month', '1 Oct 2011 to 31 Oct 2011', '1 Jun 2011 to 31 Jul 2011'],
  [
    'compare 2011-06-01 to 2011-06-07 with 2011-06-08 to 2011-06-14',
    '8 Jun 2011 to 14 Jun 2011',
    '1 Jun 2011 to 7 Jun 2011',
  ],
  ['how are we doing', '10 Oct 2011 to 8 Nov 2011', '10 Sept 2011 to 9 Oct 2011'],
  ['are sales up this month?', '1 Nov 2011 to 9 Nov 2011, so far', '23 Oct 2011 to 31 Oct 2011'],
];

describe('a comparison', () => {
  it.each(comparisons)('%s', (question, later, earlier) => {
    expect(ask(question).period).toBe(`${later}; earlier: ${earlier}`);
  });

  it('says where one period is longer, and sets a running one against as many days', () => {
    const answer = ask('compare this month with last month');
    expect(answer.caution).toContain('not equally long');
    expect(answer.lines?.[0]).toMatch(/^After as many days the earlier period had €\d+: /);
    expect(ask('compare last month with the month before')).not.toHaveProperty('caution');
  });

  it('says where nothing is known of a period instead of comparing with nothing', () => {
    expect(ask('compare June with a year ago').headline).toMatch(/nothing is known of the period before\.$/);
    expect(ask('compare June with a year ago').caution).toContain('The data begin on 13 Feb 2011');
    expect(ask('compare 2012 with 2011').headline).toMatch(/^Nothing is known of the later period/);
  });
});

describe('revenue', () => {
  it('is summed by hand for one week', () => {
    // 31 October to 6 November 2011, in Berlin: Anna on the 6th 42.50, customer 17851 on the 4th 8.00, no guest (they come on Mondays: 7 November).
    const answer = ask('revenue from 2011-11-01 to 2011-11-06');
    expect(answer.headline).toBe('Revenue €51 from 2 orders.');
    expect(answer.data).toMatchObject({ gross: '50.50', returned: '0.00', net: '50.50', orders: 2, currency: 'EUR' });
  });

  it('of the last 30 whole days is told where no period is named', () => {
    expect(ask('revenue').period).toBe('10 Oct 2011 to 8 Nov 2011');
  });

  it('names what sold most', () => {
    expect(ask('revenue last month').lines).toEqual([
      'Sold most to known customers, returns not taken off: Blue mug (€106), Candle (€79), Tea tin (€29).',
    ]);
  });

  it('of a time that nobody knows is not called nothing', () => {
    expect(ask('revenue in 2009').headline).toBe('Nothing is known of this period.');
    expect(ask('revenue in 2014').period).toContain('of which nothing is known yet');
  });
});

describe('new customers', () => {
  it('are those whose first order lies in the period, with what they spent since', () => {
    const answer = ask('new customers in the last 30 days');
    expect(answer.headline).toBe('1 new customer, who spent €8 so far.');
    expect(answer.table?.customerIds).toEqual(['17851']);
    expect(answer).not.toHaveProperty('caution');
  });

  it('cannot be told for sure where the data begin', () => {
    expect(ask('new customers in March 2011').caution).toContain('some of them may have bought before');
  });
});

describe('top customers', () => {
  it.each([
    ['top 3 customers', 3],
    ['top customers', 10],
    ['the 5 best customers', 5],
    ['top ten customers', 10],
    ['top 999 customers', 10],
    ['top 0 customers', 1],
  ])('%s are %d in a shop of ten', (question, rows) => {
    expect(ask(question).table?.rows).toHaveLength(rows);
  });

  it('of a period are ranked by what they brought in it, and a number of days is no number of rows', () => {
    const answer = ask('top customers in the last 30 days');
    expect(answer.period).toBe('10 Oct 2011 to 8 Nov 2011');
    // Anna on 23 October and 6 November 2 x 42.50 less 42.50 given back; Cleo on 19 October and 8 November 2 x 21.00; 17850 on 29 October 33.00.
    expect(answer.table?.rows.slice(0, 3).map(([name, revenue]) => [name, revenue])).toEqual([
      ['Anna Meier', '€43'],
      ['Cleo Diaz', '€42'],
      ['17850', '€33'],
    ]);
  });
});

describe('segments', () => {
  it('tell sizes, shares and who moved in words', () => {
    const { headline, table, lines } = ask('segments');
    expect(headline).toBe('2 of 10 known customers are high-value and bring 52 % of the revenue.');
    expect(table?.rows.map(([name, customers]) => [name, customers])).toEqual([
      ['high-value', '2'],
      ['potential', '3'],
      ['ordinary', '5'],
    ]);
    expect(lines?.slice(3)).toEqual([
      'Moved up since 2 Nov 2011: 2: customer 17850 (potential to high-value), Anna Maier (ordinary to potential).',
      'Moved down since 2 Nov 2011: 2: Ben Okafor (high-value to potential), customer 12346 (potential to ordinary).',
    ]);
  });

  it('list the first members of one that is named', () => {
    const answer = ask('how many customers are potential');
    expect(answer.headline).toMatch(/^3 of 10 customers \(30 %\) are potential and bring 38 % of the revenue\.$/);
    expect(answer.table?.customerIds).toContain('b1');
  });
});
