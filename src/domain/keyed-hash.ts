/** A key of a keyed hash: 16 hexadecimal digits. */
export type HashKey = readonly [low: number, high: number];

/** Reads a key from 16 hexadecimal digits, the first byte first; undefined for anything else. */
export function parseHashKey(text: string): HashKey | undefined {
  if (!/^[0-9a-f]{16}$/.test(text)) return undefined;
  const bytes = Array.from({ length: 8 }, (_, place) => Number.parseInt(text.slice(2 * place, 2 * place + 2), 16));
  const word = (from: number) =>
    bytes.slice(from, from + 4).reduce((sum, byte, place) => sum | (byte << (8 * place)), 0);
  return [word(0), word(4)];
}

const utf8 = new TextEncoder();

/**
 * HalfSipHash-2-4 of a text's UTF-8 bytes, a whole number in [0, 2^32): Aumasson & Bernstein (2012), the variant of 32-bit words. Whoever does not know the
 * key cannot tell it from dice, and texts that differ in one letter have nothing to do with each other.
 */
export function keyedHash(text: string, [low, high]: HashKey): number {
  const bytes = utf8.encode(text);
  const state: State = [low, high, 0x6c796765 ^ low, 0x74656462 ^ high];
  const whole = bytes.length & ~3;
  for (let from = 0; from < whole; from += 4) take(state, wordOf(bytes, from, from + 4));
  take(state, wordOf(bytes, whole, bytes.length) | (bytes.length << 24));
  state[2] ^= 0xff;
  for (let round = 0; round < 4; round++) mix(state);
  return (state[1] ^ state[3]) >>> 0;
}

type State = [number, number, number, number];

function wordOf(bytes: Uint8Array, from: number, until: number): number {
  let word = 0;
  for (let place = from; place < until; place++) word |= (bytes[place] ?? 0) << (8 * (place - from));
  return word;
}

function take(state: State, word: number): void {
  state[3] ^= word;
  mix(state);
  mix(state);
  state[0] ^= word;
}

/** One SipRound. */
function mix(state: State): void {
  let [a, b, c, d] = state;
  a = (a + b) | 0;
  b = turned(b, 5) ^ a;
  a = turned(a, 16);
  c = (c + d) | 0;
  d = turned(d, 8) ^ c;
  a = (a + d) | 0;
  d = turned(d, 7) ^ a;
  c = (c + b) | 0;
  b = turned(b, 13) ^ c;
  c = turned(c, 16);
  state[0] = a;
  state[1] = b;
  state[2] = c;
  state[3] = d;
}

function turned(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}
