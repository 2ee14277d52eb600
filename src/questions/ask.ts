import type { Answer, Followed } from './answer.ts';
import type { QuestionContext } from './context.ts';
import { parsePeriod } from './period.ts';
import type { Question, Slots } from './question.ts';
import { describeHelp, exampleFor } from './registry.ts';
import { type Understood, understand } from './understand.ts';
import { unreadWords, withoutPresent } from './unread.ts';
import { cautious, joinCautions, momentOf, sourceWords } from './words.ts';

/**
 * Answers a question in words; `follows` is what the thread was about, so that "why?" and "and last month?" go on from it. What was put right, and words
 * that the answer leaves out, are said; a question that is not understood is said to be so, with the nearest three that are.
 */
export function askQuestion(
  typed: string,
  context: QuestionContext,
  { follows }: { readonly follows?: Followed | undefined } = {},
): Answer {
  const understood = understand(typed, context, follows);
  if (understood.plain === '') return describeHelp(context);
  if (understood.kind === 'question') return answerTo(understood, context);
  return understood.kind === 'ask-back' ? askBack(understood.plain, context) : notUnderstood(understood, context);
}

function answerTo(asked: Understood & { kind: 'question' }, context: QuestionContext): Answer {
  const { question, slots } = asked;
  const unread = isFree(slots) && !asked.isGuess ? unreadWords(asked, context) : timeLeftOut(asked, context);
  const left = `Not understood, so left out: ${unread.map((word) => `'${word}'`).join(', ')}.`;
  const slips = isFree(slots) ? asked.slips.map(({ typed, read }) => `Read '${typed}' as '${read}'.`) : [];
  const guessed = asked.isGuess ? [`Read as '${question.inFull(slots)}'.`] : [];
  return answerSaying([...guessed, ...(unread.length === 0 ? [] : [left]), ...slips], asked, context);
}

/** A time of the past that was named beside a person or a product, or in a text that was guessed, where the question takes none. */
function timeLeftOut({ question, slots, text }: Understood & { kind: 'question' }, context: QuestionContext): string[] {
  if (question.takes.includes('period')) return [];
  const names = [slots.who, slots.product, slots.tag].filter((name) => name !== undefined);
  const rest = names.reduce((left, name) => left.replace(name.toLowerCase(), ' '), text);
  const past = parsePeriod(withoutPresent(rest), momentOf(context));
  return past ? [past.matched] : [];
}

/** The answer with what is to be said of how the question was read. */
function answerSaying(
  read: readonly string[],
  { question, slots }: { readonly question: Question; readonly slots: Slots },
  context: QuestionContext,
): Answer {
  const answer = question.answer(slots, context);
  return {
    ...answer,
    ...cautious(joinCautions([...read, answer.caution])),
    asked: followed(answer, askedOf(question, slots, answer, context)),
  };
}

/** Nothing in the question is a name, so that every word must be one that is understood. */
function isFree({ who, product, tag }: Slots): boolean {
  return who === undefined && product === undefined && tag === undefined;
}

interface AskedInFull {
  readonly id: string;
  readonly slots: Slots;
  readonly inFull: string;
  readonly sku?: string;
}

/** The question in full, with ids in the places of names. */
function askedOf(question: Question, slots: Slots, { customerId }: Answer, context: QuestionContext): AskedInFull {
  const [product] = slots.product === undefined ? [] : context.findProducts(slots.product, 1);
  const sku = context.snapshot.products[product?.product ?? -1]?.sku;
  const exact = { ...slots, who: slots.who === undefined ? undefined : (customerId ?? slots.who) };
  return { id: question.id, slots, inFull: question.inFull(exact), ...(sku === undefined ? {} : { sku }) };
}

function followed({ customerId }: Answer, { id, slots, inFull, sku }: AskedInFull): Followed {
  return {
    id,
    question: inFull,
    ...(customerId === undefined ? {} : { customerId }),
    ...(slots.period === undefined ? {} : { period: slots.period }),
    ...(sku === undefined ? {} : { sku }),
  };
}

/** A text that goes on from a question that Patron does not know of, or that cannot take it. */
function askBack(plain: string, context: QuestionContext): Answer {
  const period = parsePeriod(plain, momentOf(context))?.matched;
  return {
    id: 'ask-back',
    headline: `'${plain}' of what? Ask it in full once, then go on in the same thread.`,
    lines: ['For instance: "revenue last month", then "and the month before?", "compare with last year", "why?".'],
    basis: sourceWords(context),
    next:
      period === undefined
        ? ['who will buy', 'revenue in the last 30 days', 'help']
        : ['revenue', 'new customers', 'top customers'].map((thing) => `${thing} ${period}`),
  };
}

function notUnderstood({ plain, near }: Understood & { kind: 'unknown' }, context: QuestionContext): Answer {
  const people = plain.split(' ').length > 4 ? [] : context.findPeople(plain, 2);
  const shown = plain.length > 80 ? `${plain.slice(0, 80)}…` : plain;
  return {
    id: 'unknown',
    headline: `I did not understand '${shown}'. The nearest that I can answer:`,
    lines: [
      ...people.map(({ customerId, name }) => `who is ${name ?? customerId}?`),
      ...near.map(({ examples }) => exampleFor(examples[0] ?? '', context)),
    ],
    basis: sourceWords(context),
    next: ['help', 'who will buy', 'who is leaving'],
  };
}
