import { isFeeLine } from '../domain/fees.ts';
import type { ProductRecord } from '../domain/records.ts';
import type { Store } from './database.ts';
import { parseAttributes } from './import-people.ts';

/** Brings one product of a products file into the store: a field that the file knows replaces the old one, an empty one changes nothing. */
export function productWriter({ sqlite }: Store): (record: ProductRecord) => 'new' | 'changed' | 'unchanged' {
  const find = sqlite.prepare<[string], { id: number; title: string | null; attributes: string | null }>(
    'select id, title, attributes from product where sku = ?',
  );
  const insert = sqlite.prepare(
    'insert into product (sku, title, category, price_micros, is_fee, attributes) values (@sku, @title, @category, @price, @isFee, @attributes)',
  );
  const update = sqlite.prepare(
    `update product set title = coalesce(@title, title), category = coalesce(@category, category), price_micros = coalesce(@price, price_micros),
            is_fee = @isFee, attributes = @attributes
      where id = @id and (title is not coalesce(@title, title) or category is not coalesce(@category, category)
         or price_micros is not coalesce(@price, price_micros) or is_fee is not @isFee or attributes is not @attributes)`,
  );
  return ({ sku, title, category, priceMicros, extra }) => {
    const known = find.get(sku);
    const attributes = { ...parseAttributes(known?.attributes ?? null), ...extra };
    const values = {
      sku,
      title: title ?? null,
      category: category ?? null,
      price: priceMicros ?? null,
      isFee: isFeeLine(sku, title ?? known?.title ?? undefined) ? 1 : 0,
      attributes: Object.keys(attributes).length > 0 ? JSON.stringify(attributes) : null,
    };
    if (!known) {
      insert.run(values);
      return 'new';
    }
    return update.run({ ...values, id: known.id }).changes > 0 ? 'changed' : 'unchanged';
  };
}
