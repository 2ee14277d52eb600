import { formatDay } from '../domain/calendar.ts';
import type { OrderTable } from '../domain/quality-tables.ts';
import { hasOnlyDates } from './day-precision.ts';
import type { Finding } from './report.ts';
import { firstPossibleAt, limits, severityOf } from './thresholds.ts';
import { countOf, shareWords } from './wording.ts';
import { firstNames } from './worst.ts';

const minuteMs = 60_000;
/** Orders in one minute that even a busy minute does not explain. */
const busyMinute = 10;

const mendDates = {
  words: 'Write the dates in the file as 2011-06-01, so that day and month cannot be mixed up.',
  type: 'patron import orders FILE',
};

/** Dates that cannot be: after the present moment, before web shops were, or one and the same for very many orders. */
export function findImpossibleDates(table: OrderTable, timeZone: string): Finding[] {
  return [...futureOrders(table), ...ancientOrders(table), ...oneInstant(table, timeZone)];
}

function futureOrders({ ids, future }: OrderTable): Finding[] {
  if (future === 0) return [];
  const of = ids.length + future;
  return [
    {
      code: 'future-orders',
      topic: 'impossible',
      severity: severityOf(future, of, limits.future),
      count: future,
      of,
      words: `${countOf(future, 'order')} ${future === 1 ? 'is' : 'are'} dated in the future`,
      treatment: 'left out until their date has come',
      examples: [],
      fix: mendDates,
    },
  ];
}

function ancientOrders({ ids, at }: OrderTable): Finding[] {
  const ancient = ids.filter((_, order) => (at[order] ?? 0) < firstPossibleAt);
  if (ancient.length === 0) return [];
  return [
    {
      code: 'ancient-orders',
      topic: 'impossible',
      severity: severityOf(ancient.length, ids.length, limits.ancient),
      count: ancient.length,
      of: ids.length,
      words: `${countOf(ancient.length, 'order')} ${ancient.length === 1 ? 'is' : 'are'} dated before 1990`,
      treatment: 'kept as dated',
      examples: firstNames(ancient),
      fix: mendDates,
    },
  ];
}

/** Orders on the most frequent minute (or date, where no time of day is known). */
function oneInstant({ ids, at }: OrderTable, timeZone: string): Finding[] {
  const counts = new Map<number, number>();
  let top = { minute: 0, count: 0 };
  for (const instant of at) {
    const minute = Math.floor(instant / minuteMs);
    const count = (counts.get(minute) ?? 0) + 1;
    counts.set(minute, count);
    if (count > top.count || (count === top.count && minute < top.minute)) top = { minute, count };
  }
  const severity = severityOf(top.count, ids.length, limits.oneInstant);
  if (top.count <= busyMinute || severity === 'note') return [];
  const unit = hasOnlyDates(at, timeZone) ? 'date' : 'minute';
  return [
    {
      code: 'one-instant',
      topic: 'impossible',
      severity,
      count: top.count,
      of: ids.length,
      words: `${shareWords(top.count, ids.length)} of orders bear one ${unit}, on ${formatDay(top.minute * minuteMs, timeZone)}`,
      treatment: 'kept as dated, so that recency and rhythm are false',
      examples: firstNames(ids.filter((_, order) => Math.floor((at[order] ?? 0) / minuteMs) === top.minute)),
      fix: {
        words: 'Say which column holds the date of the purchase, not that of a copy.',
        type: 'patron import orders FILE --map date=THEIRS',
      },
    },
  ];
}
