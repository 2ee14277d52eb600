import { index, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { customer } from './schema.ts';

/** The arm of each person for whom a rule has held, written down when it first did: what is changed later moves nobody. */
export const controlAssignment = sqliteTable(
  'control_assignment',
  {
    /** Key of the rule: `hot-lead`, `next-offer`, `alert:…`. */
    rule: text('rule').notNull(),
    customerId: integer('customer_id')
      .notNull()
      .references(() => customer.id, { onDelete: 'cascade' }),
    /** `treated`, `control`. */
    arm: text('arm').notNull(),
    /** The share that was left alone at the time. */
    share: real('share').notNull(),
    /** Public id under which the lot was drawn: after a merge it may be another than the person's. */
    drawnAs: text('drawn_as').notNull(),
    /** When the rule first held, epoch ms: from then on the person is followed. */
    assignedAt: integer('assigned_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.rule, table.customerId] }),
    index('control_assignment_customer').on(table.customerId),
  ],
);
