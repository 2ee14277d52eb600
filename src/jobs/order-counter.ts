import type { OrderLineRecord } from '../domain/records.ts';
import type { MergeOutcome } from '../store/merge-order.ts';
import type { OrderCounts } from './import-report.ts';

/** What became of the orders of an import. `net` is by currency, minor units. */
export interface Merged {
  readonly outcomes: Partial<Record<MergeOutcome, number>>;
  readonly orders: number;
  readonly cancellations: number;
  readonly net: ReadonlyMap<string, number>;
}

/** Counts what stands in the accepted rows of orders files. It keeps no text of theirs: a cell holds the piece of the file that it was cut from. */
export class OrderCounter {
  readonly #sums = new Map<string, { micros: bigint; accepted: number }>();
  #guestLines = 0;
  #returnedLines = 0;
  #firstAt: number | undefined;
  #lastAt: number | undefined;

  add(record: OrderLineRecord): void {
    const { customerId, quantity, orderedAt, currency, exactMicros, amount } = record;
    if (customerId === undefined) this.#guestLines++;
    if (quantity < 0) this.#returnedLines++;
    this.#firstAt = Math.min(this.#firstAt ?? orderedAt, orderedAt);
    this.#lastAt = Math.max(this.#lastAt ?? orderedAt, orderedAt);
    const sum = this.#sums.get(currency) ?? { micros: 0n, accepted: 0 };
    sum.micros += exactMicros;
    sum.accepted += amount;
    this.#sums.set(currency, sum);
  }

  /** `customers` and `products`: different ones among the accepted rows. */
  counts(
    { orders, cancellations, net }: Merged,
    { customers, products, feeLines }: Pick<OrderCounts, 'customers' | 'products' | 'feeLines'>,
  ): OrderCounts {
    return {
      orders,
      cancellations,
      guestLines: this.#guestLines,
      returnedLines: this.#returnedLines,
      feeLines,
      customers,
      products,
      totals: [...this.#sums]
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([currency, { micros, accepted }]) => ({
          currency,
          exactMicros: String(micros),
          accepted,
          stored: net.get(currency) ?? 0,
        })),
      ...(this.#firstAt === undefined ? {} : { firstAt: this.#firstAt }),
      ...(this.#lastAt === undefined ? {} : { lastAt: this.#lastAt }),
    };
  }
}
