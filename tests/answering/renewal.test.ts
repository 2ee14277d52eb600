import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Renewal } from '../../src/answering/renewal.ts';

const times = { quietMs: 5000, longestMs: 60_000, freshMs: 300_000, apartMs: 10_000 };
const renewal = () => new Renewal(times, { madeAt: 0, mark: 'a' });

/** The first second at which a view is due, `markAt` being what the store holds then. */
function firstDue(markAt: (second: number) => string): number | undefined {
  const watched = renewal();
  for (let second = 1; second <= 400; second++) if (watched.isDue(second * 1000, markAt(second))) return second;
  return undefined;
}

describe('Renewal', () => {
  it('waits for five seconds of quiet after a change', () => {
    expect(firstDue((second) => (second < 20 ? 'a' : 'b'))).toBe(25);
  });

  it('waits no longer than a minute where changes never end', () => {
    expect(firstDue((second) => (second < 20 ? 'a' : `page ${second}`))).toBe(80);
  });

  it('renews an unchanged view after five minutes, for the clock', () => {
    expect(firstDue(() => 'a')).toBe(300);
  });

  it('keeps two views ten seconds apart', () => {
    expect(firstDue((second) => (second < 2 ? 'a' : 'b'))).toBe(10);
  });

  it('never leaves a change for longer than a minute, nor comes sooner than ten seconds', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 280 }), { minLength: 1 }), (changes) => {
        const first = Math.min(...changes);
        const due = firstDue((second) => `${changes.filter((at) => at <= second).length}`) ?? Number.NaN;
        // The mark at second 0 is 'a', so that the first look already sees a change.
        expect(due).toBeGreaterThanOrEqual(10);
        expect(due).toBeLessThanOrEqual(Math.max(10, first + 60, 61));
      }),
      { seed: 5 },
    );
  });
});
