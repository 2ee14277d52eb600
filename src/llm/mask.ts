import type { Patron } from '../patron.ts';
import { ordinaryWords } from './ordinary-words.ts';

/** Puts placeholders in the places of what tells who somebody is, and takes them back. */
export interface Mask {
  /** A text as it may leave the machine. */
  hide(text: string): string;
  /** A text that came back, with what was typed in the places of the placeholders. */
  reveal(text: string): string;
  /** Those that stand for something. */
  placeholders(): readonly string[];
}

const email = /[^\s@<>()|,;:"']+@[^\s@<>()|,;:"']+\.[\p{L}\p{N}-]+/gu;
/** Seven digits and more with signs of telephone numbers between, and no date. */
const phone = /(?<![\p{L}\p{N}.,-])(?!\d{4}-\d\d-\d\d)(?:\+|00|0|\()\d[\d\s()./-]{5,}\d(?![\p{L}\p{N}])/gu;
/** Words of a name at most. */
const longestName = 4;
/** Words of a question that are looked up at most. */
const mostWords = 40;

/**
 * Finds in a question what tells who somebody is: e-mail addresses, telephone numbers, names that the store knows or that resemble one of them. Words that
 * are `plain` (those of Patron's own questions) or ordinary stay, unless they are part of a whole name.
 */
export async function maskFor(
  question: string,
  patron: Pick<Patron, 'people'>,
  plain: ReadonlySet<string>,
): Promise<Mask> {
  const placeholders = new Placeholders();
  const rest = placeholders.hide(question);
  for (const name of await namesIn(rest, patron, plain)) placeholders.keep('person', name);
  return placeholders;
}

class Placeholders implements Mask {
  /** What was typed -> its placeholder, longest first when used. */
  readonly #kept = new Map<string, string>();

  keep(kind: 'person' | 'email' | 'phone', typed: string): string {
    const known = this.#kept.get(typed.toLowerCase());
    if (known !== undefined) return known;
    const placeholder = `${kind}-${[...this.#kept.values()].filter((one) => one.startsWith(kind)).length + 1}`;
    this.#kept.set(typed.toLowerCase(), placeholder);
    return placeholder;
  }

  placeholders(): readonly string[] {
    return [...this.#kept.values()];
  }

  hide(text: string): string {
    const hidden = text
      .replace(email, (typed) => this.keep('email', typed))
      .replace(phone, (typed) => this.keep('phone', typed));
    const people = [...this.#kept].filter(([, placeholder]) => placeholder.startsWith('person'));
    people.sort(([one], [other]) => other.length - one.length);
    return people.reduce((words, [typed, placeholder]) => words.replace(wholeWords(typed), placeholder), hidden);
  }

  reveal(text: string): string {
    return [...this.#kept].reduce(
      (words, [typed, placeholder]) => words.replace(wholeWords(placeholder), () => typed),
      text,
    );
  }
}

/** Finds words where they stand by themselves; Chinese has no spaces around them. */
export function wholeWords(words: string): RegExp {
  const escaped = words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+');
  return /\p{Script=Han}/u.test(words)
    ? new RegExp(escaped, 'giu')
    : new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'giu');
}

async function namesIn(text: string, patron: Pick<Patron, 'people'>, plain: ReadonlySet<string>): Promise<string[]> {
  const words = text
    .split(/[^\p{L}\p{N}\p{Mark}'’.&-]+/u)
    .map(bare)
    .filter((word) => word !== '')
    .slice(0, mostWords);
  const isName = await Promise.all(words.map((_, at) => resemblesSomebody(words, at, { patron, plain })));
  for (const [at, length] of await wholeNames(words, patron)) isName.fill(true, at, at + length);
  // Beside a name stands the rest of it: `Ana` alone resembles nobody, `Ana Quelberg` does.
  const isUnknown = (at: number) =>
    !isListed(words[at] ?? '', plain) && (isName[at - 1] === true || isName[at + 1] === true);
  for (const at of [...words.keys(), ...[...words.keys()].reverse()]) isName[at] ||= isUnknown(at);
  const signs = await Promise.all((text.match(/\p{Script=Han}+/gu) ?? []).map((run) => hanNames(run, patron)));
  return [...runsOf(words, isName), ...signs.flat()];
}

/** Where whole names begin among the words, and of how many words they are. */
async function wholeNames(words: readonly string[], patron: Pick<Patron, 'people'>): Promise<[number, number][]> {
  const found: [number, number][] = [];
  for (let length = longestName; length > 1; length--) {
    for (let at = 0; at + length <= words.length; at++) {
      const [person] = await patron.people(words.slice(at, at + length).join(' '), { limit: 1 });
      if (person?.isExact) found.push([at, length]);
    }
  }
  return found;
}

/** Whether a word that no question has resembles a part of somebody's name. */
async function resemblesSomebody(
  words: readonly string[],
  at: number,
  { patron, plain }: { patron: Pick<Patron, 'people'>; plain: ReadonlySet<string> },
): Promise<boolean> {
  const word = words[at] ?? '';
  if (word.length < 3 || isListed(word, plain)) return false;
  return (await patron.people(word, { limit: 1 })).length > 0;
}

/** Words of questions and dates name nobody; signs are looked at by themselves. */
function isListed(word: string, plain: ReadonlySet<string>): boolean {
  const lower = word.toLowerCase();
  if (ordinaryWords.has(lower) || plain.has(lower)) return true;
  return /^(?:\d{1,4}|\d{4}-\d\d(?:-\d\d)?|(?:person|email|phone)-\d+)$/.test(lower) || /\p{Script=Han}/u.test(word);
}

/** Words in a row that hold. */
function runsOf(words: readonly string[], holds: readonly boolean[]): string[] {
  const runs: string[][] = [];
  words.forEach((word, at) => {
    if (!holds[at]) return;
    if (holds[at - 1]) runs.at(-1)?.push(word);
    else runs.push([word]);
  });
  return runs.map((run) => run.join(' '));
}

/** Chinese names within a run of signs: two to four of them that are somebody's whole name. */
async function hanNames(run: string, patron: Pick<Patron, 'people'>): Promise<string[]> {
  const signs = Array.from(run).slice(0, mostWords);
  const names: string[] = [];
  for (let from = 0; from < signs.length; from++) {
    for (let length = Math.min(longestName, signs.length - from); length > 1; length--) {
      const name = signs.slice(from, from + length).join('');
      const [found] = await patron.people(name, { limit: 1 });
      if (found?.isExact) names.push(name);
    }
  }
  return names;
}

function bare(word: string): string {
  return word.replace(/^['’.&-]+|['’.&-]+$/g, '').replace(/['’]s$/, '');
}
