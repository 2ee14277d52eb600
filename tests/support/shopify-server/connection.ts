import { fits, readFilter, type SearchWarning } from './filter.ts';

/** Arguments of a connection, as the schema gives them. */
export interface ConnectionArguments {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly query?: string | null;
  readonly sortKey?: string | null;
  readonly reverse?: boolean | null;
}

/** What a connection pages over. */
export interface ConnectionSource<T extends { readonly id: number }> {
  readonly records: readonly T[];
  readonly view: (record: T) => unknown;
  /** Numbers that can be sorted by and asked for, by their search name: `updated_at`. */
  readonly fields: Readonly<Record<string, (record: T) => number>>;
  /** Search fields that match whole days only. */
  readonly byDay?: readonly string[];
}

/** What the server knows while it answers. */
export interface ConnectionWorld {
  /** Everything at once: a bulk operation. */
  readonly isBulk: boolean;
  /** Objects after which paging stops without a word. */
  readonly pagingCap: number;
  readonly unknownFields: readonly string[];
  warn(path: string, query: string, warnings: readonly SearchWarning[]): void;
  violate(reason: string): void;
}

interface Cursor {
  readonly value: number;
  readonly id: number;
  readonly given: number;
}

/** A connection as the vendor answers it: keyset cursors, filters that ignore what they do not know, an end at the paging cap. */
export function connection<T extends { readonly id: number }>(
  name: string,
  args: ConnectionArguments,
  { source, world }: { source: ConnectionSource<T>; world: ConnectionWorld },
): unknown {
  const known = Object.entries(source.fields).filter(([field]) => !world.unknownFields.includes(field));
  const { terms, warnings } = readFilter(args.query, Object.fromEntries(known));
  if (warnings.length > 0) world.warn(name, args.query ?? '', warnings);
  const sorted = sortRecords(source, args);
  const found = sorted.filter((record) =>
    terms.every((term) => {
      const value = source.fields[term.field]?.(record) ?? 0;
      return fits(value, term, { isByDay: source.byDay?.includes(term.field) === true });
    }),
  );
  if (world.isBulk) return pageOf(found.map(source.view), { hasNextPage: false, endCursor: null });
  return cutPage(name, args, { found, source, world });
}

function sortValue<T extends { readonly id: number }>(source: ConnectionSource<T>, args: ConnectionArguments) {
  const field = (args.sortKey ?? 'ID').toLowerCase();
  return source.fields[field] ?? ((record: T) => record.id);
}

function sortRecords<T extends { readonly id: number }>(source: ConnectionSource<T>, args: ConnectionArguments): T[] {
  const value = sortValue(source, args);
  const sorted = [...source.records].sort((a, b) => value(a) - value(b) || a.id - b.id);
  return args.reverse === true ? sorted.reverse() : sorted;
}

function cutPage<T extends { readonly id: number }>(
  name: string,
  args: ConnectionArguments,
  { found, source, world }: { found: readonly T[]; source: ConnectionSource<T>; world: ConnectionWorld },
): unknown {
  const first = args.first ?? 0;
  if (first < 1 || first > 250) world.violate(`${name}: first must be 1 to 250, not ${first}`);
  const after = args.after === null || args.after === undefined ? undefined : readCursor(args.after);
  const value = sortValue(source, args);
  const rest = found.filter(
    (record) =>
      after === undefined || value(record) > after.value || (value(record) === after.value && record.id > after.id),
  );
  const before = after?.given ?? 0;
  const page = rest.slice(0, Math.min(first, world.pagingCap - before));
  const lastRecord = page.at(-1);
  const given = before + page.length;
  const endCursor =
    lastRecord === undefined ? null : writeCursor({ value: value(lastRecord), id: lastRecord.id, given });
  const hasNextPage = rest.length > page.length && given < world.pagingCap;
  return pageOf(page.map(source.view), { hasNextPage, endCursor });
}

function pageOf(nodes: readonly unknown[], pageInfo: { hasNextPage: boolean; endCursor: string | null }): unknown {
  return { nodes, edges: nodes.map((node) => ({ node })), pageInfo };
}

function writeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify([cursor.value, cursor.id, cursor.given])).toString('base64url');
}

function readCursor(text: string): Cursor {
  const [value, id, given] = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  return { value: Number(value), id: Number(id), given: Number(given) };
}
