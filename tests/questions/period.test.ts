import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lastWholeDays, parsePeriod, periodBefore, yearBefore } from '../../src/questions/period.ts';

/**
 * Berlin, Wednesday 9 November 2011, 15:30 (UTC+1). Summer time (UTC+2) began on 27 March and ended on 30 October 2011, so days of the shop begin at
 * 23:00Z in winter and at 22:00Z in summer. All instants below are worked by hand from that.
 */
const berlin = {
  now: Date.parse('2011-11-09T14:30:00Z'),
  timeZone: 'Europe/Berlin',
  firstAt: Date.parse('2010-12-01T07:26:00Z'),
};

const read = (text: string, context = berlin) => {
  const found = parsePeriod(text, context);
  return found ? [new Date(found.period.from).toISOString(), new Date(found.period.until).toISOString()] : undefined;
};
const winter = (date: string) => `${date}T23:00:00.000Z`;
const summer = (date: string) => `${date}T22:00:00.000Z`;
const now = '2011-11-09T14:30:00.000Z';

/** What is typed, its first instant and the one after its last. */
const periods: readonly (readonly [text: string, from: string, until: string])[] = [
  ['today', winter('2011-11-08'), now],
  ['yesterday', winter('2011-11-07'), winter('2011-11-08')],
  ['this week', winter('2011-11-06'), now],
  ['last week', winter('2011-10-30'), winter('2011-11-06')],
  ['week before last', summer('2011-10-23'), winter('2011-10-30')],
  ['this month', winter('2011-10-31'), now],
  ['last month', summer('2011-09-30'), winter('2011-10-31')],
  ['previous month', summer('2011-09-30'), winter('2011-10-31')],
  ['this quarter', summer('2011-09-30'), now],
  ['last quarter', summer('2011-06-30'), summer('2011-09-30')],
  ['this year', winter('2010-12-31'), now],
  ['year to date', winter('2010-12-31'), now],
  ['last year', winter('2009-12-31'), winter('2010-12-31')],
  ['last 7 days', winter('2011-11-01'), winter('2011-11-08')],
  ['last 30 days', summer('2011-10-09'), winter('2011-11-08')],
  ['past week', winter('2011-11-01'), winter('2011-11-08')],
  ['last two weeks', summer('2011-10-25'), winter('2011-11-08')],
  ['past month', summer('2011-10-08'), winter('2011-11-08')],
  ['last 3 months', summer('2011-08-08'), winter('2011-11-08')],
  ['last twelve months', winter('2010-11-08'), winter('2011-11-08')],
  ['last 2 quarters', summer('2011-05-08'), winter('2011-11-08')],
  ['q2 2011', summer('2011-03-31'), summer('2011-06-30')],
  ['q4', summer('2011-09-30'), now],
  ['q4 2010', summer('2010-09-30'), winter('2010-12-31')],
  ['second quarter of 2011', summer('2011-03-31'), summer('2011-06-30')],
  ['june', summer('2011-05-31'), summer('2011-06-30')],
  ['in june 2010', summer('2010-05-31'), summer('2010-06-30')],
  ['sept 2011', summer('2011-08-31'), summer('2011-09-30')],
  ['march 2011', winter('2011-02-28'), summer('2011-03-31')],
  ['november', winter('2011-10-31'), now],
  ['december', winter('2010-11-30'), winter('2010-12-31')],
  ['in may', summer('2011-04-30'), summer('2011-05-31')],
  ['june to august', summer('2011-05-31'), summer('2011-08-31')],
  ['from november to january 2011', winter('2010-10-31'), winter('2011-01-31')],
  ['between june and july 2011', summer('2011-05-31'), summer('2011-07-31')],
  ['on 3 june 2011', summer('2011-06-02'), summer('2011-06-03')],
  ['june 3rd', summer('2011-06-02'), summer('2011-06-03')],
  ['the 1st of march, 2011', winter('2011-02-28'), winter('2011-03-01')],
  ['since june', summer('2011-05-31'), now],
  ['since june 2010', summer('2010-05-31'), now],
  ['since 2011-06-15', summer('2011-06-14'), now],
  ['since yesterday', winter('2011-11-07'), now],
  ['since 2011', winter('2010-12-31'), now],
  ['2011-03-27', winter('2011-03-26'), summer('2011-03-27')],
  ['2011-10-30', summer('2011-10-29'), winter('2011-10-30')],
  ['2011-06', summer('2011-05-31'), summer('2011-06-30')],
  ['2011-06-01 to 2011-06-10', summer('2011-05-31'), summer('2011-06-10')],
  ['from 2011-06-01 until 2011-06-01', summer('2011-05-31'), summer('2011-06-01')],
  ['between 2011-03-20 and 2011-04-02', winter('2011-03-19'), summer('2011-04-02')],
  ['in 2010', winter('2009-12-31'), winter('2010-12-31')],
  ['all time', winter('2010-11-30'), now],
  ['今天', winter('2011-11-08'), now],
  ['上个月', summer('2011-09-30'), winter('2011-10-31')],
  ['2011年6月', summer('2011-05-31'), summer('2011-06-30')],
  ['最近30天', summer('2011-10-09'), winter('2011-11-08')],
  ['去年', winter('2009-12-31'), winter('2010-12-31')],
  ['monday', winter('2011-11-06'), winter('2011-11-07')],
  ['on wednesday', winter('2011-11-08'), now],
  ['last wednesday', winter('2011-11-01'), winter('2011-11-02')],
  ['last friday', winter('2011-11-03'), winter('2011-11-04')],
  ['since monday', winter('2011-11-06'), now],
  ['last weekend', winter('2011-11-04'), winter('2011-11-06')],
  ['3 days ago', winter('2011-11-05'), winter('2011-11-06')],
  ['two weeks ago', summer('2011-10-23'), winter('2011-10-30')],
  ['a month ago', summer('2011-09-30'), winter('2011-10-31')],
  ['h1 2011', winter('2010-12-31'), summer('2011-06-30')],
  ['second half of 2010', summer('2010-06-30'), winter('2010-12-31')],
  ['last fortnight', summer('2011-10-25'), winter('2011-11-08')],
  ['past half year', summer('2011-05-08'), winter('2011-11-08')],
  ['month to date', winter('2011-10-31'), now],
  ['quarter to date', summer('2011-09-30'), now],
  ['since 1 march', winter('2011-02-28'), now],
  ['after june', summer('2011-06-30'), now],
  ['before june', '2010-12-01T07:26:00.000Z', summer('2011-05-31')],
  ['until june', '2010-12-01T07:26:00.000Z', summer('2011-06-30')],
  ['1 june to 15 june', summer('2011-05-31'), summer('2011-06-15')],
  ['june 1 - june 15', summer('2011-05-31'), summer('2011-06-15')],
  ['from june 1 to 15', summer('2011-05-31'), summer('2011-06-15')],
  ['1-15 june', summer('2011-05-31'), summer('2011-06-15')],
  ['from 20 december to 6 january', winter('2010-12-19'), winter('2011-01-06')],
  ['between 1 march 2011 and 2 april 2011', winter('2011-02-28'), summer('2011-04-02')],
  ['昨天', winter('2011-11-07'), winter('2011-11-08')],
  ['上周', winter('2011-10-30'), winter('2011-11-06')],
  ['上上个月', summer('2011-08-31'), summer('2011-09-30')],
  ['第二季度', summer('2011-03-31'), summer('2011-06-30')],
  ['2010年第四季度', summer('2010-09-30'), winter('2010-12-31')],
  ['2011年上半年', winter('2010-12-31'), summer('2011-06-30')],
  ['十月', summer('2011-09-30'), winter('2011-10-31')],
  ['6月3日', summer('2011-06-02'), summer('2011-06-03')],
  ['最近两周', summer('2011-10-25'), winter('2011-11-08')],
  ['过去三个月', summer('2011-08-08'), winter('2011-11-08')],
  ['上周五', winter('2011-11-03'), winter('2011-11-04')],
  ['6月以来', summer('2011-05-31'), now],
];

describe('parsePeriod', () => {
  it.each(periods)('reads %s', (text, from, until) => {
    expect(read(text)).toEqual([from, until]);
    expect(read(`revenue ${text} `)).toEqual([from, until]);
  });

  it('has a day of 23 hours in March and one of 25 in October', () => {
    const hours = (text: string) => {
      const found = parsePeriod(text, berlin)?.period;
      return ((found?.until ?? 0) - (found?.from ?? 0)) / 3_600_000;
    };
    expect(hours('2011-03-27')).toBe(23);
    expect(hours('2011-10-30')).toBe(25);
    expect(hours('2011-10-31')).toBe(24);
  });

  it('goes back to the last day of a shorter month', () => {
    const context = { ...berlin, now: Date.parse('2011-05-31T12:00:00Z') };
    expect(read('last 3 months', context)?.[0]).toBe(winter('2011-02-27'));
  });

  it('takes the year before for a month that begins at this very moment', () => {
    const context = { ...berlin, now: Date.parse('2011-10-31T23:00:00Z') };
    expect(read('november', context)).toEqual([winter('2010-10-31'), winter('2010-11-30')]);
  });

  it.each([
    '',
    'revenue',
    '2011-02-30',
    'last 0 days',
    'q5',
    'who may buy',
    'may we expect orders',
    '17850',
    'in 1066',
    'next month',
    'no order for 90 days',
    '下个月',
  ])('finds no period in %j', (text) => {
    expect(read(text)).toBeUndefined();
  });

  it('takes only the period out of the text', () => {
    expect(parsePeriod('revenue in june 2011 from germany', berlin)).toMatchObject({
      matched: 'june 2011',
      rest: 'revenue in   from germany',
    });
    expect(parsePeriod('revenue since june', berlin)?.rest.trim()).toBe('revenue');
  });

  it('never reaches beyond the moment of the question', () => {
    const units = fc
      .constantFrom('this', 'last')
      .chain((which) => fc.constantFrom('day', 'week', 'month', 'quarter', 'year').map((unit) => `${which} ${unit}`));
    const moments = fc.integer({ min: Date.UTC(2010, 0, 1), max: Date.UTC(2014, 0, 1) });
    fc.assert(
      fc.property(fc.oneof(units, fc.constantFrom('june', 'q3', '2012', '2012-06-15')), moments, (text, at) => {
        const found = parsePeriod(text, { ...berlin, now: at })?.period;
        if (!found) return;
        expect(found.until).toBeGreaterThanOrEqual(found.from);
        if (found.until > found.from) expect(found.until).toBeLessThanOrEqual(at);
      }),
    );
  });
});

describe('the words of a period', () => {
  const words = (text: string) => parsePeriod(text, berlin)?.period.words;

  it('name the first and the last day of the shop', () => {
    expect(words('last month')).toBe('1 Oct 2011 to 31 Oct 2011');
    expect(words('yesterday')).toBe('8 Nov 2011');
  });

  it('say where a period is not over', () => {
    expect(words('this month')).toBe('1 Nov 2011 to 9 Nov 2011, so far');
    expect(words('today')).toBe('9 Nov 2011, so far');
  });

  it('say where nothing is known of a period', () => {
    expect(words('in 2013')).toBe('1 Jan 2013 to 31 Dec 2013, of which nothing is known yet');
    const midnight = { ...berlin, now: Date.parse('2011-10-31T23:00:00Z') };
    expect(parsePeriod('this month', midnight)?.period.words).toBe(
      '1 Nov 2011 to 30 Nov 2011, of which nothing is known yet',
    );
  });
});

describe('lastWholeDays', () => {
  it('ends where today begins', () => {
    expect(lastWholeDays(7, berlin)).toEqual({
      from: Date.parse(winter('2011-11-01')),
      until: Date.parse(winter('2011-11-08')),
      words: '2 Nov 2011 to 8 Nov 2011',
    });
  });

  it('is seven days long also where a day had 25 hours', () => {
    const monday = { ...berlin, now: Date.parse('2011-10-31T12:00:00Z') };
    const { from, until } = lastWholeDays(7, monday);
    expect((until - from) / 3_600_000).toBe(7 * 24 + 1);
  });
});

describe('periodBefore', () => {
  const before = (text: string) => {
    const period = parsePeriod(text, berlin)?.period;
    return period ? periodBefore(period, berlin).words : undefined;
  };

  it.each([
    ['last month', '1 Sept 2011 to 30 Sept 2011'],
    ['q2 2011', '1 Jan 2011 to 31 Mar 2011'],
    ['2011-06-08 to 2011-06-14', '1 Jun 2011 to 7 Jun 2011'],
    ['yesterday', '7 Nov 2011'],
    ['march 2011', '1 Feb 2011 to 28 Feb 2011'],
  ])('of %s is %s', (text, words) => {
    expect(before(text)).toBe(words);
  });
});

describe('yearBefore', () => {
  it('takes the same days of the calendar', () => {
    const period = parsePeriod('june 2011', berlin)?.period;
    expect(period && yearBefore(period, berlin).words).toBe('1 Jun 2010 to 30 Jun 2010');
  });
});
