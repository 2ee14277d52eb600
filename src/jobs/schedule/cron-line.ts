import { ConfigError } from '../../domain/errors.ts';

/** A cron line, read: the numbers that each field allows. Weekdays count from 0, Sunday. */
export interface CronLine {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly days: ReadonlySet<number>;
  readonly months: ReadonlySet<number>;
  readonly weekdays: ReadonlySet<number>;
  /** Both the day of the month and the weekday are restricted: then either is enough, as in every cron since 1979. */
  readonly isEitherDay: boolean;
}

interface Field {
  readonly name: string;
  readonly low: number;
  readonly high: number;
  /** Names for numbers, from `low` on. */
  readonly names?: readonly string[];
}

const fields = [
  { name: 'minute', low: 0, high: 59 },
  { name: 'hour', low: 0, high: 23 },
  { name: 'day of the month', low: 1, high: 31 },
  {
    name: 'month',
    low: 1,
    high: 12,
    names: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
  },
  { name: 'weekday', low: 0, high: 7, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
] as const satisfies readonly Field[];

const longestMonth = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const shorthands: Readonly<Record<string, string>> = {
  '@hourly': '0 * * * *',
  '@daily': '0 0 * * *',
  '@weekly': '0 0 * * 0',
  '@monthly': '0 0 1 * *',
  '@yearly': '0 0 1 1 *',
};

/**
 * Reads a line of five fields (minute, hour, day of the month, month, weekday) with `*`, lists, ranges, steps and English names, or `@hourly`, `@daily`,
 * `@weekly`, `@monthly`, `@yearly`. Raises `bad-setting` saying which field cannot be read and why, also for a date that never comes.
 */
export function parseCron(text: string): CronLine {
  const line = text.trim().toLowerCase();
  const parts = (shorthands[line] ?? line).split(/\s+/);
  const [minute, hour, day, month, weekday] = parts;
  if (parts.length !== 5 || !minute || !hour || !day || !month || !weekday) {
    const count = line === '' ? 0 : parts.length;
    throw unreadable(text, `it has ${count} ${count === 1 ? 'field' : 'fields'}, not five`);
  }
  const read = (part: string, field: Field) => readField(text, part, field);
  const days = new Set(read(day, fields[2]));
  const months = new Set(read(month, fields[3]));
  // Both 0 and 7 are Sunday.
  const weekdays = new Set(read(weekday, fields[4]).map((number) => number % 7));
  const isEitherDay = !day.startsWith('*') && !weekday.startsWith('*');
  if (!isEitherDay && ![...months].some((one) => [...days].some((date) => date <= (longestMonth[one - 1] ?? 0)))) {
    throw unreadable(text, 'none of its months has such a day');
  }
  return { minutes: read(minute, fields[0]), hours: read(hour, fields[1]), days, months, weekdays, isEitherDay };
}

/** The numbers of one field, ascending, each once. */
function readField(line: string, text: string, field: Field): readonly number[] {
  const numbers = text.split(',').flatMap((part) => readPart(line, part, field));
  return [...new Set(numbers)].sort((one, other) => one - other);
}

function readPart(line: string, part: string, field: Field): readonly number[] {
  const [, range = '', stepText] = /^([^/]+)(?:\/(\d{1,4}))?$/.exec(part) ?? [];
  if (range === '') throw unreadable(line, `'${part}' is no ${field.name}`);
  const step = stepText === undefined ? 1 : Number(stepText);
  if (step === 0) throw unreadable(line, `'${part}' has a step of 0`);
  const [low, high] = readRange(line, range, { field, isOpen: stepText !== undefined });
  return Array.from({ length: Math.floor((high - low) / step) + 1 }, (_, place) => low + place * step);
}

/** `isOpen`: one number alone means from there on, as in `5/15`. */
function readRange(
  line: string,
  range: string,
  { field, isOpen }: { field: Field; isOpen: boolean },
): readonly [number, number] {
  const end = field.name === 'weekday' ? 6 : field.high;
  if (range === '*') return [field.low, end];
  const [first = '', last, ...rest] = range.split('-');
  if (rest.length > 0) throw unreadable(line, `'${range}' is no ${field.name}`);
  const low = readNumber(line, first, field);
  if (last === undefined) return [low, isOpen ? Math.max(low, end) : low];
  const high = readNumber(line, last, field);
  // `sat-sun`: Sunday also ends a week.
  const upTo = field.name === 'weekday' && high === 0 && low > 0 ? 7 : high;
  if (upTo < low) throw unreadable(line, `the ${field.name} range '${range}' runs backwards`);
  return [low, upTo];
}

function readNumber(line: string, text: string, { name, low, high, names = [] }: Field): number {
  const named = names.indexOf(text);
  if (named >= 0) return low + named;
  if (!/^\d{1,4}$/.test(text)) throw unreadable(line, `'${text}' is no ${name}`);
  const number = Number(text);
  if (number < low || number > high) throw unreadable(line, `${name} ${number} is not between ${low} and ${high}`);
  return number;
}

function unreadable(line: string, reason: string): ConfigError {
  return new ConfigError(
    'bad-setting',
    `Cannot read the schedule '${line.slice(0, 100)}': ${reason}.`,
    "Write five fields, minute hour day month weekday: '30 2 * * *' is every day at 02:30, '0 9 * * mon' every Monday at 09:00.",
  );
}
