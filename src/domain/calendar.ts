import { dayMs } from './clock.ts';
import { ConfigError } from './errors.ts';

/** A calendar date of the shop, without a time. `month` and `day` count from 1. */
export interface LocalDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** A time zone's clock: its format, and its offsets at the beginnings of UTC days that were asked for, ms. */
interface Zone {
  readonly format: Intl.DateTimeFormat;
  readonly offsets: Map<number, number>;
}

const zones = new Map<string, Zone>();

function zoneOf(timeZone: string): Zone {
  let zone = zones.get(timeZone);
  if (!zone) {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    zone = { format, offsets: new Map() };
    zones.set(timeZone, zone);
  }
  return zone;
}

/** The wall clock of `timeZone` at an instant, as the milliseconds that the same reading would have in UTC. */
function wallClockMs(instantMs: number, timeZone: string): number {
  if (timeZone === 'UTC') return instantMs;
  const zone = zoneOf(timeZone);
  const day = Math.floor(instantMs / dayMs);
  const offset = offsetAtDay(zone, day);
  // Clocks are moved at most once a day: between two equal offsets nothing happens, and `Intl`, which is slow, need not be asked.
  return instantMs + (offset === offsetAtDay(zone, day + 1) ? offset : offsetAt(zone, instantMs));
}

function offsetAtDay(zone: Zone, day: number): number {
  let offset = zone.offsets.get(day);
  if (offset === undefined) {
    offset = offsetAt(zone, day * dayMs);
    zone.offsets.set(day, offset);
  }
  return offset;
}

function offsetAt({ format }: Zone, instantMs: number): number {
  const part: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(instantMs)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instantMs / 1000) * 1000;
}

/** The instant at which the clocks of `timeZone` show `wallMs` (a reading as UTC milliseconds). A skipped reading moves on by the gap; of a repeated one the first is taken. */
export function instantOfWallClock(wallMs: number, timeZone: string): number {
  if (timeZone === 'UTC') return wallMs;
  const before = wallMs - (wallClockMs(wallMs - dayMs, timeZone) - (wallMs - dayMs));
  if (wallClockMs(before, timeZone) === wallMs) return before;
  const after = wallMs - (wallClockMs(wallMs + dayMs, timeZone) - (wallMs + dayMs));
  return wallClockMs(after, timeZone) === wallMs ? after : before;
}

/** Every instant at which the clocks of `timeZone` show `wallMs`: one; two where they were set back; where they skipped it, the one moved on by the gap. */
export function instantsOfWallClock(wallMs: number, timeZone: string): readonly number[] {
  const first = instantOfWallClock(wallMs, timeZone);
  const later = wallMs - (wallClockMs(wallMs + dayMs, timeZone) - (wallMs + dayMs));
  return later > first && wallClockMs(later, timeZone) === wallMs ? [first, later] : [first];
}

/** The shop's date at an instant. */
export function localDate(instantMs: number, timeZone: string): LocalDate {
  const wall = new Date(wallClockMs(instantMs, timeZone));
  return { year: wall.getUTCFullYear(), month: wall.getUTCMonth() + 1, day: wall.getUTCDate() };
}

/** The instant at which a date begins in the shop. Months and days outside their range roll over, as in `Date.UTC`. */
export function startOfDate({ year, month, day }: LocalDate, timeZone: string): number {
  return instantOfWallClock(Date.UTC(year, month - 1, day), timeZone);
}

/** The instant `days` shop days later, at the same wall-clock time. */
export function addDays(instantMs: number, days: number, timeZone: string): number {
  return instantOfWallClock(wallClockMs(instantMs, timeZone) + days * dayMs, timeZone);
}

/** A date as `2011-06-01`, in the shop's time zone. */
export function formatDate(instantMs: number, timeZone: string): string {
  return new Date(wallClockMs(instantMs, timeZone)).toISOString().slice(0, 10);
}

const dayFormats = new Map<string, Intl.DateTimeFormat>();

/** A date as people read it: `1 Jun 2011`, in the shop's time zone. */
export function formatDay(instantMs: number, timeZone: string): string {
  let format = dayFormats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', { timeZone, day: 'numeric', month: 'short', year: 'numeric' });
    dayFormats.set(timeZone, format);
  }
  return format.format(instantMs);
}

/** An instant (epoch ms) to the minute, for readers in any time zone: `2026-11-24 09:30 UTC`. */
export function formatMoment(instantMs: number): string {
  return `${new Date(instantMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** Milliseconds of `2011-06-01` (midnight in the shop) or of an ISO instant with an offset. Raises `bad-date` otherwise. */
export function parseAsOf(text: string, timeZone: string): number {
  const dateOnly = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (dateOnly) {
    const date = { year: Number(dateOnly[1]), month: Number(dateOnly[2]), day: Number(dateOnly[3]) };
    const instant = startOfDate(date, timeZone);
    if (formatDate(instant, timeZone) === text) return instant;
  } else if (/^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:?\d{2})$/.test(text)) {
    const instant = Date.parse(text);
    if (!Number.isNaN(instant)) return instant;
  }
  throw new ConfigError(
    'bad-date',
    `Cannot read the date '${text}'.`,
    'Write it as 2011-06-01, or as 2011-06-01T00:00:00Z.',
  );
}
