import { isFeeLine } from '../domain/fees.ts';
import type { SourceProduct } from '../domain/source-records.ts';
import type { Store } from './database.ts';
import type { RecordOutcome } from './record-outcome.ts';

/** Brings products of a source into the store, one row for each SKU; what the source does not tell stays. */
export function sourceProducts({ sqlite }: Store): (record: SourceProduct) => RecordOutcome {
  const find = sqlite.prepare<[string], { id: number }>('select id from product where sku = ?');
  const insert = sqlite.prepare(
    'insert into product (sku, title, category, price_micros, is_fee) values (@sku, @title, @category, @price, @isFee)',
  );
  const update = sqlite.prepare(
    `update product set title = coalesce(@title, title), category = coalesce(@category, category), price_micros = coalesce(@price, price_micros)
      where sku = @sku and (title is not coalesce(@title, title) or category is not coalesce(@category, category)
         or price_micros is not coalesce(@price, price_micros))`,
  );
  return ({ title, category, variants }) => {
    const outcomes = variants.map((variant): RecordOutcome => {
      const name = [title, variant.title].filter((part) => part !== undefined && part !== '').join(', ');
      const values = {
        sku: variant.sku,
        title: name === '' ? null : name,
        category: category ?? null,
        price: variant.priceMicros ?? null,
        isFee: isFeeLine(variant.sku, title) ? 1 : 0,
      };
      if (find.get(variant.sku)) {
        const { isFee: _, ...told } = values;
        return update.run(told).changes > 0 ? 'changed' : 'unchanged';
      }
      insert.run(values);
      return 'new';
    });
    return (
      outcomes.find((outcome) => outcome === 'new') ?? outcomes.find((outcome) => outcome === 'changed') ?? 'unchanged'
    );
  };
}

/** Row id of a product by its SKU; an unknown one is made from what an order line tells. */
export function productFromLine({
  sqlite,
}: Store): (line: { sku: string; title: string | undefined; priceMicros: number; isFee: boolean }) => number {
  const find = sqlite.prepare<[string], number>('select id from product where sku = ?').pluck();
  const insert = sqlite.prepare('insert into product (sku, title, price_micros, is_fee) values (?, ?, ?, ?)');
  const ids = new Map<string, number>();
  return ({ sku, title, priceMicros, isFee }) => {
    const known = ids.get(sku) ?? find.get(sku);
    const id =
      known ??
      Number(insert.run(sku, title ?? null, priceMicros, isFee || isFeeLine(sku, title) ? 1 : 0).lastInsertRowid);
    ids.set(sku, id);
    return id;
  };
}
