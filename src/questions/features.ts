import { plain } from '../domain/closeness.ts';
import type { Features } from './classifier.ts';
import { meaningsOf } from './meanings.ts';

/** How much each kind of feature counts beside a word. */
const counts = { slot: 1.2, number: 0.5, word: 1, meaning: 1, pair: 0.7, triples: 0.8, sign: 0.5, signs: 1 } as const;
/** Letters from which on a word is also taken by its triples, so that a slip or an ending leaves most of it. */
const longWord = 4;

/**
 * What a masked text is made of: words without endings, what they mean, neighbours, letter triples of long words, Chinese signs and pairs of signs, and
 * the marks of what is named in it (`§who`).
 */
export function featuresOf(masked: string): Features {
  const found = new Map<string, number>();
  const add = (feature: string, count: number) => found.set(feature, Math.max(found.get(feature) ?? 0, count));
  let before = '^';
  const follow = (key: string) => {
    add(`${before} ${key}`, counts.pair);
    before = key;
  };
  for (const token of tokensOf(masked)) {
    if (token.startsWith('§')) {
      add(token, counts.slot);
      follow(token);
    } else if (/^\d/.test(token)) add('§number', counts.number);
    else if (/\p{Script=Han}/u.test(token)) addSigns(token, add);
    else follow(addWord(token, add));
  }
  follow('$');
  return found;
}

type Add = (feature: string, count: number) => void;

/** Adds what a word says, and gives what it is called beside its neighbours. */
function addWord(token: string, add: Add): string {
  const word = token.replace(/'s?$/, '');
  const stem = stemOf(word);
  add(stem, counts.word);
  const meanings = meaningsOf(word);
  for (const meaning of meanings) add(`=${meaning}`, counts.meaning);
  if (word.length >= longWord) {
    const edged = `^${stem}$`;
    for (let at = 0; at + 3 <= edged.length; at++)
      add(`~${edged.slice(at, at + 3)}`, counts.triples / Math.sqrt(edged.length));
  }
  return meanings[0] === undefined ? stem : `=${meanings[0]}`;
}

function addSigns(signs: string, add: Add): void {
  Array.from(signs).forEach((sign, at, all) => {
    add(sign, counts.sign);
    if (at > 0) add(`${all[at - 1]}${sign}`, counts.signs);
  });
}

function tokensOf(masked: string): string[] {
  return plain(masked).match(/§[a-z]+|[a-z][a-z'-]*|\p{Script=Han}+|\d+/gu) ?? [];
}

/** A word without the endings of its forms. */
export function stemOf(word: string): string {
  return word.length > 4 ? word.replace(/(?:ings?|ed|es|s|e)$/, '') : word.replace(/s$/, '');
}
