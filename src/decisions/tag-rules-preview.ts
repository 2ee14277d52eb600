import type { WantedPerson } from '../domain/push.ts';
import type { TagRule } from './tag-rules.ts';

/** Whom one rule hits. */
export interface RulePreview {
  readonly rule: string;
  /** The rule as it is written. */
  readonly text: string;
  readonly line: number;
  readonly hit: number;
  /** Of them, held out as the control group. */
  readonly held: number;
  /** Of them, those who have every tag of the rule already. */
  readonly already: number;
  /** People for whom something that the rule asks is not known: nothing changes for them. */
  readonly unknown: number;
  /** Other rules that hit some of the same people, most of them first. */
  readonly overlap: readonly { readonly rule: string; readonly people: number }[];
  /** Ten public ids at most, evenly spread, without the control group. */
  readonly examples: readonly string[];
}

/** What a preview is made of. */
export interface PreviewInputs {
  /** Everybody, with what each rule says of them. */
  readonly people: readonly WantedPerson[];
  readonly isHeldOut: (rule: string, customerId: string) => boolean;
  /** The tags that somebody has now. */
  readonly tagsOf: (customerId: string) => readonly string[];
}

/** Examples that are shown of a rule, and other rules. */
const shown = { examples: 10, overlap: 3 };

/** Whom every rule hits, in the order of the file. */
export function previewRules(rules: readonly TagRule[], inputs: PreviewInputs): RulePreview[] {
  const hits = new Map(rules.map(({ name }) => [name, peopleWhere(inputs.people, name, true)] as const));
  return rules.map((rule) => {
    const hit = hits.get(rule.name) ?? [];
    const told = hit.filter((customerId) => !inputs.isHeldOut(rule.name, customerId));
    return {
      rule: rule.name,
      text: rule.text,
      line: rule.line,
      hit: hit.length,
      held: hit.length - told.length,
      already: hit.filter((customerId) => hasAll(rule, inputs.tagsOf(customerId))).length,
      unknown: peopleWhere(inputs.people, rule.name, undefined).length,
      overlap: overlapOf(rule.name, hits),
      examples: spread(told),
    };
  });
}

/** Public ids of those of whom a rule says so, by the alphabet. */
function peopleWhere(people: readonly WantedPerson[], rule: string, says: boolean | undefined): string[] {
  return people
    .filter(({ rules }) => rules.some((each) => each.rule === rule && each.holds === says))
    .map(({ customerId }) => customerId)
    .sort();
}

function hasAll({ tags }: TagRule, own: readonly string[]): boolean {
  return tags.length > 0 && tags.every((tag) => own.includes(tag));
}

function overlapOf(rule: string, hits: ReadonlyMap<string, readonly string[]>): RulePreview['overlap'] {
  const own = new Set(hits.get(rule));
  return [...hits]
    .filter(([other]) => other !== rule)
    .map(([other, people]) => ({ rule: other, people: people.filter((person) => own.has(person)).length }))
    .filter(({ people }) => people > 0)
    .sort((one, other) => other.people - one.people || (one.rule < other.rule ? -1 : 1))
    .slice(0, shown.overlap);
}

function spread(people: readonly string[]): string[] {
  const count = Math.min(shown.examples, people.length);
  return Array.from({ length: count }, (_, index) => people[Math.floor((index * people.length) / count)] ?? '');
}
