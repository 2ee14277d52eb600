import type { Span } from '../decisions/shop-figures.ts';
import { addDays, formatDay, type LocalDate, localDate, startOfDate } from '../domain/calendar.ts';
import { dayMs } from '../domain/clock.ts';

/** A place along the axis of a chart: one day, week or month of the shop. */
interface Place extends Span {
  readonly label: string;
}

/** The places of an axis, in order, with what one of them is called. */
export interface Axis {
  readonly step: 'day' | 'week' | 'month' | 'quarter' | 'year';
  readonly places: readonly Place[];
}

/** Places that a chart may have. */
const mostPlaces = 20;
/** Places below which a chart shows nothing that a sentence does not. */
const fewestPlaces = 3;

/**
 * Cuts a span into days, weeks, months, quarters or years, the finest that fit into twenty places. Only whole steps are places, except for a last one that is
 * still running: a bar of some days beside bars of seven would lie. Undefined where there are fewer than three.
 */
export function axisOf({ from, until }: Span, { now, timeZone }: { now: number; timeZone: string }): Axis | undefined {
  for (const { step, starts } of cuts(from, until, timeZone)) {
    const places = placesOf(starts, { until, now, step, timeZone });
    if (places.length <= mostPlaces) return places.length < fewestPlaces ? undefined : { step, places };
  }
  return undefined;
}

/** The months up to an instant, the running one included, oldest first. */
export function monthsUpTo(now: number, count: number, timeZone: string): Axis {
  const { year, month } = localDate(now - 1, timeZone);
  const starts = Array.from({ length: count + 1 }, (_, index) =>
    startOfDate({ year, month: month - count + 1 + index, day: 1 }, timeZone),
  );
  return { step: 'month', places: placesOf(starts, { until: now, now, step: 'month', timeZone }) };
}

/** The borders of every kind of step in a span, finest first; the last one lies at or after its end. */
function* cuts(
  from: number,
  until: number,
  timeZone: string,
): Generator<{ readonly step: Axis['step']; readonly starts: readonly number[] }> {
  yield { step: 'day', starts: stepping(from, until, (index) => addDays(from, index, timeZone)) };
  // Weeks are counted back from the end, so that the newest is whole.
  const weeks = Math.floor((until - from) / dayMs / 7 + 0.02);
  yield {
    step: 'week',
    starts: Array.from({ length: weeks + 1 }, (_, index) => addDays(until, 7 * (index - weeks), timeZone)),
  };
  for (const [step, months] of [
    ['month', 1],
    ['quarter', 3],
    ['year', 12],
  ] as const) {
    const first = firstWhole(localDate(from, timeZone), months);
    const startAt = (index: number) => startOfDate({ ...first, month: first.month + index * months }, timeZone);
    yield { step, starts: stepping(startAt(0), until, startAt) };
  }
}

/** Far more borders than a chart has places say already that the step is too fine. */
const mostBorders = 3 * mostPlaces;

function stepping(from: number, until: number, startAt: (index: number) => number): number[] {
  const starts = [from];
  while ((starts.at(-1) ?? until) < until && starts.length < mostBorders) starts.push(startAt(starts.length));
  return starts;
}

/** The first month, quarter or year that begins at or after a date. */
function firstWhole({ year, month, day }: LocalDate, months: number): LocalDate {
  const begun = day > 1 ? month + 1 : month;
  return { year, month: Math.ceil((begun - 1) / months) * months + 1, day: 1 };
}

function placesOf(
  starts: readonly number[],
  { until, now, step, timeZone }: { until: number; now: number; step: Axis['step']; timeZone: string },
): Place[] {
  return starts.slice(0, -1).flatMap((from, index): Place[] => {
    const end = starts[index + 1] ?? until;
    if (end > until && until < now) return [];
    return [{ from, until: Math.min(end, until), label: labelOf(from, step, timeZone) }];
  });
}

/** `1 Jun`, `Jun 2011`, `Q2 2011`, `2011`: at most twenty letters. */
function labelOf(from: number, step: Axis['step'], timeZone: string): string {
  const { year, month } = localDate(from, timeZone);
  const words = formatDay(from, timeZone);
  if (step === 'year') return String(year);
  if (step === 'quarter') return `Q${Math.ceil(month / 3)} ${year}`;
  if (step === 'month') return words.replace(/^\d+ /, '');
  return words.replace(/ \d{4}$/, '');
}
