import { addDays, localDate, startOfDate } from '../domain/calendar.ts';
import { rememberFor } from '../domain/remember.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import { firstAtOrAfter } from '../features/purchase-summary.ts';

/** What a shop sold on each of its whole days, guests included, oldest first. Minor units. */
export interface DailySeries {
  /** Beginnings of the days, and the end of the last one, epoch ms. [days + 1] */
  readonly starts: Float64Array;
  /** Sold minus given back. [days] */
  readonly revenue: Float64Array;
  /** [days] */
  readonly orders: Float64Array;
}

/** The days of a snapshot from the one after its first order to the last whole one before its date. Its first day may be half known, so it is left out. */
export const dailySeries: (snapshot: Snapshot) => DailySeries = rememberFor((snapshot) => {
  const starts = dayStarts(snapshot);
  const days = Math.max(0, starts.length - 1);
  const series = { starts, revenue: new Float64Array(days), orders: new Float64Array(days) };
  add(snapshot.orderAt, snapshot.orderGross, { series, sign: 1 });
  add(snapshot.guestAt, snapshot.guestGross, { series, sign: 1 });
  add(snapshot.returnAt, snapshot.returnAmount, { series, sign: -1 });
  add(snapshot.guestReturnAt, snapshot.guestReturnAmount, { series, sign: -1 });
  return series;
});

function dayStarts({ firstAt, guestAt, asOf, timeZone }: Snapshot): Float64Array {
  const first = localDate(Math.min(firstAt, guestAt[0] ?? firstAt), timeZone);
  const end = startOfDate(localDate(asOf, timeZone), timeZone);
  const starts: number[] = [];
  for (let at = startOfDate({ ...first, day: first.day + 1 }, timeZone); at <= end; at = addDays(at, 1, timeZone))
    starts.push(at);
  return Float64Array.from(starts);
}

function add(
  times: Float64Array,
  amounts: Float64Array,
  { series, sign }: { series: DailySeries; sign: 1 | -1 },
): void {
  const { starts, revenue, orders } = series;
  const days = starts.length - 1;
  for (let index = 0; index < times.length; index++) {
    const at = times[index] ?? 0;
    if (at < (starts[0] ?? 0) || at >= (starts[days] ?? 0)) continue;
    const day = firstAtOrAfter(starts, 0, days + 1, at + 1) - 1;
    revenue[day] = (revenue[day] ?? 0) + sign * (amounts[index] ?? 0);
    if (sign === 1) orders[day] = (orders[day] ?? 0) + 1;
  }
}
