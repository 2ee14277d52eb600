import { describe, expect, it } from 'vitest';
import type { PersonRow } from '../../src/domain/quality-tables.ts';
import { findSamePeople, inboxOf, telephoneOf } from '../../src/quality/same-people.ts';

const person = (id: string, contact: Partial<PersonRow>): PersonRow => ({ id, sources: ['file'], ...contact });

describe('inboxOf', () => {
  it.each([
    ['Jo@Shop.Example', 'jo@shop.example'],
    [' jo@shop.example ', 'jo@shop.example'],
    ['jo+sale@shop.example', 'jo@shop.example'],
    ['J.o.Doe@gmail.com', 'jodoe@gmail.com'],
    ['jodoe@googlemail.com', 'jodoe@gmail.com'],
    ['j.o@shop.example', 'j.o@shop.example'],
    ['+jo@shop.example', '+jo@shop.example'],
  ])('reads %s as %s', (email, inbox) => {
    expect(inboxOf(email)).toBe(inbox);
  });

  it.each(['none', 'a@b', '@shop.example', 'a b@shop.example', ''])("takes '%s' for no e-mail", (email) => {
    expect(inboxOf(email)).toBeUndefined();
  });
});

describe('telephoneOf', () => {
  it('is the same for one number with country code, with 0, and with spaces', () => {
    const numbers = ['+44 20 7946 0958', '0044 20 7946 0958', '(020) 7946-0958'].map(telephoneOf);
    expect(new Set(numbers)).toEqual(new Set(['079460958']));
  });

  it.each(['12345', '0000000000', '', 'none'])("takes '%s' for no number", (phone) => {
    expect(telephoneOf(phone)).toBeUndefined();
  });
});

describe('findSamePeople', () => {
  it('lists pairs by e-mail and by phone, each once, and names ids, never the contact', () => {
    const people = [
      person('a', { email: 'one@x.example', phone: '030 1234567' }),
      person('b', { email: 'ONE@x.example', phone: '+49 30 1234567' }),
      person('c', { phone: '0049301234567' }),
      person('d', { email: 'four@x.example', phone: '030 7654321' }),
    ];
    const [found, ...others] = findSamePeople(people, 'file');
    expect(others).toEqual([]);
    expect(found).toMatchObject({ code: 'same-people', count: 3, of: 4, examples: ['a = b', 'a = b = c'] });
    expect(JSON.stringify(found)).not.toContain('x.example');
  });

  it('sees a pair across two sources in both of them', () => {
    const people = [
      person('a', { email: 'one@x.example', sources: ['shopify'] }),
      person('b', { email: 'one@x.example', sources: ['hubspot'] }),
    ];
    expect(findSamePeople(people, 'shopify')).toMatchObject([{ examples: ['a = b'] }]);
    expect(findSamePeople(people, 'hubspot')).toMatchObject([{ examples: ['a = b'] }]);
    expect(findSamePeople(people, 'file')).toEqual([]);
  });

  it('takes a contact that nine people share for a placeholder', () => {
    const people = Array.from({ length: 9 }, (_, index) => person(`p${index}`, { email: 'no@shop.example' }));
    expect(findSamePeople(people, 'file')).toMatchObject([{ code: 'shared-contact', count: 9 }]);
    expect(findSamePeople(people.slice(0, 8), 'file')).toMatchObject([{ code: 'same-people', count: 8 }]);
  });
});
