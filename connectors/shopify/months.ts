import { localDate, startOfDate } from '../../src/domain/calendar.ts';
import type { MonthFigures } from '../contract.ts';
import type { ShopifyClient } from './client.ts';
import { monthsQuery } from './queries.ts';
import { monthsReply } from './replies.ts';

/** Months asked for in one call. */
const perCall = 60;

/** The shop's own count of orders of each month that begins in [from, until), oldest first, by the shop's time zone. Tests and cancelled orders count. */
export async function countMonths(
  client: ShopifyClient,
  { from, until, timeZone }: { from: number; until: number; timeZone: string },
): Promise<MonthFigures[]> {
  const months = monthsBetween({ from, until, timeZone });
  const figures: MonthFigures[] = [];
  for (let start = 0; start < months.length; start += perCall) {
    const asked = months.slice(start, start + perCall);
    const text = monthsQuery(asked.map((month) => ({ from: iso(month.from), until: iso(month.until) })));
    const { data } = await client.ask({ operation: 'months', text, reply: monthsReply });
    for (const [index, { month }] of asked.entries()) {
      const count = data[`m${index}`];
      // A count that is only a lower bound is no figure to compare with.
      if (count?.precision === 'EXACT') figures.push({ month, orders: count.count });
    }
  }
  return figures;
}

function monthsBetween({ from, until, timeZone }: { from: number; until: number; timeZone: string }) {
  const { year, month: first } = localDate(from, timeZone);
  const months: { month: string; from: number; until: number }[] = [];
  for (let month = first; ; month++) {
    const begins = startOfDate({ year, month, day: 1 }, timeZone);
    if (begins >= until) return months;
    const { year: ownYear, month: ownMonth } = localDate(begins, timeZone);
    months.push({
      month: `${ownYear}-${String(ownMonth).padStart(2, '0')}`,
      from: begins,
      until: startOfDate({ year, month: month + 1, day: 1 }, timeZone),
    });
  }
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
