import { closeness } from '../domain/closeness.ts';
import { standingRules } from '../domain/push.ts';
import { normaliseTag, tagLimits } from '../domain/tags.ts';
import { segmentNames } from './segments.ts';
import {
  type Condition,
  comparisons,
  type NumberField,
  ruleFields,
  type TagRule,
  type TextField,
} from './tag-rules.ts';
import { type RuleWord, UnreadableRule, wordsOfRule } from './tag-rules-words.ts';

/** A line that cannot be read. Line and column count from 1. */
export interface RuleProblem {
  readonly line: number;
  readonly column: number;
  /** What is wrong, what was expected, and the nearest known word, as one clause. */
  readonly message: string;
}

/** A file of rules, read. With a problem anywhere no rule is to be followed: half a file is not what somebody wrote. */
export interface ReadRules {
  readonly rules: readonly TagRule[];
  readonly problems: readonly RuleProblem[];
}

/** Reads a file of rules, one a line: `when CONDITION then tag NAME`, or `then list "NAME"`; several by `and`. `#` begins a comment. */
export function parseTagRules(text: string): ReadRules {
  const rules: TagRule[] = [];
  const problems: RuleProblem[] = [];
  for (const [index, written] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    try {
      const rule = readLine(written, index + 1);
      if (rule) rules.push(withNewName(rule, rules));
    } catch (error) {
      if (!(error instanceof UnreadableRule)) throw error;
      problems.push({ line: index + 1, column: error.column, message: error.message });
    }
  }
  return { rules, problems };
}

function withNewName(rule: TagRule, others: readonly TagRule[]): TagRule {
  const same = others.find(({ name }) => name === rule.name);
  if (!same) return rule;
  throw new UnreadableRule(1, `line ${same.line} has the rule '${rule.name}' already: join the two by 'or'`);
}

function readLine(written: string, line: number): TagRule | undefined {
  const words = wordsOfRule(written);
  if (words.length === 1) return undefined;
  const reader = new LineReader(words);
  reader.take('when');
  const when = readEither(reader);
  reader.take('then');
  const { tags, lists, name } = readActions(reader);
  const end = words.at(-1)?.column ?? 1;
  return { name, line, text: written.slice(0, end - 1).trim(), when, tags, lists };
}

/** Walks through the words of one line. */
class LineReader {
  readonly #words: readonly RuleWord[];
  #at = 0;

  constructor(words: readonly RuleWord[]) {
    this.#words = words;
  }

  get next(): RuleWord {
    return this.#words[this.#at] ?? { kind: 'end', text: '', written: '', column: 1 };
  }

  move(): RuleWord {
    const word = this.next;
    this.#at++;
    return word;
  }

  /** Whether the next word is this one; then it is taken. */
  has(text: string): boolean {
    const { kind } = this.next;
    const isIt = (kind === 'word' || kind === 'sign') && this.next.text.toLowerCase() === text;
    if (isIt) this.#at++;
    return isIt;
  }

  take(text: string): void {
    if (!this.has(text)) throw unexpected(this.next, [text]);
  }
}

/** How close a known word must come to what was written to be proposed. */
const closeEnough = 0.25;

function unexpected(
  word: RuleWord,
  expected: readonly string[],
  nearest: readonly string[] = expected,
): UnreadableRule {
  const found = word.kind === 'end' ? 'the line ends' : `'${word.written}' stands`;
  const [closest] = nearest
    .map((text) => ({ text, close: closeness(text, word.text.toLowerCase()) }))
    .sort((one, other) => other.close - one.close);
  const hint =
    word.kind !== 'end' && closest && closest.close >= closeEnough ? `; did you mean '${closest.text}'?` : '';
  return new UnreadableRule(word.column, `${found} where ${listWords(expected)} was expected${hint}`);
}

function listWords(words: readonly string[]): string {
  const quoted = words.map((word) => (word.startsWith('a ') ? word : `'${word}'`));
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1) ?? ''}`;
}

function readEither(reader: LineReader): Condition {
  const of = [readBoth(reader)];
  while (reader.has('or')) of.push(readBoth(reader));
  return joined('or', of);
}

function readBoth(reader: LineReader): Condition {
  const of = [readOne(reader)];
  while (reader.has('and')) of.push(readOne(reader));
  return joined('and', of);
}

function joined(kind: 'and' | 'or', of: readonly Condition[]): Condition {
  const [only] = of;
  return only && of.length === 1 ? only : { kind, of };
}

function readOne(reader: LineReader): Condition {
  if (reader.has('not')) return { kind: 'not', of: readOne(reader) };
  if (reader.has('(')) {
    const inner = readEither(reader);
    if (!reader.has(')')) throw unexpected(reader.next, [')', 'and', 'or']);
    return inner;
  }
  return readComparison(reader);
}

function readComparison(reader: LineReader): Condition {
  const word = reader.move();
  const name = word.kind === 'word' ? word.text.toLowerCase() : '';
  const claim = ruleFields.claims.find((field) => field === name);
  if (claim) return readClaim(reader, claim);
  const number = ruleFields.numbers.find((field) => field === name);
  if (number) return readNumber(reader, number);
  const text = ruleFields.texts.find((field) => field === name);
  if (text) return readText(reader, text);
  const known = Object.values(ruleFields).flat();
  throw unexpected(word, [`a field (${known.join(', ')})`], [...known, 'not']);
}

function readClaim(reader: LineReader, field: (typeof ruleFields.claims)[number]): Condition {
  const sign = reader.next;
  if (sign.kind === 'sign' && sign.text !== ')')
    throw new UnreadableRule(sign.column, `'${field}' is compared with nothing: write '${field}' or 'not ${field}'`);
  return { kind: 'claim', field };
}

function readNumber(reader: LineReader, field: NumberField): Condition {
  const word = reader.move();
  const isOther = word.kind === 'sign' && word.text === '!=';
  const by = isOther ? '=' : comparisons.find((each) => word.kind === 'sign' && each === word.text);
  if (by === undefined) throw unexpected(word, [...comparisons, '!=']);
  const is: Condition = { kind: 'number', field, by, value: readBound(reader, field) };
  return isOther ? { kind: 'not', of: is } : is;
}

/** Numbers that a field can have, so that `propensity_30d >= 60` is not silently never true. */
const ranges: Readonly<Partial<Record<NumberField, readonly [number, number]>>> = {
  propensity_30d: [0, 1],
  lead_score: [0, 100],
};

function readBound(reader: LineReader, field: NumberField): number {
  const word = reader.move();
  if (word.kind !== 'number') throw unexpected(word, ['a number'], []);
  const isPercent = word.text.endsWith('%');
  const value = isPercent ? Number(word.text.slice(0, -1)) / 100 : Number(word.text);
  const [low, high] = ranges[field] ?? [0, Number.POSITIVE_INFINITY];
  if (value >= low && value <= high && (!isPercent || field === 'propensity_30d')) return value;
  const upTo = Number.isFinite(high) ? `from ${low} to ${high}` : `${low} or more`;
  throw new UnreadableRule(word.column, `'${word.written}' cannot be: ${field} is ${upTo}`);
}

function readText(reader: LineReader, field: TextField): Condition {
  if (reader.has('in')) return { kind: 'one-of', field, values: readValues(reader, field) };
  if (reader.has('not')) {
    reader.take('in');
    return { kind: 'not', of: { kind: 'one-of', field, values: readValues(reader, field) } };
  }
  const word = reader.next;
  if (word.kind !== 'sign' || (word.text !== '=' && word.text !== '!='))
    throw unexpected(word, ['=', '!=', 'in', 'not in']);
  reader.move();
  const one: Condition = { kind: 'one-of', field, values: [readValue(reader, field)] };
  return word.text === '=' ? one : { kind: 'not', of: one };
}

function readValues(reader: LineReader, field: TextField): string[] {
  reader.take('(');
  const values = [readValue(reader, field)];
  while (reader.has(',')) values.push(readValue(reader, field));
  if (!reader.has(')')) throw unexpected(reader.next, [',', ')']);
  return values;
}

function readValue(reader: LineReader, field: TextField): string {
  const word = reader.move();
  if ((word.kind !== 'word' && word.kind !== 'text') || word.text === '')
    throw unexpected(word, field === 'segment' ? segmentNames : ['a word']);
  const value = word.text.toLowerCase();
  if (field === 'country') return value;
  if (field === 'segment') {
    if (!segmentNames.some((name) => name === value)) throw unexpected(word, segmentNames);
    return value;
  }
  return tagOf(word);
}

function tagOf(word: RuleWord): string {
  const tag = normaliseTag(word.text);
  if (tag === undefined)
    throw new UnreadableRule(
      word.column,
      `'${word.written}' cannot be a tag: 1 to ${tagLimits.letters} letters a to z, digits or hyphens`,
    );
  return tag;
}

/** Letters of a list's name at most. */
const longestList = 200;

function readActions(reader: LineReader): Pick<TagRule, 'name' | 'tags' | 'lists'> {
  const tags: string[] = [];
  const lists: string[] = [];
  const names: string[] = [];
  const { column } = reader.next;
  do {
    const { kind, name } = readAction(reader);
    (kind === 'tag' ? tags : lists).push(name);
    names.push(name);
  } while (reader.has('and') || reader.has(','));
  if (reader.next.kind !== 'end') throw unexpected(reader.next, ['and', 'a comment']);
  return { name: ruleName(names[0] ?? '', column), tags: [...new Set(tags)], lists: [...new Set(lists)] };
}

function readAction(reader: LineReader): { readonly kind: 'tag' | 'list'; readonly name: string } {
  if (reader.has('tag')) {
    const word = reader.move();
    if (word.kind !== 'word' && word.kind !== 'text') throw unexpected(word, ['a tag'], []);
    return { kind: 'tag', name: tagOf(word) };
  }
  if (!reader.has('list')) throw unexpected(reader.next, ['tag', 'list']);
  const word = reader.move();
  const isName = (word.kind === 'text' || word.kind === 'word') && word.text !== '';
  if (!isName || word.text.length > longestList) throw unexpected(word, ['a name in quotes'], []);
  return { kind: 'list', name: word.text };
}

function ruleName(first: string, column: number): string {
  const name = normaliseTag(first.slice(0, tagLimits.letters)) ?? normaliseTag(`list-${first.length}`) ?? first;
  const taken = Object.values(standingRules).find((standing) => standing === name);
  if (taken === undefined) return name;
  throw new UnreadableRule(column, `'${taken}' is the name of something that Patron does by itself: choose another`);
}
