import { drawIndex, type Random } from '../../../src/domain/random.ts';

/** What a server does instead of answering, or with its answer. */
export const faultKinds = [
  'reset',
  'hang',
  'too-many',
  'too-many-after',
  'unavailable',
  'html',
  'cut',
  'repeated-page',
  'looping-cursor',
  'expired',
  'throttled',
  'lost-answer',
] as const;

/** One kind of fault. */
export type FaultKind = (typeof faultKinds)[number];

/** Which fault the call number `n` meets, from 1 on; undefined: none. */
export type FaultPlan = (n: number) => FaultKind | undefined;

/** Faults at given calls. */
export function faultsAt(plan: Readonly<Record<number, FaultKind>>): FaultPlan {
  return (n) => plan[n];
}

/** A plan drawn by chance: each call meets a fault with the given share, never more than `most` in all. */
export function drawnFaults(random: Random, { share, most }: { share: number; most: number }): FaultPlan {
  const drawn = new Map<number, FaultKind | undefined>();
  let count = 0;
  return (n) => {
    if (drawn.has(n)) return drawn.get(n);
    const isHit = random() < share && count < most;
    const kind = isHit ? faultKinds[drawIndex(random, faultKinds.length)] : undefined;
    if (kind !== undefined) count += 1;
    drawn.set(n, kind);
    return kind;
  };
}
