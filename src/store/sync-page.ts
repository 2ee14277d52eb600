import type { SourceRecord } from '../domain/source-records.ts';
import { crmRecords } from './crm-records.ts';
import type { Store } from './database.ts';
import type { RecordOutcome } from './record-outcome.ts';
import { sourceOrders } from './source-orders.ts';
import { sourcePeople } from './source-people.ts';
import { sourceProducts } from './source-products.ts';
import { type SyncState, writeSyncState } from './sync-states.ts';

/** Records of one page with the state that they lead to. `rejected`: records that cannot be read. */
export interface PageToKeep {
  readonly source: string;
  readonly stream: string;
  readonly records: readonly SourceRecord[];
  readonly rejected: readonly { readonly id: string; readonly reason: string; readonly raw: string }[];
  /** Absent: the state stays (records looked up by id). */
  readonly state?: SyncState;
  /** Epoch ms. */
  readonly now: number;
}

/** How many records became what. */
export type Outcomes = Readonly<Record<RecordOutcome | 'rejected', number>>;

/** Keeps pages: all of a page and its state, or nothing of it. */
export type KeepPage = (page: PageToKeep) => Outcomes;

/** Most letters of a rejected record that are kept. */
const longestRaw = 4000;

/** Prepares a store for pages of any source. */
export function pageKeeper(store: Store): KeepPage {
  const { sqlite } = store;
  const people = sourcePeople(store);
  const orders = sourceOrders(store, people);
  const products = sourceProducts(store);
  const crm = crmRecords(store);
  const reject = sqlite.prepare(
    `insert into rejected_record (source, stream, source_id, reason, raw, seen_at) values (?, ?, ?, ?, ?, ?)
     on conflict do update set reason = excluded.reason, raw = excluded.raw where reason <> excluded.reason or raw <> excluded.raw`,
  );
  const accept = sqlite.prepare('delete from rejected_record where source = ? and stream = ? and source_id = ?');
  const keepOne = (source: string, record: SourceRecord, now: number): RecordOutcome => {
    switch (record.kind) {
      case 'customer':
        return people.upsert(source, record, now);
      case 'order':
        return orders(source, record, now);
      case 'product':
        return products(record);
      default:
        return crm(source, record);
    }
  };
  return ({ source, stream, records, rejected, state, now }) =>
    sqlite
      .transaction((): Outcomes => {
        const outcomes = { new: 0, changed: 0, unchanged: 0, stale: 0, erased: 0, rejected: rejected.length };
        for (const record of records) {
          outcomes[keepOne(source, record, now)]++;
          accept.run(source, stream, record.id);
        }
        for (const { id, reason, raw } of rejected)
          reject.run(source, stream, id, reason, raw.slice(0, longestRaw), now);
        if (state) writeSyncState(store, source, stream, state);
        return outcomes;
      })
      .immediate();
}

/** Ids of records that could not be read when they last came: they are looked up again. */
export function rejectedIds({ sqlite }: Store, source: string, stream: string): string[] {
  return sqlite
    .prepare<[string, string], string>(
      'select source_id from rejected_record where source = ? and stream = ? order by source_id',
    )
    .pluck()
    .all(source, stream);
}
