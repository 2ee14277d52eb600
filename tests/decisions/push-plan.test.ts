import { describe, expect, it } from 'vitest';
import { type PlanInputs, planPush } from '../../src/decisions/push-plan.ts';
import type { PushContact, PushedField, RuleVerdict, WantedPerson } from '../../src/domain/push.ts';

const anna: PushContact = { contactId: '101', customerId: 'c1', consent: { email: 'unknown' } };
const wants = (fields: WantedPerson['fields'], more: Partial<WantedPerson> = {}): WantedPerson => ({
  customerId: 'c1',
  fields,
  tags: [],
  rules: [],
  ...more,
});
const hot = (holds: boolean | undefined): RuleVerdict => ({ rule: 'hot-lead', holds, tags: ['hot-lead'], lists: [] });
const mail = (holds: boolean | undefined): RuleVerdict => ({ rule: 'mail', holds, tags: [], lists: ['Hot leads'] });
const wrote = (name: string, value: string, contactId = '101'): PushedField => ({
  contactId,
  name,
  value,
  before: undefined,
  at: 0,
  batchId: 'push-1',
});

/** Plans for one contact that exists and holds `present`. */
function plan(wanted: WantedPerson, more: Partial<PlanInputs> & { holds?: Readonly<Record<string, string>> } = {}) {
  const { holds = {}, ...inputs } = more;
  return planPush({
    wanted: [wanted],
    contacts: [anna],
    present: new Map([['101', holds]]),
    pushed: [],
    lists: new Map(),
    isHeldOut: () => false,
    ...inputs,
  });
}

describe('a plan of writes', () => {
  it('fills what is empty, with what stood there and what shall', () => {
    expect(plan(wants({ patron_segment: 'potential', patron_propensity: '0.4' })).writes).toEqual([
      {
        contactId: '101',
        customerId: 'c1',
        fields: [
          { name: 'patron_propensity', from: undefined, to: '0.4' },
          { name: 'patron_segment', from: undefined, to: 'potential' },
        ],
        lists: [],
        rules: [],
      },
    ]);
  });

  it.each([
    ['patron_propensity', '0.60', '0.6'],
    ['patron_propensity', '0.604', '0.6'],
    ['patron_clv', '120.00', '120'],
    ['patron_next_order_on', '1777593600000', '2026-05-01'],
    ['patron_next_order_on', '2026-05-01T00:00:00Z', '2026-05-01'],
    ['patron_next_offer', ' Tea ', 'Tea'],
  ])('writes nothing where %s is so already: %s for %s', (name, there, wanted) => {
    expect(plan(wants({ [name]: wanted }), { holds: { [name]: there } })).toMatchObject({ writes: [], refused: [] });
  });

  it('replaces its own value, but not one that a person put in its place', () => {
    const pushed = [wrote('patron_segment', 'potential')];
    const wanted = wants({ patron_segment: 'high-value' });
    expect(plan(wanted, { pushed, holds: { patron_segment: 'potential' } }).writes).toHaveLength(1);
    expect(plan(wanted, { pushed, holds: { patron_segment: 'ordinary' } })).toMatchObject({
      writes: [],
      refused: [{ customerId: 'c1', contactId: '101', reason: 'human-edit', fields: ['patron_segment'] }],
    });
  });

  it('leaves alone what stood there before it ever wrote, and an older value of its own that a person brought back', () => {
    const wanted = wants({ patron_next_offer: 'Mug' });
    expect(plan(wanted, { holds: { patron_next_offer: 'Tea' } }).refused).toMatchObject([{ reason: 'human-edit' }]);
    const pushed = [wrote('patron_next_offer', 'Pot')];
    expect(plan(wanted, { pushed, holds: { patron_next_offer: 'Tea' } }).writes).toEqual([]);
  });

  it('takes a field back that a person emptied', () => {
    const pushed = [wrote('patron_segment', 'potential')];
    const { writes } = plan(wants({ patron_segment: 'ordinary' }), { pushed, holds: { patron_segment: '' } });
    expect(writes[0]?.fields).toEqual([{ name: 'patron_segment', from: undefined, to: 'ordinary' }]);
  });

  it('never wipes a value for want of a score', () => {
    const pushed = [wrote('patron_segment', 'potential')];
    const holds = { patron_segment: 'potential' };
    expect(plan(wants({}), { pushed, holds }).writes).toEqual([]);
    expect(plan(wants({ patron_segment: '', patron_clv: () => undefined }), { pushed, holds }).writes).toEqual([]);
  });

  it('writes no field that is not its own', () => {
    expect(plan(wants({ email: 'x@example.com', patron_unknown: '1', hasOwnProperty: '1' })).writes).toEqual([]);
  });

  it('does not write reasons and day alone, nor works them out', () => {
    let asked = 0;
    const wanted = wants({
      patron_propensity: '0.4',
      patron_reasons: () => {
        asked++;
        return 'Last order 3 days ago speaks for an order';
      },
      patron_scored_on: '2026-05-02',
    });
    const before = { patron_propensity: '0.4', patron_reasons: 'Old', patron_scored_on: '2026-05-01' };
    const pushed = Object.entries(before).map(([name, value]) => wrote(name, value));
    expect(plan(wanted, { pushed, holds: before }).writes).toEqual([]);
    expect(asked).toBe(0);
    const moved = { ...before, patron_propensity: '0.5' };
    const changed = plan(wanted, {
      pushed: Object.entries(moved).map(([name, value]) => wrote(name, value)),
      holds: moved,
    });
    expect(changed.writes[0]?.fields.map(({ name }) => name)).toEqual([
      'patron_propensity',
      'patron_reasons',
      'patron_scored_on',
    ]);
    expect(asked).toBe(1);
  });

  it.each([
    [{ email: 'refused' as const }, 'opted-out'],
    [{ email: 'granted' as const, saleOfData: 'refused' as const }, 'no-consent'],
  ])('writes for %j only what serves the person, and takes nothing away', (consent, reason) => {
    const wanted = wants(
      { patron_propensity: '0.4', patron_segment: 'potential' },
      { rules: [hot(false), mail(true)] },
    );
    const draft = plan(wanted, {
      contacts: [{ ...anna, consent }],
      pushed: [wrote('patron_tags', 'hot-lead')],
      holds: { patron_tags: 'hot-lead' },
    });
    expect(draft.writes.flatMap(({ fields, lists }) => [...fields.map(({ name }) => name), ...lists])).toEqual([
      'patron_segment',
    ]);
    expect(draft.refused).toMatchObject([{ reason, fields: ['list Hot leads', 'patron_propensity', 'patron_tags'] }]);
    expect(draft.control).toEqual([]);
  });

  it('leaves out who has no contact, an archived one, or was erased, also under another contact', () => {
    const of = (contacts: readonly PushContact[]) => plan(wants({ patron_segment: 'ordinary' }), { contacts });
    expect(of([]).refused).toEqual([{ customerId: 'c1', reason: 'no-contact' }]);
    expect(of([{ ...anna, gone: 'archived' }]).refused).toMatchObject([{ reason: 'archived' }]);
    const erased = of([anna, { ...anna, contactId: '7', gone: 'erased' }]);
    expect(erased).toMatchObject({ writes: [], refused: [{ reason: 'erased', contactId: '7' }] });
    expect(plan(wants({ patron_segment: 'ordinary' }), { present: new Map() }).refused).toMatchObject([
      { reason: 'no-contact' },
    ]);
  });

  it('knows what it wrote to a contact that was merged into another one since', () => {
    const contacts = [{ ...anna, contactId: '900', mergedIds: ['101', '102'] }];
    const pushed = [wrote('patron_segment', 'potential', '101'), wrote('patron_segment', 'ordinary', '102')];
    const of = (there: string) =>
      plan(wants({ patron_segment: 'high-value' }), {
        contacts,
        pushed,
        present: new Map([['900', { patron_segment: there }]]),
      }).writes.length;
    expect([of('potential'), of('ordinary'), of('a friend of the house')]).toEqual([1, 1, 0]);
  });
});

describe('tags and lists of a plan', () => {
  it('gives what rules and hands give, and takes away what no rule gives any more', () => {
    const wanted = wants({}, { tags: ['vip'], rules: [hot(true), { ...hot(false), rule: 'old', tags: ['old'] }] });
    const holds = { patron_tags: 'old' };
    const { writes } = plan(wanted, { pushed: [wrote('patron_tags', 'old')], holds });
    expect(writes[0]?.fields).toEqual([{ name: 'patron_tags', from: 'old', to: 'hot-lead;vip' }]);
    expect(writes[0]?.rules).toEqual(['by-hand', 'hot-lead', 'old']);
  });

  it('empties the field after the last tag, and leaves it as it is where the rule cannot be judged', () => {
    const holds = { patron_tags: 'hot-lead' };
    const pushed = [wrote('patron_tags', 'hot-lead')];
    expect(plan(wants({}, { rules: [hot(false)] }), { pushed, holds }).writes[0]?.fields[0]?.to).toBe('');
    expect(plan(wants({}, { rules: [hot(undefined)] }), { pushed, holds }).writes).toEqual([]);
  });

  it('holds the control group out of the rule alone, and names both arms', () => {
    const people = ['c1', 'c2', 'c3'];
    const draft = planPush({
      wanted: people.map((customerId) =>
        wants({ patron_segment: 'ordinary' }, { customerId, rules: [hot(true), mail(true)] }),
      ),
      contacts: people.map((customerId, index) => ({ ...anna, customerId, contactId: `${101 + index}` })),
      present: new Map(people.map((_, index) => [`${101 + index}`, {}])),
      pushed: [],
      lists: new Map(),
      isHeldOut: (rule, person) => rule === 'hot-lead' && person === 'c2',
    });
    expect(draft.control).toEqual([
      { rule: 'hot-lead', hit: 3, held: 1 },
      { rule: 'mail', hit: 3, held: 0 },
    ]);
    expect(draft.arms[0]).toEqual({ rule: 'hot-lead', told: ['c1', 'c3'], held: ['c2'] });
    expect(draft.refused).toEqual([
      { customerId: 'c2', contactId: '102', reason: 'control', fields: ['patron_tags'], rules: ['hot-lead'] },
    ]);
    expect(draft.writes[1]).toMatchObject({ fields: [{ name: 'patron_segment' }], lists: [{ name: 'Hot leads' }] });
  });

  it('keeps the next best offer from its control group', () => {
    const wanted = wants({ patron_next_offer: 'Tea', patron_segment: 'ordinary' });
    const draft = plan(wanted, { isHeldOut: (rule) => rule === 'next-offer' });
    expect(draft.writes[0]?.fields.map(({ name }) => name)).toEqual(['patron_segment']);
    expect(draft.control).toEqual([{ rule: 'next-offer', hit: 1, held: 1 }]);
  });

  it.each([
    ['joins who is wanted', true, [], [], ['add']],
    ['does not join twice', true, ['101'], [], []],
    ['does not put back whom a person took off', true, [], ['101'], []],
    ['takes off whom it put there', false, ['101'], ['101'], ['remove']],
    ['leaves whom a person put there', false, ['101'], [], []],
    ['leaves everybody where the rule cannot be judged', undefined, ['101'], ['101'], []],
  ] as const)('of a static list: %s', (_, holds, present, pushed, expected) => {
    const lists = new Map([['Hot leads', { present: new Set<string>(present), pushed: new Set<string>(pushed) }]]);
    const { writes } = plan(wants({}, { rules: [mail(holds)] }), { lists });
    expect(writes.flatMap((write) => write.lists.map(({ change }) => change))).toEqual(expected);
  });

  it('lists a person with two contacts once, by the older one', () => {
    const contacts = ['1000', '999'].map((contactId) => ({ ...anna, contactId }));
    const present = new Map(contacts.map(({ contactId }) => [contactId, {}]));
    const { writes } = plan(wants({ patron_segment: 'ordinary' }, { rules: [mail(true)] }), { contacts, present });
    expect(writes.map(({ contactId, lists }) => [contactId, lists.length])).toEqual([
      ['999', 1],
      ['1000', 0],
    ]);
  });

  it('keeps to its scope: other fields, rules, hand-given tags and people stay as they are', () => {
    const wanted = wants({ patron_segment: 'ordinary' }, { tags: ['vip'], rules: [hot(true), mail(true)] });
    const only = plan(wanted, {
      scope: { rules: ['hot-lead'], fields: ['patron_tags'] },
      holds: { patron_tags: 'mine' },
      pushed: [wrote('patron_tags', 'mine')],
    });
    expect(only.writes).toMatchObject([
      { fields: [{ name: 'patron_tags', to: 'hot-lead;mine' }], lists: [], rules: ['hot-lead'] },
    ]);
    expect(only.control.map(({ rule }) => rule)).toEqual(['hot-lead']);
    expect(plan(wanted, { scope: { without: ['c1'] } })).toMatchObject({ writes: [], refused: [], control: [] });
  });
});
