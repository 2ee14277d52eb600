import { describe, expect, it } from 'vitest';
import { keyOfNumbers, keyOfText } from '../../src/quality/line-key.ts';

describe('keyOfNumbers', () => {
  it('is different for 500,000 different triples, and always a whole number below 2^53', () => {
    const keys = new Float64Array(500_000);
    let place = 0;
    for (let product = 0; product < 100; product++) {
      for (let quantity = -50; quantity < 50; quantity++) {
        for (let price = 0; price < 50; price++)
          keys[place++] = keyOfNumbers([product, quantity + 0.5, price * 990_000]);
      }
    }
    keys.sort();
    expect(keys.findIndex((key, index) => key === keys[index - 1])).toBe(-1);
    expect(keys.every(Number.isSafeInteger)).toBe(true);
    expect(keys[0]).toBeGreaterThanOrEqual(0);
  });

  it('minds the order of its numbers, and takes 0 and -0 for one', () => {
    expect(keyOfNumbers([1, 2])).not.toBe(keyOfNumbers([2, 1]));
    expect(keyOfNumbers([0, 1])).toBe(keyOfNumbers([-0, 1]));
  });
});

describe('keyOfText', () => {
  it.each([
    ['', 0x811c9dc5],
    ['a', 0xe40c292c],
    ['foobar', 0xbf9cf968],
  ])("of '%s' is the published FNV-1a value", (text, key) => {
    expect(keyOfText(text)).toBe(key);
  });
});
