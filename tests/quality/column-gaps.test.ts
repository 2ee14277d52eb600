import { describe, expect, it } from 'vitest';
import { fillOf, missingPolicies } from '../../src/quality/column-gaps.ts';

describe('fillOf', () => {
  it('gives mean, median and mode of the known values, as worked by hand for 1, 1, 2, 12', () => {
    const values = [12, undefined, 1, 2, undefined, 1];
    expect(fillOf('mean', values)).toBe(4);
    expect(fillOf('median', values)).toBe(1.5);
    expect(fillOf('mode', values)).toBe(1);
  });

  it('takes the first by alphabet of equally frequent values, in whatever order they come', () => {
    expect(fillOf('mode', ['FR', 'DE', 'DE', 'FR', 'IT'])).toBe('DE');
    expect(fillOf('mode', ['IT', 'DE', 'FR', 'DE', 'FR'])).toBe('DE');
  });

  it('fills nothing where the row is dropped, the gap is kept, or nothing is known', () => {
    expect(fillOf('drop', ['a'])).toBeUndefined();
    expect(fillOf('keep', ['a'])).toBeUndefined();
    expect(fillOf('median', [undefined])).toBeUndefined();
  });
});

describe('missingPolicies', () => {
  it('says for every column in words what its policy means', () => {
    for (const [, words] of Object.values(missingPolicies)) expect(words.length).toBeGreaterThan(10);
  });
});
