import { z } from 'zod';
import type { Store } from './database.ts';
import { durably } from './durable.ts';

/** How often a message is worked on before it is given up. */
const mostAttempts = 5;

/** What a message says: that something has happened to a record, which a job has to look up. Ids only, never what the record holds. */
export interface News {
  readonly source: string;
  /** Once for each thing that happened, however often it is sent. */
  readonly eventId: string;
  /** By the source's own name: `orders/updated`, `contact.deletion`. */
  readonly topic: string;
  readonly subject: NewsSubject;
  /** When it happened at the source, epoch ms. */
  readonly occurredAt: number;
}

/** The record that a message is about. Messages of one subject replace each other, the newest wins. */
export interface NewsSubject {
  /** `order`, `customer`, `contact`, or a request about a person: `data-request`, `redact`, `shop-redact`. */
  readonly kind: string;
  readonly id: string;
  /** Orders that a request about a person names. */
  readonly orders?: readonly string[];
  /** The source's number of a request about a person. */
  readonly request?: string;
}

/** A message to work on. */
export interface TakenNews extends News {
  readonly id: number;
  readonly receivedAt: number;
  /** This one counted. */
  readonly attempts: number;
}

/** How the work on a message ended. `note` is plain and without personal data. */
export type NewsOutcome = { readonly state: 'done' } | { readonly state: 'failed'; readonly note: string };

const subjectSchema = z.object({
  kind: z.string(),
  id: z.string(),
  orders: z.array(z.string()).optional(),
  request: z.string().optional(),
});

/**
 * Keeps messages, all or none, so that a power loss cannot take them back; those whose event is known already are left out. Gives how many are new. Raises
 * SQLite's own error where the store cannot take them; a store that is busy is waited for `patienceMs` only, since nothing else runs meanwhile.
 */
export function keepNews(
  store: Store,
  news: readonly News[],
  { receivedAt, patienceMs = 100 }: { receivedAt: number; patienceMs?: number },
): number {
  if (news.length === 0) return 0;
  const { sqlite } = store;
  const insert = sqlite.prepare(
    `insert or ignore into inbox (source, event_id, topic, occurred_at, received_at, payload) values (?, ?, ?, ?, ?, ?)`,
  );
  const before = Number(sqlite.pragma('busy_timeout', { simple: true }));
  sqlite.pragma(`busy_timeout = ${patienceMs}`);
  try {
    return durably(store, () =>
      news.reduce((count, { source, eventId, topic, occurredAt, subject }) => {
        const { changes } = insert.run(source, eventId, topic, occurredAt, receivedAt, payloadOf(subject));
        return count + changes;
      }, 0),
    );
  } finally {
    sqlite.pragma(`busy_timeout = ${before}`);
  }
}

/** One text for one subject, whatever the order of its parts: messages of the same subject are found by it. */
function payloadOf({ kind, id, orders, request }: NewsSubject): string {
  return JSON.stringify({
    kind,
    id,
    ...(orders === undefined ? {} : { orders }),
    ...(request === undefined ? {} : { request }),
  });
}

interface Row {
  readonly id: number;
  readonly source: string;
  readonly eventId: string;
  readonly topic: string;
  readonly occurredAt: number;
  readonly receivedAt: number;
  readonly payload: string;
  readonly attempts: number;
}

/**
 * The next messages to work on, those with the fewest attempts first, then as they happened; each counts as tried. Of several about one subject only the
 * newest is given, and none that is older than what was done already: those are put aside as done. For one caller at a time: hold the lock of the sync.
 */
export function takeNews({ sqlite }: Store, limit: number): readonly TakenNews[] {
  const setAside = sqlite.prepare(
    `with settled as (select source, payload, max(occurred_at) as newest from inbox where state = 'done' group by source, payload),
       ranked as (
         select id, source, payload, occurred_at,
           row_number() over (partition by source, payload order by occurred_at desc, id desc) as place
         from inbox where state = 'new'
       )
     update inbox set state = 'done', note = 'A newer message stands for it.'
     where id in (
       select ranked.id from ranked left join settled using (source, payload)
       where place > 1 or ranked.occurred_at < settled.newest
     )`,
  );
  const select = sqlite.prepare<[number], Row>(
    `select id, source, event_id as eventId, topic, occurred_at as occurredAt, received_at as receivedAt, payload, attempts + 1 as attempts
     from inbox where state = 'new' order by attempts, occurred_at, id limit ?`,
  );
  const count = sqlite.prepare('update inbox set attempts = attempts + 1 where id = ?');
  const giveUp = sqlite.prepare(
    `update inbox set state = 'failed', note = coalesce(note, 'It was interrupted each time.') where state = 'new' and attempts >= ${mostAttempts}`,
  );
  const rows = sqlite
    .transaction(() => {
      setAside.run();
      giveUp.run();
      const taken = select.all(limit);
      for (const { id } of taken) count.run(id);
      return taken;
    })
    .immediate();
  return rows.map(({ payload, ...row }) => {
    const { kind, id, orders, request } = subjectSchema.parse(JSON.parse(payload));
    const subject = {
      kind,
      id,
      ...(orders === undefined ? {} : { orders }),
      ...(request === undefined ? {} : { request }),
    };
    return { ...row, subject };
  });
}

/** Writes down how the work on a taken message ended. A failed one is given again by a later `takeNews`, until it was tried five times. */
export function finishNews({ sqlite }: Store, id: number, outcome: NewsOutcome): void {
  const note = outcome.state === 'failed' ? outcome.note : null;
  sqlite
    .prepare(
      `update inbox set note = ?, state = case when ? = 'done' then 'done' when attempts >= ${mostAttempts} then 'failed' else 'new' end
       where id = ? and state = 'new'`,
    )
    .run(note, outcome.state, id);
}

/** How many messages wait, and how many were given up. */
export function countNews({ sqlite }: Store): { readonly waiting: number; readonly failed: number } {
  const count = sqlite.prepare<[string], number>('select count(*) from inbox where state = ?').pluck();
  return { waiting: count.get('new') ?? 0, failed: count.get('failed') ?? 0 };
}

/** Forgets messages that were done and came before `before` (epoch ms); requests about people stay, as a proof without their data. Gives how many went. */
export function forgetNews({ sqlite }: Store, { before }: { before: number }): number {
  return sqlite
    .prepare(
      `delete from inbox where state = 'done' and received_at < ?
         and json_extract(payload, '$.kind') not in ('data-request', 'redact', 'shop-redact')`,
    )
    .run(before).changes;
}
