import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../../src/store/database.ts';
import { findPeople, peopleByRow } from '../../src/store/people.ts';
import { memoryStore } from '../support/import-texts.ts';

let store: Store;
const people: readonly (readonly [id: string, name: string | null, email: string | null])[] = [
  ['17850', 'Jürgen Müller', 'j.mueller@example.de'],
  ['17851', 'Anna Johnson', 'anna@example.com'],
  ['17852', 'Annabel Johnston', 'bel@example.com'],
  ['17853', 'Zoë Ångström', 'zoe@example.se'],
  ['shopify:99', '张三丰', null],
  ['100%_sure', 'O\'Brien "Bob"', 'bob@example.ie'],
  ['plain', null, null],
];
beforeAll(() => {
  store = memoryStore();
  const insert = store.sqlite.prepare('insert into customer (public_id, name, email) values (?, ?, ?)');
  for (const person of people) insert.run(...person);
});
afterAll(() => store.close());

const idsFor = (words: string, limit = 10) => findPeople(store, words, limit).map(({ customerId }) => customerId);

describe('looking up people', () => {
  it.each([
    ['their id', '17850', ['17850']],
    ['their id with spaces around', ' 17851 ', ['17851']],
    ['their e-mail in capitals', 'ANNA@example.com', ['17851']],
    ['their whole name', 'anna johnson', ['17851']],
    ['their name without accents', 'jurgen muller', ['17850']],
    ['their name with other accents', 'Zoé Angström', ['17853']],
    ['a name of three signs', '张三丰', ['shopify:99']],
    ['the first two signs of it', '张三', ['shopify:99']],
    ['the family name of one sign', '张', ['shopify:99']],
    ['an id of signs that mean something to the database', '100%_sure', ['100%_sure']],
  ])('finds exactly one by %s', (_, words, ids) => {
    expect(idsFor(words)).toEqual(ids);
  });

  it.each([
    ['Jonson', '17851'],
    ['Anna Jonhson', '17851'],
    ['Muler', '17850'],
    ['johnsten annabel', '17852'],
    ['mueller@example', '17850'],
    ["o'brian", '100%_sure'],
  ])('finds the closest first in spite of a slip: %s', (words, id) => {
    expect(idsFor(words)[0]).toBe(id);
  });

  it('finds several by a part of their names, closest first', () => {
    expect(idsFor('johns')).toEqual(['17851', '17852']);
    expect(idsFor('ann', 1)).toHaveLength(1);
  });

  it('is certain only of an exact id, e-mail or name', () => {
    expect(findPeople(store, 'Anna Johnson', 5).map(({ closeness }) => closeness)).toEqual([1]);
    const [part] = findPeople(store, 'Johnson', 5);
    expect(part?.closeness).toBe(0.9);
    for (const { closeness } of findPeople(store, 'johnsen', 5)) expect(closeness).toBeLessThan(1);
  });

  it.each(['', '   ', 'nobody at all', '"', '*', "'; drop table customer", 'NEAR(', '%', '_'])(
    'finds nobody by %j',
    (words) => {
      expect(idsFor(words)).toEqual([]);
      expect(store.sqlite.prepare('select count(*) from customer').pluck().get()).toBe(people.length);
    },
  );

  it('follows a new name, a new e-mail and a deletion', () => {
    store.sqlite.exec("insert into customer (public_id, name) values ('new', 'Gregor Samsa')");
    expect(idsFor('gregor samsa')).toEqual(['new']);
    store.sqlite.exec("update customer set name = 'Josef K', email = 'k@example.cz' where public_id = 'new'");
    expect(idsFor('samsa')).toEqual([]);
    expect(idsFor('josef')).toEqual(['new']);
    store.sqlite.exec("delete from customer where public_id = 'new'");
    expect(idsFor('josef')).toEqual([]);
  });

  it('gives people by their rows; what is not known is absent', () => {
    const found = peopleByRow(store, [1, 5, 7, 999]);
    expect([...found.values()]).toEqual([
      { row: 1, customerId: '17850', name: 'Jürgen Müller', email: 'j.mueller@example.de', closeness: 1 },
      { row: 5, customerId: 'shopify:99', name: '张三丰', closeness: 1 },
      { row: 7, customerId: 'plain', closeness: 1 },
    ]);
  });
});
