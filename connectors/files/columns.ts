import { ConfigError } from '../../src/domain/errors.ts';
import type { TableFile } from './rows.ts';

/** A field of a file kind: what it is called, what else files call it, and whether a file must have it. */
export interface Field {
  readonly name: string;
  readonly also: readonly string[];
  readonly isRequired: boolean;
}

/** Where each field of a kind stands in a file, and which columns are left over. */
export interface ColumnPlaces {
  readonly indexes: Readonly<Record<string, number>>;
  readonly further: readonly { readonly name: string; readonly index: number }[];
}

const field = (name: string, also: readonly string[] = [], isRequired = false): Field => ({ name, also, isRequired });

/** The fields of each kind of file. */
export const fieldsOf = {
  orders: [
    field('customer_id', ['customer', 'customerid', 'client_id', 'user_id', 'cust_id'], true),
    field('order_id', ['order', 'orderid', 'invoice', 'invoiceno', 'invoice_no', 'order_number'], true),
    field('date', ['invoicedate', 'invoice_date', 'order_date', 'ordered_at', 'created_at', 'timestamp'], true),
    field('sku', ['stockcode', 'stock_code', 'product_id', 'product', 'item', 'article'], true),
    field('quantity', ['qty', 'count', 'units'], true),
    field('unit_price', ['price', 'unitprice', 'item_price'], true),
    field('description', ['title', 'product_name', 'name']),
    field('country', ['shipping_country']),
    field('email', ['e-mail', 'mail', 'customer_email']),
    field('currency', ['currency_code']),
    field('discount', ['line_discount']),
    field('channel', ['source', 'sales_channel']),
  ],
  customers: [
    field('customer_id', ['customer', 'customerid', 'client_id', 'user_id', 'cust_id', 'id'], true),
    field('email', ['e-mail', 'mail']),
    field('name', ['full_name', 'customer_name']),
    field('phone', ['telephone', 'mobile']),
    field('country', ['country_code']),
    field('created_at', ['created', 'date', 'signup_date', 'registered_at']),
  ],
  products: [
    field('sku', ['stockcode', 'stock_code', 'product_id', 'id'], true),
    field('title', ['description', 'name', 'product_name']),
    field('category', ['product_type', 'type']),
    field('price', ['unit_price', 'unitprice']),
  ],
} as const satisfies Record<string, readonly Field[]>;

/** Kinds of files that can be imported. */
export type FileKind = keyof typeof fieldsOf;

/**
 * Finds each field's column: by `map` (ours -> theirs), by our name, then by what other programs call it; capitals, spaces and underscores
 * do not matter. Raises `column-missing`, naming the columns found.
 */
export function placeColumns(file: TableFile, kind: FileKind, map: Readonly<Record<string, string>>): ColumnPlaces {
  const fields: readonly Field[] = fieldsOf[kind];
  refuseUnknown(fields, map, kind);
  const found = file.columns.map(plain);
  const indexes: Record<string, number> = {};
  const taken = new Set<number>();
  for (const { name, also, isRequired } of fields) {
    const mapped = map[name];
    const wanted = mapped === undefined ? [name, ...also] : [mapped];
    const index = wanted.map((candidate) => found.indexOf(plain(candidate))).find((at) => at >= 0 && !taken.has(at));
    if (index === undefined && (isRequired || mapped !== undefined)) throw missing(file, kind, { name, mapped });
    if (index === undefined) continue;
    indexes[name] = index;
    taken.add(index);
  }
  const further = file.columns
    .map((name, index) => ({ name, index }))
    .filter(({ name, index }) => name !== '' && !taken.has(index));
  return { indexes, further };
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[\s_-]/g, '');
}

function refuseUnknown(fields: readonly Field[], map: Readonly<Record<string, string>>, kind: FileKind): void {
  const names = fields.map(({ name }) => name);
  for (const ours of Object.keys(map)) {
    if (names.includes(ours)) continue;
    throw new ConfigError(
      'usage',
      `Cannot map '${ours}': ${kind} have no such field.`,
      `Fields are: ${names.join(', ')}.`,
    );
  }
}

function missing(
  file: TableFile,
  kind: FileKind,
  { name, mapped }: { name: string; mapped: string | undefined },
): ConfigError {
  const columns = file.columns.join(', ');
  const what = mapped === undefined ? `no column '${name}'` : `no column '${mapped}' for '${name}'`;
  const message = `Cannot import ${kind} from ${file.name}: it has ${what}. Columns found: ${columns}.`;
  return new ConfigError(
    'column-missing',
    message,
    `Say which column it is: --map ${name}=${file.columns[0] ?? 'THEIRS'}`,
  );
}
