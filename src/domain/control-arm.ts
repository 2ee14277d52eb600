import { type HashKey, keyedHash } from './keyed-hash.ts';
import { type Watched, watchedRule } from './watched.ts';

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

/** Somebody whom a rule has held for, as it was written down. */
export interface Assignment {
  /** Key of the rule: `hot-lead` for a tag, `next-offer`, or what `alertTrial` gives. */
  readonly rule: string;
  /** Public id. */
  readonly customerId: string;
  readonly arm: Arm;
  /** Share that was held out at the time, 0..1. */
  readonly share: number;
  /** When the rule first held, epoch ms. */
  readonly at: number;
}

const alertMark = 'alert:';

/**
 * The key of an alert rule: what it watches, so that channels which watch the same leave the same people alone, and a rule that watches something else is
 * another.
 */
export function alertTrial(watched: Watched): string {
  return `${alertMark}${JSON.stringify(watchedRule.parse(watched))}`;
}

/** What the alert rule of a key watches; undefined for the key of something else. */
export function watchedOfTrial(rule: string): Watched | undefined {
  if (!rule.startsWith(alertMark)) return undefined;
  try {
    return watchedRule.safeParse(JSON.parse(rule.slice(alertMark.length))).data;
  } catch {
    return undefined;
  }
}
