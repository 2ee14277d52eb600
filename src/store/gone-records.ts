import { contactIdAt, pushTargets } from '../domain/push-place.ts';
import type { SourceRecord } from '../domain/source-records.ts';
import type { Store } from './database.ts';
import { personLinks, removeEmptyPerson } from './person-links.ts';
import { dropForPerson, forgetContact } from './push-forget.ts';
import { type GoneReason, tombstones } from './tombstones.ts';

type Kind = SourceRecord['kind'];

/** Ids of a kind that the store has of a source; places that were kept for people who never came, and guests, are not among them. */
export function storedIds({ sqlite }: Store, source: string, kind: Kind): string[] {
  if (kind === 'product') return [];
  const sql = {
    customer: 'select source_id from identity where source = ? and content_hash is not null order by source_id',
    order: 'select source_id from orders where source = ? order by source_id',
  };
  if (kind === 'customer' || kind === 'order') return sqlite.prepare<[string], string>(sql[kind]).pluck().all(source);
  return sqlite
    .prepare<[string, string], string>(
      'select source_id from crm_record where source = ? and kind = ? order by source_id',
    )
    .pluck()
    .all(source, kind);
}

/** A record that is gone: what becomes of what the store has of it. */
export interface Gone {
  readonly source: string;
  readonly kind: Kind;
  readonly sourceId: string;
  readonly reason: GoneReason;
  readonly mergedInto?: string;
  /** Epoch ms. */
  readonly now: number;
}

/**
 * Takes what is gone at its source out of the store and marks it. A deleted customer's orders stay as a guest's; an archived one keeps everything and is
 * only marked; a merged one's orders follow. Gives whether anything changed. The caller wraps many calls in one transaction.
 */
export function goneTaker(store: Store): (gone: Gone) => boolean {
  const marks = tombstones(store);
  return (gone) => {
    const { source, kind, sourceId, reason, mergedInto, now } = gone;
    if (kind === 'customer' && reason === 'erased') dropForPerson(store, { source, sourceId, now });
    const changed = takeOut(store, gone);
    const target = pushTargets.find((name) => name === source);
    if (target && kind === 'customer' && (reason === 'erased' || reason === 'deleted'))
      forgetContact(store, { contactId: contactIdAt({ target, id: sourceId }), now });
    if (!changed && marks.find(source, kind, sourceId) === reason) return false;
    marks.put({ source, kind, sourceId, reason, goneAt: now, ...(mergedInto === undefined ? {} : { mergedInto }) });
    return true;
  };
}

function takeOut(store: Store, gone: Gone): boolean {
  const { sqlite } = store;
  const { source, kind, sourceId, reason } = gone;
  if (kind === 'product') return false;
  if (kind === 'order') return removeOrder(store, source, sourceId);
  if (kind === 'customer') return takeCustomer(store, gone);
  const archive =
    'update crm_record set is_archived = 1 where source = ? and kind = ? and source_id = ? and is_archived = 0';
  const remove = 'delete from crm_record where source = ? and kind = ? and source_id = ?';
  return sqlite.prepare(reason === 'archived' ? archive : remove).run(source, kind, sourceId).changes > 0;
}

function removeOrder({ sqlite }: Store, source: string, sourceId: string): boolean {
  const row = sqlite
    .prepare<[string, string], number>('select id from orders where source = ? and source_id = ?')
    .pluck()
    .get(source, sourceId);
  if (row === undefined) return false;
  sqlite.prepare('delete from order_line where order_id = ?').run(row);
  sqlite.prepare('delete from refund where order_id = ?').run(row);
  sqlite.prepare('delete from orders where id = ?').run(row);
  return true;
}

function takeCustomer(store: Store, { source, sourceId, reason, mergedInto, now }: Gone): boolean {
  const { sqlite } = store;
  const find = sqlite.prepare<[string, string], { id: number; customerId: number; isArchived: number }>(
    'select id, customer_id as customerId, is_archived as isArchived from identity where source = ? and source_id = ?',
  );
  const identity = find.get(source, sourceId);
  if (!identity) return false;
  if (reason === 'archived') {
    return (
      sqlite.prepare('update identity set is_archived = 1 where id = ? and is_archived = 0').run(identity.id).changes >
      0
    );
  }
  const survivor = reason === 'merged' && mergedInto !== undefined ? find.get(source, mergedInto) : undefined;
  if (survivor) {
    personLinks(store).collapse(source, { from: sourceId, intoIdentity: survivor.id, now });
    return true;
  }
  sqlite
    .prepare(
      'update orders set customer_id = null, source_customer_id = null, email = null where source = ? and source_customer_id = ?',
    )
    .run(source, sourceId);
  sqlite.prepare('delete from identity where id = ?').run(identity.id);
  removeEmptyPerson(sqlite, identity.customerId);
  return true;
}
