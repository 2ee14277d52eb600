import { beforeEach, describe, expect, it } from 'vitest';
import type { SourceCustomer, SourceOrder } from '../../src/domain/source-records.ts';
import { openStore, type Store } from '../../src/store/database.ts';
import { doubtfulPairs, settlePair, standingMerges } from '../../src/store/person-reviews.ts';
import { unmergePerson } from '../../src/store/person-unmerge.ts';
import { pageKeeper } from '../../src/store/sync-page.ts';
import { realSystem } from '../../src/system.ts';

const { migrationsFolder } = realSystem();

let store: Store;

beforeEach(() => {
  store = openStore(':memory:', { migrationsFolder });
});

let stamp = 0;

function tell(source: string, id: string, more: Partial<SourceCustomer> = {}): void {
  stamp++;
  const record: SourceCustomer = { kind: 'customer', id, updatedAt: stamp, ...more };
  pageKeeper(store)({ source, stream: 'customers', records: [record], rejected: [], now: stamp });
}

function sell(source: string, id: string, more: Partial<SourceOrder>): void {
  stamp++;
  const record: SourceOrder = {
    kind: 'order',
    id,
    updatedAt: stamp,
    orderedAt: stamp,
    currency: 'EUR',
    isTest: false,
    lines: [{ id: `${id}-1`, sku: 'A', quantity: 1, unitPriceMicros: 1_000_000, amount: 100 }],
    refunds: [],
    sourceTotals: { gross: 100, refunded: 0 },
    ...more,
  };
  pageKeeper(store)({ source, stream: 'orders', records: [record], rejected: [], now: stamp });
}

/** People as sets of identities, each with its orders. */
function people(): Record<string, { identities: string[]; orders: string[] }> {
  const ids = store.sqlite
    .prepare<[], { person: string; identity: string }>(
      "select c.public_id as person, i.source || ':' || i.source_id as identity from customer c join identity i on i.customer_id = c.id order by i.id",
    )
    .all();
  const orders = store.sqlite
    .prepare<[], { person: string; id: string }>(
      'select c.public_id as person, o.source_id as id from customer c join orders o on o.customer_id = c.id order by o.id',
    )
    .all();
  const found: Record<string, { identities: string[]; orders: string[] }> = {};
  for (const { person, identity } of ids) {
    const known = found[person] ?? { identities: [], orders: [] };
    known.identities.push(identity);
    found[person] = known;
  }
  for (const { person, id } of orders) found[person]?.orders.push(id);
  return found;
}

const reviews = () => store.sqlite.prepare('select reason, state from person_review order by id').all();
const merges = () =>
  store.sqlite
    .prepare<[], { id: number; reason: string; words: string }>(
      'select id, reason, words from person_merge order by id',
    )
    .all();

describe('who is who', () => {
  it('takes people of two systems with the same e-mail for one, and says why', () => {
    tell('shopify', '1', { email: 'Anna@Example.com' });
    tell('hubspot', '9', { email: 'anna@example.com ' });
    expect(people()).toEqual({ 'shopify:1': { identities: ['shopify:1', 'hubspot:9'], orders: [] } });
    expect(merges()).toMatchObject([{ reason: 'email', words: 'same e-mail: hubspot and shopify' }]);
  });

  it('finds a person by a further e-mail address', () => {
    tell('hubspot', '9', { email: 'anna@work.example', otherEmails: ['anna@example.com'] });
    tell('shopify', '1', { email: 'anna@example.com' });
    tell('hubspot', '9', { email: 'anna@work.example', otherEmails: ['anna@example.com'], name: 'Anna' });
    expect(Object.keys(people())).toEqual(['hubspot:9']);
  });

  it('follows a link that somebody set, whatever the addresses say', () => {
    tell('shopify', '1', { email: 'anna@example.com' });
    tell('hubspot', '9', { email: 'anna@work.example', link: { source: 'shopify', id: '1' } });
    expect(Object.keys(people())).toEqual(['shopify:1']);
    expect(merges()).toMatchObject([{ reason: 'link' }]);
  });

  it('keeps the id that a file gave, whoever came first', () => {
    store.sqlite.exec("insert into customer (id, public_id, email) values (50, 'K-17', 'anna@example.com')");
    store.sqlite.exec(
      "insert into identity (customer_id, source, source_id, email) values (50, 'file', 'K-17', 'anna@example.com')",
    );
    tell('shopify', '1', { email: 'anna@example.com' });
    expect(people()).toEqual({ 'K-17': { identities: ['file:K-17', 'shopify:1'], orders: [] } });
  });

  it('joins by phone only where the names agree', () => {
    tell('shopify', '1', { phone: '+49 30 123456', name: 'Anna Meier' });
    tell('hubspot', '9', { phone: '030 123456', country: 'DE', name: 'A. Meier' });
    tell('hubspot', '10', { phone: '+4930123456', name: 'Jonas Koch' });
    expect(Object.keys(people())).toEqual(['shopify:1', 'hubspot:10']);
    expect(reviews()).toMatchObject([{ state: 'open' }, { state: 'open' }]);
  });

  it('never joins two accounts of one system by itself', () => {
    tell('shopify', '1', { email: 'shared@example.com' });
    tell('shopify', '2', { email: 'shared@example.com' });
    expect(Object.keys(people())).toEqual(['shopify:1', 'shopify:2']);
    expect(reviews()).toEqual([{ reason: 'two accounts in shopify with the same e-mail', state: 'open' }]);
  });

  it('leaves it to a person where several people have the address', () => {
    tell('shopify', '1', { email: 'shared@example.com' });
    tell('shopify', '2', { email: 'shared@example.com' });
    tell('hubspot', '9', { email: 'shared@example.com' });
    expect(Object.keys(people())).toHaveLength(3);
    expect(reviews()).toHaveLength(3);
  });

  it('takes an address that many share for a placeholder, and troubles nobody with it', () => {
    for (let id = 1; id <= 7; id++) tell('shopify', String(id), { email: 'none@example.com' });
    const before = reviews().length;
    tell('hubspot', '9', { email: 'none@example.com' });
    expect(Object.keys(people())).toHaveLength(8);
    expect(reviews()).toHaveLength(before);
  });

  it('makes no second person when an e-mail changes', () => {
    tell('shopify', '1', { email: 'old@example.com' });
    tell('hubspot', '9', { email: 'old@example.com' });
    tell('shopify', '1', { email: 'new@example.com' });
    expect(people()).toEqual({ 'shopify:1': { identities: ['shopify:1', 'hubspot:9'], orders: [] } });
    expect(store.sqlite.prepare('select email from customer').pluck().all()).toEqual(['new@example.com']);
  });

  it('collapses what was merged at the source, orders and all', () => {
    tell('shopify', '1', { email: 'a@example.com' });
    tell('shopify', '2', { email: 'b@example.com' });
    sell('shopify', 'o1', { customerId: '1' });
    sell('shopify', 'o2', { customerId: '2' });
    tell('shopify', '2', { email: 'b@example.com', mergedIds: ['1'] });
    const found = Object.values(people());
    expect(found).toEqual([{ identities: ['shopify:2'], orders: ['o1', 'o2'] }]);
    expect(store.sqlite.prepare('select source_id, reason, merged_into from tombstone').all()).toEqual([
      { source_id: '1', reason: 'merged', merged_into: '2' },
    ]);
  });

  it('knows a guest by the e-mail of the order, and finds the account that comes later', () => {
    sell('shopify', 'o1', { email: 'guest@example.com' });
    sell('shopify', 'o2', { email: 'GUEST@example.com' });
    expect(Object.values(people())).toMatchObject([{ orders: ['o1', 'o2'] }]);
    tell('shopify', '1', { email: 'guest@example.com' });
    expect(Object.values(people())).toMatchObject([{ orders: ['o1', 'o2'] }]);
    expect(Object.values(people())[0]?.identities).toContain('shopify:1');
  });

  it('leaves a guest without an e-mail nobody', () => {
    sell('shopify', 'o1', {});
    expect(people()).toEqual({});
  });

  it('gives an order a place to wait until its customer comes', () => {
    sell('shopify', 'o1', { customerId: '7' });
    tell('shopify', '7', { email: 'late@example.com', name: 'Late Comer' });
    expect(people()).toEqual({ 'shopify:7': { identities: ['shopify:7'], orders: ['o1'] } });
    expect(store.sqlite.prepare('select name from customer').pluck().all()).toEqual(['Late Comer']);
  });
});

describe('settlePair', () => {
  it('joins a doubtful pair when a person says so, and it can be taken back', () => {
    tell('shopify', '1', { email: 'shared@example.com' });
    tell('shopify', '2', { email: 'shared@example.com' });
    sell('shopify', 'o2', { customerId: '2' });
    const [pair] = doubtfulPairs(store, 10);
    expect(pair).toMatchObject({ one: 'shopify:1', other: 'shopify:2' });
    settlePair(store, { pairId: pair?.id ?? 0, as: 'merged', now: 50 });
    expect(people()).toEqual({ 'shopify:1': { identities: ['shopify:1', 'shopify:2'], orders: ['o2'] } });
    expect(doubtfulPairs(store, 10)).toEqual([]);
    unmergePerson(store, { mergeId: standingMerges(store, 10)[0]?.id ?? 0, now: 60 });
    expect(people()['shopify:2']).toEqual({ identities: ['shopify:2'], orders: ['o2'] });
  });

  it('keeps a doubtful pair apart for good, and asks no more', () => {
    tell('shopify', '1', { email: 'shared@example.com' });
    tell('shopify', '2', { email: 'shared@example.com' });
    const pairId = doubtfulPairs(store, 10)[0]?.id ?? 0;
    settlePair(store, { pairId, as: 'apart', now: 50 });
    tell('shopify', '2', { email: 'shared@example.com', name: 'Somebody' });
    expect(doubtfulPairs(store, 10)).toEqual([]);
    expect(() => settlePair(store, { pairId, as: 'merged', now: 51 })).toThrow(`There is no open pair ${pairId}.`);
  });
});

describe('unmergePerson', () => {
  it('takes two apart with their orders, and keeps them apart', () => {
    tell('shopify', '1', { email: 'anna@example.com', name: 'Anna' });
    tell('other-shop', '9', { email: 'anna@example.com', name: 'Hanna' });
    sell('shopify', 'o1', { customerId: '1' });
    sell('other-shop', 'o9', { customerId: '9' });
    const [merge] = merges();
    expect(unmergePerson(store, { mergeId: merge?.id ?? 0, now: 100 })).toBe('other-shop:9');
    const apart = {
      'shopify:1': { identities: ['shopify:1'], orders: ['o1'] },
      'other-shop:9': { identities: ['other-shop:9'], orders: ['o9'] },
    };
    expect(people()).toEqual(apart);
    tell('other-shop', '9', { email: 'anna@example.com', name: 'Hanna Two' });
    tell('shopify', '1', { email: 'anna@example.com', name: 'Anna Two' });
    expect(people()).toEqual(apart);
  });

  it('refuses a merge that was taken back already', () => {
    tell('shopify', '1', { email: 'anna@example.com' });
    tell('hubspot', '9', { email: 'anna@example.com' });
    const mergeId = merges()[0]?.id ?? 0;
    unmergePerson(store, { mergeId, now: 100 });
    expect(() => unmergePerson(store, { mergeId, now: 101 })).toThrow(`There is no merge ${mergeId} to take back.`);
  });
});
