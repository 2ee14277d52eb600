import { z } from 'zod';
import type { PushWrite } from '../domain/push.ts';
import { type PushTarget, placeOf } from '../domain/push-place.ts';
import type { Store } from './database.ts';

/** What is to be done to one contact: values of fields, a place on a list, a note or a task; to a customer of a shop: metafields, a tag. */
export type OutboxOp = 'fields' | 'list' | 'note' | 'task' | 'metafield' | 'tag';

/** Which of them are of which target. */
export const opsOf = {
  hubspot: ['fields', 'list', 'note', 'task'],
  shopify: ['metafield', 'tag'],
} as const satisfies Record<PushTarget, readonly OutboxOp[]>;

/** A note or task that is to be made, once, whatever happens on the way. `key` names it for ever. */
export interface OutboxNote {
  readonly op: 'note' | 'task';
  readonly key: string;
  readonly contactId: string;
  readonly customerId: string;
  readonly title?: string;
  readonly text: string;
  /** When it was made, or is due; epoch ms. */
  readonly at: number;
}

/** A row of the outbox that is to be worked on. */
export interface OutboxRow {
  readonly id: number;
  readonly batchId: string;
  readonly contactId: string;
  readonly customerId: string;
  readonly op: OutboxOp;
  /** The list's or tag's name, the key of a note or task; empty for fields. */
  readonly key: string;
  /** JSON: see `fieldsIn`, `listIn`, `noteIn`. */
  readonly body: string;
  /** It was sent before, and no whole answer came: it may be done already. */
  readonly mayHaveHappened: boolean;
  readonly attempts: number;
}

const fieldsBody = z.array(z.object({ name: z.string(), from: z.string().optional(), to: z.string() }));
const listBody = z.object({ add: z.boolean() });
const noteBody = z.object({ title: z.string().optional(), text: z.string(), at: z.number() });

/** The fields that a row is about. */
export function fieldsIn({ body }: OutboxRow): z.infer<typeof fieldsBody> {
  return fieldsBody.parse(JSON.parse(body));
}

/** Whether a row puts its contact on the list (gives the tag), or takes it off. */
export function listIn({ body }: OutboxRow): z.infer<typeof listBody> {
  return listBody.parse(JSON.parse(body));
}

/** The note or task of a row. */
export function noteIn({ body }: OutboxRow): z.infer<typeof noteBody> {
  return noteBody.parse(JSON.parse(body));
}

/**
 * Puts the writes of an approved plan into the outbox; doing so twice changes nothing. What waits there for the same field set or list of a contact from an
 * earlier batch is dropped: this plan knows better. The batch must be there; the caller wraps both in one transaction.
 */
export function enqueuePlan(
  { sqlite }: Store,
  { batchId, writes, now }: { batchId: string; writes: readonly PushWrite[]; now: number },
): void {
  const replace = sqlite.prepare(
    `update push_write set state = 'dropped', reason = 'replaced', retry_at = null, updated_at = @now
     where contact_id = @contactId and op = @op and key = @key and batch_id <> @batchId
       and (state = 'pending' or (state = 'parked' and reason is not 'no-answer'))`,
  );
  const insert = sqlite.prepare(
    `insert or ignore into push_write (batch_id, contact_id, customer_id, op, key, body, updated_at)
     values (@batchId, @contactId, @customerId, @op, @key, @body, @now)`,
  );
  const put = (write: PushWrite, row: { op: OutboxOp; key: string; body: unknown }) => {
    const place = { batchId, contactId: write.contactId, op: row.op, key: row.key, now };
    replace.run(place);
    insert.run({ ...place, customerId: write.customerId, body: JSON.stringify(row.body) });
  };
  sqlite.transaction(() => {
    for (const write of writes) {
      const [fieldOp, placeOp] = opsOf[placeOf(write.contactId).target];
      if (write.fields.length > 0) put(write, { op: fieldOp, key: '', body: write.fields });
      for (const { name, change } of write.lists)
        put(write, { op: placeOp, key: name, body: { add: change === 'add' } });
    }
  })();
}

/** Puts notes and tasks of a batch into the outbox. One whose key was ever put there is left out. */
export function enqueueNotes(
  { sqlite }: Store,
  { batchId, notes, now }: { batchId: string; notes: readonly OutboxNote[]; now: number },
): void {
  const insert = sqlite.prepare(
    `insert or ignore into push_write (batch_id, contact_id, customer_id, op, key, body, updated_at)
     select @batchId, @contactId, @customerId, @op, @key, @body, @now
      where not exists (select 1 from push_write where op = @op and key = @key)`,
  );
  sqlite.transaction(() => {
    for (const { op, key, contactId, customerId, ...body } of notes)
      insert.run({ batchId, contactId, customerId, op, key, body: JSON.stringify(body), now });
  })();
}

/** Drops what waits in a batch and was never sent: it was taken back. Gives how many. */
export function dropWaiting({ sqlite }: Store, { batchId, now }: { batchId: string; now: number }): number {
  return sqlite
    .prepare(
      `update push_write set state = 'dropped', reason = 'undone', retry_at = null, updated_at = ?
       where batch_id = ? and (state = 'pending' or (state = 'parked' and reason is not 'no-answer'))`,
    )
    .run(now, batchId).changes;
}

/** Which rows are wanted. */
export interface OutboxQuery {
  readonly op: OutboxOp;
  /** Only this one's; absent: every batch's. */
  readonly batchId?: string | undefined;
  /** Only rows of this key; absent: of any. */
  readonly key?: string;
  /** Rows after this one. */
  readonly after: number;
  readonly limit: number;
  readonly now: number;
}

const isOpen = `(w.state in ('pending', 'sent') or (w.state = 'parked' and w.retry_at <= @now))`;

/**
 * The next rows to work on, by age: those that wait, those that were sent without an answer, those parked whose time has come. Of several about the same
 * thing of a contact only the oldest is given, so that no batch holds a contact twice.
 */
export function openRows({ sqlite }: Store, query: OutboxQuery): OutboxRow[] {
  const { op, batchId = null, key = null, after, limit, now } = query;
  return sqlite
    .prepare<unknown[], Omit<OutboxRow, 'mayHaveHappened'> & { mayHaveHappened: number }>(
      `select w.id, w.batch_id as batchId, w.contact_id as contactId, w.customer_id as customerId, w.op, w.key, w.body, w.attempts,
              (w.state = 'sent' or w.reason is 'no-answer') as mayHaveHappened
         from push_write w
        where w.op = @op and w.id > @after and ${isOpen} and (@batchId is null or w.batch_id = @batchId) and (@key is null or w.key = @key)
          and not exists (select 1 from push_write o where o.contact_id = w.contact_id and o.op = w.op and o.key = w.key and o.id < w.id
                            and o.state in ('pending', 'sent'))
        order by w.id limit @limit`,
    )
    .all({ op, batchId, key, after, limit, now })
    .map(({ mayHaveHappened, ...row }) => ({ ...row, mayHaveHappened: mayHaveHappened === 1 }));
}

/** Names of the lists that something waits for, by the alphabet. */
export function openLists(
  { sqlite }: Store,
  { batchId = null, now }: { batchId?: string | null | undefined; now: number },
): string[] {
  return sqlite
    .prepare<unknown[], string>(
      `select distinct w.key from push_write w where w.op = 'list' and ${isOpen} and (@batchId is null or w.batch_id = @batchId) order by w.key`,
    )
    .pluck()
    .all({ batchId, now });
}

/** How many rows wait to be worked on now at a target. */
export function countOpen(
  { sqlite }: Store,
  { target, batchId = null, now }: { target: PushTarget; batchId?: string | null | undefined; now: number },
): number {
  const ops = opsOf[target].map((op) => `'${op}'`).join(', ');
  return (
    sqlite
      .prepare<unknown[], number>(
        `select count(*) from push_write w where w.op in (${ops}) and ${isOpen} and (@batchId is null or w.batch_id = @batchId)`,
      )
      .pluck()
      .get({ batchId, now }) ?? 0
  );
}
