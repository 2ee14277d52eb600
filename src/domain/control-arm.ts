import { type HashKey, keyedHash } from './keyed-hash.ts';
import type { Watched } from './watched.ts';

/** What happens to somebody for whom a rule holds: the rule does what it does, or they are left alone, so that one can be held against the other. */
export type Arm = 'treated' | 'control';

/** The share of people that a rule leaves alone, where nothing else is said. */
export const usualHoldout = 0.1;

/** Days for which people are followed after a rule has held for them. */
export const followedDays = 30;

/** A person as a rule meets them. `rule` and `person` are names that stay: the key of the rule, the public id of the person. */
export interface HoldOut {
  readonly rule: string;
  readonly person: string;
  /** Share that is left alone, 0..1. */
  readonly share: number;
  /** The shop's own. */
  readonly seed: HashKey;
}

/**
 * Whether a rule leaves a person alone. The same for good: it hangs on the rule, the person and the shop's seed, never on who else is there or on the order.
 * What one rule says of a person says nothing of what another does; a larger share only adds people.
 */
export function isHeldOut({ rule, person, share, seed }: HoldOut): boolean {
  return keyedHash(`${rule}\n${person}`, seed) < share * 2 ** 32;
}

/**
 * The name of an alert rule among those that leave people alone: by what it watches, so that channels which watch the same leave the same people alone, and
 * a rule that watches something else is another.
 */
export function alertTrial(watched: Watched): string {
  switch (watched.kind) {
    case 'segment-entry':
      return `alert:${watched.group}:${watched.move}:${watched.among}`;
    case 'chance':
      return `alert:chance:${watched.side}:${watched.bound}:${watched.quietDays ?? 0}:${watched.among}`;
    case 'silence':
      return `alert:silence:${watched.days}:${watched.among}`;
    case 'day-revenue':
      return 'alert:day-revenue';
  }
}
