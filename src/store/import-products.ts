import { isFeeLine } from '../domain/fees.ts';
import type { ProductRecord } from '../domain/records.ts';
import { coverAttributes, coverSql, toldOnce } from './covering.ts';
import type { Store } from './database.ts';

type ProductValues = Readonly<Record<string, string | number | null>>;

interface ProductRow {
  readonly id: number;
  readonly title: string | null;
  readonly attributes: string | null;
}

/**
 * Brings one product of a products file into the store: a field that the file knows replaces the old one, an empty one changes nothing. A further row of
 * the same file for the same product only fills gaps.
 */
export function productWriter({ sqlite }: Store): (record: ProductRecord) => 'new' | 'changed' | 'unchanged' {
  const isToldAgain = toldOnce();
  const find = sqlite.prepare<[string], ProductRow>('select id, title, attributes from product where sku = ?');
  const insert = sqlite.prepare<[ProductValues]>(
    'insert into product (sku, title, category, price_micros, is_fee, attributes) values (@sku, @title, @category, @price, @isFee, @attributes)',
  );
  const columns = { title: '@title', category: '@category', price_micros: '@price' };
  const cover = sqlite.prepare<[ProductValues]>(`update product ${coverSql(columns, { fills: false })} and id = @id`);
  const fill = sqlite.prepare<[ProductValues]>(`update product ${coverSql(columns, { fills: true })} and id = @id`);
  const follow = sqlite.prepare<[ProductValues]>(
    'update product set is_fee = @isFee, attributes = @attributes where id = @id and (is_fee is not @isFee or attributes is not @attributes)',
  );
  return (record) => {
    const known = find.get(record.sku);
    const fills = known !== undefined && isToldAgain(record.place.file, known.id);
    const values = valuesOf(record, known, fills);
    if (!known) {
      isToldAgain(record.place.file, Number(insert.run(values).lastInsertRowid));
      return 'new';
    }
    const updates = [fills ? fill : cover, follow].map((statement) => statement.run({ ...values, id: known.id }));
    return updates.some(({ changes }) => changes > 0) ? 'changed' : 'unchanged';
  };
}

function valuesOf(
  { sku, title, category, priceMicros, extra }: ProductRecord,
  known: ProductRow | undefined,
  fills: boolean,
): ProductValues {
  const [first, second] = fills ? [known?.title, title] : [title, known?.title];
  return {
    sku,
    title: title ?? null,
    category: category ?? null,
    price: priceMicros ?? null,
    isFee: isFeeLine(sku, first ?? second ?? undefined) ? 1 : 0,
    attributes: coverAttributes(known?.attributes ?? null, extra, { fills }),
  };
}
