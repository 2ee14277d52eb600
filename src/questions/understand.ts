import type { Followed } from './answer.ts';
import { bareQuestion } from './bare.ts';
import type { QuestionContext } from './context.ts';
import { type Before, goOn, isFragment } from './follow-up.ts';
import { pronoun } from './form-words.ts';
import { fillIn, isOffTopic, nearest, overrules, type Reading, readByPhrases, sureOf } from './guess.ts';
import type { Question, Slots } from './question.ts';
import { type Recognised, recognise } from './recognise.ts';
import { questionOf } from './registry.ts';
import { correctSlips } from './spelling.ts';
import { isFiller } from './unread.ts';
import { momentOf } from './words.ts';

type Slips = readonly { readonly typed: string; readonly read: string }[];

/** What a text asks, or why it is not known. */
export type Understood =
  | {
      readonly kind: 'question';
      readonly question: Question;
      readonly slots: Slots;
      /** What is left of the text beside its slots, lower case. */
      readonly rest: string;
      /** The text as it was read, lower case, and as it was typed: the same words. */
      readonly text: string;
      readonly plain: string;
      /** Words that were read as others. */
      readonly slips: Slips;
      /** No form fits: it was read by the phrasings that it comes closest to. */
      readonly isGuess: boolean;
    }
  | { readonly kind: 'ask-back'; readonly plain: string }
  | {
      readonly kind: 'unknown';
      readonly plain: string;
      /** The questions that it comes closest to. */
      readonly near: readonly Question[];
    };

/** Letters of a question; what is longer is no question, and could keep the forms busy. */
const longest = 300;
/** Letters that are looked at to find the question in what was typed. */
const looked = 2000;

/** A text with all that decides what it asks. */
interface Heard {
  readonly plain: string;
  /** In lower case. */
  readonly text: string;
  readonly isConnected: boolean;
  readonly before: Before | undefined;
  readonly context: QuestionContext;
}

/**
 * What a text asks, after what was asked before it in the same thread: a fragment that goes on, a form of a question, a name alone, or what the known
 * phrasings say.
 */
export function understand(typed: string, context: QuestionContext, follows?: Followed): Understood {
  const { plain, isConnected } = bareQuestion(typed.slice(0, looked));
  if (plain === '' || plain.length > longest || typed.length > looked)
    return { kind: 'unknown', plain: plain.slice(0, longest), near: [] };
  const text = plain.toLowerCase();
  const before = follows && beforeOf(follows, context);
  const heard = { plain, text, isConnected, before, context: rememberingNames(context) };
  const found = goingOn(heard) ?? byForm(heard) ?? byName(heard);
  if (found) {
    const isNothing = found.slots.product !== undefined && isOpen(found.slots.product);
    return isNothing
      ? { kind: 'ask-back', plain }
      : { kind: 'question', text, slips: [], isGuess: false, ...found, plain };
  }
  return isFragment(text, momentOf(context)) ? { kind: 'ask-back', plain } : byPhrases(heard);
}

/** What the known phrasings say of a text without a form; a name that is nearly somebody's where they say nothing. */
function byPhrases(heard: Heard): Understood {
  const { plain, text, context } = heard;
  const reading = readByPhrases(plain, context);
  const question = sureOf(reading);
  const read = ofPronoun(heard) ?? (question && fillIn(question, reading, heard));
  const guessed = read && inTime(read, heard);
  if (guessed) return { kind: 'question', text, slips: [], ...guessed, isGuess: true, plain };
  const near = byNearName(heard);
  return near
    ? { kind: 'question', text, slips: [], isGuess: false, ...near, plain }
    : { kind: 'unknown', plain, near: nearest(reading) };
}

/** The context with look-ups of names that search each name once: several ways of reading ask for the same. */
function rememberingNames(context: QuestionContext): QuestionContext {
  const known = new Map<string, ReturnType<QuestionContext['findPeople']>>();
  return {
    ...context,
    findPeople(words, limit) {
      const found = known.get(words) ?? context.findPeople(words, Math.max(limit, 2));
      known.set(words, found);
      return found.slice(0, limit);
    },
  };
}

function goingOn({ text, before, context }: Heard): Recognised | undefined {
  const moment = momentOf(context);
  return before && (goOn(text, before, moment) ?? goOn(correctSlips(text).text, before, moment));
}

/** By a form of a question, unless the phrasings are sure of another. A person whose name is like a word of a question wins over the slip. */
function byForm(heard: Heard): Formed | undefined {
  const { plain, text, context } = heard;
  const moment = momentOf(context);
  const asTyped = recognise(text, { typed: plain, moment });
  if (asTyped?.slots.who !== undefined && isSomebody(asTyped.slots.who, context)) return orBetter(asTyped, heard);
  const { text: corrected, slips } = correctSlips(text);
  const found = recognise(corrected, { typed: plain, moment });
  const better = found && orBetter(found, heard);
  if (found) return better && { text: corrected, slips, ...better };
  return asTyped && orBetter(asTyped, heard);
}

type Formed = Recognised & { readonly text?: string; readonly slips?: Slips; readonly isGuess?: boolean };

/**
 * What a form says, or what the phrasings are sure of instead: a form may fit around a person whom it does not take, or take other words for the person
 * (`why did you score Anna that high`). Who is exactly named is meant.
 */
function orBetter(found: Recognised, heard: Heard): Formed | undefined {
  const { takes } = found.question;
  const isOfThread =
    (takes.includes('who') && isOpen(found.slots.who)) || (takes.includes('product') && isOpen(found.slots.product));
  if (found.slots.tag !== undefined || isOfThread) return fill(found, heard);
  const reading = readByPhrases(heard.plain, heard.context);
  const better = overrules(found, reading, heard.context);
  const read = better && fillIn(better, reading, heard);
  if (isOffTopic(found, reading, heard.context)) return undefined;
  if (read) return { ...inTime(fill(read, heard), heard), text: heard.text, slips: [], isGuess: true };
  return inTime(exactly(found, reading) ?? fill(found, heard), heard);
}

/** The form with the person or the product that is exactly named within what it took for one. */
function exactly(found: Recognised, { who, product }: Reading): Recognised | undefined {
  const { takes } = found.question;
  if (takes.includes('who') && who !== undefined) return { ...found, slots: { ...found.slots, who } };
  const isWithin = product !== undefined && found.slots.product?.toLowerCase().includes(product.toLowerCase());
  return isWithin && takes.includes('product') ? { ...found, slots: { ...found.slots, product } } : undefined;
}

/** Who somebody is says nothing of a single time: what they spent or ordered then is in their orders. */
function inTime(found: Recognised, { plain, context }: Heard): Recognised {
  const { question, slots } = found;
  const orders = questionOf('history');
  if (question.id !== 'who-is' || slots.who === undefined || !orders || !spending.test(plain)) return found;
  const read = fillIn(orders, { who: slots.who, product: undefined }, { plain, context });
  return read?.slots.period === undefined ? found : read;
}

const spending =
  /\b(?:spen[dt]\w*|pa(?:y|id)|money|revenue|sales|orders?|ordered|b[uo]y\w*|bought|purchas\w*)\b|花|买|单|消费/i;

/** What the phrasings say of the person of the thread: `would she come back if`. */
function ofPronoun({ plain, before, context }: Heard): Recognised | undefined {
  const who = before?.slots.who;
  if (who === undefined || !/\b(?:s?he|they|her|him|them|his|their)\b|[他她]/i.test(plain)) return undefined;
  const reading = readByPhrases(plain, context, who);
  const question = sureOf(reading);
  return question && fillIn(question, reading, { plain, context });
}

/** A short text in which nothing but a part of a name, or nearly a name, can be seen: who that is, or a choice among several. */
function byNearName({ plain, context }: Heard): Recognised | undefined {
  const name = plain.replace(/^(?:find|search(?: for)?|look up|lookup|show|open|customer)\s+/i, '');
  const words = name.toLowerCase().split(' ');
  const question = questionOf('who-is');
  const isName = name.length > 2 && words.length <= 3 && !words.some(isFiller);
  return question && isName && context.findPeople(name, 1).length > 0
    ? { question, slots: { who: name }, rest: '' }
    : undefined;
}

/** The question before, read again from its words. */
function beforeOf({ question: asked, customerId, sku }: Followed, context: QuestionContext): Before | undefined {
  const found = recognise(asked.toLowerCase(), { typed: asked, moment: momentOf(context) });
  if (!found) return undefined;
  return {
    question: found.question,
    slots: {
      ...found.slots,
      ...(customerId === undefined ? {} : { who: customerId }),
      ...(sku === undefined ? {} : { product: sku }),
    },
  };
}

/** A whole question with what it leaves to the one before: the person of a pronoun, the product of `it`, after `and` the time. */
function fill(found: Recognised, { before, isConnected }: Heard): Recognised {
  const { question, slots } = found;
  const takes = (name: keyof Slots) => question.takes.includes(name);
  const who = takes('who') && isOpen(slots.who) ? before?.slots.who : slots.who;
  const product = takes('product') && isOpen(slots.product) ? (before?.slots.product ?? slots.product) : slots.product;
  const period = takes('period') && isConnected ? (slots.period ?? before?.slots.period) : slots.period;
  return { ...found, slots: { ...slots, who, product, period } };
}

function isOpen(named: string | undefined): boolean {
  return named === undefined || pronoun.test(named.toLowerCase());
}

/** A text that is only a name: who that is, or, where the thread is about a person or a product, the same of this one. */
function byName({ plain, before, isConnected, context }: Heard): Recognised | undefined {
  const name = plain.replace(/^(?:customer|client|buyer|客户)\s*/i, '').replace(/['’]s?$/, '');
  const takes = (slot: keyof Slots) => before?.question.takes.includes(slot) ?? false;
  const goesOn = before && takes('who') && (isConnected || !isKnown(before.slots.who, context));
  const whoIs = questionOf('who-is');
  if (isConnected || isSomebody(name, context)) {
    const product = name.replace(/^(?:the|a|an) /i, '');
    if (before && takes('product') && isConnected && context.findProducts(product, 1).length > 0)
      return { question: before.question, slots: { ...before.slots, product }, rest: '' };
    if (context.findPeople(name, 1).length === 0) return undefined;
    if (goesOn) return { question: before.question, slots: { ...before.slots, who: name }, rest: '' };
    return whoIs && { question: whoIs, slots: { who: name }, rest: '' };
  }
  return undefined;
}

function isKnown(who: string | undefined, context: QuestionContext): boolean {
  return who !== undefined && context.findPeople(who, 2).filter(({ isExact }) => isExact).length === 1;
}

/** Whether the words are exactly the id, the name or the e-mail of somebody. */
function isSomebody(words: string, context: QuestionContext): boolean {
  return words !== '' && context.findPeople(words, 2).some(({ isExact }) => isExact);
}
