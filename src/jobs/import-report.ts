import type { FileKind } from '../../connectors/files/columns.ts';
import type { FileDialect } from '../domain/records.ts';
import type { MergeOutcome } from '../store/merge-order.ts';

/** What an import did. Counts are rows unless the name says otherwise; amounts are minor units. */
export interface ImportReport {
  readonly kind: FileKind;
  readonly files: readonly FileDialect[];
  readonly rows: number;
  readonly accepted: number;
  readonly quarantined: number;
  /** Reasons of the quarantine with their counts, most frequent first, with an example. */
  readonly reasons: readonly { readonly code: string; readonly count: number; readonly example: string }[];
  /** Records by what became of them: orders, customers or products. */
  readonly outcomes: Readonly<Partial<Record<MergeOutcome | 'changed', number>>>;
  readonly orders?: OrderCounts;
  readonly currencyAssumed?: string;
}

/** What stands in an orders file. */
export interface OrderCounts {
  readonly orders: number;
  readonly cancellations: number;
  readonly guestLines: number;
  readonly returnedLines: number;
  readonly feeLines: number;
  readonly customers: number;
  readonly products: number;
  /** `exact`: sum of quantity x price over all accepted rows, millionths; `stored`: what the orders come to in the store, minor units. */
  readonly totals: readonly {
    readonly currency: string;
    readonly exactMicros: string;
    readonly accepted: number;
    readonly stored: number;
  }[];
  /** Epoch ms; absent where no row was accepted. */
  readonly firstAt?: number;
  readonly lastAt?: number;
}
