import { beforeEach, describe, expect, it } from 'vitest';
import { armsOf, controlSeed, keepArms, listAssignments } from '../../src/store/control-arms.ts';
import type { Store } from '../../src/store/database.ts';
import { readFact, writeFact } from '../../src/store/facts.ts';
import { joinIdentities } from '../../src/store/person-links.ts';
import { standingMerges } from '../../src/store/person-reviews.ts';
import { unmergePerson } from '../../src/store/person-unmerge.ts';
import { pageKeeper } from '../../src/store/sync-page.ts';
import { chatStore } from '../support/chat-store.ts';

const customers = Array.from({ length: 400 }, (_, index) => `c${index}`);
const rule = 'hot-lead';
let store: Store;

beforeEach(() => {
  store = chatStore(customers);
  writeFact(store, 'control-seed', '0123456789abcdef');
});

const controlOf = (arms: ReadonlyMap<string, string>) =>
  [...arms].filter(([, arm]) => arm === 'control').map(([id]) => id);

describe('the arms of a rule', () => {
  it('are what they will be before they are written down, and nothing is written by asking', () => {
    const before = armsOf(store, { rule, customerIds: customers });
    expect(listAssignments(store)).toEqual([]);
    expect(keepArms(store, { rule, customerIds: customers, at: 5 })).toEqual(before);
    expect(controlOf(before).length).toBeGreaterThan(20);
    expect(controlOf(before).length).toBeLessThan(65);
  });

  it('stay as written down when the share changes, the time goes on and others come', () => {
    const first = keepArms(store, { rule, customerIds: customers.slice(0, 200), at: 5 });
    const second = keepArms(store, { rule, customerIds: [...customers].reverse(), share: 0.5, at: 9 });
    for (const [id, arm] of first) expect(second.get(id)).toBe(arm);
    expect(controlOf(second).length).toBeGreaterThan(100);
    const rows = listAssignments(store);
    expect(rows).toHaveLength(400);
    expect(rows.filter(({ at, share }) => at === 5 && share === 0.1)).toHaveLength(200);
    expect(rows.filter(({ at, share }) => at === 9 && share === 0.5)).toHaveLength(200);
  });

  it('are followed for people who are known alone, and go with them', () => {
    keepArms(store, { rule, customerIds: ['c0', 'nobody'], at: 5 });
    expect(listAssignments(store)).toMatchObject([{ customerId: 'c0', rule, at: 5 }]);
    store.sqlite.prepare("delete from customer where public_id = 'c0'").run();
    expect(listAssignments(store)).toEqual([]);
  });

  it('hang on a seed that the shop keeps for good, and say so where it cannot be read', () => {
    const fresh = chatStore();
    const seed = controlSeed(fresh);
    expect(controlSeed(fresh)).toEqual(seed);
    expect(readFact(fresh, 'control-seed')).toMatch(/^[0-9a-f]{16}$/);
    expect(controlSeed(chatStore())).not.toEqual(seed);
    writeFact(fresh, 'control-seed', 'none');
    expect(() => controlSeed(fresh)).toThrow('16 hexadecimal digits');
  });
});

describe('the arm of somebody who turns out to be another', () => {
  const tell = (source: string, id: string) =>
    pageKeeper(store)({
      source,
      stream: 'customers',
      records: [{ kind: 'customer', id, updatedAt: 1, name: `Person ${id}` }],
      rejected: [],
      now: 1,
    });
  const identity = (source: string, id: string) =>
    store.sqlite
      .prepare<[string, string], number>('select id from identity where source = ? and source_id = ?')
      .pluck()
      .get(source, id) ?? 0;

  /** A shop account and a contact, of which one is held out by the rule and the other is not. */
  function twoPeople(): { readonly held: string; readonly treated: string } {
    for (let index = 0; index < 60; index++) for (const source of ['shopify', 'hubspot']) tell(source, String(index));
    const arms = (source: string) =>
      armsOf(store, { rule, customerIds: Array.from({ length: 60 }, (_, index) => `${source}:${index}`) });
    const held = controlOf(arms('hubspot'))[0] ?? '';
    const treated = [...arms('shopify')].find(([, arm]) => arm === 'treated')?.[0] ?? '';
    return { held, treated };
  }

  const join = (one: string, other: string) => {
    const [a = '', b = ''] = one.split(':');
    const [c = '', d = ''] = other.split(':');
    joinIdentities(store, { moved: identity(a, b), target: identity(c, d), words: 'same person', now: 20 });
  };

  it.each([
    ['the contact was met first', 5, 9, 'control'],
    ['the account was met first', 9, 5, 'treated'],
  ] as const)('is that of the earlier meeting where %s', (_, heldAt, treatedAt, arm) => {
    const { held, treated } = twoPeople();
    keepArms(store, { rule, customerIds: [held], at: heldAt });
    keepArms(store, { rule, customerIds: [treated], at: treatedAt });
    join(held, treated);
    expect(listAssignments(store)).toMatchObject([{ arm, at: 5 }]);
    const [{ customerId } = { customerId: '' }] = listAssignments(store);
    expect(armsOf(store, { rule, customerIds: [customerId] }).get(customerId)).toBe(arm);
  });

  it('goes back to whom it was drawn for when the merge is taken back', () => {
    const { held, treated } = twoPeople();
    keepArms(store, { rule, customerIds: [held], at: 5 });
    join(held, treated);
    const [merge] = standingMerges(store, 1);
    const alone = unmergePerson(store, { mergeId: merge?.id ?? 0, now: 30 });
    const drawn = listAssignments(store);
    expect(drawn).toHaveLength(1);
    expect(drawn[0]).toMatchObject({ customerId: held, arm: 'control', at: 5 });
    expect([held, treated]).toContain(alone);
  });
});
