/**
 * Orders of one source before a date, as plain columns; tests are left out. Order o has the lines `lineStart[o] .. lineStart[o + 1] - 1`. Nothing in a
 * report depends on the order of the rows.
 */
export interface OrderTable {
  /** `file`, `shopify`, `hubspot`. */
  readonly source: string;
  /** What the source calls each order. [orders] */
  readonly ids: readonly string[];
  /** Place of the customer in `people`; -1: a guest. [orders] */
  readonly customer: Int32Array;
  /** Epoch ms. [orders] */
  readonly at: Float64Array;
  readonly currency: readonly string[];
  readonly country: readonly (string | undefined)[];
  /** Sum of the lines with quantity > 0, minor units of the order's currency. [orders] */
  readonly gross: Float64Array;
  /** Given back before the date, minor units, positive. [orders] */
  readonly refunded: Float64Array;
  /** 1: cancelled before the date, or a cancellation document of a file. [orders] */
  readonly isCancelled: Uint8Array;
  /** Orders that do not tell a column. */
  readonly untold: { readonly email: number; readonly channel: number };
  /** Orders dated after the present moment: they cannot have happened. 0 where the report looks back at an earlier date. */
  readonly future: number;

  /** [orders + 1] */
  readonly lineStart: Uint32Array;
  /** Place in `products`; -1: none. [lines] */
  readonly lineProduct: Int32Array;
  /** Negative: given back. [lines] */
  readonly lineQuantity: Float64Array;
  /** Unit price in millionths of the currency's major unit. [lines] */
  readonly linePrice: Float64Array;
}

/** A person as the store knows them; absent fields are not known. `sources`: which sources tell of them. */
export interface PersonRow {
  readonly id: string;
  readonly sources: readonly string[];
  readonly email?: string;
  readonly name?: string;
  readonly phone?: string;
  readonly country?: string;
  /** Epoch ms. */
  readonly createdAt?: number;
}

/** A product or fee as the store knows it. */
export interface ProductRow {
  readonly sku: string;
  readonly title?: string;
  readonly category?: string;
  readonly priceMicros?: number;
  readonly isFee: boolean;
}

/** What a report is made for each of. */
export const tableNames = ['orders', 'customers', 'products'] as const;
export type TableName = (typeof tableNames)[number];

/** How the rows of one table of a source came in: the last reading of each file counts, earlier readings of the same file do not. */
export interface Arrival {
  readonly source: string;
  readonly table: TableName;
  readonly rows: number;
  readonly quarantined: number;
  /** Why rows could not be read, with the places of some: `orders.csv:12`. */
  readonly reasons: readonly { readonly code: string; readonly count: number; readonly places: readonly string[] }[];
  /** Files whose import was begun and never ended. */
  readonly interrupted: readonly string[];
}

/** All that a quality report looks at: the store as of a date. */
export interface QualityTables {
  readonly orders: readonly OrderTable[];
  readonly people: readonly PersonRow[];
  readonly products: readonly ProductRow[];
  readonly arrivals: readonly Arrival[];
}
