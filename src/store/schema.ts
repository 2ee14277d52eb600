import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

// Times are epoch milliseconds (UTC), money is integer minor units of the row's currency, ids are integers; what a source
// calls a thing is kept once, as text, beside its integer id.

/** A person. `publicId` is what every file and answer calls them; it never changes. */
export const customer = sqliteTable(
  'customer',
  {
    id: integer('id').primaryKey(),
    publicId: text('public_id').notNull(),
    email: text('email'),
    name: text('name'),
    phone: text('phone'),
    country: text('country'),
    createdAt: integer('created_at'),
    /** Further columns of the source, as JSON. */
    attributes: text('attributes'),
  },
  (table) => [uniqueIndex('customer_public_id').on(table.publicId), index('customer_email').on(table.email)],
);

/** What one source calls a person. */
export const identity = sqliteTable(
  'identity',
  {
    id: integer('id').primaryKey(),
    customerId: integer('customer_id')
      .notNull()
      .references(() => customer.id),
    source: text('source').notNull(),
    sourceId: text('source_id').notNull(),
    email: text('email'),
    createdAt: integer('created_at'),
    name: text('name'),
    phone: text('phone'),
    country: text('country'),
    /** Further e-mail addresses, as a JSON list. */
    otherEmails: text('other_emails'),
    /** `granted`, `refused`; absent where the source says nothing. */
    emailConsent: text('email_consent'),
    smsConsent: text('sms_consent'),
    saleOfDataConsent: text('sale_of_data_consent'),
    /** `source:id` of the person at another source, by a link that somebody set on purpose. */
    link: text('link'),
    isArchived: integer('is_archived', { mode: 'boolean' }).notNull().default(false),
    /** Fields that the source keeps from us, as a JSON list. */
    unavailable: text('unavailable'),
    attributes: text('attributes'),
    /** The source's own stamp; absent for files. */
    updatedAt: integer('updated_at'),
    /** Hash of what the source said, so that an equal record is no change. */
    contentHash: text('content_hash'),
  },
  (table) => [
    index('identity_email').on(table.email),
    index('identity_phone').on(table.phone),
    index('identity_link').on(table.link),
    uniqueIndex('identity_source_id').on(table.source, table.sourceId),
    index('identity_customer').on(table.customerId),
  ],
);

/** A thing that is sold, or a fee (postage, bank charge). */
export const product = sqliteTable(
  'product',
  {
    id: integer('id').primaryKey(),
    sku: text('sku').notNull(),
    title: text('title'),
    category: text('category'),
    /** Latest known price in millionths of the currency's major unit. */
    priceMicros: integer('price_micros'),
    isFee: integer('is_fee', { mode: 'boolean' }).notNull().default(false),
    attributes: text('attributes'),
  },
  (table) => [uniqueIndex('product_sku').on(table.sku)],
);

/** An order, a guest's order, or a cancellation document of a file (then `cancelledAt` is set and its lines are negative). */
export const order = sqliteTable(
  'orders',
  {
    id: integer('id').primaryKey(),
    source: text('source').notNull(),
    sourceId: text('source_id').notNull(),
    /** Absent: a guest. */
    customerId: integer('customer_id').references(() => customer.id),
    orderedAt: integer('ordered_at').notNull(),
    currency: text('currency').notNull(),
    /** Sum of the lines with quantity > 0. */
    gross: integer('gross').notNull(),
    /** Sum of the lines with quantity < 0, and of all refunds, as a positive number. */
    refunded: integer('refunded').notNull(),
    discount: integer('discount'),
    isTest: integer('is_test', { mode: 'boolean' }).notNull().default(false),
    cancelledAt: integer('cancelled_at'),
    channel: text('channel'),
    country: text('country'),
    email: text('email'),
    attributes: text('attributes'),
    /** What the source calls the customer; absent for guests. */
    sourceCustomerId: text('source_customer_id'),
    /** The source's own stamp and the hash of what it said; absent for files. */
    updatedAt: integer('updated_at'),
    contentHash: text('content_hash'),
    /** What the source itself says the order comes to, minor units; absent for files. */
    sourceGross: integer('source_gross'),
    sourceRefunded: integer('source_refunded'),
  },
  (table) => [
    index('orders_source_customer').on(table.source, table.sourceCustomerId),
    uniqueIndex('orders_source_id').on(table.source, table.sourceId),
    index('orders_customer_time').on(table.customerId, table.orderedAt),
    index('orders_time').on(table.orderedAt),
  ],
);

/** One line of an order. Negative quantity: a return. `amount` = quantity x unit price, rounded once. */
export const orderLine = sqliteTable(
  'order_line',
  {
    orderId: integer('order_id')
      .notNull()
      .references(() => order.id),
    lineNo: integer('line_no').notNull(),
    productId: integer('product_id').references(() => product.id),
    quantity: real('quantity').notNull(),
    unitPriceMicros: integer('unit_price_micros').notNull(),
    amount: integer('amount').notNull(),
    discount: integer('discount'),
    /** Further columns of the source, as JSON. */
    attributes: text('attributes'),
  },
  (table) => [primaryKey({ columns: [table.orderId, table.lineNo] })],
);

/** Money given back on an order after it was placed, by a source that keeps refunds apart from lines. */
export const refund = sqliteTable(
  'refund',
  {
    id: integer('id').primaryKey(),
    orderId: integer('order_id')
      .notNull()
      .references(() => order.id),
    source: text('source').notNull(),
    sourceId: text('source_id').notNull(),
    refundedAt: integer('refunded_at').notNull(),
    amount: integer('amount').notNull(),
    reason: text('reason'),
  },
  (table) => [
    uniqueIndex('refund_source_id').on(table.source, table.sourceId),
    index('refund_order').on(table.orderId),
  ],
);

/** One import of a set of files, finished or not. `report` is the printed report as JSON. */
export const importRun = sqliteTable('import_run', {
  id: integer('id').primaryKey(),
  kind: text('kind').notNull(),
  files: text('files').notNull(),
  startedAt: integer('started_at').notNull(),
  finishedAt: integer('finished_at'),
  report: text('report'),
});

/** A row that could not be read: kept with its place and the reason, so that nothing is lost. */
export const quarantine = sqliteTable(
  'quarantine',
  {
    id: integer('id').primaryKey(),
    kind: text('kind').notNull(),
    file: text('file').notNull(),
    line: integer('line').notNull(),
    code: text('code').notNull(),
    reason: text('reason').notNull(),
    raw: text('raw').notNull(),
    seenAt: integer('seen_at').notNull(),
  },
  (table) => [uniqueIndex('quarantine_place').on(table.kind, table.file, table.line, table.raw)],
);

/** A quality report as of a date, as JSON; the last one is what drift is measured against. */
export const qualityReport = sqliteTable('quality_report', {
  id: integer('id').primaryKey(),
  asOf: integer('as_of').notNull(),
  madeAt: integer('made_at').notNull(),
  verdict: text('verdict').notNull(),
  report: text('report').notNull(),
});

/** A trained model. The file lies in the home's `models` folder under `file`; `sha256` proves that it is whole. */
export const model = sqliteTable(
  'model',
  {
    id: integer('id').primaryKey(),
    task: text('task').notNull(),
    version: text('version').notNull(),
    trainedAt: integer('trained_at').notNull(),
    asOf: integer('as_of').notNull(),
    seed: integer('seed').notNull(),
    rung: text('rung').notNull(),
    isChampion: integer('is_champion', { mode: 'boolean' }).notNull().default(false),
    file: text('file').notNull(),
    sha256: text('sha256').notNull(),
    /** Backtest and verdict, as JSON. */
    evaluation: text('evaluation').notNull(),
  },
  (table) => [
    uniqueIndex('model_version').on(table.task, table.version),
    uniqueIndex('model_champion').on(table.task).where(sql`${table.isChampion}`),
  ],
);

/** Small facts about the store itself: which demo it holds, its currency. */
export const fact = sqliteTable('fact', {
  key: text('key').primaryKey(),
  value: text('value').notNull(),
});
