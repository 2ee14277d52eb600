import { beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '../../src/domain/clock.ts';
import { importFiles } from '../../src/jobs/import.ts';
import { runSync } from '../../src/jobs/sync/run-sync.ts';
import { contentMark } from '../../src/store/content-mark.ts';
import { openStore, type Store } from '../../src/store/database.ts';
import { writeFact } from '../../src/store/facts.ts';
import { realSystem } from '../../src/system.ts';
import { fakeSource } from '../support/fake-source.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const { migrationsFolder } = realSystem();
const clock = fixedClock(new Date('2026-06-01T00:00:00Z'));
const files = temporaryFolder();

let store: Store;

beforeEach(() => {
  store = openStore(':memory:', { migrationsFolder });
});

describe('contentMark', () => {
  it('changes with every page of a sync and with its end', async () => {
    const source = fakeSource({ pageSize: 1 });
    source.records.customers = ['c1', 'c2', 'c3'].map((id, place) => ({ kind: 'customer', id, updatedAt: place + 1 }));
    const marks = [contentMark(store)];
    source.beforePage = () => marks.push(contentMark(store));
    await runSync({ store, source, mode: 'incremental', clock, timeZone: 'UTC' });
    marks.push(contentMark(store));
    // Before anything, before each of at least three pages, and at the end.
    expect(new Set(marks).size).toBeGreaterThanOrEqual(5);
  });

  it('changes with an import', async () => {
    const before = contentMark(store);
    const file = files.write(
      'orders.csv',
      'customer_id,order_id,date,sku,quantity,unit_price\n1,o1,2026-05-01,A,1,9.90\n',
    );
    const scratchFolder = files.path('.');
    await importFiles(store, { kind: 'orders', files: [file], map: {}, timeZone: 'UTC', clock, scratchFolder });
    expect(contentMark(store)).not.toBe(before);
  });

  it('stays where the chat writes down what it saw and a schedule keeps its times', () => {
    const before = contentMark(store);
    store.sqlite.exec(
      `insert into chat_seen (key, seen_at) values ('C1/1.2', 1);
       insert into chat_thread (channel, thread_ts, followed, updated_at) values ('C1', '1.2', '{}', 1)`,
    );
    writeFact(store, 'schedule:scheduled-sync', '1');
    expect(contentMark(store)).toBe(before);
  });
});
