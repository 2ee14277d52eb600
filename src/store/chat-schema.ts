import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { customer } from './schema.ts';

// Tables of the chat: what was seen and said, who wants what, tags. Times are epoch milliseconds.

/** A message or press that was taken up, by each key that it can come again under: an event id, a channel with a time stamp. */
export const chatSeen = sqliteTable(
  'chat_seen',
  {
    key: text('key').primaryKey(),
    /** When it was taken up, last. */
    seenAt: integer('seen_at').notNull(),
    /** When the work on it was done; absent: it is under way, or died with the process. */
    answeredAt: integer('answered_at'),
    /** What came, as JSON, to take it up again after a crash; under one of its keys, and emptied once answered. */
    body: text('body'),
  },
  (table) => [
    index('chat_seen_time').on(table.seenAt),
    index('chat_seen_open').on(table.seenAt).where(sql`${table.body} is not null`),
  ],
);

/** What a thread is about, for follow-ups. `followed` is a `Followed` as JSON. */
export const chatThread = sqliteTable(
  'chat_thread',
  {
    channel: text('channel').notNull(),
    threadTs: text('thread_ts').notNull(),
    followed: text('followed').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.channel, table.threadTs] }), index('chat_thread_time').on(table.updatedAt)],
);

/** A message that is to be posted exactly once: planned, then posted. `key` names what it says: `digest:2026-W48:C123`. */
export const chatPost = sqliteTable(
  'chat_post',
  {
    key: text('key').primaryKey(),
    channel: text('channel').notNull(),
    threadTs: text('thread_ts'),
    /** Text and blocks as JSON; emptied once posted. */
    body: text('body').notNull(),
    plannedAt: integer('planned_at').notNull(),
    /** When it was first sent without a known end: from then on it is looked for before it is sent again. */
    triedAt: integer('tried_at'),
    postedAt: integer('posted_at'),
    /** What Slack calls the message. */
    ts: text('ts'),
    /** Why it was given up, in words. */
    failure: text('failure'),
  },
  (table) => [
    index('chat_post_time').on(table.plannedAt),
    index('chat_post_open').on(table.plannedAt).where(sql`${table.postedAt} is null and ${table.failure} is null`),
  ],
);

/** A channel that gets the digest or alerts. */
export const chatSubscription = sqliteTable(
  'chat_subscription',
  {
    id: integer('id').primaryKey(),
    channel: text('channel').notNull(),
    /** `digest`, `alerts`. */
    kind: text('kind').notNull(),
    timeZone: text('time_zone').notNull(),
    /** `en`, `zh`. */
    language: text('language').notNull(),
    /** Whether people are called by name there, or by id. */
    showsNames: integer('shows_names', { mode: 'boolean' }).notNull(),
    /** Nothing is sent before it. */
    mutedUntil: integer('muted_until'),
    createdBy: text('created_by').notNull(),
    createdAt: integer('created_at').notNull(),
  },
  (table) => [uniqueIndex('chat_subscription_channel').on(table.channel, table.kind)],
);

/** When somebody is told of a customer: on entering a segment, or on crossing a threshold. */
export const alertRule = sqliteTable('alert_rule', {
  id: integer('id').primaryKey(),
  channel: text('channel').notNull(),
  /** `segment-entry`, `threshold`. */
  kind: text('kind').notNull(),
  /** What is watched, as JSON: a segment, or a figure with its bound. */
  watched: text('watched').notNull(),
  /** Whom the alert addresses, a Slack user; absent: the channel. */
  owner: text('owner'),
  /** Alerts of the rule in a day of the channel's time zone at most. */
  dailyCap: integer('daily_cap').notNull(),
  snoozedUntil: integer('snoozed_until'),
  isMuted: integer('is_muted', { mode: 'boolean' }).notNull().default(false),
  createdBy: text('created_by').notNull(),
  createdAt: integer('created_at').notNull(),
  /** When the rule was last looked at; absent: never, and then nobody is news. */
  lookedAt: integer('looked_at'),
  /** When somebody last chose to keep it although it shows no effect; absent: never. */
  keptAt: integer('kept_at'),
});

/** A customer whom a rule holds for, so that being there is told once per stay. */
export const alertMember = sqliteTable(
  'alert_member',
  {
    ruleId: integer('rule_id')
      .notNull()
      .references(() => alertRule.id, { onDelete: 'cascade' }),
    customerId: integer('customer_id')
      .notNull()
      .references(() => customer.id, { onDelete: 'cascade' }),
    enteredAt: integer('entered_at').notNull(),
    /** When it was told; absent: it was there at the start, or over the cap. */
    toldAt: integer('told_at'),
    leftAt: integer('left_at'),
  },
  (table) => [
    primaryKey({ columns: [table.ruleId, table.customerId, table.enteredAt] }),
    index('alert_member_customer').on(table.customerId),
  ],
);

/** A customer whom a digest named, so that the next one can tell what came of it. */
export const digestTold = sqliteTable(
  'digest_told',
  {
    /** Key of the digest: `digest:2026-W48:C123`. */
    key: text('key').notNull(),
    /** The kind of its item: `leaving`, `likely`. */
    kind: text('kind').notNull(),
    customerId: integer('customer_id')
      .notNull()
      .references(() => customer.id, { onDelete: 'cascade' }),
    toldAt: integer('told_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.key, table.kind, table.customerId] }),
    index('digest_told_time').on(table.toldAt),
    index('digest_told_customer').on(table.customerId),
  ],
);

/** A tag that somebody gave a customer, kept here. */
export const customerTag = sqliteTable(
  'customer_tag',
  {
    customerId: integer('customer_id')
      .notNull()
      .references(() => customer.id, { onDelete: 'cascade' }),
    /** Lower case, letters, digits and hyphens. */
    tag: text('tag').notNull(),
    /** Who gave it: `slack:U123`, `cli`. */
    taggedBy: text('tagged_by').notNull(),
    taggedAt: integer('tagged_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.customerId, table.tag] }), index('customer_tag_tag').on(table.tag)],
);
