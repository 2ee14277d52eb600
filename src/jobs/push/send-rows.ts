import type { ShopOutcome } from '../../../connectors/contract.ts';
import type { Clock } from '../../domain/clock.ts';
import { type PushTarget, placeOf } from '../../domain/push-place.ts';
import type { Store } from '../../store/database.ts';
import type { OutboxRow } from '../../store/push-outbox.ts';
import {
  type LeftField,
  markNotSent,
  markSent,
  type SettledRow,
  type Settlement,
  settleRows,
  type WrittenField,
} from '../../store/push-settle.ts';
import { tombstones } from '../../store/tombstones.ts';
import { settleRefused } from './send-retry.ts';

/** What rows are sent with. */
export interface SendParts {
  readonly store: Store;
  readonly target: PushTarget;
  readonly clock: Clock;
}

/** What a look at the target says of a row: it is settled without a call, or has to be sent. */
export type Looked = { readonly row: OutboxRow; readonly settlement: Settlement } | ToSend;

/** A row that has to be sent: what is to be written, what an earlier try without an answer has written already, and what is left alone. */
export interface ToSend {
  readonly row: OutboxRow;
  readonly toWrite: readonly WrittenField[];
  readonly found: readonly WrittenField[];
  readonly left: readonly LeftField[];
}

/** How rows of one kind are looked at and sent. */
export interface Way {
  look(rows: readonly OutboxRow[]): Promise<readonly Looked[]>;
  /** Sends them, once; an outcome by row id. */
  send(rows: readonly ToSend[]): Promise<ReadonlyMap<number, ShopOutcome>>;
}

/**
 * Looks at what stands at the target, marks what has to be sent, sends it once and writes down what became of each row. Rows without a whole answer stay
 * marked: the next look tells. Rows of people who were erased are dropped unseen. Gives how the rows ended that did.
 */
export async function sendRows(parts: SendParts, rows: readonly OutboxRow[], way: Way): Promise<readonly SettledRow[]> {
  const { store, clock } = parts;
  const settle = (settled: readonly SettledRow[]) => {
    settleRows(store, settled, { target: parts.target, now: clock.now().getTime() });
    return settled;
  };
  const erased = rows.filter(isErased(parts)).map((row): SettledRow => ({ row, settlement: dropped('erased') }));
  const known = rows.filter((row) => !erased.some((gone) => gone.row === row));
  const looked = known.length === 0 ? [] : await way.look(known);
  const ready = settle([...erased, ...looked.filter((found) => 'settlement' in found)]);
  const toSend = looked.filter((found) => 'toWrite' in found);
  if (toSend.length === 0) return ready;
  markSent(
    store,
    toSend.map(({ row }) => row),
    clock.now().getTime(),
  );
  const outcomes = await way.send(toSend);
  const now = clock.now().getTime();
  // Of a row that was sent before it is not known that this try alone found somebody quicker: it stays marked.
  const untouched = toSend.filter(({ row }) => outcomes.get(row.id)?.kind === 'stale' && !row.mayHaveHappened);
  markNotSent(
    store,
    untouched.map(({ row }) => row),
    now,
  );
  const answered = toSend.flatMap((sent) => settledBy(sent, outcomes.get(sent.row.id), now));
  return [...ready, ...settle(answered)];
}

function isErased({ store, target }: SendParts): (row: OutboxRow) => boolean {
  const marks = tombstones(store);
  return ({ contactId }) => marks.find(target, 'customer', placeOf(contactId).id) === 'erased';
}

function settledBy({ row, toWrite, found, left }: ToSend, outcome: ShopOutcome | undefined, now: number): SettledRow[] {
  if (outcome === undefined || outcome.kind === 'unknown' || outcome.kind === 'stale') return [];
  if (outcome.kind === 'done') return [{ row, settlement: { state: 'done', wrote: [...found, ...toWrite], left } }];
  return [{ row, settlement: settleRefused(row, { outcome, left, now }) }];
}

/** The end of a row that is given up for good. */
export function dropped(
  reason: Extract<Settlement, { state: 'dropped' }>['reason'],
  left: readonly LeftField[] = [],
): Settlement {
  return { state: 'dropped', reason, left };
}
