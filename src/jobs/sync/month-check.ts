import type { Source } from '../../../connectors/contract.ts';
import { startOfDate } from '../../domain/calendar.ts';
import type { Store } from '../../store/database.ts';
import { type SpanFigures, spanFigures } from '../../store/month-figures.ts';

/** One month at the source and here. */
export interface MonthCheck {
  /** `2026-03`. */
  readonly month: string;
  readonly sourceOrders: number;
  readonly figures: SpanFigures;
  /** Why the two differ, in words; absent where they are equal. */
  readonly gap?: string;
}

/**
 * Compares each month since `from` with the source's own figures: the number of orders, and revenue and refunds as the source states them for each order. Undefined
 * for a source without orders.
 */
export async function checkMonths(
  store: Store,
  source: Source,
  { from, until, timeZone }: { from: number; until: number; timeZone: string },
): Promise<readonly MonthCheck[] | undefined> {
  const months = await source.months?.({ from, until });
  return months?.map(({ month, orders }) => {
    const [year = 0, number = 1] = month.split('-').map(Number);
    const span = {
      from: Math.max(from, startOfDate({ year, month: number, day: 1 }, timeZone)),
      until: Math.min(until, startOfDate({ year, month: number + 1, day: 1 }, timeZone)),
    };
    const figures = spanFigures(store, { source: source.name, ...span });
    const gap = gapWords(orders, figures);
    return { month, sourceOrders: orders, figures, ...(gap === undefined ? {} : { gap }) };
  });
}

function gapWords(orders: number, figures: SpanFigures): string | undefined {
  const gaps = [
    ...(orders === figures.orders ? [] : [`${figures.orders} orders here, ${orders} there`]),
    ...(figures.gross === figures.sourceGross
      ? []
      : ['lines that do not add up to what the source says of their orders']),
    ...(figures.refunded === figures.sourceRefunded ? [] : ['refunds that differ from what the source says']),
  ];
  return gaps.length === 0 ? undefined : gaps.join('; ');
}
