import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  formatDate,
  formatDay,
  instantOfWallClock,
  localDate,
  parseAsOf,
  startOfDate,
} from '../../src/domain/calendar.ts';
import { errorOf } from '../support/error-of.ts';

const iso = (instant: number) => new Date(instant).toISOString();
const zones = [
  'UTC',
  'Europe/London',
  'America/New_York',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Africa/Casablanca',
] as const;
const instants = fc.integer({ min: Date.UTC(1970, 0, 2), max: Date.UTC(2037, 0, 1) });

/** The wall clock as the platform prints it, `2011-06-01 08:26:30`: Swedish is written that way. */
const printed = (instant: number, timeZone: string) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(instant);

describe('the calendar of a shop', () => {
  it('shows the date that the clocks of its zone show', () => {
    expect(localDate(Date.parse('2011-05-31T23:30:00Z'), 'Europe/London')).toEqual({ year: 2011, month: 6, day: 1 });
    expect(formatDate(Date.parse('2011-12-31T23:30:00Z'), 'Asia/Kathmandu')).toBe('2012-01-01');
    expect(formatDay(Date.parse('2011-05-31T23:30:00Z'), 'Europe/London')).toBe('1 Jun 2011');
    // Samoa skipped 30 December 2011.
    expect(formatDate(Date.parse('2011-12-30T09:59:00Z'), 'Pacific/Apia')).toBe('2011-12-29');
    expect(formatDate(Date.parse('2011-12-30T10:01:00Z'), 'Pacific/Apia')).toBe('2011-12-31');
  });

  it('agrees with the platform at any instant in any zone', () => {
    fc.assert(
      fc.property(instants, fc.constantFrom(...zones), (instant, zone) => {
        expect(formatDate(instant, zone)).toBe(printed(instant, zone).slice(0, 10));
        expect(
          formatDate(instantOfWallClock(Date.parse(`${printed(instant, zone).replace(' ', 'T')}Z`), zone), zone),
        ).toBe(printed(instant, zone).slice(0, 10));
      }),
      { seed: 1970, numRuns: 300 },
    );
  });

  it('finds the instant of a reading again, but for readings that come twice', () => {
    fc.assert(
      fc.property(instants, fc.constantFrom(...zones), (instant, zone) => {
        const whole = instant - (instant % 1000);
        const found = instantOfWallClock(Date.parse(`${printed(whole, zone).replace(' ', 'T')}Z`), zone);
        expect(printed(found, zone)).toBe(printed(whole, zone));
        expect(found).toBeLessThanOrEqual(whole);
      }),
      { seed: 1971, numRuns: 300 },
    );
  });

  it.each([
    // New York, 13 March 2011: 02:00 became 03:00; 6 November 2011: 02:00 became 01:00.
    ['America/New_York', '2011-03-13T01:59:00Z', '2011-03-13T06:59:00.000Z'],
    ['America/New_York', '2011-03-13T02:30:00Z', '2011-03-13T07:30:00.000Z'],
    ['America/New_York', '2011-03-13T03:00:00Z', '2011-03-13T07:00:00.000Z'],
    ['America/New_York', '2011-11-06T01:30:00Z', '2011-11-06T05:30:00.000Z'],
    // Lord Howe moves its clocks by half an hour: 2 October 2011, 02:00 became 02:30.
    ['Australia/Lord_Howe', '2011-10-02T02:15:00Z', '2011-10-01T15:45:00.000Z'],
  ])('in %s takes the reading %s for %s', (zone, reading, instant) => {
    expect(iso(instantOfWallClock(Date.parse(reading), zone))).toBe(instant);
  });

  it('begins a day at midnight of the shop and counts days over a change of the clocks', () => {
    const start = startOfDate({ year: 2011, month: 3, day: 26 }, 'Europe/London');
    expect(iso(start)).toBe('2011-03-26T00:00:00.000Z');
    expect(iso(addDays(start, 2, 'Europe/London'))).toBe('2011-03-27T23:00:00.000Z');
    expect(iso(addDays(start, -1, 'Europe/London'))).toBe('2011-03-25T00:00:00.000Z');
    expect(iso(startOfDate({ year: 2011, month: 13, day: 0 }, 'UTC'))).toBe('2011-12-31T00:00:00.000Z');
  });

  it.each([
    ['2011-06-01', 'Europe/London', '2011-05-31T23:00:00.000Z'],
    ['2011-06-01', 'UTC', '2011-06-01T00:00:00.000Z'],
    ['2011-06-01T12:00:00Z', 'Europe/London', '2011-06-01T12:00:00.000Z'],
    ['2011-06-01T12:00:00+02:00', 'Europe/London', '2011-06-01T10:00:00.000Z'],
  ])('reads %s in %s', (text, zone, instant) => {
    expect(iso(parseAsOf(text, zone))).toBe(instant);
  });

  it.each([
    '2011-02-30',
    '2011-13-01',
    '01/06/2011',
    '2011-06-01T12:00:00',
    'yesterday',
    '',
    '2011-6-1',
    '2011-06-01T25:00:00Z',
  ])('does not read %j', (text) => {
    expect(errorOf(() => parseAsOf(text, 'UTC'))).toMatchObject({
      code: 'bad-date',
      message: `Cannot read the date '${text}'.`,
      hint: 'Write it as 2011-06-01, or as 2011-06-01T00:00:00Z.',
    });
  });
});
