import { describe, expect, it } from 'vitest';
import { summarisePlan } from '../../src/decisions/push-summary.ts';
import type { PushDraft, PushWrite } from '../../src/domain/push.ts';

const write = (place: number, more: Partial<PushWrite> = {}): PushWrite => ({
  contactId: String(100 + place),
  customerId: `c${place}`,
  fields: [{ name: 'patron_segment', from: undefined, to: 'ordinary' }],
  lists: [],
  rules: [],
  ...more,
});
const draft = (writes: readonly PushWrite[], more: Partial<PushDraft> = {}): PushDraft => ({
  writes,
  refused: [],
  control: [],
  arms: [],
  ...more,
});

describe('a plan in numbers', () => {
  it('counts contacts, people, fields, lists, rules and who is left out, each person once for a reason', () => {
    const { counts, control } = summarisePlan(
      draft(
        [
          write(1),
          write(2, { customerId: 'c1', lists: [{ name: 'Hot', change: 'add' }], rules: ['hot'] }),
          write(3, { fields: [], lists: [{ name: 'Hot', change: 'remove' }], rules: ['hot'] }),
        ],
        {
          refused: [
            { customerId: 'c8', reason: 'opted-out', contactId: '1', fields: ['patron_tags'] },
            { customerId: 'c8', reason: 'opted-out', contactId: '2', fields: ['patron_tags'] },
            { customerId: 'c9', reason: 'no-contact' },
          ],
          control: [{ rule: 'hot', hit: 5, held: 1 }],
        },
      ),
    );
    expect(counts).toEqual({
      contacts: 3,
      people: 2,
      fields: { patron_segment: 2 },
      lists: { Hot: { add: 1, remove: 1 } },
      rules: { hot: 2 },
      refused: { 'opted-out': 1, 'no-contact': 1 },
    });
    expect(control).toEqual([{ rule: 'hot', hit: 5, held: 1 }]);
  });

  it('shows ten examples at most, with every kind of change among them, however rare', () => {
    const writes = Array.from({ length: 300 }, (_, place) => write(place));
    writes[123] = write(123, { fields: [{ name: 'patron_tags', from: 'old', to: '' }], rules: ['by-hand'] });
    writes[200] = write(200, { lists: [{ name: 'Hot', change: 'add' }], rules: ['hot'] });
    const { examples } = summarisePlan(draft(writes));
    expect(examples).toHaveLength(10);
    expect(examples.map(({ contactId }) => contactId)).toEqual(expect.arrayContaining(['223', '300']));
    expect(new Set(examples).size).toBe(10);
  });

  it('shows all of few, once', () => {
    for (const count of [0, 1, 4, 9, 10]) {
      const writes = Array.from({ length: count }, (_, place) => write(place));
      expect(summarisePlan(draft(writes)).examples).toEqual(writes);
    }
  });
});
