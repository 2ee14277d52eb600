import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

// Tables of the way back into a CRM: what was proposed and by whom it was answered, what is on its way, what was written, and the proof of it. Times are epoch
// milliseconds. Contacts are named by the target's own id, people by their public id; no names, no addresses.

/** A plan that was proposed, and what became of it. Its writes are made again when it is approved: the hash tells that they are the same. */
export const pushBatch = sqliteTable(
  'push_batch',
  {
    id: text('id').primaryKey(),
    /** `push`, or `undo` of another. */
    kind: text('kind').notNull().default('push'),
    /** The batch that this one takes back. */
    undoes: text('undoes'),
    /** SHA-256 of the list of writes, hex. */
    hash: text('hash').notNull(),
    /** `proposed`, `approved`, `sending` (its writes are in the outbox), `done`, `rejected`, `expired`. */
    state: text('state').notNull().default('proposed'),
    /** Who proposed it: `cli`, `schedule`, `slack:U123`. */
    origin: text('origin').notNull(),
    asOf: integer('as_of').notNull(),
    madeAt: integer('made_at').notNull(),
    /** From then on a yes does not count any more. */
    expiresAt: integer('expires_at').notNull(),
    /** What the plan is limited to, and what was left out of it on purpose, as JSON. */
    choice: text('choice').notNull().default('{}'),
    /** Counts, examples by id, control group and refusals as JSON, as they were shown. */
    summary: text('summary').notNull(),
    /** A short hash for each contact, as a JSON object, to say what has changed since. */
    prints: text('prints').notNull().default('{}'),
    /** Who said yes or no: `slack:U123`, `cli`, `rule:NAME` for a standing approval. */
    decidedBy: text('decided_by'),
    decidedAt: integer('decided_at'),
    finishedAt: integer('finished_at'),
  },
  (table) => [index('push_batch_time').on(table.madeAt), index('push_batch_state').on(table.state)],
);

/** The outbox: one thing to be done to one contact. `pending` -> `sent` -> `done`, or `parked` with a reason, or `dropped`. */
export const pushWrite = sqliteTable(
  'push_write',
  {
    id: integer('id').primaryKey(),
    batchId: text('batch_id')
      .notNull()
      .references(() => pushBatch.id, { onDelete: 'cascade' }),
    /** The target's id of the contact; of a shop's customer `shopify:ID`. */
    contactId: text('contact_id').notNull(),
    /** Public id of the person. */
    customerId: text('customer_id').notNull(),
    /** `fields`, `list`, `note`, `task`; of a shop's customers `metafield`, `tag`. */
    op: text('op').notNull(),
    /** Which one, where a contact may have several: the list's or tag's name, the key of a note or task; empty for fields. */
    key: text('key').notNull().default(''),
    /** What is to be done, as JSON: `[{name, from, to}]`, `{add}`, or the note or task. Emptied when the person is erased. */
    body: text('body').notNull(),
    state: text('state').notNull().default('pending'),
    attempts: integer('attempts').notNull().default(0),
    /** Why it is parked or dropped, by a stable word, and in the target's words. */
    reason: text('reason'),
    words: text('words'),
    /** When a parked one is tried again; absent: not by itself. */
    retryAt: integer('retry_at'),
    /** What was written, as JSON: `[{name, before, wrote}]`. Undo goes by it. */
    wrote: text('wrote'),
    /** Fields that were left alone although they were planned, as JSON: `[{name, reason}]`. */
    left: text('left_alone'),
    updatedAt: integer('updated_at').notNull(),
  },
  (table) => [
    uniqueIndex('push_write_place').on(table.batchId, table.contactId, table.op, table.key),
    index('push_write_open').on(table.op, table.id).where(sql`${table.state} in ('pending', 'sent', 'parked')`),
    index('push_write_contact').on(table.contactId),
  ],
);

/** What Patron last wrote into a field of a contact (`list:NAME` for a list: `in` or empty), and what stood there before. */
export const pushedField = sqliteTable(
  'pushed_field',
  {
    target: text('target').notNull(),
    contactId: text('contact_id').notNull(),
    field: text('field').notNull(),
    /** Empty: it was emptied. */
    value: text('value').notNull(),
    /** Absent: it was empty. */
    before: text('before'),
    batchId: text('batch_id').notNull(),
    writtenAt: integer('written_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.target, table.contactId, table.field] })],
);

/** Every step, each row sealed with the one before it: SHA-256 over the row and the hash before. Ids only. */
export const pushAudit = sqliteTable(
  'push_audit',
  {
    seq: integer('seq').primaryKey(),
    at: integer('at').notNull(),
    /** The batch; absent where the step is about a standing approval. */
    batchId: text('batch_id'),
    /** `proposed`, `approved`, `rejected`, `sent`, `parked`, `undone`, ... */
    step: text('step').notNull(),
    by: text('by').notNull(),
    /** Further facts as JSON, without personal data. */
    detail: text('detail').notNull().default('{}'),
    previous: text('previous').notNull(),
    hash: text('hash').notNull(),
  },
  (table) => [uniqueIndex('push_audit_previous').on(table.previous), index('push_audit_batch').on(table.batchId)],
);

/** A rule whose batches need no yes of their own, up to so many contacts a day. */
export const pushStanding = sqliteTable('push_standing', {
  rule: text('rule').primaryKey(),
  dailyCap: integer('daily_cap').notNull(),
  setBy: text('set_by').notNull(),
  setAt: integer('set_at').notNull(),
  revokedBy: text('revoked_by'),
  revokedAt: integer('revoked_at'),
});
