import { describe, expect, it } from 'vitest';
import { type HashKey, keyedHash, parseHashKey } from '../../src/domain/keyed-hash.ts';

const key: HashKey = parseHashKey('0001020304050607') ?? [0, 0];

/** The first bytes 00, 01, 02, … as text. */
const bytes = (length: number) => String.fromCharCode(...Array.from({ length }, (_, place) => place));

describe('the keyed hash', () => {
  // The published vectors of HalfSipHash-2-4 with 32 bits (vectors.h of the authors' reference code), which are written byte by byte.
  it.each([
    [0, 0x5b9f35a9],
    [1, 0xb85a4727],
    [2, 0x03a662fa],
    [3, 0x04e7fe8a],
    [4, 0x89466e2a],
  ])('gives what its authors published for %i bytes', (length, hash) => {
    expect(keyedHash(bytes(length), key).toString(16)).toBe(hash.toString(16));
  });

  it('reads a key of 16 hexadecimal digits and nothing else', () => {
    expect(key).toEqual([0x03020100, 0x07060504]);
    for (const text of ['', '00', '000102030405060g', '00010203040506070']) expect(parseHashKey(text)).toBeUndefined();
  });

  it('is another with another key, and takes any text', () => {
    expect(keyedHash('张伟\nvip', key)).not.toBe(keyedHash('张伟\nvip', [1, 2]));
  });
});
