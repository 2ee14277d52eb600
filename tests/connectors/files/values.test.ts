import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateOrderOf, decimalOf, minorOfMicros, parseDate, parseMicros } from '../../../connectors/files/values.ts';

const london = { timeZone: 'Europe/London', dateOrder: 'day first' } as const;
const iso = (text: string, style: Parameters<typeof parseDate>[1] = london) => {
  const instant = parseDate(text, style);
  return instant === undefined ? undefined : new Date(instant).toISOString();
};

describe('a date', () => {
  it.each([
    ['2011-12-01', '2011-12-01T00:00:00.000Z'],
    ['2011-06-01', '2011-05-31T23:00:00.000Z'],
    ['2011-06-01 08:26', '2011-06-01T07:26:00.000Z'],
    ['2011/6/1 8:26:30', '2011-06-01T07:26:30.000Z'],
    ['2011-06-01T08:26:30.123', '2011-06-01T07:26:30.000Z'],
    ['2011-06-01T08:26:00Z', '2011-06-01T08:26:00.000Z'],
    ['2011-06-01 08:26:00 UTC', '2011-06-01T08:26:00.000Z'],
    ['2011-06-01T08:26:00+02:00', '2011-06-01T06:26:00.000Z'],
    ['2011-06-01 08:26:00 -0430', '2011-06-01T12:56:00.000Z'],
  ])('%s is the wall clock of the shop, or has its own offset', (text, instant) => {
    expect(iso(text)).toBe(instant);
  });

  it.each([
    ['03/04/2011', '2011-04-03', '2011-03-04'],
    ['3.4.2011 08:26', '2011-04-03', '2011-03-04'],
    ['12-11-2011', '2011-11-12', '2011-12-11'],
  ])('%s is read by the order of the file', (text, dayFirst, monthFirst) => {
    const style = { timeZone: 'UTC', dateOrder: 'month first' } as const;
    expect(iso(text, { ...style, dateOrder: 'day first' })?.slice(0, 10)).toBe(dayFirst);
    expect(iso(text, style)?.slice(0, 10)).toBe(monthFirst);
  });

  it.each([
    ['12/1/2010 8:26 AM', '08:26'],
    ['12/1/2010 12:05 AM', '00:05'],
    ['12/1/2010 12:05 pm', '12:05'],
    ['12/1/2010 8:26:00PM', '20:26'],
  ])('%s is on a clock of twelve hours', (text, time) => {
    expect(iso(text, { timeZone: 'UTC', dateOrder: 'month first' })?.slice(11, 16)).toBe(time);
  });

  it.each([
    '2011-02-30',
    '30/02/2011',
    '2011-13-01',
    '13/13/2011',
    '2011-00-10',
    '2011-01-01 24:00',
    '2011-01-01 10:60',
    '0011-01-01',
    '1/1/2011 13:00 PM',
    '1/1/11',
    'yesterday',
    '',
    '40513',
  ])('%j is none', (text) => {
    expect(parseDate(text, london)).toBeUndefined();
  });

  it('moves on by the gap where the clock was put forward over it', () => {
    // London, 27 March 2011: 01:00 GMT became 02:00 BST. Berlin, 28 March 2010: 02:00 became 03:00.
    expect(iso('2011-03-27 01:30')).toBe('2011-03-27T01:30:00.000Z');
    expect(iso('2010-03-28 02:30', { timeZone: 'Europe/Berlin', dateOrder: 'day first' })).toBe(
      '2010-03-28T01:30:00.000Z',
    );
  });

  it('is the first of two where the clock was put back', () => {
    // London, 30 October 2011: 02:00 BST became 01:00 GMT, so that 01:30 came twice.
    expect(iso('2011-10-30 01:30')).toBe('2011-10-30T00:30:00.000Z');
  });

  it.each([
    ['13/04/2011', 'day first'],
    ['04/13/2011 08:00', 'month first'],
    ['03/04/2011', undefined],
    ['2011-04-13', undefined],
    ['', undefined],
  ])('%j tells of the order of its file: %s', (date, order) => {
    expect(dateOrderOf(date)).toBe(order);
  });
});

describe('a number', () => {
  it.each([
    ['12', 12],
    ['-12.5', -12.5],
    ['.5', 0.5],
    ['7.', 7],
    ['1,204.50', 1204.5],
    ['1,204', 1204],
    ['1,00,000.00', 100_000],
    ["1'204.50", 1204.5],
    ['1 204.50', 1204.5],
    ['1\u00a0204.50', 1204.5],
    ['€12', 12],
    ['£ 1,204.50', 1204.5],
    ['US$12.50', 12.5],
    ['12.50 EUR', 12.5],
    ['GBP 12.50', 12.5],
    ['(12.00)', -12],
    ['(£12.00)', -12],
    ['12.00-', -12],
    ['\u221212.00', -12],
    ['-£12', -12],
    ['£-12', -12],
    ['+3', 3],
    ['0.1234567', 0.123457],
    ['0.0000005', 0.000001],
  ])('with a decimal point: %s', (text, value) => {
    expect(parseMicros(text, 'point')).toBe(Math.round(value * 1e6));
  });

  it.each([
    ['1.204,50', 1204.5],
    ['1.204', 1204],
    ['12,5', 12.5],
    ['12', 12],
    ['12,50 €', 12.5],
    ['-1.204.000,25', -1_204_000.25],
    ['(12,00)', -12],
    [',5', 0.5],
  ])('with a decimal comma: %s', (text, value) => {
    expect(parseMicros(text, 'comma')).toBe(Math.round(value * 1e6));
  });

  it.each([
    ['12,50', 'point'],
    ['1.204,50', 'point'],
    ['12.50', 'comma'],
    ['1,204.50', 'comma'],
  ] as const)('%s is refused rather than misread with a decimal %s', (text, decimal) => {
    expect(parseMicros(text, decimal)).toBeUndefined();
  });

  it.each([
    '',
    ' ',
    '-',
    '.',
    'A12',
    '12 pieces',
    '2011-12-01',
    '555-1234',
    '1e3',
    '(12',
    '12)',
    '-(12)',
    '--12',
    '1,2,3',
    'NaN',
    '99999999999999999999',
  ])('%j is none', (text) => {
    expect(parseMicros(text, 'point')).toBeUndefined();
  });

  it('is never minus zero', () => {
    expect(['-0', '(0.00)', '-0.0'].map((text) => parseMicros(text, 'point'))).toEqual([0, 0, 0]);
  });

  it.each([
    ['12,50', 'comma'],
    ['12,50 €', 'comma'],
    ['(1.204,5)', 'comma'],
    ['0,125', 'comma'],
    ['12.50', 'point'],
    ['£1,204.50', 'point'],
    ['0.125', 'point'],
    ['1,204', undefined],
    ['1.204', undefined],
    ['1,204,000', undefined],
    ['12', undefined],
    ['85123A', undefined],
  ])('%s tells of its decimal sign: %s', (text, decimal) => {
    expect(decimalOf(text)).toBe(decimal);
  });

  it('comes back exactly, however it is written', () => {
    const whole = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 });
    const places = fc.integer({ min: 0, max: 999_999 });
    fc.assert(
      fc.property(whole, places, fc.constantFrom('point', 'comma'), (units, millionths, decimal) => {
        const [group, sign] = decimal === 'point' ? [',', '.'] : ['.', ','];
        const digits = String(Math.abs(units)).replace(/\B(?=(\d{3})+$)/g, group);
        const text = `${units < 0 ? '-' : ''}${digits}${sign}${String(millionths).padStart(6, '0')}`;
        const expected = units * 1e6 + (units < 0 ? -millionths : millionths);
        expect(parseMicros(text, decimal)).toBe(expected);
      }),
      { seed: 1204 },
    );
  });
});

describe('minor units', () => {
  it.each([
    [12_345_000n, 2, 1235],
    [12_344_999n, 2, 1234],
    [-12_345_000n, 2, -1235],
    [12_500_000n, 0, 13],
    [-12_500_000n, 0, -13],
    [1_234_500n, 3, 1235],
    [0n, 2, 0],
  ])('of %s millionths with %i places are rounded once, halves away from zero', (micros, digits, minor) => {
    expect(minorOfMicros(micros, digits)).toBe(minor);
  });
});
