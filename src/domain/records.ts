/** Where a record stands: file name and physical line, counted from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

/** One line of an order, as a file tells it. An order is all lines with its `orderId`. */
export interface OrderLineRecord {
  readonly place: Place;
  readonly orderId: string;
  /** Epoch ms. */
  readonly orderedAt: number;
  readonly sku: string;
  /** Never 0; negative = given back. */
  readonly quantity: number;
  /** Millionths of the currency's major unit. */
  readonly unitPriceMicros: number;
  readonly currency: string;
  /** `quantity` x unit price in minor units, rounded once, halves away from zero. */
  readonly amount: number;
  /** The same, unrounded, in millionths of the major unit. */
  readonly exactMicros: bigint;
  /** The order id carries the prefix of a cancellation (`C` and a digit). */
  readonly isCancellation: boolean;
  /** Absent: a guest. */
  readonly customerId: string | undefined;
  readonly description: string | undefined;
  readonly country: string | undefined;
  readonly email: string | undefined;
  /** Minor units. */
  readonly discount: number | undefined;
  readonly channel: string | undefined;
  /** Further columns of the file. */
  readonly extra: Readonly<Record<string, string>> | undefined;
}

/** A person, as a file tells of them. Absent fields are not known. */
export interface CustomerRecord {
  readonly place: Place;
  readonly customerId: string;
  readonly email: string | undefined;
  readonly name: string | undefined;
  readonly phone: string | undefined;
  readonly country: string | undefined;
  /** Epoch ms. */
  readonly createdAt: number | undefined;
  readonly extra: Readonly<Record<string, string>> | undefined;
}

/** A product, as a file tells of it. Absent fields are not known. */
export interface ProductRecord {
  readonly place: Place;
  readonly sku: string;
  readonly title: string | undefined;
  readonly category: string | undefined;
  readonly priceMicros: number | undefined;
  readonly extra: Readonly<Record<string, string>> | undefined;
}

/** A row that cannot be read, with all that is needed to find and mend it. */
export interface QuarantinedRow {
  readonly place: Place;
  /** Stable name of the reason: `date`, `quantity`, `columns`. */
  readonly code: string;
  readonly reason: string;
  readonly raw: string;
}

/** How a file was read: said in the report, so that a wrong guess is seen. */
export interface FileDialect {
  readonly file: string;
  readonly compressed: boolean;
  readonly encoding: string;
  /** `comma`, `semicolon`, `tab`, `pipe` or `JSON lines`. */
  readonly separator: string;
  /** Which column of the file each field was read from. */
  readonly columns: Readonly<Record<string, string>>;
  /** Columns kept as they are. */
  readonly further: readonly string[];
  /** `day first`, `month first`; absent where every date is unambiguous. */
  readonly dateOrder?: 'day first' | 'month first';
  /** No date of the file tells its order: it is a guess. */
  readonly isDateOrderAssumed?: boolean;
  readonly decimal: 'point' | 'comma';
}
