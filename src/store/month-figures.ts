import type { Store } from './database.ts';

/** What the store has of one source and one span of time. Money in minor units of the shop's currency. */
export interface SpanFigures {
  readonly orders: number;
  /** By our lines and refunds, and by what the source itself says of each order. Tests and cancelled orders are left out of the money. */
  readonly gross: number;
  readonly refunded: number;
  readonly sourceGross: number;
  readonly sourceRefunded: number;
}

/** Sums the orders of a source from `from` to `until` (epoch ms). `orders` counts every one, tests and cancelled ones too, as sources count them. */
export function spanFigures(
  { sqlite }: Store,
  { source, from, until }: { source: string; from: number; until: number },
): SpanFigures {
  const counts = 'is_test = 0 and cancelled_at is null';
  const sum = (column: string) => `coalesce(sum(case when ${counts} then ${column} else 0 end), 0)`;
  const row = sqlite
    .prepare<[string, number, number], SpanFigures>(
      `select count(*) as orders, ${sum('gross')} as gross, ${sum('refunded')} as refunded, ${sum('source_gross')} as sourceGross,
              ${sum('source_refunded')} as sourceRefunded
         from orders where source = ? and ordered_at >= ? and ordered_at < ?`,
    )
    .get(source, from, until);
  return row ?? { orders: 0, gross: 0, refunded: 0, sourceGross: 0, sourceRefunded: 0 };
}
