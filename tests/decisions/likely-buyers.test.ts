import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectedBuyers, likelyBuyers } from '../../src/decisions/likely-buyers.ts';

describe('likelyBuyers', () => {
  it('names the highest chances first, equal ones in the order of the snapshot', () => {
    expect(likelyBuyers(Float64Array.of(0.1, 0.9, 0.5, 0.9, 0.5), 4)).toEqual([1, 3, 2, 4]);
  });

  it('names everybody where there are fewer than asked for, and nobody of none', () => {
    expect(likelyBuyers(Float64Array.of(0.2, 0.3), 10)).toEqual([1, 0]);
    expect(likelyBuyers(new Float64Array(0), 10)).toEqual([]);
  });

  it('is the head of the whole list sorted', () => {
    const chances = fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 30 });
    fc.assert(
      fc.property(chances, fc.integer({ min: 1, max: 12 }), (tenths, limit) => {
        const p = Float64Array.from(tenths, (tenth) => tenth / 10);
        const sorted = [...p.keys()].sort((one, other) => (p[other] ?? 0) - (p[one] ?? 0) || one - other);
        expect(likelyBuyers(p, limit)).toEqual(sorted.slice(0, limit));
      }),
    );
  });
});

describe('expectedBuyers', () => {
  it('sums the chances', () => {
    expect(expectedBuyers(Float64Array.of(0.25, 0.5, 1))).toBe(1.75);
  });
});
