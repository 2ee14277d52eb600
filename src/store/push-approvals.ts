import type { PushScope, PushState } from '../domain/push.ts';
import type { Store } from './database.ts';

/** A plan that was shown to people, and what became of it. Times are epoch ms. */
export interface PushBatch {
  readonly id: string;
  readonly kind: 'push' | 'undo';
  /** The batch that this one takes back. */
  readonly undoes?: string;
  /** What a yes binds. */
  readonly hash: string;
  readonly state: PushState;
  /** Who asked for it: `cli`, `schedule`, `slack:U123`. */
  readonly origin: string;
  readonly asOf: number;
  readonly madeAt: number;
  /** From then on a yes comes too late. */
  readonly expiresAt: number;
  /** What the plan was limited to. */
  readonly choice: PushScope;
  /** What was shown, as JSON. */
  readonly summary: string;
  readonly decidedBy?: string;
  readonly decidedAt?: number;
  readonly finishedAt?: number;
}

/** A batch that begins. */
export type NewBatch = Omit<PushBatch, 'finishedAt'> & {
  /** A short hash of what is written to each contact, by contact id. */
  readonly prints: Readonly<Record<string, string>>;
};

interface Row {
  readonly id: string;
  readonly kind: 'push' | 'undo';
  readonly undoes: string | null;
  readonly hash: string;
  readonly state: PushState;
  readonly origin: string;
  readonly asOf: number;
  readonly madeAt: number;
  readonly expiresAt: number;
  readonly choice: string;
  readonly summary: string;
  readonly decidedBy: string | null;
  readonly decidedAt: number | null;
  readonly finishedAt: number | null;
}

const columns = `id, kind, undoes, hash, state, origin, as_of as asOf, made_at as madeAt, expires_at as expiresAt, choice, summary,
  decided_by as decidedBy, decided_at as decidedAt, finished_at as finishedAt`;

/** Keeps a batch. A proposal of the same plan at the same moment is the same batch, and stays as it is. */
export function keepBatch({ sqlite }: Store, { choice, prints, ...batch }: NewBatch): void {
  sqlite
    .prepare(
      `insert into push_batch (id, kind, undoes, hash, state, origin, as_of, made_at, expires_at, choice, summary, prints, decided_by, decided_at)
       values (@id, @kind, @undoes, @hash, @state, @origin, @asOf, @madeAt, @expiresAt, @choice, @summary, @prints, @decidedBy, @decidedAt)
       on conflict do nothing`,
    )
    .run({
      undoes: null,
      decidedBy: null,
      decidedAt: null,
      ...batch,
      choice: JSON.stringify(choice),
      prints: JSON.stringify(prints),
    });
}

/** A batch by its whole id, or by the beginning of one where a single batch has it; undefined for none or several. */
export function findBatch({ sqlite }: Store, id: string): PushBatch | undefined {
  const rows = sqlite
    .prepare<[{ id: string }], Row>(
      `select ${columns} from push_batch where id = @id or (length(@id) >= 8 and substr(id, 1, length(@id)) = @id) order by id = @id desc limit 2`,
    )
    .all({ id });
  const [first, second] = rows;
  if (!first || (first.id !== id && second)) return undefined;
  return batchOf(first);
}

/** The batches, newest first. */
export function listBatches(
  { sqlite }: Store,
  { since = 0, limit }: { readonly since?: number; readonly limit: number },
): PushBatch[] {
  return sqlite
    .prepare<[number, number], Row>(
      `select ${columns} from push_batch where max(made_at, coalesce(decided_at, 0), coalesce(finished_at, 0)) >= ?
       order by made_at desc, rowid desc limit ?`,
    )
    .all(since, limit)
    .map(batchOf);
}

/** The undo of a batch that is under way or done; undefined where nobody took it back. */
export function undoOf({ sqlite }: Store, id: string): PushBatch | undefined {
  const row = sqlite
    .prepare<[string], Row>(
      `select ${columns} from push_batch where undoes = ? and state in ('sending', 'done') limit 1`,
    )
    .get(id);
  return row && batchOf(row);
}

/** A short hash of what a batch writes to each contact, by contact id; empty once it was decided on. */
export function printsOf({ sqlite }: Store, id: string): Readonly<Record<string, string>> {
  const text = sqlite.prepare<[string], string>('select prints from push_batch where id = ?').pluck().get(id);
  const prints: Record<string, string> = JSON.parse(text ?? '{}');
  return prints;
}

/** What somebody decides about a batch. `hash`: of the plan that they were shown. */
export interface Decision {
  readonly id: string;
  readonly hash: string;
  readonly as: 'sending' | 'rejected';
  readonly by: string;
  readonly at: number;
}

/** Writes a decision down: false where the batch was decided on before, has expired, or is not what was shown. Once over all processes. */
export function decideBatch({ sqlite }: Store, { id, hash, as, by, at }: Decision): boolean {
  return (
    sqlite
      .prepare(
        `update push_batch set state = ?, decided_by = ?, decided_at = ?, prints = '{}'
         where id = ? and hash = ? and state = 'proposed' and expires_at > ?`,
      )
      .run(as, by, at, id, hash, at).changes === 1
  );
}

/** Marks proposals that another one has taken the place of: a yes to them does not count any more. */
export function replaceBatch({ sqlite }: Store, id: string): boolean {
  return (
    sqlite
      .prepare("update push_batch set state = 'replaced', prints = '{}' where id = ? and state = 'proposed'")
      .run(id).changes === 1
  );
}

/** Marks proposals whose time is over, and gives their ids. */
export function expireBatches({ sqlite }: Store, at: number): string[] {
  return sqlite
    .prepare<[number], string>(
      "update push_batch set state = 'expired', prints = '{}' where state = 'proposed' and expires_at <= ? returning id",
    )
    .pluck()
    .all(at);
}

/** Marks a batch as done; false where it was not being sent. */
export function finishBatch({ sqlite }: Store, { id, at }: { readonly id: string; readonly at: number }): boolean {
  return (
    sqlite
      .prepare("update push_batch set state = 'done', finished_at = ? where id = ? and state = 'sending'")
      .run(at, id).changes === 1
  );
}

function batchOf({ undoes, choice, decidedBy, decidedAt, finishedAt, ...rest }: Row): PushBatch {
  const scope: PushScope = JSON.parse(choice);
  return {
    ...rest,
    choice: scope,
    ...(undoes === null ? {} : { undoes }),
    ...(decidedBy === null ? {} : { decidedBy }),
    ...(decidedAt === null ? {} : { decidedAt }),
    ...(finishedAt === null ? {} : { finishedAt }),
  };
}
