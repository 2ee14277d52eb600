import { inEnglish } from './chinese.ts';
import type { QuestionContext } from './context.ts';
import { cues, personCues } from './cues.ts';
import { parsePeriod } from './period.ts';
import type { Question } from './question.ts';
import type { Recognised } from './recognise.ts';
import { questions } from './registry.ts';
import { readSlots } from './slots.ts';
import { readHorizon, readSpan } from './spans.ts';
import { isFiller } from './unread.ts';
import { momentOf } from './words.ts';

/** Weight from which words are enough to guess a question by. */
const enough = 3;
/** Names that are looked up at most; each costs a search. */
const lookUps = 6;
/** Words of a name at most. */
const nameWords = 3;

/**
 * The question that a text without a known form most likely asks: by the person or the product that is exactly named in it, and by telling words. Undefined where
 * these say too little. Whoever answers it must say how the text was read.
 */
export function guess(plain: string, context: QuestionContext): Recognised | undefined {
  const text = plain.toLowerCase();
  const who = personIn(plain, context);
  if (who !== undefined) return guessAbout(who, text);
  const product = nameIn(plain, (words) => context.findProducts(words, 1).some(({ isExact }) => isExact));
  const moment = momentOf(context);
  const english = inEnglish(text);
  const past = parsePeriod(english, moment);
  const named = new Set([
    ...(product === undefined ? [] : ['product']),
    ...(past ? ['period'] : []),
    ...(past && parsePeriod(past.rest, moment) ? ['against'] : []),
    ...(readHorizon(english)?.days === undefined ? [] : ['horizonDays']),
    ...(readSpan(english)?.days === undefined ? [] : ['days']),
  ]);
  const question = best(cues, english, named);
  const read = question && readSlots(question, { text, named: product === undefined ? {} : { product }, moment });
  return read && { question, ...read };
}

/** The person who is exactly named in a text. */
export function personIn(plain: string, context: QuestionContext): string | undefined {
  return nameIn(plain, (words) => context.findPeople(words, 2).some(({ isExact }) => isExact));
}

/** The question about this person that the words of a text are closest to; who they are where nothing else is said. */
export function guessAbout(who: string, text: string): Recognised | undefined {
  const question = best(personCues, text.replace(who.toLowerCase(), ' '), new Set(), 1) ?? questionOf('who-is');
  return question && { question, slots: { who }, rest: '' };
}

/** The question of an id. */
export function questionOf(id: string): Question | undefined {
  return questions.find((question) => question.id === id);
}

function best(of: typeof cues, text: string, named: ReadonlySet<string>, least = enough): Question | undefined {
  const graded = Object.entries(of).map(([id, { words, slots = {}, needs }]) => {
    const said = words.reduce((sum, [pattern, weight]) => sum + (pattern.test(text) ? weight : 0), 0);
    const filled = Object.entries(slots).reduce((sum, [slot, weight]) => sum + (named.has(slot) ? weight : 0), 0);
    return { id, grade: said === 0 || (needs !== undefined && !named.has(needs)) ? 0 : said + filled };
  });
  const highest = Math.max(...graded.map(({ grade }) => grade));
  const found = graded.find(({ grade }) => grade === highest);
  return found && highest >= least ? questionOf(found.id) : undefined;
}

/** The longest run of words that is a name, among words that say something of their own. */
function nameIn(plain: string, isName: (words: string) => boolean): string | undefined {
  const words = plain
    .replace(/(?<=\p{Script=Han})(?=[a-z\d])|(?<=[a-z\d])(?=\p{Script=Han})/giu, ' ')
    .split(/[\s,;:()"“”]+/)
    .filter((word) => word !== '');
  const runs = Array.from({ length: nameWords }, (_, back) => nameWords - back).flatMap((length) =>
    words.slice(0, Math.max(0, words.length - length + 1)).map((_, at) => words.slice(at, at + length)),
  );
  const isTelling = (word: string | undefined) => word !== undefined && !isFiller(word.toLowerCase());
  return [...runs, ...hanRuns(words)]
    .filter((run) => isTelling(run[0]) && isTelling(run.at(-1)))
    .slice(0, 3 * lookUps)
    .flatMap((run) => [
      run.join(' ').replace(/'s$/, ''),
      ...(run.at(-1)?.endsWith('s') ? [run.join(' ').replace(/'?s$/, '')] : []),
    ])
    .filter((name, at, all) => all.indexOf(name) === at)
    .slice(0, lookUps)
    .find(isName);
}

/** Beginnings of Chinese words that are run together: a name of two to four signs may open them. */
function hanRuns(words: readonly string[]): string[][] {
  const signs = words.filter((word) => /^\p{Script=Han}{3,}$/u.test(word));
  return signs.flatMap((word) =>
    [4, 3, 2].filter((length) => length < word.length).map((length) => [word.slice(0, length)]),
  );
}
