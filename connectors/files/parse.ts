import { minorDigits } from '../../src/domain/money.ts';
import type {
  CustomerRecord,
  OrderLineRecord,
  Place,
  ProductRecord,
  QuarantinedRow,
} from '../../src/domain/records.ts';
import type { ColumnPlaces } from './columns.ts';
import type { FileRow } from './rows.ts';
import { minorOfMicros, parseDate, parseMicros, type ValueStyle } from './values.ts';

/** What the rows of one file are parsed by. */
export interface RowContext {
  readonly file: string;
  readonly columnCount: number;
  readonly places: ColumnPlaces;
  readonly style: ValueStyle;
  /** Currency of rows that name none. */
  readonly currency: string;
}

/** A parsed row, or why it cannot be used. */
export type Parsed<T> = { readonly record: T } | { readonly quarantined: QuarantinedRow };

type Refusal = { readonly code: string; readonly reason: string };

/** Parses a row of an orders file by the file contract. */
export function parseOrderLine(row: FileRow, context: RowContext): Parsed<OrderLineRecord> {
  return parsed(row, context, (cell, place) => {
    const key = lineKey(cell, context);
    if (isRefusal(key)) return key;
    const money = lineMoney(cell, context);
    if (isRefusal(money)) return money;
    return {
      place,
      ...key,
      ...money,
      isCancellation: /^c\d/i.test(key.orderId),
      ...optional('customerId', cell('customer_id')),
      ...optional('description', cell('description')),
      ...optional('country', cell('country')),
      ...optional('email', cell('email')?.toLowerCase()),
      ...optional('channel', cell('channel')),
      ...optional('extra', extraOf(row, context)),
    };
  });
}

function lineKey(
  cell: ReadCell,
  { style }: RowContext,
): Pick<OrderLineRecord, 'orderId' | 'orderedAt' | 'sku'> | Refusal {
  const orderId = cell('order_id');
  if (orderId === undefined) return refuse('order_id', 'the order id is empty');
  const date = cell('date') ?? '';
  const orderedAt = cachedDate(date, style);
  if (orderedAt === undefined) return refuse('date', `'${date}' is no date`);
  const sku = cell('sku');
  return sku === undefined ? refuse('sku', 'the SKU is empty') : { orderId, orderedAt, sku };
}

type LineMoney = Pick<
  OrderLineRecord,
  'quantity' | 'unitPriceMicros' | 'currency' | 'exactMicros' | 'amount' | 'discount'
>;

function lineMoney(cell: ReadCell, { style: { decimal }, currency: usual }: RowContext): LineMoney | Refusal {
  const [quantity, price] = [cell('quantity') ?? '', cell('unit_price') ?? ''];
  const quantityMicros = parseMicros(quantity, decimal);
  if (quantityMicros === undefined) return refuse('quantity', `'${quantity}' is no number`);
  if (quantityMicros === 0) return refuse('quantity', 'the quantity is 0');
  const unitPriceMicros = parseMicros(price, decimal);
  if (unitPriceMicros === undefined) return refuse('unit_price', `'${price}' is no price`);
  const currency = cell('currency')?.toUpperCase() ?? usual;
  if (!/^[A-Z]{3}$/.test(currency)) return refuse('currency', `'${currency}' is no currency code`);
  const exactMicros = productMicros(quantityMicros, unitPriceMicros);
  return {
    quantity: quantityMicros / 1e6,
    unitPriceMicros,
    currency,
    exactMicros,
    amount: minorOfMicros(exactMicros, minorDigits(currency)),
    ...optional('discount', minorOf(cell('discount'), { decimal, currency })),
  };
}

/** Parses a row of a customers file. */
export function parseCustomer(row: FileRow, context: RowContext): Parsed<CustomerRecord> {
  return parsed(row, context, (cell, place) => {
    const customerId = cell('customer_id');
    if (customerId === undefined) return refuse('customer_id', 'the customer id is empty');
    const created = cell('created_at');
    const createdAt = created === undefined ? undefined : cachedDate(created, context.style);
    if (created !== undefined && createdAt === undefined) return refuse('created_at', `'${created}' is no date`);
    return {
      place,
      customerId,
      ...optional('email', cell('email')?.toLowerCase()),
      ...optional('name', cell('name')),
      ...optional('phone', cell('phone')),
      ...optional('country', cell('country')),
      ...optional('createdAt', createdAt),
      ...optional('extra', extraOf(row, context)),
    };
  });
}

/** Parses a row of a products file. */
export function parseProduct(row: FileRow, context: RowContext): Parsed<ProductRecord> {
  return parsed(row, context, (cell, place) => {
    const sku = cell('sku');
    if (sku === undefined) return refuse('sku', 'the SKU is empty');
    const price = cell('price');
    const priceMicros = price === undefined ? undefined : parseMicros(price, context.style.decimal);
    if (price !== undefined && priceMicros === undefined) return refuse('price', `'${price}' is no price`);
    return {
      place,
      sku,
      ...optional('title', cell('title')),
      ...optional('category', cell('category')),
      ...optional('priceMicros', priceMicros),
      ...optional('extra', extraOf(row, context)),
    };
  });
}

/** Reads a field of the row; undefined where it is empty or the file has no such column. */
type ReadCell = (name: string) => string | undefined;

function parsed<T extends object>(
  row: FileRow,
  context: RowContext,
  parse: (cell: ReadCell, place: Place) => T | Refusal,
): Parsed<T> {
  const place = { file: context.file, line: row.line };
  const refused = (refusal: Refusal) => ({ quarantined: { place, raw: row.raw, ...refusal } });
  if (row.broken !== undefined) return refused(refuse('broken', row.broken));
  if (row.cells.length !== context.columnCount) {
    return refused(refuse('columns', `${row.cells.length} cells where the header has ${context.columnCount}`));
  }
  const { indexes } = context.places;
  const result = parse((name) => row.cells[indexes[name] ?? -1]?.trim() || undefined, place);
  return isRefusal(result) ? refused(result) : { record: result };
}

function refuse(code: string, reason: string): Refusal {
  return { code, reason };
}

function isRefusal(result: object): result is Refusal {
  return 'reason' in result && 'code' in result;
}

function optional<K extends string, V>(key: K, value: V | undefined): { readonly [name in K]?: V } {
  const entry: { [name in K]?: V } = {};
  if (value !== undefined) entry[key] = value;
  return entry;
}

let lastDate: { text: string; style: ValueStyle; instant: number | undefined } | undefined;

/** Dates come in runs: the lines of an order share theirs. */
function cachedDate(text: string, style: ValueStyle): number | undefined {
  if (lastDate?.text !== text || lastDate.style !== style) lastDate = { text, style, instant: parseDate(text, style) };
  return lastDate.instant;
}

function productMicros(quantityMicros: number, priceMicros: number): bigint {
  const product = (quantityMicros / 1e6) * priceMicros;
  if (quantityMicros % 1e6 === 0 && Number.isSafeInteger(product)) return BigInt(product);
  const exact = BigInt(quantityMicros) * BigInt(priceMicros);
  const half = exact < 0n ? -500_000n : 500_000n;
  return (exact + half) / 1_000_000n;
}

function minorOf(
  text: string | undefined,
  { decimal, currency }: { decimal: ValueStyle['decimal']; currency: string },
): number | undefined {
  const micros = text === undefined ? undefined : parseMicros(text, decimal);
  return micros === undefined ? undefined : minorOfMicros(BigInt(micros), minorDigits(currency));
}

function extraOf(row: FileRow, { places }: RowContext): Readonly<Record<string, string>> | undefined {
  if (places.further.length === 0) return row.extra;
  const extra: Record<string, string> = { ...row.extra };
  for (const { name, index } of places.further) {
    const text = row.cells[index]?.trim();
    if (text) extra[name] = text;
  }
  return Object.keys(extra).length > 0 ? extra : undefined;
}
