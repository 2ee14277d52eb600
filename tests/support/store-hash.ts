import { createHash } from 'node:crypto';
import type { Store } from '../../src/store/database.ts';

/** What a store holds of people, orders, products and CRM records, and where streams stand, without row numbers and times of runs: equal for equal worlds. */
export function storeContent({ sqlite }: Store): Record<string, unknown[]> {
  const all = (sql: string) => sqlite.prepare(sql).all();
  return {
    people: all('select public_id, email, name, phone, country, created_at from customer order by public_id'),
    identities: all(
      `select c.public_id, i.source, i.source_id, i.email, i.name, i.phone, i.country, i.other_emails, i.created_at, i.updated_at, i.content_hash,
              i.email_consent, i.link, i.is_archived, i.unavailable, i.attributes
         from identity i join customer c on c.id = i.customer_id order by i.source, i.source_id`,
    ),
    orders: all(
      `select o.source, o.source_id, c.public_id, o.source_customer_id, o.ordered_at, o.currency, o.gross, o.refunded, o.discount, o.is_test,
              o.cancelled_at, o.email, o.updated_at, o.content_hash, o.source_gross, o.source_refunded
         from orders o left join customer c on c.id = o.customer_id order by o.source, o.source_id`,
    ),
    lines: all(
      `select o.source, o.source_id, l.line_no, p.sku, l.quantity, l.unit_price_micros, l.amount, l.discount
         from order_line l join orders o on o.id = l.order_id left join product p on p.id = l.product_id
        order by o.source, o.source_id, l.line_no`,
    ),
    refunds: all('select source, source_id, refunded_at, amount from refund order by source, source_id'),
    products: all('select sku, title, category, price_micros, is_fee from product order by sku'),
    crm: all(
      'select source, kind, source_id, updated_at, content_hash, is_archived, body from crm_record order by source, kind, source_id',
    ),
    crmContacts: all(
      `select r.source, r.kind, r.source_id, k.contact from crm_contact k join crm_record r on r.id = k.record_id
        order by r.source, r.kind, r.source_id, k.contact`,
    ),
    tombstones: all(
      'select source, kind, source_id, reason, merged_into from tombstone order by source, kind, source_id',
    ),
    states: all('select source, stream, mode, position, high_water from sync_state order by source, stream'),
  };
}

/** SHA-256 of what a store holds, without where its streams stand: two runs at other times hold the same. */
export function worldHash(store: Store): string {
  const { states: _, ...world } = storeContent(store);
  return createHash('sha256').update(JSON.stringify(world)).digest('hex');
}

/** SHA-256 of a store's content. */
export function storeHash(store: Store): string {
  return createHash('sha256')
    .update(JSON.stringify(storeContent(store)))
    .digest('hex');
}
