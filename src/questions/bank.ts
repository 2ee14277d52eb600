import { crmPhrases } from './bank/crm.ts';
import { listPhrases } from './bank/lists.ts';
import { morePhrases } from './bank/more.ts';
import { patronPhrases } from './bank/patron.ts';
import { peoplePhrases } from './bank/people.ts';
import { shopPhrases } from './bank/shop.ts';
import { type Classifier, type Graded, type Labelled, trainClassifier } from './classifier.ts';
import { featuresOf } from './features.ts';
import { questions } from './registry.ts';

/** The id of texts that ask none of the questions. */
export const noQuestion = 'unknown';

const marks: Readonly<Record<string, string>> = {
  CUSTOMER: '§who',
  PRODUCT: '§product',
  TAG: 'vip',
  PERIOD: '§period',
  AHEAD: '§ahead',
  SPAN: '§span',
  NUM: '10',
};

/** Every known phrasing, masked, with its question: the bank's and the examples of the questions. */
function labelled(): Labelled[] {
  const banks = [peoplePhrases, listPhrases, shopPhrases, patronPhrases, crmPhrases, morePhrases].flatMap((bank) =>
    Object.entries(bank),
  );
  const phrases = [
    ...banks.flatMap(([id, all]) => all.split('|').map((phrase) => ({ id, phrase }))),
    ...questions.flatMap(({ id, examples }) => examples.map((phrase) => ({ id, phrase }))),
  ];
  return phrases.map(({ id, phrase }) => ({
    id,
    features: featuresOf(phrase.replace(/[A-Z]{3,}/g, (name) => ` ${marks[name] ?? name} `)),
  }));
}

let trained: Classifier | undefined;

/** What was learned from all phrasings; learned when it is first needed, the same each time. */
function learned(): Classifier {
  trained ??= trainClassifier(labelled());
  return trained;
}

/** Questions about one person, of which the text must name one. */
const personal = new Set(['who-is', 'why', 'lead', 'is-leaving', 'what-if', 'offer', 'history', 'tag', 'untag']);
/** Questions about a product, of which the text must name one. */
const ofGoods = new Set(['product-buyers', 'goes-with']);

/** Questions about a silence, of which the text must say how long it is. */
const timed = new Set(['silent']);

/** What a masked text most likely asks, the most likely first, and the share of its words that Patron has met. */
export interface Likely {
  readonly graded: readonly Graded[];
  readonly known: number;
}

/** What a masked text most likely asks. Who or what is named decides which questions it can be. */
export function likelyQuestions(masked: string): Likely {
  const classifier = learned();
  const features = featuresOf(masked);
  const words = [...features.keys()].filter(isWord);
  const met = words.filter((feature) => classifier.knows(feature)).length;
  return {
    graded: classifier.grade(features, (id) => isPossible(id, masked)),
    known: words.length === 0 ? 1 : met / words.length,
  };
}

function isPossible(id: string, masked: string): boolean {
  const has = (mark: string) => masked.includes(mark);
  if (id === noQuestion) return true;
  if (personal.has(id) !== has('§who')) return false;
  if (timed.has(id)) return has('§span') || has('§period');
  return !ofGoods.has(id) || has('§product');
}

/** A feature that is a word or a Chinese sign. */
function isWord(feature: string): boolean {
  return /^(?:[^~=§^ \p{Script=Han}]+|\p{Script=Han})$/u.test(feature);
}

/** Whether a lower-case word stands in a known phrasing, so that it is hardly a name. A number or an address is none. */
export function isKnownWord(word: string): boolean {
  if (/[\d@:]/.test(word)) return false;
  return [...featuresOf(word).keys()].some((feature) => isWord(feature) && learned().knows(feature));
}
