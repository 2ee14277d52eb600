import fc from 'fast-check';
import { createTask } from 'node-cron';
import { describe, expect, it } from 'vitest';
import { nextSlot, slotsBetween } from '../../../src/jobs/schedule/slots.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Slots between two ISO instants, as ISO instants without seconds. */
function slots(cron: string, [from, until]: readonly [string, string], timeZone = 'UTC'): readonly string[] {
  return slotsBetween(cron, { from: Date.parse(from), until: Date.parse(until), timeZone }).map((slot) =>
    new Date(slot).toISOString().replace(':00.000Z', 'Z'),
  );
}

describe('slotsBetween', () => {
  it('leaves out the beginning and takes the end', () => {
    expect(slots('0 9 * * *', ['2026-06-01T09:00Z', '2026-06-03T09:00Z'])).toEqual([
      '2026-06-02T09:00Z',
      '2026-06-03T09:00Z',
    ]);
    expect(slots('0 9 * * *', ['2026-06-01T09:00Z', '2026-06-01T09:00Z'])).toEqual([]);
    expect(slots('0 9 * * *', ['2026-06-03T00:00Z', '2026-06-01T00:00Z'])).toEqual([]);
  });

  it('reads the line on the clocks of the time zone', () => {
    expect(slots('30 8 * * mon', ['2026-06-01T00:00Z', '2026-06-09T00:00Z'], 'Asia/Kolkata')).toEqual([
      '2026-06-01T03:00Z',
      '2026-06-08T03:00Z',
    ]);
  });

  // New York 2026: clocks go from 02:00 to 03:00 on 8 March (07:00 UTC), from 02:00 back to 01:00 on 1 November (06:00 UTC).
  it('runs a daily job once on the day that skips its time, and once on the day that has it twice', () => {
    expect(slots('30 2 * * *', ['2026-03-07T05:00Z', '2026-03-10T04:00Z'], 'America/New_York')).toEqual([
      '2026-03-07T07:30Z',
      '2026-03-08T07:30Z',
      '2026-03-09T06:30Z',
    ]);
    expect(slots('30 1 * * *', ['2026-10-31T04:00Z', '2026-11-03T05:00Z'], 'America/New_York')).toEqual([
      '2026-10-31T05:30Z',
      '2026-11-01T05:30Z',
      '2026-11-02T06:30Z',
    ]);
  });

  it.each([
    ['0 * * * *', 'spring', 23],
    ['*/15 * * * *', 'spring', 92],
    ['0 * * * *', 'autumn', 25],
    ['*/15 * * * *', 'autumn', 100],
    ['0 */2 * * *', 'spring', 12],
    ['0 */2 * * *', 'autumn', 12],
    ['0 1-3 * * *', 'spring', 2],
    ['0 1-3 * * *', 'autumn', 3],
  ])(
    '%s has on the local day of %s as many slots as hours really pass, or times are named: %#',
    (cron, season, count) => {
      const day =
        season === 'spring'
          ? (['2026-03-08T04:59Z', '2026-03-09T03:59Z'] as const)
          : (['2026-11-01T03:59Z', '2026-11-02T04:59Z'] as const);
      expect(slots(cron, day, 'America/New_York')).toHaveLength(count);
    },
  );

  it('keeps every hour apart by an hour through both changes', () => {
    const hourly = slotsBetween('0 * * * *', {
      from: Date.UTC(2026, 0, 1),
      until: Date.UTC(2027, 0, 1),
      timeZone: 'America/New_York',
    });
    expect(hourly).toHaveLength(365 * 24);
    expect(hourly.every((slot, place) => place === 0 || slot - (hourly[place - 1] ?? 0) === hourMs)).toBe(true);
  });

  // Lord Howe moves by half an hour: 2026-10-03T15:30Z (02:00 to 02:30), 2026-04-04T15:00Z (02:00 back to 01:30).
  it('knows a change of half an hour', () => {
    expect(slots('15 2 * * *', ['2026-10-03T00:00Z', '2026-10-04T00:00Z'], 'Australia/Lord_Howe')).toEqual([
      '2026-10-03T15:45Z',
    ]);
    expect(slots('45 1 * * *', ['2026-04-04T00:00Z', '2026-04-05T00:00Z'], 'Australia/Lord_Howe')).toEqual([
      '2026-04-04T14:45Z',
    ]);
    expect(slots('45 * * * *', ['2026-04-04T14:00Z', '2026-04-04T16:00Z'], 'Australia/Lord_Howe')).toEqual([
      '2026-04-04T14:45Z',
      '2026-04-04T15:15Z',
    ]);
  });

  // Samoa left out 30 December 2011; its clocks went from UTC-10 to UTC+14.
  it('runs a daily job once for a day that a country left out and the day after', () => {
    expect(slots('0 9 * * *', ['2011-12-29T12:00Z', '2012-01-01T12:00Z'], 'Pacific/Apia')).toEqual([
      '2011-12-29T19:00Z',
      '2011-12-30T19:00Z',
      '2011-12-31T19:00Z',
    ]);
  });

  it('finds a time of the day that was left out also from the day after alone', () => {
    const dayAfter = ['2011-12-30T12:00Z', '2011-12-31T09:00Z'] as const;
    expect(slots('0 9 30 * *', dayAfter, 'Pacific/Apia')).toEqual(['2011-12-30T19:00Z']);
  });

  it('takes either day where both are restricted: the 13th, and every Friday', () => {
    expect(slots('0 0 13 * fri', ['2026-02-28T00:00Z', '2026-03-20T00:00Z'])).toEqual([
      '2026-03-06T00:00Z',
      '2026-03-13T00:00Z',
      '2026-03-20T00:00Z',
    ]);
    expect(slots('0 0 13 * fri', ['2026-04-10T00:00Z', '2026-04-17T00:00Z'])).toEqual([
      '2026-04-13T00:00Z',
      '2026-04-17T00:00Z',
    ]);
  });

  it('agrees with node-cron on each minute of random days, where clocks are not changed', () => {
    const field = (low: number, high: number) =>
      fc.oneof(
        fc.constant('*'),
        fc.integer({ min: low, max: high }).map(String),
        fc.integer({ min: 1, max: 9 }).map((step) => `*/${step}`),
        fc.tuple(fc.integer({ min: low, max: high }), fc.integer({ min: low, max: high })).map((pair) => {
          const [first, last] = [Math.min(...pair), Math.max(...pair)];
          return `${first}-${last}`;
        }),
      );
    // Days of the month and weekdays are not restricted at once: there node-cron asks for both.
    const lines = fc
      .tuple(
        field(0, 59),
        field(0, 23),
        fc.oneof(fc.tuple(field(1, 31), fc.constant('*')), fc.tuple(fc.constant('*'), field(0, 6))),
      )
      .map(([minute, hour, [day, weekday]]) => `${minute} ${hour} ${day} * ${weekday}`);
    fc.assert(
      fc.property(lines, fc.integer({ min: 0, max: 3000 }), (line, day) => {
        const from = Date.UTC(2024, 0, 1) + day * dayMs - 1;
        const task = createTask(line, () => {}, { timezone: 'UTC' });
        const minutes = Array.from({ length: 1440 }, (_, minute) => from + 1 + minute * 60_000);
        const theirs = minutes.filter((minute) => task.match(new Date(minute)));
        expect(slotsBetween(line, { from, until: from + dayMs, timeZone: 'UTC' })).toEqual(theirs);
      }),
      { seed: 7, numRuns: 25 },
    );
  });

  it('gives the same slots however a span is cut', () => {
    const zones = ['Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe', 'Africa/Casablanca', 'Pacific/Chatham'];
    const lines = ['*/20 * * * *', '30 2 * * *', '0 3 * * sun', '15 */3 1-7 * *'];
    const hour = fc.integer({ min: 0, max: 366 * 24 });
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.constantFrom(...lines),
        hour,
        hour,
        hour,
        (timeZone, line, ...hours) => {
          const [from = 0, middle = 0, until = 0] = hours
            .sort((one, other) => one - other)
            .map((count) => Date.UTC(2026, 0, 1) + Math.round(count / 8) * hourMs);
          const whole = slotsBetween(line, { from, until, timeZone });
          expect([
            ...slotsBetween(line, { from, until: middle, timeZone }),
            ...slotsBetween(line, { from: middle, until, timeZone }),
          ]).toEqual(whole);
        },
      ),
      { seed: 8, numRuns: 60 },
    );
  });
});

describe('nextSlot', () => {
  it.each([
    ['* * * * *', '2026-06-01T10:00:30Z', 'UTC', '2026-06-01T10:01:00.000Z'],
    ['0 9 * * mon', '2026-06-01T09:00:00Z', 'Europe/Berlin', '2026-06-08T07:00:00.000Z'],
    ['30 2 * * *', '2026-03-28T12:00:00Z', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
    // 2100 is no leap year.
    ['0 0 29 2 *', '2096-03-01T00:00:00Z', 'UTC', '2104-02-29T00:00:00.000Z'],
  ])('after a moment of %s from %s in %s: %s', (cron, after, timeZone, expected) => {
    const next = nextSlot(cron, { after: Date.parse(after), timeZone });
    expect(new Date(next ?? 0).toISOString()).toBe(expected);
  });
});
