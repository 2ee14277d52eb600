import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '../../../src/domain/clock.ts';
import { runSync } from '../../../src/jobs/sync/run-sync.ts';
import { workOnNews } from '../../../src/jobs/sync/work-on-news.ts';
import type { Workplace } from '../../../src/jobs/workplace.ts';
import { openStore } from '../../../src/store/database.ts';
import { keepNews, type News } from '../../../src/store/inbox.ts';
import { realSystem } from '../../../src/system.ts';
import { type FakeSource, fakeSource } from '../../support/fake-source.ts';

const { migrationsFolder } = realSystem();
const now = Date.UTC(2026, 4, 1, 12);
const clock = fixedClock(new Date(now));

let place: Workplace;
let source: FakeSource;

beforeEach(async () => {
  const store = openStore(':memory:', { migrationsFolder });
  place = { store, home: '', storePath: ':memory:', migrationsFolder, timeZone: 'UTC', tf: 'cpu', clock };
  source = fakeSource();
  source.records.customers = [
    { kind: 'customer', id: '7', updatedAt: now - 9000, email: 'anna@example.com', name: 'Anna' },
  ];
  source.records.orders = [
    {
      kind: 'order',
      id: 'o1',
      updatedAt: now - 8000,
      orderedAt: now - 8000,
      customerId: '7',
      email: 'anna@example.com',
      currency: 'EUR',
      isTest: false,
      lines: [],
      refunds: [],
      sourceTotals: { gross: 0, refunded: 0 },
    },
  ];
  await runSync({ store, source, mode: 'incremental', clock, timeZone: 'UTC' });
});
afterEach(() => place.store.close());

const tell = (news: Partial<News>) =>
  keepNews(
    place.store,
    [
      {
        source: 'shopify',
        eventId: 'e1',
        topic: 'orders/updated',
        subject: { kind: 'order', id: 'o2' },
        occurredAt: now,
        ...news,
      },
    ],
    { receivedAt: now },
  );
const inbox = () => place.store.sqlite.prepare('select state, note from inbox order by id').all();
const value = (sql: string) => place.store.sqlite.prepare(sql).pluck().get();

describe('workOnNews', () => {
  it('answers all hints of a source with one pull of what has changed', async () => {
    const order = source.records.orders[0];
    if (order) source.records.orders.push({ ...order, id: 'o2', updatedAt: now + 1 });
    tell({ eventId: 'e1' });
    tell({ eventId: 'e2', subject: { kind: 'customer', id: '7' } });
    source.pulls = [];
    expect(await workOnNews(place, [source])).toBe(2);
    expect(source.pulls.map(({ stream, mode }) => `${stream} ${mode}`)).toEqual([
      'customers incremental',
      'products incremental',
      'orders incremental',
    ]);
    expect(value("select count(*) from orders where source_id = 'o2'")).toBe(1);
    expect(inbox()).toEqual([
      { state: 'done', note: null },
      { state: 'done', note: null },
    ]);
  });

  it('erases a person whom the shop asks to erase, and no pull brings them back', async () => {
    tell({ topic: 'customers/redact', subject: { kind: 'redact', id: '7', orders: ['o1'] } });
    await workOnNews(place, [source]);
    const order = source.records.orders[0];
    if (order) source.records.orders = [{ ...order, updatedAt: now + 5000 }];
    if (order?.kind === 'order')
      source.records.orders.push({ ...order, id: 'o9', channel: 'web', updatedAt: now + 6000 });
    await runSync({ store: place.store, source, mode: 'backfill', clock, timeZone: 'UTC' });
    expect(value('select count(*) from orders')).toBe(2);
    const everything = ['customer', 'identity', 'orders', 'tombstone', 'inbox', 'customer_search']
      .map((table) => JSON.stringify(place.store.sqlite.prepare(`select * from ${table}`).all()))
      .join();
    expect(everything).not.toMatch(/anna/i);
    expect(value("select reason from tombstone where source_id = '7'")).toBe('erased');
  });

  it('leaves a request that a person has to answer for a person', async () => {
    tell({ topic: 'customers/data_request', subject: { kind: 'data-request', id: '7', request: '99' } });
    await workOnNews(place, [source]);
    expect(inbox()).toMatchObject([{ state: 'new', note: expect.stringContaining('A person has to answer') }]);
  });

  it('comes back to hints whose pull failed', async () => {
    tell({});
    source.beforePage = () => {
      throw new Error('killed');
    };
    await expect(workOnNews(place, [source])).rejects.toThrow('killed');
    source.beforePage = () => undefined;
    await workOnNews(place, [source]);
    expect(inbox()).toEqual([{ state: 'done', note: null }]);
  });
});
