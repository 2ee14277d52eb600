import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alertTrial, isHeldOut, watchedOfTrial } from '../../src/domain/control-arm.ts';
import type { HashKey } from '../../src/domain/keyed-hash.ts';
import type { Watched } from '../../src/domain/watched.ts';

const seed: HashKey = [20_260_101, 77];
const people = Array.from({ length: 20_000 }, (_, index) => `shopify:${index}`);
const heldBy = (rule: string, share = 0.1, key = seed) =>
  new Set(people.filter((person) => isHeldOut({ rule, person, share, seed: key })));

describe('holding out', () => {
  it('leaves alone the share that is wanted', () => {
    // Five standard errors of a binomial share.
    for (const share of [0.05, 0.1, 0.5]) {
      const error = Math.sqrt((share * (1 - share)) / people.length);
      expect(Math.abs(heldBy('hot-lead', share).size / people.length - share)).toBeLessThan(5 * error);
    }
    expect(heldBy('hot-lead', 0).size).toBe(0);
    expect(heldBy('hot-lead', 1).size).toBe(people.length);
  });

  it('has nothing to do between rules: those held out by two are as many as chance makes them', () => {
    const rules = ['hot-lead', 'hot-lead-2', 'next-offer', 'vip', 'alert:silence'];
    const all = rules.map((rule) => heldBy(rule));
    const pairs = all.flatMap((one, place) => all.slice(place + 1).map((other) => [one, other] as const));
    for (const [one, other] of pairs) {
      const both = [...one].filter((person) => other.has(person)).length;
      const wanted = (one.size * other.size) / people.length;
      expect(Math.abs(both - wanted)).toBeLessThan(4 * Math.sqrt(wanted));
    }
  });

  it('is another choice in another shop', () => {
    const [here, there] = [heldBy('vip'), heldBy('vip', 0.1, [1, 2])];
    expect([...here].filter((person) => there.has(person)).length).toBeLessThan(0.02 * people.length);
  });

  it('only adds people with a larger share', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.double({ min: 0, max: 1, noNaN: true }), (rule, person, share) => {
        const isHeld = isHeldOut({ rule, person, share, seed });
        expect(isHeldOut({ rule, person, share: Math.min(1, share + 0.1), seed }) || !isHeld).toBe(true);
      }),
      { seed: 6 },
    );
  });

  it('knows an alert rule by what it watches, whatever the order in which that is written', () => {
    const one: Watched = { kind: 'silence', days: 60, among: 'all' };
    const same: Watched = { among: 'all', days: 60, kind: 'silence' };
    expect(alertTrial(same)).toBe(alertTrial(one));
    expect(alertTrial({ ...one, days: 61 })).not.toBe(alertTrial(one));
    expect(watchedOfTrial(alertTrial(one))).toEqual(one);
    for (const rule of ['hot-lead', 'alert:', 'alert:{"kind":"other"}']) expect(watchedOfTrial(rule)).toBeUndefined();
  });
});
