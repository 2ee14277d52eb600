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
    field('description', ['title', 'product_name']),
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
 * do not matter. Columns left over are kept; of several with one name each further one is numbered. Raises `usage`, and `column-missing`,
 * naming the columns found.
 */
export function placeColumns(file: TableFile, kind: FileKind, map: Readonly<Record<string, string>>): ColumnPlaces {
  const fields: readonly Field[] = fieldsOf[kind];
  refuseUnknown(fields, map, kind);
  const found = file.columns.map(plain);
  const places = new Map<string, number>();
  const taken = (index: number) => [...places.values()].includes(index);
  // What the user says goes first, so that no other field's second name takes a column away from it.
  for (const { name } of fields) {
    const mapped = map[name];
    if (mapped !== undefined) places.set(name, mappedColumn(file, { kind, name, mapped, places }));
  }
  for (const { name, also, isRequired } of fields) {
    if (places.has(name)) continue;
    const index = [name, ...also].map((wanted) => found.indexOf(plain(wanted))).find((at) => at >= 0 && !taken(at));
    if (index === undefined && isRequired) throw missing(file, { kind, name, what: `no column '${name}'` });
    if (index !== undefined) places.set(name, index);
  }
  for (const [name, index] of places) refuseTwice(file, { kind, name, index });
  return { indexes: Object.fromEntries(places), further: furtherColumns(file.columns, taken) };
}

/** A column's name as it is compared: without capitals, spaces, hyphens and underscores. */
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

interface Wanted {
  readonly kind: FileKind;
  readonly name: string;
}

function mappedColumn(
  file: TableFile,
  { kind, name, mapped, places }: Wanted & { mapped: string; places: ReadonlyMap<string, number> },
): number {
  const index = plain(mapped) === '' ? -1 : file.columns.map(plain).indexOf(plain(mapped));
  if (index < 0) throw missing(file, { kind, name, what: `no column '${mapped}' for '${name}'` });
  const other = [...places].find(([, at]) => at === index)?.[0];
  if (other === undefined) return index;
  throw new ConfigError(
    'usage',
    `Cannot map '${name}' to '${mapped}': '${other}' is mapped to it already.`,
    `Name a column of its own: --map ${name}=THEIRS`,
  );
}

/** Two columns of one name: taking either would be a guess. */
function refuseTwice(file: TableFile, { kind, name, index }: Wanted & { index: number }): void {
  const column = plain(file.columns[index] ?? '');
  if (file.columns.map(plain).filter((other) => other === column).length < 2) return;
  throw new ConfigError(
    'column-missing',
    `Cannot import ${kind} from ${file.name}: it has two columns '${file.columns[index]}', and which is '${name}' cannot be told.`,
    'Rename one of them in the first line of the file.',
  );
}

function furtherColumns(columns: readonly string[], taken: (index: number) => boolean): ColumnPlaces['further'] {
  const counts = new Map<string, number>();
  return columns.flatMap((name, index) => {
    if (name === '' || taken(index)) return [];
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return [{ name: count === 1 ? name : `${name} (${count})`, index }];
  });
}

function missing(file: TableFile, { kind, name, what }: Wanted & { what: string }): ConfigError {
  const columns = file.columns.filter((column) => column !== '').join(', ');
  const message = `Cannot import ${kind} from ${file.name}: it has ${what}. Columns found: ${columns}.`;
  const example = file.columns.find((column) => column !== '') ?? 'THEIRS';
  return new ConfigError('column-missing', message, `Say which column it is: --map ${name}=${shellWord(example)}`);
}

/** A word as it can be typed after `--map`. */
function shellWord(text: string): string {
  return /^[\w.-]+$/.test(text) ? text : `"${text}"`;
}
