import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinDrafts } from '../../src/decisions/push-join.ts';
import { planPush } from '../../src/decisions/push-plan.ts';
import type { ListMembers, PushContact, PushDraft, PushedField, WantedPerson } from '../../src/domain/push.ts';

const people = ['c1', 'c2', 'c3'];
const contacts: readonly PushContact[] = people.map((customerId, place) => ({
  contactId: `shopify:${11 + place}`,
  customerId,
  consent: { email: 'unknown' },
}));
const ids = contacts.map(({ contactId }) => contactId);
const tags = ['hot', 'vip', 'by-hand-tag', 'wholesale'] as const;
const field = 'patron_segment';

/** A shop of the plainest kind, which remembers what a person gave and took. */
class TagShop {
  readonly tags = new Map(ids.map((id) => [id, new Set<string>()]));
  readonly ours = new Map<string, Set<string>>();
  readonly values = new Map<string, string>();
  readonly pushed = new Map<string, PushedField>();
  /** Who decided last on a tag or value by hand, as `id tag`: what stands then must stand after a push. */
  readonly human = new Map<string, boolean | string>();

  lists(): Map<string, ListMembers> {
    return new Map(
      tags.map((tag) => [
        tag,
        {
          present: new Set(ids.filter((id) => this.tags.get(id)?.has(tag))),
          pushed: this.ours.get(tag) ?? new Set<string>(),
        },
      ]),
    );
  }

  plan(wanted: readonly WantedPerson[]): PushDraft {
    return planPush({
      wanted,
      contacts,
      present: new Map(ids.map((id) => [id, this.values.has(id) ? { [field]: this.values.get(id) ?? '' } : {}])),
      pushed: [...this.pushed.values()],
      lists: this.lists(),
      tagsAre: 'places',
      isHeldOut: () => false,
    });
  }

  push(wanted: readonly WantedPerson[]): void {
    for (const write of this.plan(wanted).writes) {
      for (const { name, to, from } of write.fields) {
        this.values.set(write.contactId, to);
        this.pushed.set(write.contactId, {
          contactId: write.contactId,
          name,
          value: to,
          before: from,
          at: 1,
          batchId: 'b',
        });
      }
      for (const { name, change } of write.lists) {
        const own = this.ours.get(name) ?? new Set<string>();
        this.ours.set(name, own);
        if (change === 'add') own.add(write.contactId);
        else own.delete(write.contactId);
        if (change === 'add') this.tags.get(write.contactId)?.add(name);
        else this.tags.get(write.contactId)?.delete(name);
      }
    }
  }

  edit(id: string, tag: string): void {
    const own = this.tags.get(id);
    const isThere = own?.has(tag) ?? false;
    if (isThere) own?.delete(tag);
    else own?.add(tag);
    // What differs from what we last did is theirs: ours taken away, or theirs put there. Given back, or taken away again, it is nobody's memory.
    const isOurs = this.ours.get(tag)?.has(id) ?? false;
    if (isOurs === isThere) this.human.set(`${id} ${tag}`, !isThere);
    else this.human.delete(`${id} ${tag}`);
  }

  type(id: string, value: string): void {
    this.values.set(id, value);
    const isOurs = value === '' || this.pushed.get(id)?.value === value;
    if (isOurs) this.human.delete(id);
    else this.human.set(id, value);
  }
}

const wantedOf = (hits: readonly boolean[], hand: readonly boolean[], segment: string): WantedPerson[] =>
  people.map((customerId, place) => ({
    customerId,
    fields: { [field]: segment },
    tags: hand[place] ? ['by-hand-tag'] : [],
    rules: [
      { rule: 'hot', holds: hits[place], tags: ['hot', 'vip'], lists: ['Never at a shop'] },
      { rule: 'vip', holds: hits[(place + 1) % people.length], tags: ['vip'], lists: [] },
    ],
  }));

const flags = fc.tuple(fc.boolean(), fc.boolean(), fc.boolean());
const wanted = fc.record({ hits: flags, hand: flags, segment: fc.constantFrom('high-value', 'ordinary') });
const step = fc.oneof(
  fc.record({ kind: fc.constant('push' as const), wanted }),
  fc.record({ kind: fc.constant('edit' as const), id: fc.constantFrom(...ids), tag: fc.constantFrom(...tags) }),
  fc.record({
    kind: fc.constant('type' as const),
    id: fc.constantFrom(...ids),
    value: fc.constantFrom('', 'potential', 'ordinary'),
  }),
);

type Wanted = { readonly hits: readonly boolean[]; readonly hand: readonly boolean[]; readonly segment: string };

/** Pushes, and sees that there is nothing more to write then. */
function pushTwice(shop: TagShop, { hits, hand, segment }: Wanted): void {
  const people = wantedOf(hits, hand, segment);
  shop.push(people);
  expect(shop.plan(people).writes).toEqual([]);
}

function expectHumanKept(shop: TagShop): void {
  for (const [key, kept] of shop.human) {
    const [id = '', tag] = key.split(' ');
    expect(tag === undefined ? shop.values.get(id) : shop.tags.get(id)?.has(tag)).toBe(kept);
  }
  expect([...shop.tags.values()].some((own) => own.has('Never at a shop'))).toBe(false);
}

function dueTags({ hits, hand }: Wanted, place: number): string[] {
  const isVip = hits[place] === true || hits[(place + 1) % people.length] === true;
  return [...(hand[place] ? ['by-hand-tag'] : []), ...(hits[place] ? ['hot'] : []), ...(isVip ? ['vip'] : [])];
}

describe('a plan for a shop', () => {
  it('never undoes what a person did to a tag or value, and has nothing to write after a push, in every interleaving', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 14 }), (steps) => {
        const shop = new TagShop();
        for (const one of steps) {
          if (one.kind === 'edit') shop.edit(one.id, one.tag);
          else if (one.kind === 'type') shop.type(one.id, one.value);
          else pushTwice(shop, one.wanted);
          expectHumanKept(shop);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('gives and takes every tag that is wanted, where nobody edited anything', () => {
    fc.assert(
      fc.property(fc.array(wanted, { minLength: 1, maxLength: 5 }), (rounds) => {
        const shop = new TagShop();
        for (const round of rounds) {
          pushTwice(shop, round);
          const held = ids.map((id) => [...(shop.tags.get(id) ?? [])].sort());
          expect(held).toEqual(ids.map((_, place) => dueTags(round, place)));
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('drafts of several targets as one', () => {
  const draftOf = (contactId: string, rest: Partial<PushDraft>): PushDraft => ({
    writes: [{ contactId, customerId: 'c1', fields: [], lists: [], rules: [] }],
    refused: [],
    control: [],
    arms: [],
    ...rest,
  });

  it('count a person once in each arm, and miss only whom nobody has', () => {
    const joined = joinDrafts([
      draftOf('11', {
        refused: [
          { customerId: 'c2', reason: 'no-contact' },
          { customerId: 'c3', reason: 'no-contact' },
        ],
        arms: [{ rule: 'hot', told: ['c1'], held: ['c4'] }],
      }),
      draftOf('shopify:9', {
        refused: [
          { customerId: 'c3', reason: 'no-contact' },
          { customerId: 'c1', reason: 'human-edit', contactId: 'shopify:9', fields: ['tag hot'] },
        ],
        arms: [
          { rule: 'cold', told: ['c2'], held: [] },
          { rule: 'hot', told: ['c1', 'c2'], held: [] },
        ],
      }),
    ]);
    expect(joined.writes.map(({ contactId }) => contactId)).toEqual(['11', 'shopify:9']);
    expect(joined.arms).toEqual([
      { rule: 'cold', told: ['c2'], held: [] },
      { rule: 'hot', told: ['c1', 'c2'], held: ['c4'] },
    ]);
    expect(joined.control).toContainEqual({ rule: 'hot', hit: 3, held: 1 });
    expect(joined.refused.map(({ customerId, reason }) => [customerId, reason])).toEqual([
      ['c1', 'human-edit'],
      ['c3', 'no-contact'],
    ]);
  });
});
