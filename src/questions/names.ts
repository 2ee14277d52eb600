import { plain as lettersOf } from '../domain/closeness.ts';
import { isKnownWord } from './bank.ts';
import type { QuestionContext } from './context.ts';
import { isFiller } from './unread.ts';

/** Names that are looked up at most; each costs a search. */
const lookUps = 6;
/** Words of a name at most. */
const nameWords = 3;
/** Words of a text in which names are looked for. */
const longestText = 40;

/** The person who is exactly named in a text. */
export function personIn(plain: string, context: QuestionContext): string | undefined {
  return nameIn(plain, (words) => context.findPeople(words, 2).some(({ isExact }) => isExact));
}

/** The product that is exactly named in a text. */
export function productIn(plain: string, context: QuestionContext): string | undefined {
  return nameIn(plain, (words) => context.findProducts(words, 1).some(({ isExact }) => isExact));
}

/** The first words in a row that stand in no known phrasing, two letters or more. */
export function strangeWords(plain: string): string | undefined {
  const words = plain
    .replaceAll(/[,;:()"“”]/g, ' ')
    .split(/\s+/)
    .slice(0, longestText);
  const first = words.findIndex(isStrange);
  if (first < 0) return undefined;
  const end = words.findIndex((word, at) => at > first && !isStrange(word));
  const name = words
    .slice(first, end < 0 ? undefined : end)
    .slice(0, nameWords)
    .join(' ')
    .replace(/'s?$/, '');
  return name.length > 1 ? name : undefined;
}

/** Whether words are a whole part of somebody's name. */
export function isPartOfName(words: string, context: QuestionContext): boolean {
  const parts = lettersOf(words).split(' ');
  return context.findPeople(words, 2).some(({ name }) => {
    const own = new Set(lettersOf(name ?? '').split(/[\s-]+/));
    return parts.every((part) => own.has(part));
  });
}

function isStrange(word: string): boolean {
  return /\p{Letter}|\d/u.test(word) && !isKnownWord(word.toLowerCase());
}

/** The longest run of words that is a name, among words that say something of their own; runs with a word of no known phrasing are tried first. */
function nameIn(plain: string, isName: (words: string) => boolean): string | undefined {
  const words = plain
    .replace(/(?<=\p{Script=Han})(?=[a-z\d])|(?<=[a-z\d])(?=\p{Script=Han})/giu, ' ')
    .split(/[\s,;:()"“”]+/)
    .filter((word) => word !== '')
    .slice(0, longestText);
  const strange = new Set(words.filter(isStrange));
  const runs = Array.from({ length: nameWords }, (_, back) => nameWords - back).flatMap((length) =>
    words.slice(0, Math.max(0, words.length - length + 1)).map((_, at) => words.slice(at, at + length)),
  );
  const isTelling = (word: string | undefined) => word !== undefined && !isFiller(word.toLowerCase());
  const telling = [...runs, ...hanRuns(words)]
    .filter((run) => isTelling(run[0]) && isTelling(run.at(-1)))
    .map((run) => ({ run, strangers: run.filter((word) => strange.has(word)).length / run.length }))
    .sort((one, other) => other.strangers - one.strangers)
    .flatMap(({ run }) => spellings(run.join(' ')));
  return [...new Set(telling)].slice(0, lookUps).find(isName);
}

/** A name as it stands, and without the ending of an owner or of several. */
function spellings(name: string): string[] {
  return [name.replace(/'s$/, ''), ...(name.endsWith('s') ? [name.replace(/'?s$/, '')] : [])];
}

/** Beginnings of Chinese words that are run together: a name of two to four signs may open them. */
function hanRuns(words: readonly string[]): string[][] {
  const signs = words.filter((word) => /^\p{Script=Han}{3,}$/u.test(word));
  return signs.flatMap((word) =>
    [4, 3, 2].filter((length) => length < word.length).map((length) => [word.slice(0, length)]),
  );
}
