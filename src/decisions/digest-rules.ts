import { type RuleVerdict, standingRules } from '../domain/push.ts';

/** What the digest says of one customer; undefined: it is not known. */
export interface DigestFinding {
  readonly isLeaving: boolean | undefined;
  readonly isLikely: boolean | undefined;
}

/**
 * What the digest's items say of a person, as rules that tag them: each tag is called as its rule. An item is followed only where somebody asks for it by name
 * (`asked`); else nobody new is tagged, and who does not fit any more loses the tag.
 */
export function judgeDigestRules(
  { isLeaving, isLikely }: DigestFinding,
  asked: readonly string[] | undefined,
): RuleVerdict[] {
  const verdict = (rule: string, fits: boolean | undefined): RuleVerdict => {
    const isAsked = asked?.includes(rule) ?? false;
    return { rule, holds: fits === true && !isAsked ? undefined : fits, tags: [rule], lists: [] };
  };
  return [verdict(standingRules.leaving, isLeaving), verdict(standingRules.likelyBuyer, isLikely)];
}
