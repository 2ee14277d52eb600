import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBackedBy } from '../../src/llm/stated-numbers.ts';

const source = 'Revenue €12,345.60 from 84 orders: +5 %. First demo-0042 (89 %), then three others; since 24 Nov 2026.';

describe('isBackedBy', () => {
  it.each([
    'Revenue was €12,345.60.',
    'Revenue was 12.345,60 € from 84 orders.',
    'Revenue was 12 345.6 EUR.',
    'It rose by 5 % (5% in all).',
    'Three people follow demo-0042, whose chance is 89%.',
    '自 2026 年以来',
    'There is nothing to worry about.',
  ])('takes %j', (text) => {
    expect(isBackedBy(text, [source])).toBe(true);
  });

  it.each([
    'Revenue was €12,345.61.',
    'Revenue was about 12k.',
    'There were 85 orders.',
    'It rose by 84 %.',
    'It earned €84.',
    'Look at demo-0043.',
    'Four people follow.',
    'Revenue has doubled.',
    'It is half of that.',
    '收入约 1.2万元。',
    '有八十个订单。',
  ])('refuses %j', (text) => {
    expect(isBackedBy(text, [source])).toBe(false);
  });

  it('takes every number that stands in the source in the same writing, and refuses the next one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000 }), (value) => {
        const written = value.toLocaleString('en-GB');
        expect(isBackedBy(`It was ${written}.`, [`Orders: ${written}`])).toBe(true);
        expect(isBackedBy(`It was ${(value + 1).toLocaleString('en-GB')}.`, [`Orders: ${written}`])).toBe(false);
      }),
      { seed: 11 },
    );
  });
});
