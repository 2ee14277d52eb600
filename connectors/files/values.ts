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
  /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?)?$/;
const slashDate = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2}))?\s*([AP]M)?)?$/i;

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
  const wall = wallClock([slash[3], month, day], [hourOf(slash[4], slash[7]), slash[5], slash[6]]);
  return wall === undefined ? undefined : instantOfWallClock(wall, timeZone);
}

type Parts = readonly [string | undefined, string | undefined, string | undefined];

function wallClock(date: Parts, time: Parts): number | undefined {
  const [year = 0, month = 0, day = 0] = date.map(Number);
  const [hour = 0, minute = 0, second = 0] = time.map((part) => Number(part ?? 0));
  // `Date.UTC` takes the years 0 to 99 for 1900 to 1999.
  if (year < 100 || hour > 23 || minute > 59 || second > 60) return undefined;
  const wall = Date.UTC(year, month - 1, day, hour, minute, second);
  const check = new Date(Date.UTC(year, month - 1, day));
  return check.getUTCMonth() === month - 1 && check.getUTCDate() === day ? wall : undefined;
}

/** The hour on a clock of 24 of `8` and `PM`; an hour that no clock of twelve shows becomes one that is refused. */
function hourOf(hour: string | undefined, half: string | undefined): string | undefined {
  if (half === undefined || hour === undefined) return hour;
  const count = Number(hour);
  if (count < 1 || count > 12) return '99';
  return String((count % 12) + (half.toUpperCase() === 'PM' ? 12 : 0));
}

function toInstant(wall: number, offset: string | undefined, timeZone: string): number {
  if (offset === undefined) return instantOfWallClock(wall, timeZone);
  if (offset === 'Z' || offset === 'UTC') return wall;
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(-2));
  return wall - (offset.startsWith('-') ? -minutes : minutes) * 60_000;
}

/** Whether a date is of the form whose order must be known: `03/04/2011`. */
export function isSlashDate(date: string): boolean {
  return slashDate.test(date);
}

/** What one date tells of the order: `13/04/2011` is day first, `04/13/2011` month first, `03/04/2011` and `2011-04-03` tell nothing. */
export function dateOrderOf(date: string): DateOrder | undefined {
  const parts = slashDate.exec(date);
  if (Number(parts?.[1]) > 12) return 'day first';
  return Number(parts?.[2]) > 12 ? 'month first' : undefined;
}

/** A number with what may stand around it: a sign, a currency, the brackets of accounting. `1`, `3`: signs before; `4`: the figures; `5`: a sign after. */
const framed =
  /^(\()?([-+\u2212])?(?:[A-Z]{3}|[A-Z]{0,2}\p{Sc})?([-\u2212])?(\d[\d.,'\u2019]*|[.,]\d+)(?:[A-Z]{3}|\p{Sc})?([-\u2212])?(\))?$/u;

/** The figures and signs of a number, spaces left out; undefined where it is none. */
function frameOf(text: string): { readonly figures: string; readonly isNegative: boolean } | undefined {
  const parts = framed.exec(text.replace(/\s/g, ''));
  if (!parts) return undefined;
  const [, open, before, inner, figures = '', after, close] = parts;
  const minus = [before === '+' ? undefined : before, inner, after].filter((sign) => sign !== undefined);
  if ((open === undefined) !== (close === undefined)) return undefined;
  if (minus.length + (open === undefined ? 0 : 1) > 1) return undefined;
  return { figures, isNegative: open !== undefined || minus.length === 1 };
}

/** What one number tells of its decimal sign: `12,50` and `1.204,5` a comma, `12.5` and `1,204.50` a point, `1,204` nothing. */
export function decimalOf(number: string): 'point' | 'comma' | undefined {
  const figures = frameOf(number)?.figures ?? '';
  if (/^\d*,(\d{1,2}|\d{4,})$/.test(figures) || /\.\d{3},\d*$/.test(figures) || /^0,\d+$/.test(figures)) return 'comma';
  if (/^\d*\.(\d{1,2}|\d{4,})$/.test(figures) || /,\d{3}\.\d*$/.test(figures) || /^0\.\d+$/.test(figures))
    return 'point';
  return undefined;
}

const simple = /^-?\d{1,9}(?:\.\d{1,6})?$/;
/** Thousands in threes, or in twos after the first three as in India. */
const grouped = {
  point: /^(?:\d+|\d{1,3}(?:[,'\u2019]\d{2,3})*[,'\u2019]\d{3})?(?:\.\d*)?$/,
  comma: /^(?:\d+|\d{1,3}(?:[.'\u2019]\d{2,3})*[.'\u2019]\d{3})?(?:,\d*)?$/,
} as const;

/**
 * Millionths of a decimal number as files write it: grouping, a currency and an accounting minus `(12.00)` are understood. More than six
 * decimals are rounded, halves away from zero. Undefined where it is no number, or would be one only with the other decimal sign.
 */
export function parseMicros(text: string, decimal: 'point' | 'comma'): number | undefined {
  if (simple.test(text) && decimal === 'point') return Math.round(Number(text) * 1e6) || 0;
  const frame = frameOf(text);
  if (!frame || !grouped[decimal].test(frame.figures)) return undefined;
  const point = decimal === 'comma' ? /[.'\u2019]/g : /[,'\u2019]/g;
  const [whole = '', places = ''] = frame.figures.replace(point, '').replace(',', '.').split('.');
  const micros = Math.round(Number(`${whole || '0'}.${places || '0'}e6`));
  if (!Number.isSafeInteger(micros)) return undefined;
  return frame.isNegative && micros > 0 ? -micros : micros;
}

/** Whole minor units of an amount in millionths of the major unit, rounded once, halves away from zero. */
export function minorOfMicros(micros: bigint, digits: number): number {
  const unit = 10n ** BigInt(6 - digits);
  const size = micros < 0n ? -micros : micros;
  const minor = Number((size + unit / 2n) / unit);
  return micros < 0n ? -minor : minor;
}
