import { z } from 'zod';
import type { Store } from './database.ts';

/** What became of the rows of a batch. */
export interface OutboxCounts {
  readonly pending: number;
  /** On their way, without an answer. */
  readonly sent: number;
  readonly done: number;
  readonly dropped: number;
  /** Why rows are parked, how many, and when the first of them is tried again (epoch ms). */
  readonly parked: readonly {
    readonly reason: string;
    readonly words: string;
    readonly count: number;
    readonly retryAt?: number;
  }[];
  /** Fields and lists that were planned and left alone, since somebody had changed them. */
  readonly left: number;
}

/** Counts of a batch. */
export function outboxCounts({ sqlite }: Store, batchId: string): OutboxCounts {
  const states = new Map(
    sqlite
      .prepare<[string], [string, number]>('select state, count(*) from push_write where batch_id = ? group by state')
      .raw()
      .all(batchId),
  );
  const parked = sqlite
    .prepare<[string], { reason: string; words: string; count: number; retryAt: number | null }>(
      `select coalesce(reason, '') as reason, coalesce(words, '') as words, count(*) as count, min(retry_at) as retryAt
         from push_write where batch_id = ? and state = 'parked' group by reason, words order by count(*) desc, words`,
    )
    .all(batchId)
    .map(({ retryAt, ...group }) => ({ ...group, ...(retryAt === null ? {} : { retryAt }) }));
  const left = sqlite
    .prepare<[string], number>(
      `select count(*) from push_write w, json_each(w.left_alone) l where w.batch_id = ? and json_extract(l.value, '$.reason') = 'edited'`,
    )
    .pluck()
    .get(batchId);
  return {
    pending: states.get('pending') ?? 0,
    sent: states.get('sent') ?? 0,
    done: states.get('done') ?? 0,
    dropped: states.get('dropped') ?? 0,
    parked,
    left: left ?? 0,
  };
}

/** One thing that a batch has written: a field, or a list as `list:NAME` with `in` or empty. */
export interface WrittenByBatch {
  readonly contactId: string;
  readonly customerId: string;
  readonly field: string;
  /** What stood there before; absent: nothing. */
  readonly before: string | undefined;
  readonly wrote: string;
}

const written = z.array(z.object({ name: z.string(), before: z.string().optional(), wrote: z.string() }));

/** Everything that a batch has written, by contact and field: what an undo goes back over. Notes and tasks are not among it. */
export function writtenByBatch({ sqlite }: Store, batchId: string): WrittenByBatch[] {
  return sqlite
    .prepare<[string], { contactId: string; customerId: string; wrote: string }>(
      `select contact_id as contactId, customer_id as customerId, wrote from push_write
        where batch_id = ? and state = 'done' and wrote is not null order by contact_id, op, key`,
    )
    .all(batchId)
    .flatMap(({ wrote, ...who }) =>
      written
        .parse(JSON.parse(wrote))
        .map(({ name, before, wrote: value }) => ({ ...who, field: name, before, wrote: value })),
    );
}
