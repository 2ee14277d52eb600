import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planPush } from '../../src/decisions/push-plan.ts';
import type {
  ListMembers,
  PushContact,
  PushDraft,
  PushedField,
  RuleVerdict,
  WantedPerson,
} from '../../src/domain/push.ts';
import { sealPlan } from '../../src/jobs/push/seal-plan.ts';

const leading = ['patron_propensity', 'patron_segment', 'patron_next_offer'] as const;
const values: Readonly<Record<(typeof leading)[number], readonly string[]>> = {
  patron_propensity: ['0.1', '0.25', '0.6'],
  patron_segment: ['high-value', 'potential', 'ordinary'],
  patron_next_offer: ['Tea', 'Mug'],
};
const people = ['c1', 'c2', 'c3'];
const firstContacts = ['11', '12', '13'];
const list = 'Hot leads';

/** A CRM of the plainest kind, which remembers which values a person put there. */
class Crm {
  readonly fields = new Map<string, Map<string, string>>();
  readonly members = new Set<string>();
  readonly listedByUs = new Set<string>();
  readonly merged = new Map<string, string[]>();
  readonly owner = new Map<string, string>();
  readonly #pushed = new Map<string, PushedField>();
  /** What a person put in and nobody may overwrite, by `contact field`. */
  readonly human = new Map<string, string>();
  #nextId = 100;

  constructor() {
    for (const [index, id] of firstContacts.entries()) this.add(id, people[index] ?? '');
  }

  add(id: string, person: string): void {
    this.fields.set(id, new Map());
    this.owner.set(id, person);
  }

  get contacts(): PushContact[] {
    return [...this.owner].map(([contactId, customerId]) => ({
      contactId,
      customerId,
      consent: { email: 'unknown' },
      mergedIds: this.merged.get(contactId) ?? [],
    }));
  }

  get pushed(): PushedField[] {
    return [...this.#pushed.values()];
  }

  get present(): Map<string, Record<string, string>> {
    return new Map([...this.fields].map(([id, fields]) => [id, Object.fromEntries(fields)]));
  }

  get lists(): Map<string, ListMembers> {
    return new Map([[list, { present: this.members, pushed: this.listedByUs }]]);
  }

  lastWritten(id: string, name: string): string {
    return this.#pushed.get(`${id} ${name}`)?.value ?? '';
  }

  /** Patron writes, or takes back. */
  write(contactId: string, name: string, value: string): void {
    const before = this.fields.get(contactId)?.get(name);
    this.fields.get(contactId)?.set(name, value);
    this.#pushed.set(`${contactId} ${name}`, { contactId, name, value, before, at: 0, batchId: 'b' });
  }

  apply({ writes }: PushDraft): void {
    for (const { contactId, fields, lists } of writes) {
      for (const { name, to } of fields) this.write(contactId, name, to);
      for (const { change } of lists) {
        if (change === 'add') this.members.add(contactId);
        else this.members.delete(contactId);
        if (change === 'add') this.listedByUs.add(contactId);
        else this.listedByUs.delete(contactId);
      }
    }
  }

  /** Restores what stood before, field by field, where nobody edited since. */
  undo({ writes }: PushDraft): void {
    for (const { contactId, fields } of writes) {
      for (const { name, from = '', to } of fields) {
        const isAsWritten =
          (this.fields.get(contactId)?.get(name) ?? '') === to && this.lastWritten(contactId, name) === to;
        if (isAsWritten) this.write(contactId, name, from);
      }
    }
  }

  /** A person edits a field: the value is theirs, unless it is empty or what Patron put there last. */
  edit(contactId: string, name: string, value: string): void {
    if (!this.fields.has(contactId)) return;
    this.fields.get(contactId)?.set(name, value);
    const key = `${contactId} ${name}`;
    if (value === '' || value === this.lastWritten(contactId, name)) this.human.delete(key);
    else this.human.set(key, value);
  }

  /** Two contacts become a new one, which keeps the first one's values and fills the gaps from the other. */
  merge(one: string, other: string): void {
    if (one === other || !this.fields.has(one) || !this.fields.has(other)) return;
    const id = String(this.#nextId++);
    this.add(id, this.owner.get(one) ?? '');
    for (const from of [other, one]) {
      for (const [name, value] of this.fields.get(from) ?? []) if (value !== '') this.#carry(from, id, name, value);
      this.fields.delete(from);
      this.owner.delete(from);
    }
    this.merged.set(id, [one, other, ...[one, other].flatMap((each) => this.merged.get(each) ?? [])]);
  }

  #carry(from: string, into: string, name: string, value: string): void {
    this.fields.get(into)?.set(name, value);
    const theirs = this.human.get(`${from} ${name}`);
    if (theirs === undefined) this.human.delete(`${into} ${name}`);
    else this.human.set(`${into} ${name}`, theirs);
    this.human.delete(`${from} ${name}`);
  }

  /** Values of people that are not there any more. */
  get lost(): string[] {
    return [...this.human].flatMap(([key, value]) => {
      const [id = '', name = ''] = key.split(' ');
      const there = this.fields.get(id)?.get(name);
      return there === value ? [] : [`${key}: ${value} became ${there ?? 'nothing'}`];
    });
  }
}

const wantedFields = fc.record(
  {
    patron_propensity: fc.constantFrom(...values.patron_propensity),
    patron_segment: fc.constantFrom(...values.patron_segment),
    patron_next_offer: fc.constantFrom(...values.patron_next_offer),
    patron_reasons: fc.constantFrom('One speaks for an order', 'Two speaks against an order'),
    patron_scored_on: fc.constantFrom('2026-05-01', '2026-05-02'),
  },
  { requiredKeys: [] },
);
const verdict = fc.constantFrom(true, false, undefined);
const wantedPerson = (customerId: string): fc.Arbitrary<WantedPerson> =>
  fc.record({
    customerId: fc.constant(customerId),
    fields: wantedFields,
    tags: fc.subarray(['vip', 'b2b']),
    rules: fc.tuple(verdict, verdict).map(([hot, mail]): RuleVerdict[] => [
      { rule: 'hot-lead', holds: hot, tags: ['hot-lead'], lists: [] },
      { rule: 'mail', holds: mail, tags: ['hot-lead', 'mailed'], lists: [list] },
    ]),
  });
const wantedAll = fc.tuple(...people.map(wantedPerson));

const contactId = fc.constantFrom(...firstContacts, '100', '101');
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ does: fc.constant('push' as const), wanted: wantedAll }) },
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant('edit' as const),
      contactId,
      name: fc.constantFrom(...leading, 'patron_tags', 'patron_reasons'),
      // A person's own words, an emptied field, or a value that Patron might write itself.
      value: fc.constantFrom('by hand', 'by another hand', '', '0.25', 'potential', 'Tea', 'vip'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('undo' as const), back: fc.nat({ max: 3 }) }) },
);
type Step = typeof step extends fc.Arbitrary<infer Each> ? Each : never;
const merges = fc.record({ does: fc.constant('merge' as const), one: contactId, other: contactId });

function plan(crm: Crm, wanted: readonly WantedPerson[]): PushDraft {
  return planPush({
    wanted,
    contacts: crm.contacts,
    present: crm.present,
    pushed: crm.pushed,
    lists: crm.lists,
    isHeldOut: (rule, person) => rule === 'hot-lead' && person === 'c3',
  });
}

/** Plays steps; after each, nothing that a person put in may be lost, and after each push a second one has nothing to write. */
function play(steps: readonly Step[], crm: Crm): void {
  const batches: PushDraft[] = [];
  for (const each of steps) {
    if (each.does === 'edit') crm.edit(each.contactId, each.name, each.value);
    if (each.does === 'undo')
      crm.undo(batches.at(-1 - each.back) ?? { writes: [], refused: [], control: [], arms: [] });
    if (each.does === 'push') {
      const draft = plan(crm, each.wanted);
      crm.apply(draft);
      batches.push(draft);
      expect(plan(crm, each.wanted).writes).toEqual([]);
    }
    expect(crm.lost).toEqual([]);
  }
}

describe('a plan, whatever happened before', () => {
  it("never overwrites a person's value, and has nothing to write after a push, in every interleaving of edits, pushes and undo", () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 25 }), (steps) => play(steps, new Crm())),
      { numRuns: 600, seed: 20_261_125 },
    );
  });

  it("never overwrites a person's own words where contacts are merged in between", () => {
    const own = step.filter((each) => each.does !== 'edit' || ['by hand', 'by another hand', ''].includes(each.value));
    fc.assert(
      fc.property(
        fc.array(fc.oneof({ weight: 9, arbitrary: own }, { weight: 1, arbitrary: merges }), { maxLength: 25 }),
        (steps) => {
          const crm = new Crm();
          for (const each of steps) {
            if (each.does === 'merge') crm.merge(each.one, each.other);
            else play([each], crm);
          }
        },
      ),
      { numRuns: 400, seed: 7 },
    );
  });

  it('sees the values that are lost where a person is overwritten', () => {
    const crm = new Crm();
    crm.edit('11', 'patron_segment', 'by hand');
    crm.write('11', 'patron_segment', 'ordinary');
    expect(crm.lost).toEqual(['11 patron_segment: by hand became ordinary']);
  });

  it('is the same in whatever order people, contacts, rules and memories come', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), wantedAll, fc.infiniteStream(fc.nat()), (steps, wanted, dice) => {
        const crm = new Crm();
        play(steps, crm);
        crm.add('9', 'c1');
        const shuffled = <Item>(items: readonly Item[]): Item[] =>
          items
            .map((item) => ({ item, key: dice.next().value ?? 0 }))
            .sort((one, other) => one.key - other.key)
            .map(({ item }) => item);
        const inputs = {
          lists: crm.lists,
          isHeldOut: (rule: string, person: string) => (rule + person).length % 3 === 0,
        };
        const one = planPush({ wanted, contacts: crm.contacts, present: crm.present, pushed: crm.pushed, ...inputs });
        const other = planPush({
          wanted: shuffled(wanted).map((person) => ({
            ...person,
            rules: shuffled(person.rules),
            tags: shuffled(person.tags),
            fields: Object.fromEntries(shuffled(Object.entries(person.fields))),
          })),
          contacts: shuffled(crm.contacts),
          present: new Map(shuffled([...crm.present])),
          pushed: shuffled(crm.pushed),
          ...inputs,
        });
        expect(other).toEqual(one);
        const at = { madeAt: 1, asOf: 0 };
        expect(sealPlan(other, at)).toEqual(sealPlan(one, at));
      }),
      { numRuns: 300, seed: 3 },
    );
  });

  it('writes exactly what is wanted, differs, and is refused for no reason', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), wantedAll, (steps, wanted) => {
        const crm = new Crm();
        play(steps, crm);
        const { writes, refused } = plan(crm, wanted);
        for (const { customerId, fields } of wanted) {
          const [contact = ''] = [...crm.owner].find(([, person]) => person === customerId) ?? [];
          for (const name of leading) {
            const to = fields[name];
            const differs =
              to !== undefined &&
              Number(to) !== Number(crm.fields.get(contact)?.get(name) || Number.NaN) &&
              to !== crm.fields.get(contact)?.get(name);
            const isWritten = writes.some(
              (write) =>
                write.contactId === contact && write.fields.some((field) => field.name === name && field.to === to),
            );
            const isRefused = refused.some((each) => each.contactId === contact && each.fields?.includes(name));
            expect(Number(isWritten) + Number(isRefused), `${contact} ${name}`).toBe(differs ? 1 : 0);
          }
        }
      }),
      { numRuns: 300, seed: 5 },
    );
  });
});
