import { z } from 'zod';
import type { News, NewsSubject } from '../store/inbox.ts';

/** An id as Shopify writes it: a number, or a text of digits. */
const id = z.union([z.int().positive().transform(String), z.string().regex(/^\d{1,20}$/)]);
const record = z.object({ id });
const refund = z.object({ order_id: id });
const customerGid = z
  .string()
  .regex(/^gid:\/\/shopify\/Customer\/\d{1,20}$/)
  .transform((gid) => gid.slice(gid.lastIndexOf('/') + 1));
const merge = z.object({
  admin_graphql_api_customer_kept_id: customerGid,
  admin_graphql_api_customer_deleted_id: customerGid,
});
const dataRequest = z.object({
  shop_id: id,
  customer: record,
  orders_requested: z.array(id),
  data_request: record,
});
const redact = z.object({ shop_id: id, customer: record, orders_to_redact: z.array(id) });
// The topic is not signed: a request about one person, sent again under another name, must not erase the shop.
const shopRedact = z.object({
  shop_id: id,
  customer: z.undefined().optional(),
  orders_to_redact: z.undefined().optional(),
});

type Reader = (body: unknown) => readonly NewsSubject[] | undefined;

const reader =
  <T>(schema: z.ZodType<T>, subjectsOf: (body: T) => readonly NewsSubject[]): Reader =>
  (body) => {
    const read = schema.safeParse(body);
    return read.success ? subjectsOf(read.data) : undefined;
  };

const order = reader(record, ({ id: orderId }) => [{ kind: 'order', id: orderId }]);
const customer = reader(record, ({ id: customerId }) => [{ kind: 'customer', id: customerId }]);

const readers: ReadonlyMap<string, Reader> = new Map([
  ['orders/create', order],
  ['orders/updated', order],
  ['orders/cancelled', order],
  ['orders/delete', order],
  ['customers/create', customer],
  ['customers/update', customer],
  ['customers/delete', customer],
  [
    'customers/merge',
    reader(merge, (merged) => [
      { kind: 'customer', id: merged.admin_graphql_api_customer_kept_id },
      { kind: 'customer', id: merged.admin_graphql_api_customer_deleted_id },
    ]),
  ],
  // A refund changes its order, and is read with it.
  ['refunds/create', reader(refund, ({ order_id }) => [{ kind: 'order', id: order_id }])],
  [
    'customers/data_request',
    reader(dataRequest, (asked) => [
      { kind: 'data-request', id: asked.customer.id, orders: asked.orders_requested, request: asked.data_request.id },
    ]),
  ],
  [
    'customers/redact',
    reader(redact, (asked) => [{ kind: 'redact', id: asked.customer.id, orders: asked.orders_to_redact }]),
  ],
  ['shop/redact', reader(shopRedact, ({ shop_id }) => [{ kind: 'shop-redact', id: shop_id }])],
]);

/** Topics that Patron listens to; the manifest subscribes to these. */
export const shopifyTopics: readonly string[] = [...readers.keys()];

/** What Shopify's headers say of a message. None of them is signed. */
export interface ShopifyHeaders {
  readonly topic: string;
  readonly webhookId: string;
  /** ISO instant; absent or unreadable: when it came. */
  readonly triggeredAt?: string | undefined;
}

/**
 * The news in a genuine body; none for a topic that Patron does not listen to, undefined for a body that is not what its topic promises. A time that lies
 * ahead is of no use for telling which is newest, and counts as now.
 */
export function shopifyNews(
  body: unknown,
  { topic, webhookId, triggeredAt }: ShopifyHeaders,
  now: number,
): readonly News[] | undefined {
  const read = readers.get(topic);
  if (!read) return [];
  const triggered = Date.parse(triggeredAt ?? '');
  const occurredAt = Number.isNaN(triggered) ? now : Math.min(triggered, now);
  const subjects = read(body);
  return subjects?.map((subject, place) => ({
    source: 'shopify',
    eventId: place === 0 ? webhookId : `${webhookId}:${place}`,
    topic,
    subject,
    occurredAt,
  }));
}
