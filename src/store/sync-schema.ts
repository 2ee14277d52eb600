import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { customer, identity } from './schema.ts';

// Tables of the connectors: where each stream stands, what cannot be read, what is gone, who is one person, CRM records, runs and the inbox.

/** Where a stream stands. Written only together with the records that it covers. */
export const syncState = sqliteTable(
  'sync_state',
  {
    source: text('source').notNull(),
    stream: text('stream').notNull(),
    /** Mode of the run that is under way: `backfill`, `incremental`; absent between runs. */
    mode: text('mode'),
    /** Position of the next page of that run. */
    position: text('position'),
    /** Lower bound of that run, epoch ms. */
    since: integer('since'),
    runStartedAt: integer('run_started_at'),
    /** Newest stamp seen in that run, epoch ms. */
    maxSeen: integer('max_seen'),
    /** Everything changed before it is in the store; absent until the backfill has ended. */
    highWater: integer('high_water'),
    reconciledAt: integer('reconciled_at'),
  },
  (table) => [primaryKey({ columns: [table.source, table.stream] })],
);

/** One run of a sync, finished or not. `report` is the printed report as JSON. */
export const syncRun = sqliteTable('sync_run', {
  id: integer('id').primaryKey(),
  source: text('source').notNull(),
  mode: text('mode').notNull(),
  startedAt: integer('started_at').notNull(),
  finishedAt: integer('finished_at'),
  /** `done`, `failed`, `interrupted`. */
  outcome: text('outcome'),
  report: text('report'),
});

/** A record that could not be read: tried again with every pull, gone once it can be. */
export const rejectedRecord = sqliteTable(
  'rejected_record',
  {
    source: text('source').notNull(),
    stream: text('stream').notNull(),
    sourceId: text('source_id').notNull(),
    reason: text('reason').notNull(),
    raw: text('raw').notNull(),
    seenAt: integer('seen_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.source, table.stream, table.sourceId] })],
);

/** A record that is gone at its source. `reason`: `deleted`, `archived`, `merged`. */
export const tombstone = sqliteTable(
  'tombstone',
  {
    source: text('source').notNull(),
    kind: text('kind').notNull(),
    sourceId: text('source_id').notNull(),
    reason: text('reason').notNull(),
    mergedInto: text('merged_into'),
    goneAt: integer('gone_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.source, table.kind, table.sourceId] })],
);

/** Two identities that were found to be one person, and why. Undone: they are kept apart from then on. */
export const personMerge = sqliteTable(
  'person_merge',
  {
    id: integer('id').primaryKey(),
    identityId: integer('identity_id')
      .notNull()
      .references(() => identity.id, { onDelete: 'cascade' }),
    /** The person that the identity belonged to before, by public id. */
    fromPublicId: text('from_public_id').notNull(),
    intoCustomerId: integer('into_customer_id')
      .notNull()
      .references(() => customer.id, { onDelete: 'cascade' }),
    /** `link`, `email`, `phone`, `source-merge`, `person`. */
    reason: text('reason').notNull(),
    /** In words, without the address itself. */
    words: text('words').notNull(),
    /** Tags that the person had before, and those of them that were new to the other, as JSON; absent for none. */
    carriedTags: text('carried_tags'),
    mergedAt: integer('merged_at').notNull(),
    undoneAt: integer('undone_at'),
  },
  (table) => [index('person_merge_identity').on(table.identityId)],
);

/** Two people who may be one, for a person to decide. `state`: `open`, `merged`, `apart`. */
export const personReview = sqliteTable(
  'person_review',
  {
    id: integer('id').primaryKey(),
    oneIdentityId: integer('one_identity_id')
      .notNull()
      .references(() => identity.id, { onDelete: 'cascade' }),
    otherIdentityId: integer('other_identity_id')
      .notNull()
      .references(() => identity.id, { onDelete: 'cascade' }),
    reason: text('reason').notNull(),
    state: text('state').notNull().default('open'),
    seenAt: integer('seen_at').notNull(),
  },
  (table) => [uniqueIndex('person_review_pair').on(table.oneIdentityId, table.otherIdentityId)],
);

/** A company, deal, ticket or form submission of a CRM. `body` is the record as JSON. */
export const crmRecord = sqliteTable(
  'crm_record',
  {
    id: integer('id').primaryKey(),
    source: text('source').notNull(),
    /** `company`, `deal`, `ticket`, `form-submission`. */
    kind: text('kind').notNull(),
    sourceId: text('source_id').notNull(),
    updatedAt: integer('updated_at').notNull(),
    contentHash: text('content_hash').notNull(),
    /** When it happened, for features: deal or ticket creation, submission; epoch ms. */
    occurredAt: integer('occurred_at'),
    isArchived: integer('is_archived', { mode: 'boolean' }).notNull().default(false),
    body: text('body').notNull(),
  },
  (table) => [uniqueIndex('crm_record_source_id').on(table.source, table.kind, table.sourceId)],
);

/** Which contacts a CRM record is about, by what the source calls them; a submission names its e-mail. */
export const crmContact = sqliteTable(
  'crm_contact',
  {
    recordId: integer('record_id')
      .notNull()
      .references(() => crmRecord.id, { onDelete: 'cascade' }),
    /** Id at the source, or `email:ADDRESS`. */
    contact: text('contact').notNull(),
  },
  (table) => [primaryKey({ columns: [table.recordId, table.contact] }), index('crm_contact_contact').on(table.contact)],
);

/** A job's promise to run in a slot of its schedule: made at most once. Times are epoch ms. */
export const jobRun = sqliteTable(
  'job_run',
  {
    job: text('job').notNull(),
    /** The instant at which the slot begins. */
    slot: integer('slot').notNull(),
    startedAt: integer('started_at').notNull(),
    finishedAt: integer('finished_at'),
    /** `done`, `failed`, `missed`, `yielded`; absent while it runs or after it was killed. */
    outcome: text('outcome'),
    note: text('note'),
  },
  (table) => [primaryKey({ columns: [table.job, table.slot] })],
);

/** A vendor's message that something has changed: kept once by its event id, worked on by a job. `state`: `new`, `done`, `failed`. */
export const inbox = sqliteTable(
  'inbox',
  {
    id: integer('id').primaryKey(),
    source: text('source').notNull(),
    eventId: text('event_id').notNull(),
    topic: text('topic').notNull(),
    /** When it happened at the source, epoch ms: newest wins. */
    occurredAt: integer('occurred_at').notNull(),
    receivedAt: integer('received_at').notNull(),
    /** Ids only: what the job has to look up. */
    payload: text('payload').notNull(),
    state: text('state').notNull().default('new'),
    attempts: integer('attempts').notNull().default(0),
    note: text('note'),
  },
  (table) => [uniqueIndex('inbox_event').on(table.source, table.eventId), index('inbox_state').on(table.state)],
);
