/** A uniform draw in [0, 1). */
export type Random = () => number;

/** Seeded uniform generator, 32-bit state (mulberry32, Tommy Ettinger 2017): same seed, same draws, on every machine. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A uniform whole number in [0, bound). */
export function drawIndex(random: Random, bound: number): number {
  return Math.floor(random() * bound);
}

/** A standard normal draw (Box & Muller 1958). */
export function drawNormal(random: Random): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random()));
  return radius * Math.cos(2 * Math.PI * random());
}

/** Shuffles numbers in place and returns the same array (Fisher & Yates; Durstenfeld 1964). */
export function shuffle<T extends { [index: number]: number; length: number }>(values: T, random: Random): T {
  for (let last = values.length - 1; last > 0; last--) {
    const other = drawIndex(random, last + 1);
    const [kept = 0, moved = 0] = [values[last], values[other]];
    values[last] = moved;
    values[other] = kept;
  }
  return values;
}
