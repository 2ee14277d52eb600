import { beforeEach, describe, expect, it } from 'vitest';
import type { SourceCustomer } from '../../src/domain/source-records.ts';
import { addTag, customersTagged, removeTag, tagsInUse, tagsOf } from '../../src/store/customer-tags.ts';
import { openStore, type Store } from '../../src/store/database.ts';
import { goneTaker } from '../../src/store/gone-records.ts';
import { standingMerges } from '../../src/store/person-reviews.ts';
import { unmergePerson } from '../../src/store/person-unmerge.ts';
import { pageKeeper } from '../../src/store/sync-page.ts';
import { realSystem } from '../../src/system.ts';

const { migrationsFolder } = realSystem();

let store: Store;
let stamp = 0;

beforeEach(() => {
  store = openStore(':memory:', { migrationsFolder });
});

function tell(source: string, id: string, more: Partial<SourceCustomer> = {}): void {
  stamp++;
  const record: SourceCustomer = { kind: 'customer', id, updatedAt: stamp, ...more };
  pageKeeper(store)({ source, stream: 'customers', records: [record], rejected: [], now: stamp });
}

const rowOf = (publicId: string) =>
  store.sqlite.prepare<[string], number>('select id from customer where public_id = ?').pluck().get(publicId) ?? -1;
const give = (publicId: string, tag: string, by = 'cli', now = 1000) =>
  addTag(store, { customer: rowOf(publicId), tag, by, now });
const take = (publicId: string, tag: string) => removeTag(store, { customer: rowOf(publicId), tag });

/** A contact of the CRM under an address of its own that turns out to be the shop's Anna. */
function annaTwice(): void {
  tell('shopify', '1', { email: 'anna@example.com' });
  tell('hubspot', '9', { email: 'other@example.com' });
}
const becomeOne = () => tell('hubspot', '9', { email: 'anna@example.com' });
const undo = (place = 0) => unmergePerson(store, { mergeId: standingMerges(store, 9)[place]?.id ?? -1, now: 5000 });

describe('tags of people', () => {
  it('are given once, listed by the alphabet, and taken away once', () => {
    tell('shopify', '1');
    expect([give('shopify:1', 'vip'), give('shopify:1', 'b2b'), give('shopify:1', 'vip')]).toEqual([true, true, false]);
    expect(tagsOf(store, 'shopify:1')).toEqual(['b2b', 'vip']);
    expect([take('shopify:1', 'vip'), take('shopify:1', 'vip')]).toEqual([true, false]);
    expect(tagsOf(store, 'shopify:1')).toEqual(['b2b']);
  });

  it('are found by tag, in the order in which people got it, and counted', () => {
    for (const id of ['1', '2', '3']) tell('shopify', id);
    give('shopify:3', 'vip', 'cli', 10);
    give('shopify:1', 'vip', 'cli', 20);
    give('shopify:2', 'b2b', 'cli', 30);
    expect(customersTagged(store, 'vip')).toEqual(['shopify:3', 'shopify:1']);
    expect(tagsInUse(store)).toEqual([
      { tag: 'vip', people: 2 },
      { tag: 'b2b', people: 1 },
    ]);
  });

  it('are at most twenty of a person; one that is there already is no twenty-first', () => {
    tell('shopify', '1');
    for (let tag = 1; tag <= 20; tag++) give('shopify:1', `t${tag}`);
    expect(give('shopify:1', 't20')).toBe(false);
    expect(() => give('shopify:1', 't21')).toThrow(expect.objectContaining({ code: 'usage' }));
    expect(tagsOf(store, 'shopify:1')).toHaveLength(20);
  });

  it('go with the person', () => {
    tell('shopify', '1');
    give('shopify:1', 'vip');
    goneTaker(store)({ source: 'shopify', kind: 'customer', sourceId: '1', reason: 'erased', now: 9 });
    expect(store.sqlite.prepare('select count(*) from customer_tag').pluck().get()).toBe(0);
  });
});

describe('when two people turn out to be one', () => {
  it('the one has the tags of both, with who gave them', () => {
    annaTwice();
    give('shopify:1', 'vip', 'slack:U1', 10);
    give('hubspot:9', 'vip', 'slack:U2', 20);
    give('hubspot:9', 'lead', 'slack:U2', 30);
    becomeOne();
    expect(tagsOf(store, 'shopify:1')).toEqual(['lead', 'vip']);
    expect(
      store.sqlite.prepare('select tag, tagged_by as by, tagged_at as at from customer_tag order by tag').all(),
    ).toEqual([
      { tag: 'lead', by: 'slack:U2', at: 30 },
      { tag: 'vip', by: 'slack:U1', at: 10 },
    ]);
  });

  it('and that is taken back, each has their own tags again', () => {
    annaTwice();
    give('shopify:1', 'vip');
    give('shopify:1', 'old');
    give('hubspot:9', 'vip');
    give('hubspot:9', 'lead');
    becomeOne();
    expect(undo()).toBe('hubspot:9');
    expect(tagsOf(store, 'shopify:1')).toEqual(['old', 'vip']);
    expect(tagsOf(store, 'hubspot:9')).toEqual(['lead', 'vip']);
  });

  it('a tag given since stays with the one who stayed, and one taken away since comes back to nobody', () => {
    annaTwice();
    give('hubspot:9', 'lead');
    give('hubspot:9', 'cold');
    becomeOne();
    give('shopify:1', 'vip');
    take('shopify:1', 'cold');
    undo();
    expect(tagsOf(store, 'shopify:1')).toEqual(['vip']);
    expect(tagsOf(store, 'hubspot:9')).toEqual(['lead']);
  });

  it('a tag that two brought stays until both are gone again', () => {
    annaTwice();
    tell('files', '5', { email: 'third@example.com' });
    give('hubspot:9', 'lead');
    give('files:5', 'lead');
    becomeOne();
    tell('files', '5', { email: 'anna@example.com' });
    expect(standingMerges(store, 9)).toHaveLength(2);
    undo();
    expect(tagsOf(store, 'shopify:1')).toEqual(['lead']);
    undo();
    expect(tagsOf(store, 'shopify:1')).toEqual([]);
    expect([tagsOf(store, 'hubspot:9'), tagsOf(store, 'files:5')]).toEqual([['lead'], ['lead']]);
  });
});
