import { instantOfWallClock } from '../../src/domain/calendar.ts';

/** Which way round a file writes 03/04/2011. */
export type DateOrder = 'day first' | 'month first';

/** How a file writes its values; decided once for each file. */
export interface ValueStyle {
  readonly timeZone: string;
  readonly dateOrder: DateOrder;
  readonly decimal: 'point' | 'comma';
}

const isoDate =
  /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/;
const slashDate = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2}))?)?$/;

/** Epoch ms of a date as files write it; a time without an offset is the shop's wall clock. Undefined where it is none (as 2025-13-45). */
export function parseDate(
  text: string,
  { timeZone, dateOrder }: Pick<ValueStyle, 'timeZone' | 'dateOrder'>,
): number | undefined {
  const iso = isoDate.exec(text);
  if (iso) {
    const wall = wallClock([iso[1], iso[2], iso[3]], [iso[4], iso[5], iso[6]]);
    return wall === undefined ? undefined : toInstant(wall, iso[7], timeZone);
  }
  const slash = slashDate.exec(text);
  if (!slash) return undefined;
  const [day, month] = dateOrder === 'day first' ? [slash[1], slash[2]] : [slash[2], slash[1]];
  const wall = wallClock([slash[3], month, day], [slash[4], slash[5], slash[6]]);
  return wall === undefined ? undefined : instantOfWallClock(wall, timeZone);
}

type Parts = readonly [string | undefined, string | undefined, string | undefined];

function wallClock(date: Parts, time: Parts): number | undefined {
  const [year = 0, month = 0, day = 0] = date.map(Number);
  const [hour = 0, minute = 0, second = 0] = time.map((part) => Number(part ?? 0));
  if (hour > 23 || minute > 59 || second > 60) return undefined;
  const wall = Date.UTC(year, month - 1, day, hour, minute, second);
  const check = new Date(Date.UTC(year, month - 1, day));
  return check.getUTCMonth() === month - 1 && check.getUTCDate() === day ? wall : undefined;
}

function toInstant(wall: number, offset: string | undefined, timeZone: string): number {
  if (offset === undefined) return instantOfWallClock(wall, timeZone);
  if (offset === 'Z') return wall;
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(-2));
  return wall - (offset.startsWith('-') ? -minutes : minutes) * 60_000;
}

/** What the dates of a file tell of their order; `undefined` where every date could be either or none is of that form. */
export function dateOrderOf(dates: Iterable<string>): DateOrder | undefined {
  for (const date of dates) {
    const parts = slashDate.exec(date);
    if (!parts) continue;
    if (Number(parts[1]) > 12) return 'day first';
    if (Number(parts[2]) > 12) return 'month first';
  }
  return undefined;
}

/** Whether a number's last comma is its decimal sign: `12,50` and `1.204,5` are, `1,204` and `1,204.50` are not. */
export function decimalOf(numbers: Iterable<string>): 'point' | 'comma' {
  for (const number of numbers) {
    if (/,\d{1,2}$/.test(number) || /\.\d{3},/.test(number) || /^\D*\d*,\d{4,}$/.test(number)) return 'comma';
    if (/\.\d{1,2}$/.test(number)) return 'point';
  }
  return 'point';
}

const simple = /^-?\d{1,9}(?:\.\d{1,6})?$/;

/**
 * Millionths of a decimal number as files write it: grouping, a currency sign and an accounting minus `(12.00)` are understood. More than six
 * decimals are rounded, halves away from zero. Undefined where it is no number.
 */
export function parseMicros(text: string, decimal: 'point' | 'comma'): number | undefined {
  if (simple.test(text) && decimal === 'point') return Math.round(Number(text) * 1e6);
  const isNegative = /^\s*[-\u2212(]/.test(text) || /-\s*$/.test(text);
  const bare = text.replace(/[\s\u00a0'()\u2212-]|^[A-Z]{3}|[A-Z]{3}$|\p{Sc}/gu, '');
  const point = decimal === 'comma' ? bare.replaceAll('.', '').replace(',', '.') : bare.replaceAll(',', '');
  const parts = /^(\d*)(?:\.(\d*))?$/.exec(point);
  if (!parts || (parts[1] ?? '') + (parts[2] ?? '') === '') return undefined;
  const micros = Math.round(Number(`${parts[1] || '0'}.${parts[2] || '0'}e6`));
  if (!Number.isSafeInteger(micros)) return undefined;
  return isNegative ? -micros : micros;
}

/** Whole minor units of an amount in millionths of the major unit, rounded once, halves away from zero. */
export function minorOfMicros(micros: bigint, digits: number): number {
  const unit = 10n ** BigInt(6 - digits);
  const size = micros < 0n ? -micros : micros;
  const minor = Number((size + unit / 2n) / unit);
  return micros < 0n ? -minor : minor;
}
