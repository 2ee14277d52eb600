import { type PushScope, type RuleVerdict, standingRules } from '../domain/push.ts';

/** What one rule does about one person, after control group and scope: it gives, it does not, or it is not to be asked and everything of its own stays. */
export interface SettledRule {
  readonly rule: string;
  readonly says: 'give' | 'not' | 'keep';
  readonly tags: readonly string[];
  readonly lists: readonly string[];
}

/** Rules with what they may do. `keep`: outside the scope, held out as control, or something that the rule asks for is not known. */
export function settleRules(
  rules: readonly RuleVerdict[],
  { scope, isHeld }: { scope: PushScope; isHeld: (rule: string) => boolean },
): SettledRule[] {
  return rules.map(({ rule, holds, tags, lists }) => ({ rule, says: sayOf(rule, holds), tags, lists }));

  function sayOf(rule: string, holds: boolean | undefined): SettledRule['says'] {
    if (holds === undefined || !isInScope(scope, rule) || (holds && isHeld(rule))) return 'keep';
    return holds ? 'give' : 'not';
  }
}

/** Whether a rule may give and take under a scope. */
export function isInScope({ rules }: PushScope, rule: string): boolean {
  return rules === undefined || rules.includes(rule);
}

/** The tags that a person shall have in the CRM, and the rules that change something. */
export interface WantedTags {
  /** `a;b`, by the alphabet; empty for none. */
  readonly value: string;
  readonly rules: readonly string[];
}

/**
 * The tags of a person: those given by hand and those of the rules that give. A tag that stands there already also stays where one of its rules is not to be
 * asked, so that a missing score takes nothing away.
 */
export function wantedTags(present: string | undefined, sources: TagSources): WantedTags {
  const there = new Set(tagsIn(present));
  const all = new Set([...there, ...sources.byHand, ...sources.rules.flatMap(({ tags }) => tags)]);
  const touched = new Set<string>();
  const wanted: string[] = [];
  for (const tag of all) {
    const isThere = there.has(tag);
    const { says, givers, takers } = fateOf(tag, sources);
    const isWanted = says === 'give' || (says === 'keep' && isThere);
    if (isWanted) wanted.push(tag);
    if (isWanted !== isThere) for (const rule of isWanted ? givers : takers) touched.add(rule);
  }
  return { value: wanted.sort().join(';'), rules: [...touched] };
}

interface TagSources {
  readonly byHand: readonly string[];
  readonly rules: readonly SettledRule[];
  readonly scope: PushScope;
}

/** What becomes of a tag, and which rules give or take it. A tag that no rule knows was given by hand, and taken away by hand where nobody has it any more. */
function fateOf(
  tag: string,
  { byHand, rules, scope }: TagSources,
): { says: SettledRule['says']; givers: readonly string[]; takers: readonly string[] } {
  const ofRules = rules.filter(({ tags }) => tags.includes(tag));
  const hand = byHand.includes(tag);
  const own = handOf(tag, { isGiven: hand, scope });
  const sources = hand || ofRules.length === 0 ? [...ofRules, own] : ofRules;
  const namesOf = (says: SettledRule['says']) => sources.filter((each) => each.says === says).map(({ rule }) => rule);
  const [givers, takers] = [namesOf('give'), namesOf('not')];
  if (givers.length > 0) return { says: 'give', givers, takers };
  return { says: takers.length === sources.length ? 'not' : 'keep', givers, takers };
}

/**
 * Rules as they are followed where each tag stands for itself among tags of others, as at a shop: what a rule gives is then a place, as one on a list. Tags given
 * by hand, and those of ours (`ours`) that no rule knows any more, are asked of the hand.
 */
export function rulesForPlaces(
  settled: readonly SettledRule[],
  { byHand, ours, scope }: { byHand: readonly string[]; ours: readonly string[]; scope: PushScope },
): SettledRule[] {
  const ofRules = new Set(settled.flatMap(({ tags }) => tags));
  const asked = new Set([...byHand, ...ours.filter((tag) => !ofRules.has(tag))]);
  const hand = [...asked].map((tag) => handOf(tag, { isGiven: byHand.includes(tag), scope }));
  return [
    ...settled.map((rule) => ({ ...rule, lists: rule.tags })),
    ...hand.map((rule) => ({ ...rule, lists: rule.tags })),
  ];
}

/** What the hand says of a tag, as a rule would. */
function handOf(tag: string, { isGiven, scope }: { isGiven: boolean; scope: PushScope }): SettledRule {
  const says = isInScope(scope, standingRules.byHand) ? (isGiven ? 'give' : 'not') : 'keep';
  return { rule: standingRules.byHand, says, tags: [tag], lists: [] };
}

/** Tags as they stand in the field. */
export function tagsIn(value: string | undefined): string[] {
  return (value ?? '')
    .split(';')
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');
}
