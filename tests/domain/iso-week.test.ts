import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isoWeekOf } from '../../src/domain/iso-week.ts';

const nameOf = (instant: string, zone = 'UTC') => isoWeekOf(Date.parse(instant), zone).name;

describe('isoWeekOf', () => {
  // The table of ISO 8601 and its examples of years that begin or end within a week (ISO 8601-1:2019; the same are in Wikipedia's "ISO week date").
  it.each([
    ['2005-01-01', '2004-W53'],
    ['2005-01-02', '2004-W53'],
    ['2005-12-31', '2005-W52'],
    ['2006-01-01', '2005-W52'],
    ['2006-01-02', '2006-W01'],
    ['2007-01-01', '2007-W01'],
    ['2007-12-30', '2007-W52'],
    ['2007-12-31', '2008-W01'],
    ['2008-12-28', '2008-W52'],
    ['2008-12-29', '2009-W01'],
    ['2009-12-31', '2009-W53'],
    ['2010-01-03', '2009-W53'],
    ['2010-01-04', '2010-W01'],
    ['2026-11-24', '2026-W48'],
    ['2026-12-31', '2026-W53'],
  ])('calls the week of %s %s', (date, name) => {
    expect(nameOf(`${date}T12:00:00Z`)).toBe(name);
  });

  it('goes by the calendar of the time zone', () => {
    // Sunday 23:30 in London is Monday in Tokyo.
    expect(nameOf('2026-11-22T23:30:00Z', 'Europe/London')).toBe('2026-W47');
    expect(nameOf('2026-11-22T23:30:00Z', 'Asia/Tokyo')).toBe('2026-W48');
    expect(nameOf('2026-11-23T07:59:00Z', 'America/Los_Angeles')).toBe('2026-W47');
  });

  it('holds every instant in exactly one week, which is an hour shorter or longer where clocks are moved', () => {
    const zones = [
      'UTC',
      'Europe/Berlin',
      'America/New_York',
      'Australia/Lord_Howe',
      'Pacific/Apia',
      'Africa/Casablanca',
    ];
    const start = Date.UTC(2000, 0, 1);
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.integer({ min: 0, max: 40 * 365 * 86_400 }), (zone, seconds) => {
        const instant = start + seconds * 1000;
        const week = isoWeekOf(instant, zone);
        expect(instant >= week.from && instant < week.until).toBe(true);
        expect(isoWeekOf(week.until - 1, zone).name).toBe(week.name);
        expect(isoWeekOf(week.until, zone).name).not.toBe(week.name);
        expect(isoWeekOf(week.until, zone).from).toBe(week.until);
      }),
      { seed: 48, numRuns: 300 },
    );
  });
});
