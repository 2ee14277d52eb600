import { localDate, startOfDate } from '../domain/calendar.ts';
import { dayMs } from '../domain/clock.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import { firstAtOrAfter } from '../features/purchase-summary.ts';
import type { CustomerFigures } from './customer-figures.ts';

/** Days after the first order within which a second one counts as coming back. */
export const returnDays = [30, 60, 90, 180] as const;

/** Customers by the month of their first order. */
export interface Cohort {
  /** The month. Epoch ms. */
  readonly from: number;
  readonly until: number;
  readonly customers: number;
  /** Those who ordered on a further day within each of `returnDays`; undefined where not all of them have had so many days yet. */
  readonly back: readonly (number | undefined)[];
}

/** Customers of the months up to a snapshot's date, oldest month first; months without a new customer are among them, those before the first order are not. */
export function cohortsOf(
  figures: readonly CustomerFigures[],
  { firstAt, asOf, timeZone, months }: Pick<Snapshot, 'firstAt' | 'asOf' | 'timeZone'> & { readonly months: number },
): Cohort[] {
  const starts = monthStarts({ firstAt, asOf, timeZone, months });
  const counts = Array.from(starts.subarray(1), () => ({ customers: 0, back: returnDays.map(() => 0) }));
  for (const customer of figures) {
    const place = firstAtOrAfter(starts, 0, starts.length, customer.firstAt + 1) - 1;
    const cohort = counts[place];
    if (!cohort) continue;
    cohort.customers++;
    const [gap] = customer.gaps;
    if (gap === undefined) continue;
    returnDays.forEach((days, index) => {
      if (gap <= days) cohort.back[index] = (cohort.back[index] ?? 0) + 1;
    });
  }
  return counts.map(({ customers, back }, place) => {
    const [from, until] = [starts[place] ?? 0, starts[place + 1] ?? 0];
    return {
      from,
      until,
      customers,
      back: back.map((count, index) => (hasHad(until, returnDays[index] ?? 0, asOf) ? count : undefined)),
    };
  });
}

/** Whether the last newcomer of a span has had so many days by now. */
function hasHad(until: number, days: number, asOf: number): boolean {
  return until + days * dayMs <= asOf;
}

/** Beginnings of the last months and the end of the running one. */
function monthStarts({ firstAt, asOf, timeZone, months }: Parameters<typeof cohortsOf>[1]): Float64Array {
  const { year, month } = localDate(asOf - 1, timeZone);
  const start = (back: number) => startOfDate({ year, month: month + 1 - back, day: 1 }, timeZone);
  const all = Array.from({ length: months + 1 }, (_, index) => start(months - index));
  return Float64Array.from(all.filter((_, index) => (all[index + 1] ?? Number.POSITIVE_INFINITY) > firstAt));
}
