const bits = new Float64Array(1);
const halves = new Uint32Array(bits.buffer);

function mix(state: number, word: number): number {
  const mixed = Math.imul(state ^ word, 0x85ebca6b);
  return Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35) ^ (mixed >>> 16);
}

/** A 53-bit number made of numbers: equal for equal ones, and for others with a chance of about 1e-16. */
export function keyOfNumbers(numbers: ArrayLike<number>): number {
  let one = 0x9e3779b9;
  let other = 0x7f4a7c15;
  for (let index = 0; index < numbers.length; index++) {
    // Adding 0 makes one number of 0 and -0.
    bits[0] = (numbers[index] ?? 0) + 0;
    const low = halves[0] ?? 0;
    const high = halves[1] ?? 0;
    one = mix(mix(one, low), high);
    other = mix(mix(other, high ^ 0x5bd1e995), low);
  }
  return (one >>> 0) * 2_097_152 + (other >>> 11);
}

/** A 32-bit number made of a text (FNV-1a; Fowler, Noll & Vo 1991). */
export function keyOfText(text: string): number {
  let state = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) state = Math.imul(state ^ text.charCodeAt(index), 0x01000193);
  return state >>> 0;
}
