import { beforeEach, describe, expect, it } from 'vitest';
import type { SourceCustomer } from '../../src/domain/source-records.ts';
import { addTag } from '../../src/store/customer-tags.ts';
import { openStore, type Store } from '../../src/store/database.ts';
import { goneTaker } from '../../src/store/gone-records.ts';
import { readPersonFacts, readPushContacts } from '../../src/store/push-contacts.ts';
import { pageKeeper } from '../../src/store/sync-page.ts';
import { tombstones } from '../../src/store/tombstones.ts';
import { realSystem } from '../../src/system.ts';

const { migrationsFolder } = realSystem();
let store: Store;

beforeEach(() => {
  store = openStore(':memory:', { migrationsFolder });
});

let stamp = 0;
function pull(source: string, ...records: Omit<SourceCustomer, 'kind' | 'updatedAt'>[]): void {
  stamp++;
  pageKeeper(store)({
    source,
    stream: 'contacts',
    records: records.map((record) => ({ kind: 'customer', updatedAt: stamp, ...record })),
    rejected: [],
    now: stamp,
  });
}

describe('the contacts that a plan may write to', () => {
  it('are those of the CRM, each with its person, nobody of another source', () => {
    pull('shopify', { id: '1', email: 'anna@example.com' }, { id: '2', email: 'only@example.com' });
    pull('hubspot', { id: '11', email: 'anna@example.com', consent: { email: 'granted' } }, { id: '12' });
    expect(readPushContacts(store)).toEqual([
      { contactId: '11', customerId: 'shopify:1', consent: { email: 'granted' } },
      { contactId: '12', customerId: 'hubspot:12', consent: { email: 'unknown' } },
    ]);
  });

  it('carry a refusal that the person gave anywhere', () => {
    pull('shopify', { id: '1', email: 'anna@example.com', consent: { email: 'refused', saleOfData: 'refused' } });
    pull('hubspot', { id: '11', email: 'anna@example.com', consent: { email: 'granted' } });
    expect(readPushContacts(store)[0]?.consent).toEqual({ email: 'refused', saleOfData: 'refused' });
  });

  it('follow their survivor through any number of merges', () => {
    pull('hubspot', { id: '11' }, { id: '12' }, { id: '13' });
    pull('hubspot', { id: '20', mergedIds: ['11', '12'] });
    pull('hubspot', { id: '30', mergedIds: ['20', '13'] });
    expect(readPushContacts(store)).toMatchObject([{ contactId: '30', mergedIds: ['11', '12', '13', '20'] }]);
  });

  it('say who is archived, and lose who was erased', () => {
    pull('hubspot', { id: '11', isArchived: true }, { id: '12' }, { id: '13' });
    goneTaker(store)({ source: 'hubspot', kind: 'customer', sourceId: '12', reason: 'erased', now: 5 });
    tombstones(store).put({ source: 'hubspot', kind: 'customer', sourceId: '13', reason: 'erased', goneAt: 5 });
    expect(readPushContacts(store).map(({ contactId, gone }) => [contactId, gone])).toEqual([
      ['11', 'archived'],
      ['13', 'erased'],
    ]);
  });

  it('come with country and tags of their people', () => {
    pull('hubspot', { id: '11', country: 'Germany' }, { id: '12' });
    const row = store.sqlite
      .prepare<[], number>("select id from customer where public_id = 'hubspot:11'")
      .pluck()
      .get();
    for (const tag of ['vip', 'b2b']) addTag(store, { customer: row ?? 0, tag, by: 'cli', now: 1 });
    expect([...readPersonFacts(store)]).toEqual([['hubspot:11', { country: 'Germany', tags: ['b2b', 'vip'] }]]);
  });
});
