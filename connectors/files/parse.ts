import { minorDigits } from '../../src/domain/money.ts';
import type {
  CustomerRecord,
  OrderLineRecord,
  Place,
  ProductRecord,
  QuarantinedRow,
} from '../../src/domain/records.ts';
import type { ColumnPlaces } from './columns.ts';
import type { FileRow } from './file-row.ts';
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

/** Parses the rows of one file. */
export type RowParser<T> = (row: FileRow) => Parsed<T>;

type Refusal = { readonly code: string; readonly reason: string };

/** Parses the rows of an orders file by the file contract. */
export function orderLineParser(context: RowContext): RowParser<OrderLineRecord> {
  const readKey = lineKeyReader(context);
  return rowParser(context, (cell, place, row) => {
    const key = readKey(cell);
    if (isRefusal(key)) return key;
    const money = lineMoney(cell, context);
    if (isRefusal(money)) return money;
    const rest = lineRest(cell, row, { context, currency: money.currency });
    return {
      place,
      orderId: key.orderId,
      orderedAt: key.orderedAt,
      sku: key.sku,
      quantity: money.quantity,
      unitPriceMicros: money.unitPriceMicros,
      currency: money.currency,
      amount: money.amount,
      exactMicros: money.exactMicros,
      isCancellation: /^c\d/i.test(key.orderId),
      customerId: cell('customer_id'),
      description: cell('description'),
      country: cell('country'),
      email: cell('email')?.toLowerCase(),
      channel: cell('channel'),
      discount: rest.discount,
      extra: rest.extra,
    };
  });
}

type LineKey = Pick<OrderLineRecord, 'orderId' | 'orderedAt' | 'sku'>;

function lineKeyReader({ style }: RowContext): (cell: ReadCell) => LineKey | Refusal {
  const readDate = dateReader(style);
  return (cell) => {
    const orderId = cell('order_id');
    if (orderId === undefined) return refuse('order_id', 'the order id is empty');
    const date = cell('date') ?? '';
    const orderedAt = readDate(date);
    if (orderedAt === undefined) return refuse('date', `'${date}' is no date`);
    const sku = cell('sku');
    return sku === undefined ? refuse('sku', 'the SKU is empty') : { orderId, orderedAt, sku };
  };
}

type LineMoney = Pick<OrderLineRecord, 'quantity' | 'unitPriceMicros' | 'currency' | 'exactMicros' | 'amount'>;

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
  const amount = minorOfMicros(exactMicros, minorDigits(currency));
  if (!Number.isSafeInteger(amount)) return refuse('unit_price', `${quantity} x '${price}' is too much to be true`);
  return { quantity: quantityMicros / 1e6, unitPriceMicros, currency, exactMicros, amount };
}

type LineRest = Pick<OrderLineRecord, 'discount' | 'extra'>;

/** The discount, and the further cells; a discount that is no amount, such as `10%`, is kept beside these as it stands. */
function lineRest(
  cell: ReadCell,
  row: FileRow,
  { context, currency }: { context: RowContext; currency: string },
): LineRest {
  const text = cell('discount');
  const extra = furtherCells(row, context);
  if (text === undefined) return { discount: undefined, extra };
  const micros = parseMicros(text, context.style.decimal);
  if (micros === undefined) return { discount: undefined, extra: { ...extra, discount: text } };
  return { discount: minorOfMicros(BigInt(micros), minorDigits(currency)), extra };
}

function productMicros(quantityMicros: number, priceMicros: number): bigint {
  const product = (quantityMicros / 1e6) * priceMicros;
  if (quantityMicros % 1e6 === 0 && Number.isSafeInteger(product)) return BigInt(product);
  const exact = BigInt(quantityMicros) * BigInt(priceMicros);
  const half = exact < 0n ? -500_000n : 500_000n;
  return (exact + half) / 1_000_000n;
}

/** Parses the rows of a customers file. */
export function customerParser(context: RowContext): RowParser<CustomerRecord> {
  const readDate = dateReader(context.style);
  return rowParser(context, (cell, place, row) => {
    const customerId = cell('customer_id');
    if (customerId === undefined) return refuse('customer_id', 'the customer id is empty');
    const created = cell('created_at');
    const createdAt = created === undefined ? undefined : readDate(created);
    if (created !== undefined && createdAt === undefined) return refuse('created_at', `'${created}' is no date`);
    return {
      place,
      customerId,
      email: cell('email')?.toLowerCase(),
      name: cell('name'),
      phone: cell('phone'),
      country: cell('country'),
      createdAt,
      extra: furtherCells(row, context),
    };
  });
}

/** Parses the rows of a products file. */
export function productParser(context: RowContext): RowParser<ProductRecord> {
  return rowParser(context, (cell, place, row) => {
    const sku = cell('sku');
    if (sku === undefined) return refuse('sku', 'the SKU is empty');
    const price = cell('price');
    const priceMicros = price === undefined ? undefined : parseMicros(price, context.style.decimal);
    if (price !== undefined && priceMicros === undefined) return refuse('price', `'${price}' is no price`);
    return {
      place,
      sku,
      title: cell('title'),
      category: cell('category'),
      priceMicros,
      extra: furtherCells(row, context),
    };
  });
}

/** Reads a field of the row; undefined where it is empty or the file has no such column. */
type ReadCell = (name: string) => string | undefined;

function rowParser<T extends object>(
  { file, columnCount, places: { indexes } }: RowContext,
  parse: (cell: ReadCell, place: Place, row: FileRow) => T | Refusal,
): RowParser<T> {
  return (row) => {
    const place = { file, line: row.line };
    const refused = (refusal: Refusal) => ({ quarantined: { place, raw: row.raw, ...refusal } });
    if (row.broken !== undefined) return refused(refuse('broken', row.broken));
    if (row.cells.length !== columnCount) {
      return refused(refuse('columns', `${row.cells.length} cells where the header has ${columnCount}`));
    }
    const cell = (name: string) => {
      const index = indexes[name];
      return index === undefined ? undefined : row.cells[index]?.trim() || undefined;
    };
    const result = parse(cell, place, row);
    return isRefusal(result) ? refused(result) : { record: result };
  };
}

function refuse(code: string, reason: string): Refusal {
  return { code, reason };
}

function isRefusal(result: object): result is Refusal {
  return 'reason' in result;
}

/** Reads dates; they come in runs, because the lines of an order share theirs. */
function dateReader(style: ValueStyle): (text: string) => number | undefined {
  let last: { readonly text: string; readonly instant: number | undefined } | undefined;
  return (text) => {
    if (last?.text !== text) last = { text, instant: parseDate(text, style) };
    return last.instant;
  };
}

function furtherCells(row: FileRow, { places }: RowContext): Readonly<Record<string, string>> | undefined {
  if (places.further.length === 0) return undefined;
  const cells = places.further.flatMap(({ name, index }) => {
    const text = row.cells[index]?.trim();
    return text ? [[name, text] as const] : [];
  });
  return cells.length > 0 ? Object.fromEntries(cells) : undefined;
}
