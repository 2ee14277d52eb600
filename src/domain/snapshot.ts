/** One product as a snapshot names it. A fee (postage, bank charge) is kept in the totals and left out of taste. */
export interface SnapshotProduct {
  readonly sku: string;
  readonly title: string;
  readonly isFee: boolean;
}

/**
 * The world as of a date, as plain columns: the one door from the store to the pure core.
 *
 * Only what happened before `asOf` is in it, and only customers with a counted order before `asOf`. An order counts when it has
 * a line with quantity > 0, was not cancelled before `asOf`, is no test and has a known customer. Customers stand in canonical
 * order (by their history, never by their names or by the order of import), so that everything computed from a snapshot is the
 * same bytes after a shuffle or a renaming. Orders of one customer are adjacent and ascend in time; lines of one order are adjacent.
 */
export interface Snapshot {
  /** Instant in epoch ms; nothing at or after it is inside. */
  readonly asOf: number;
  readonly timeZone: string;
  readonly currency: string;
  /** Instant of the first counted order, epoch ms; `asOf` where there is none. */
  readonly firstAt: number;

  /** Public id (`customer_id`) of each customer. [customers] */
  readonly customerIds: readonly string[];
  /** Row id in the store, for look-ups by the shell. [customers] */
  readonly customerRows: Int32Array;

  /** Orders of customer c are `orderStart[c] .. orderStart[c + 1] - 1`. [customers + 1] */
  readonly orderStart: Uint32Array;
  /** Epoch ms. [orders] */
  readonly orderAt: Float64Array;
  /** Sum of the lines with quantity > 0, minor units of the shop's currency; 0 for an order in another currency. [orders] */
  readonly orderGross: Float64Array;

  /** Lines of order o are `lineStart[o] .. lineStart[o + 1] - 1`; only lines with quantity > 0. [orders + 1] */
  readonly lineStart: Uint32Array;
  /** Index into `products`. [lines] */
  readonly lineProduct: Uint32Array;
  readonly lineQuantity: Float32Array;
  /** Minor units. [lines] */
  readonly lineAmount: Float64Array;

  /** Money given back (returns, cancellations, refunds) to customer c: `returnStart[c] .. returnStart[c + 1] - 1`. [customers + 1] */
  readonly returnStart: Uint32Array;
  /** Epoch ms. [returns] */
  readonly returnAt: Float64Array;
  /** Minor units, positive. [returns] */
  readonly returnAmount: Float64Array;

  /** Purchases without a known customer, ascending in time: in the shop's totals, never in a person's features. [guests] */
  readonly guestAt: Float64Array;
  /** Minor units. [guests] */
  readonly guestGross: Float64Array;
  /** Money given back outside a counted customer, ascending in time. [guest returns] */
  readonly guestReturnAt: Float64Array;
  readonly guestReturnAmount: Float64Array;

  readonly products: readonly SnapshotProduct[];
}

/** Number of customers of a snapshot. */
export function customerCount(snapshot: Snapshot): number {
  return snapshot.customerIds.length;
}
