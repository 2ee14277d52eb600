import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergeByTime } from '../../src/demo/merge.ts';

interface Event {
  readonly at: number;
  readonly from: number;
}

test('merging gives what a stable sort of all events gives', () => {
  const timelines = fc.array(fc.array(fc.nat(30), { maxLength: 8 }), { maxLength: 12 });
  fc.assert(
    fc.property(timelines, (moments) => {
      const sources = moments.map((ats, from) => {
        const events = [...ats].sort((one, other) => one - other).map((at): Event => ({ at, from }));
        return { startsAt: events[0]?.at ?? 0, events };
      });
      const sorted = sources.flatMap(({ events }) => events).sort((one, other) => one.at - other.at);
      expect([...mergeByTime(sources)]).toEqual(sorted);
    }),
  );
});

test('a timeline is not begun before its time has come', () => {
  const begun: string[] = [];
  const timeline = (name: string, startsAt: number, ats: readonly number[]) => ({
    startsAt,
    events: (function* () {
      begun.push(name);
      for (const at of ats) yield { at };
    })(),
  });
  const merged = mergeByTime([timeline('late', 50, [60]), timeline('early', 0, [10, 20])]);
  expect([merged.next().value, merged.next().value]).toEqual([{ at: 10 }, { at: 20 }]);
  expect(begun).toEqual(['early']);
  expect(merged.next().value).toEqual({ at: 60 });
  expect(merged.next().done).toBe(true);
});
