import { parse } from 'node-cron';
import { describe, expect, it } from 'vitest';
import { parseCron } from '../../../src/jobs/schedule/cron-line.ts';
import { errorOf } from '../../support/error-of.ts';

describe('parseCron', () => {
  // What crontab(5) says of each form, worked out by hand.
  it.each([
    ['*/15 * * * *', 'minutes', [0, 15, 30, 45]],
    ['5/20 * * * *', 'minutes', [5, 25, 45]],
    ['1,3-5,50-59/4 * * * *', 'minutes', [1, 3, 4, 5, 50, 54, 58]],
    ['0 22-23,0-2 * * *', 'hours', [0, 1, 2, 22, 23]],
    ['0 0 1,15 * *', 'days', [1, 15]],
    ['0 0 1 jan,OCT-Dec *', 'months', [1, 10, 11, 12]],
    ['0 0 * * mon-fri', 'weekdays', [1, 2, 3, 4, 5]],
    ['0 0 * * 7', 'weekdays', [0]],
    ['0 0 * * sat-sun', 'weekdays', [0, 6]],
    ['0 0 * * 5-7', 'weekdays', [0, 5, 6]],
    ['0 0 * * *', 'weekdays', [0, 1, 2, 3, 4, 5, 6]],
    ['@weekly', 'weekdays', [0]],
    ['@hourly', 'minutes', [0]],
    ['  7   8\t* * *  ', 'minutes', [7]],
  ] as const)('reads %s: its %s', (text, field, numbers) => {
    const read = [...parseCron(text)[field]].sort((one, other) => one - other);
    expect(read).toEqual(numbers);
  });

  it('takes either day where both are restricted, and both where one begins with a star', () => {
    expect(parseCron('0 0 13 * fri').isEitherDay).toBe(true);
    expect(parseCron('0 0 13 * *').isEitherDay).toBe(false);
    expect(parseCron('0 0 */2 * fri').isEitherDay).toBe(false);
  });

  it.each([
    ['', 'it has 0 fields, not five'],
    ['* * * *', 'it has 4 fields, not five'],
    ['0 30 2 * * *', 'it has 6 fields, not five'],
    ['@reboot', 'it has 1 field, not five'],
    ['60 * * * *', 'minute 60 is not between 0 and 59'],
    ['0 24 * * *', 'hour 24 is not between 0 and 23'],
    ['0 0 0 * *', 'day of the month 0 is not between 1 and 31'],
    ['0 0 * 13 *', 'month 13 is not between 1 and 12'],
    ['0 0 * * 8', 'weekday 8 is not between 0 and 7'],
    ['0 0 * * funday', "'funday' is no weekday"],
    ['*/0 * * * *', "'*/0' has a step of 0"],
    ['1-2-3 * * * *', "'1-2-3' is no minute"],
    ['1,,2 * * * *', "'' is no minute"],
    ['-1 * * * *', "'' is no minute"],
    ['1.5 * * * *', "'1.5' is no minute"],
    ['0 22-2 * * *', "the hour range '22-2' runs backwards"],
    ['0 0 L * *', "'l' is no day of the month"],
    ['0 0 * * mon#1', "'mon#1' is no weekday"],
    ['? * * * *', "'?' is no minute"],
    ['0 0 30 feb *', 'none of its months has such a day'],
    ['0 0 31 4,6,9,11 *', 'none of its months has such a day'],
  ])('refuses %j: %s', (text, reason) => {
    const { code, message, hint } = errorOf(() => parseCron(text));
    expect(code).toBe('bad-setting');
    expect(message).toBe(`Cannot read the schedule '${text}': ${reason}.`);
    expect(hint).toContain("'30 2 * * *'");
  });

  it('finds the same numbers in a field as node-cron does', () => {
    for (const text of ['*/7 1-20/3 1,9-12 */5 1-5', '0,30 */6 */10 jan-jun mon,wed', '59 23 31 12 6']) {
      const { minute, hour, dayOfMonth, month, dayOfWeek } = parse(text);
      const own = parseCron(text);
      expect([own.minutes, own.hours, [...own.days], [...own.months], [...own.weekdays]]).toEqual([
        minute,
        hour,
        dayOfMonth,
        month,
        dayOfWeek,
      ]);
    }
  });
});
