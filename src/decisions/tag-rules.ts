import type { RuleVerdict } from '../domain/push.ts';

/** What the rules may ask of a person. `null`: it is known that they have none; undefined: it is not known. */
export interface RulePerson {
  /** Chance of an order within 30 days, of a customer or a lead; 0 to 1. */
  readonly propensity_30d: number | null | undefined;
  /** Rank among those who have not ordered yet, 0 to 100, 100 the most promising; customers have none. */
  readonly lead_score: number | null | undefined;
  /** Whole days since the last order. */
  readonly days_since_order: number | null | undefined;
  readonly orders: number | undefined;
  /** Net revenue of all time, in whole units of the shop's currency. */
  readonly revenue: number | undefined;
  readonly segment: string | null | undefined;
  /** As the source writes it. */
  readonly country: string | null | undefined;
  /** Tags that somebody gave by hand in Patron. */
  readonly tag: readonly string[];
  /** Has a counted order. */
  readonly customer: boolean | undefined;
  /** Silent for long against their own rhythm. */
  readonly at_risk: boolean | undefined;
}

/** How two values are compared. */
export const comparisons = ['=', '<', '<=', '>', '>='] as const;
type Comparison = (typeof comparisons)[number];

/** What a rule asks, as a tree. */
export type Condition =
  | { readonly kind: 'claim'; readonly field: ClaimField }
  | { readonly kind: 'number'; readonly field: NumberField; readonly by: Comparison; readonly value: number }
  | { readonly kind: 'one-of'; readonly field: TextField; readonly values: readonly string[] }
  | { readonly kind: 'not'; readonly of: Condition }
  | { readonly kind: 'and' | 'or'; readonly of: readonly Condition[] };

/** Fields by what they hold. */
export const ruleFields = {
  numbers: ['propensity_30d', 'lead_score', 'days_since_order', 'orders', 'revenue'],
  texts: ['segment', 'country', 'tag'],
  claims: ['customer', 'at_risk'],
} as const satisfies Readonly<Record<string, readonly (keyof RulePerson)[]>>;
export type NumberField = (typeof ruleFields.numbers)[number];
export type TextField = (typeof ruleFields.texts)[number];
export type ClaimField = (typeof ruleFields.claims)[number];

/** One rule of the file. */
export interface TagRule {
  /** What it gives, in the letters of a tag: the first tag or list. It names the rule to people and to its control group. */
  readonly name: string;
  /** Line in the file, from 1. */
  readonly line: number;
  /** As it was written, without the comment. */
  readonly text: string;
  readonly when: Condition;
  readonly tags: readonly string[];
  readonly lists: readonly string[];
}

/**
 * Whether a condition holds for a person, by Kleene's three values (1938): undefined where what is known does not decide it. `unknown or true` is true; a
 * comparison with a figure that somebody is known not to have is false.
 */
export function holds(condition: Condition, person: RulePerson): boolean | undefined {
  switch (condition.kind) {
    case 'claim':
      return person[condition.field];
    case 'number': {
      const value = person[condition.field];
      return value === undefined ? undefined : value !== null && compare(value, condition.by, condition.value);
    }
    case 'one-of':
      return isOneOf(person[condition.field], condition.values);
    case 'not': {
      const found = holds(condition.of, person);
      return found === undefined ? undefined : !found;
    }
    case 'and':
      return allOf(condition.of.map((each) => holds(each, person)));
    case 'or': {
      const none = allOf(condition.of.map((each) => opposite(holds(each, person))));
      return opposite(none);
    }
  }
}

/** What every rule says of a person, in the order of the file. */
export function judgeRules(rules: readonly TagRule[], person: RulePerson): RuleVerdict[] {
  return rules.map(({ name, when, tags, lists }) => ({ rule: name, holds: holds(when, person), tags, lists }));
}

function opposite(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value;
}

function allOf(values: readonly (boolean | undefined)[]): boolean | undefined {
  if (values.includes(false)) return false;
  return values.includes(undefined) ? undefined : true;
}

function compare(value: number, by: Comparison, bound: number): boolean {
  switch (by) {
    case '=':
      return value === bound;
    case '<':
      return value < bound;
    case '<=':
      return value <= bound;
    case '>':
      return value > bound;
    case '>=':
      return value >= bound;
  }
}

function isOneOf(value: string | readonly string[] | null | undefined, wanted: readonly string[]): boolean | undefined {
  if (value === undefined) return undefined;
  if (value === null) return false;
  const own = typeof value === 'string' ? [value] : value;
  return own.some((each) => wanted.includes(each.toLowerCase()));
}
