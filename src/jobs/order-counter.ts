import { isFeeLine } from '../domain/fees.ts';
import type { OrderLineRecord } from '../domain/records.ts';
import type { MergeOutcome } from '../store/import-orders.ts';
import type { OrderCounts } from './import-report.ts';

/** What became of the orders of an import. `net` is by currency, minor units. */
export interface Merged {
  readonly outcomes: Partial<Record<MergeOutcome, number>>;
  readonly orders: number;
  readonly net: ReadonlyMap<string, number>;
}

/** Counts what stands in the accepted rows of orders files. */
export class OrderCounter {
  readonly #customers = new Set<string>();
  readonly #products = new Set<string>();
  readonly #cancellations = new Set<string>();
  readonly #exact = new Map<string, { micros: bigint; lines: number; accepted: number }>();
  #guestLines = 0;
  #returnedLines = 0;
  #feeLines = 0;
  #firstAt = Number.POSITIVE_INFINITY;
  #lastAt = Number.NEGATIVE_INFINITY;

  add(record: OrderLineRecord): void {
    if (record.customerId === undefined) this.#guestLines++;
    else this.#customers.add(record.customerId);
    this.#products.add(record.sku);
    if (record.isCancellation) this.#cancellations.add(record.orderId);
    if (record.quantity < 0) this.#returnedLines++;
    if (isFeeLine(record.sku, record.description)) this.#feeLines++;
    this.#firstAt = Math.min(this.#firstAt, record.orderedAt);
    this.#lastAt = Math.max(this.#lastAt, record.orderedAt);
    const sum = this.#exact.get(record.currency) ?? { micros: 0n, lines: 0, accepted: 0 };
    sum.micros += record.exactMicros;
    sum.lines++;
    sum.accepted += record.amount;
    this.#exact.set(record.currency, sum);
  }

  /** The currency of most lines. */
  mainCurrency(): string | undefined {
    return [...this.#exact].sort(([, one], [, other]) => other.lines - one.lines)[0]?.[0];
  }

  counts({ orders, net }: Merged): OrderCounts {
    return {
      orders,
      cancellations: this.#cancellations.size,
      guestLines: this.#guestLines,
      returnedLines: this.#returnedLines,
      feeLines: this.#feeLines,
      customers: this.#customers.size,
      products: this.#products.size,
      totals: [...this.#exact].map(([currency, { micros, accepted }]) => ({
        currency,
        exactMicros: String(micros),
        accepted,
        stored: net.get(currency) ?? 0,
      })),
      firstAt: this.#firstAt,
      lastAt: this.#lastAt,
    };
  }
}
