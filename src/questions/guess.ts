import { isKnownWord, likelyQuestions, noQuestion } from './bank.ts';
import type { Graded } from './classifier.ts';
import type { QuestionContext } from './context.ts';
import { maskText } from './mask.ts';
import { isPartOfName, personIn, productIn, strangeWords } from './names.ts';
import type { Question } from './question.ts';
import type { Recognised } from './recognise.ts';
import { questionOf } from './registry.ts';
import { readSlots } from './slots.ts';
import { tagIn } from './tag-in.ts';
import { momentOf } from './words.ts';

/**
 * Probability, times the share of known words, from which on a text is read as a question, and how far ahead of the second it must be. Chosen by leaving
 * out a tenth of the bank at a time: of texts that are no question half as many are answered as without the share.
 */
const sure = { p: 0.38, margin: 0.12 } as const;

/** What a text most likely asks by the phrasings that Patron has learned, and what it names. */
export interface Reading {
  readonly who: string | undefined;
  readonly product: string | undefined;
  readonly graded: readonly Graded[];
  /** Share of its words that stand in a known phrasing. */
  readonly known: number;
}

/** Compares a text with the known phrasings; `pronounOf` is the person of whom the thread speaks, where the text has only a pronoun. */
export function readByPhrases(plain: string, context: QuestionContext, pronounOf?: string): Reading {
  const who = pronounOf ?? personIn(plain, context);
  const text = pronounOf === undefined ? plain : plain.replace(pronouns, () => pronounOf);
  const product = who === undefined ? productIn(plain, context) : undefined;
  const exact = readNaming({ who, product }, text, context);
  const like = who === undefined && product === undefined ? strangeWords(plain) : undefined;
  if (like === undefined) return exact;
  const others = [
    ...(isPartOfName(like, context) ? [readNaming({ who: like, product }, text, context)] : []),
    ...(context.findProducts(like, 1).length > 0 ? [readNaming({ who, product: like }, text, context)] : []),
  ].filter((reading) => reading.who !== undefined || isOfGoods(reading));
  const surer = (one: Reading, other: Reading) =>
    (other.graded[0]?.p ?? 0) > (one.graded[0]?.p ?? 0) - (other.who === undefined ? 0 : nameWeight) ? other : one;
  return others.reduce(surer, exact);
}

/** What a part of a name adds to the reading that knows it: hardly anybody types one by chance. */
const nameWeight = 0.2;

function readNaming(
  { who, product }: Pick<Reading, 'who' | 'product'>,
  text: string,
  context: QuestionContext,
): Reading {
  return { who, product, ...likelyQuestions(maskText(text, { who, product, moment: momentOf(context) })) };
}

function isOfGoods({ graded }: Reading): boolean {
  return questionOf(graded[0]?.id ?? '')?.takes.includes('product') ?? false;
}

const pronouns = /\b(?:s?he|they|her|him|them|his|their)\b|[他她]们?/i;

/** The question that a reading is sure of; undefined where it is none, or where several are as likely. */
export function sureOf({ graded: [first, second], known }: Reading): Question | undefined {
  if (!first || first.id === noQuestion) return undefined;
  return first.p * known >= sure.p && first.p - (second?.p ?? 0) >= sure.margin ? questionOf(first.id) : undefined;
}

/** Probabilities from which on the phrasings overrule a form: of theirs, and at most of its own. */
const overruling = { p: 0.65, own: 0.05 } as const;

/**
 * The question of which the phrasings are surer than a form is of its own; undefined where the form holds. A form that took words of other questions for a
 * name (`who is gonna buy`) holds less than one that took a strange word.
 */
export function overrules(found: Recognised, reading: Reading, context: QuestionContext): Question | undefined {
  const { question, slots } = found;
  const [first] = reading.graded;
  if (!first || first.id === question.id || first.id === noQuestion) return undefined;
  const isNamed = slots.who !== undefined || slots.product !== undefined;
  if (reading.who === undefined && isNamed && !isEmptyName(slots, context)) return undefined;
  if (isNamed ? reading.who === undefined : reading.who !== undefined && !question.takes.includes('who'))
    return sureOf(reading);
  const own = reading.graded.find(({ id }) => id === question.id)?.p ?? 0;
  return first.p * reading.known >= overruling.p && own <= overruling.own ? questionOf(first.id) : undefined;
}

/** What stands for a name is made of words of questions or begins as no name does, and names nobody and nothing exactly. */
function isEmptyName({ who, product }: Recognised['slots'], context: QuestionContext): boolean {
  const name = who ?? product;
  if (name === undefined) return false;
  const matches = who === undefined ? context.findProducts(name, 1) : context.findPeople(name, 1);
  if (matches.some(({ isExact }) => isExact)) return false;
  const words = maskText(name, { moment: momentOf(context) }).split(' ');
  return (
    (who !== undefined && /^(?:the|our|my|your|an?|this|that|these|not|no)\b/i.test(who)) ||
    words.every((word) => word === '' || word.startsWith('§') || isKnownWord(word))
  );
}

/** Whether a form took words for a name that are none, in a text that is none of Patron's questions: `who is the king of Spain`. */
export function isOffTopic({ slots }: Recognised, { who, graded }: Reading, context: QuestionContext): boolean {
  return who === undefined && graded[0]?.id === noQuestion && isEmptyName(slots, context);
}

/** The questions that a text comes closest to, most likely first, then those that are asked most; what tells Patron to do something is none of them. */
export function nearest({ graded, known }: Reading, count = 3): Question[] {
  const likely = known === 0 ? [] : graded.filter(({ id, p }) => p > 0.02 && id !== noQuestion && id !== 'help');
  const ids = [...likely.map(({ id }) => id), 'likely-buyers', 'at-risk', 'revenue'];
  return [...new Set(ids)]
    .flatMap((id) => questionOf(id) ?? [])
    .filter(({ takes }) => !takes.includes('to') && !takes.includes('tag'))
    .slice(0, count);
}

/** A question with what a text names for it; undefined where something that it needs is missing. */
export function fillIn(
  question: Question,
  { who, product }: Pick<Reading, 'who' | 'product'>,
  { plain, context }: { plain: string; context: QuestionContext },
): Recognised | undefined {
  const tag = question.takes.includes('tag') ? tagIn(plain, who, context) : undefined;
  const named = {
    ...(who !== undefined && question.takes.includes('who') ? { who } : {}),
    ...(product === undefined ? {} : { product }),
    ...(tag === undefined ? {} : { tag }),
  };
  if (tag === undefined && (question.id === 'tag' || question.id === 'untag')) return undefined;
  const read = readSlots(question, { text: plain.toLowerCase(), named, moment: momentOf(context) });
  return read && { question, ...read };
}
