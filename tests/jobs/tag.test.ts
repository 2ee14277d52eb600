import { beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '../../src/domain/clock.ts';
import { tagCustomer } from '../../src/jobs/tag.ts';
import { tagsOf } from '../../src/store/customer-tags.ts';
import { openStore, type Store } from '../../src/store/database.ts';
import { pageKeeper } from '../../src/store/sync-page.ts';
import { realSystem } from '../../src/system.ts';

const { migrationsFolder } = realSystem();
const clock = fixedClock(new Date('2026-11-24T10:00:00Z'));

let store: Store;

beforeEach(() => {
  store = openStore(':memory:', { migrationsFolder });
  pageKeeper(store)({
    source: 'shopify',
    stream: 'customers',
    records: [
      { kind: 'customer', id: '1', updatedAt: 1, name: 'Zoë Müller', email: 'zoe@example.com' },
      { kind: 'customer', id: '2', updatedAt: 1, name: 'Anna Meier' },
      { kind: 'customer', id: '3', updatedAt: 1, name: 'Anna Meier' },
    ],
    rejected: [],
    now: 1,
  });
});

const tag = (customer: string, text: string, remove = false) =>
  tagCustomer({ store, clock }, { customer, tag: text, by: 'slack:U1', remove });

describe('tagging a customer', () => {
  it('says what was done, where the tag is, and how to take it back', () => {
    const answer = tag('shopify:1', 'Très VIP!');
    expect(answer).toMatchObject({
      id: 'tag',
      headline: "Zoë Müller is tagged 'tres-vip' now.",
      customerId: 'shopify:1',
      offers: [{ kind: 'untag', customerId: 'shopify:1', tag: 'tres-vip' }],
    });
    expect(answer.basis).toContain('reach HubSpot only with a push');
    expect(store.sqlite.prepare('select tagged_by as by, tagged_at as at from customer_tag').all()).toEqual([
      { by: 'slack:U1', at: Date.parse('2026-11-24T10:00:00Z') },
    ]);
  });

  it('twice changes nothing and offers nothing', () => {
    tag('shopify:1', 'vip');
    expect(tag('zoe@example.com', 'VIP')).toMatchObject({ headline: "Zoë Müller is tagged 'vip' already." });
    expect(tag('shopify:1', 'vip').offers).toBeUndefined();
  });

  it('takes a tag away, once', () => {
    tag('shopify:1', 'vip');
    expect(tag('Zoe Muller', 'vip', true)).toMatchObject({
      id: 'untag',
      headline: "Zoë Müller is no longer tagged 'vip'.",
    });
    expect(tag('shopify:1', 'vip', true).headline).toBe("Zoë Müller is not tagged 'vip'.");
    expect(tagsOf(store, 'shopify:1')).toEqual([]);
  });

  it('calls the person by id where names are not to be seen', () => {
    const answer = tagCustomer({ store, clock }, { customer: 'shopify:1', tag: 'vip', by: 'cli', names: 'hidden' });
    expect(JSON.stringify(answer)).not.toContain('Müller');
    expect(answer.headline).toBe("shopify:1 is tagged 'vip' now.");
  });

  it.each([
    ['somebody who is not there', 'Boris', 'customer-unknown'],
    ['a part of a name: nothing is written on a guess', 'Zoë', 'customer-unknown'],
    ['a name that two people have', 'Anna Meier', 'customer-unknown'],
  ])('refuses %s', (_, customer, code) => {
    expect(() => tag(customer, 'vip')).toThrow(expect.objectContaining({ code }));
    expect(store.sqlite.prepare('select count(*) from customer_tag').pluck().get()).toBe(0);
  });

  it('names nobody in a refusal but by id', () => {
    expect(() => tag('Anna Meier', 'vip')).toThrow(
      expect.objectContaining({ message: 'Several people are called so: shopify:2, shopify:3.' }),
    );
  });

  it.each(['', ' !? ', '重要', 'x'.repeat(31)])('refuses %j as a tag', (text) => {
    expect(() => tag('shopify:1', text)).toThrow(expect.objectContaining({ code: 'usage' }));
  });
});
