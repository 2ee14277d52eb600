import { beforeEach, describe, expect, it } from 'vitest';
import { openStore, type Store } from '../../src/store/database.ts';
import { goneTaker } from '../../src/store/gone-records.ts';
import { realSystem } from '../../src/system.ts';
import { enqueueBatch, listWrite, writeOf } from '../support/push-scene.ts';

const now = Date.UTC(2026, 4, 1);
let store: Store;

beforeEach(() => {
  store = openStore(':memory:', { migrationsFolder: realSystem().migrationsFolder });
  store.sqlite.exec(`
    insert into customer (id, public_id) values (1, 'hubspot:4711'), (2, 'hubspot:47');
    insert into identity (customer_id, source, source_id, content_hash) values (1, 'hubspot', '4711', 'h'), (1, 'shopify', '9', 'h'), (2, 'hubspot', '47', 'h');
  `);
  const writes = ['4711', '47'].map((id) => ({
    ...writeOf(id, ['patron_clv', undefined, '120']),
    lists: listWrite(id, 'Hot leads').lists,
  }));
  enqueueBatch(store, { batchId: 'one', writes, kind: 'push', now });
  store.sqlite.exec(`
    update push_write set state = 'done', wrote = '[{"name":"patron_clv","wrote":"120"}]' where op = 'fields';
    insert into pushed_field values ('hubspot', '4711', 'patron_clv', '120', null, 'one', 1), ('hubspot', '47', 'patron_clv', '120', null, 'one', 1);
    update push_batch set prints = '{"4711":"ab","47":"cd"}',
      summary = '{"counts":{"contacts":2},"examples":[{"contactId":"4711","to":"120"},{"contactId":"47","to":"120"}]}';
  `);
});

const all = (sql: string) => store.sqlite.prepare(sql).raw().all();
const take = (source: string, sourceId: string, reason: 'erased' | 'deleted' | 'archived') =>
  store.sqlite.transaction(() => goneTaker(store)({ source, kind: 'customer', sourceId, reason, now }))();

describe('the outbox', () => {
  it.each(['erased', 'deleted'] as const)(
    'keeps no trace of a contact that was %s, and all of the others',
    (reason) => {
      take('hubspot', '4711', reason);
      for (const table of ['push_write', 'pushed_field', 'push_batch'])
        expect(JSON.stringify(all(`select * from ${table}`)), table).not.toContain('4711');
      expect(all('select state, op, body from push_write order by id')).toEqual([
        ['done', 'fields', '[]'],
        ['dropped', 'list', '[]'],
        ['done', 'fields', '[{"name":"patron_clv","to":"120"}]'],
        ['pending', 'list', '{"add":true}'],
      ]);
      expect(all('select contact_id from pushed_field')).toEqual([['47']]);
      expect(all('select prints, summary from push_batch')).toEqual([
        ['{"47":"cd"}', '{"counts":{"contacts":2},"examples":[{"contactId":"47","to":"120"}]}'],
      ]);
    },
  );

  it('drops what waits for a person whom another system erases, and remembers what was written', () => {
    take('shopify', '9', 'erased');
    expect(all("select state, reason from push_write where contact_id = '4711' order by id")).toEqual([
      ['done', null],
      ['dropped', 'erased'],
    ]);
    expect(all("select count(*) from push_write where contact_id = '47' and state = 'pending'")).toEqual([[1]]);
    expect(all('select count(*) from pushed_field')).toEqual([[2]]);
  });

  it('is left as it is when a contact is archived', () => {
    const before = all('select * from push_write');
    take('hubspot', '4711', 'archived');
    expect(all('select * from push_write')).toEqual(before);
  });
});
