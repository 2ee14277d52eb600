import { addDays, localDate, startOfDate } from '../domain/calendar.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import { netRevenueBetween } from './net-revenue.ts';
import type { Span } from './shop-figures.ts';

/** The last whole day beside the same weekdays before it. Money in minor units. */
export interface UsualDay {
  readonly day: Span;
  readonly net: number;
  /** Lowest and highest of the days before. */
  readonly lowest: number;
  readonly highest: number;
  /** Same weekdays that make the range. */
  readonly days: number;
  readonly isUnusual: boolean;
  /** Of the days before that had enough days before them themselves, how many were outside their range. */
  readonly record: { readonly days: number; readonly unusual: number };
}

/** Same weekdays that make a range. */
const comparedWeeks = 8;
/** Days whose own ranges are looked at for the record. */
const recordDays = 56;

/**
 * The net revenue of the last whole day against that of the same weekday of the eight weeks before: outside their lowest and highest it is unusual. Undefined
 * with less history.
 */
export function usualDay(snapshot: Snapshot): UsualDay | undefined {
  const { asOf, timeZone } = snapshot;
  const until = startOfDate(localDate(asOf, timeZone), timeZone);
  const count = recordDays + 7 * comparedWeeks + 1;
  const starts = Float64Array.from({ length: count + 1 }, (_, index) => addDays(until, index - count, timeZone));
  const nets = netRevenueBetween(snapshot, starts).reverse();
  const newest = compared(nets, 0);
  if (!newest) return undefined;
  const judged = Array.from({ length: recordDays }, (_, back) => compared(nets, back + 1)).filter(
    (day) => day !== undefined,
  );
  return {
    day: { from: addDays(until, -1, timeZone), until },
    ...newest,
    days: comparedWeeks,
    record: { days: judged.length, unusual: judged.filter(({ isUnusual }) => isUnusual).length },
  };
}

/** A day beside the same weekdays before it; `nets` by days back, undefined where nothing is known. */
function compared(nets: readonly (number | undefined)[], back: number) {
  const net = nets[back];
  const before = Array.from({ length: comparedWeeks }, (_, week) => nets[back + 7 * (week + 1)]).filter(
    (value) => value !== undefined,
  );
  if (net === undefined || before.length < comparedWeeks) return undefined;
  const [lowest, highest] = [Math.min(...before), Math.max(...before)];
  return { net, lowest, highest, isUnusual: net < lowest || net > highest };
}
