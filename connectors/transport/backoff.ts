import type { Random } from '../../src/domain/random.ts';

/** Bounds of the waits between tries, ms. */
export interface BackoffBounds {
  readonly baseMs: number;
  readonly capMs: number;
}

/** Wait before try number `attempt` + 1 (the first failure is attempt 1), ms: exponential with full jitter (Brooker, AWS Architecture Blog, 2015). */
export function backoffMs(attempt: number, random: Random, { baseMs, capMs }: BackoffBounds): number {
  return Math.floor(random() * Math.min(capMs, baseMs * 2 ** (attempt - 1)));
}
