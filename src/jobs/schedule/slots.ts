import { instantOfWallClock, instantsOfWallClock, localDate } from '../../domain/calendar.ts';
import { dayMs } from '../../domain/clock.ts';
import { type CronLine, parseCron } from './cron-line.ts';

/** Longer than any date takes to come again: 29 February skips 8 years around 2100, and 7 more until it is a given weekday is not asked for. */
const farAheadDays = 3300;

/**
 * The instants after `from` up to and with `until` (epoch ms) at which a cron line wants its job, ascending, read on the clocks of `timeZone`. A time that
 * clocks skip moves on by the gap. A time that they show twice counts once, unless the line names every hour: then the repeated hour has its own slots.
 * Raises `bad-setting` for a line that cannot be read.
 */
export function slotsBetween(
  cron: string | CronLine,
  { from, until, timeZone }: { from: number; until: number; timeZone: string },
): readonly number[] {
  const line = typeof cron === 'string' ? parseCron(cron) : cron;
  const slots = new Set<number>();
  // A day earlier too: its times may have been moved on into the first day.
  for (const day of wallDays(from - dayMs, until, timeZone)) {
    if (!isDayOf(line, day)) continue;
    for (const slot of slotsOfDay(line, day, timeZone)) if (slot > from && slot <= until) slots.add(slot);
  }
  return [...slots].sort((one, other) => one - other);
}

/** The next instant after `after`; undefined where none comes within nine years. */
export function nextSlot(
  cron: string | CronLine,
  { after, timeZone }: { after: number; timeZone: string },
): number | undefined {
  const line = typeof cron === 'string' ? parseCron(cron) : cron;
  let from = after;
  for (let days = 1; days <= farAheadDays; days *= 4) {
    const until = after + days * dayMs;
    const [first] = slotsBetween(line, { from, until, timeZone });
    if (first !== undefined) return first;
    from = until;
  }
  return slotsBetween(line, { from, until: after + farAheadDays * dayMs, timeZone })[0];
}

/** Beginnings of the shop's days from one instant to another, as readings of its clocks (UTC milliseconds). */
function* wallDays(from: number, until: number, timeZone: string): Generator<number> {
  const last = dayOf(until, timeZone);
  for (let day = dayOf(from, timeZone); day <= last; day += dayMs) yield day;
}

function dayOf(instant: number, timeZone: string): number {
  const { year, month, day } = localDate(instant, timeZone);
  return Date.UTC(year, month - 1, day);
}

function isDayOf({ days, months, weekdays, isEitherDay }: CronLine, wallDay: number): boolean {
  const date = new Date(wallDay);
  if (!months.has(date.getUTCMonth() + 1)) return false;
  const isDate = days.has(date.getUTCDate());
  const isWeekday = weekdays.has(date.getUTCDay());
  return isEitherDay ? isDate || isWeekday : isDate && isWeekday;
}

function* slotsOfDay({ hours, minutes }: CronLine, wallDay: number, timeZone: string): Generator<number> {
  const isEveryHour = hours.length === 24;
  for (const hour of hours) {
    for (const minute of minutes) {
      const wall = wallDay + hour * 3_600_000 + minute * 60_000;
      if (isEveryHour) yield* instantsOfWallClock(wall, timeZone);
      else yield instantOfWallClock(wall, timeZone);
    }
  }
}
