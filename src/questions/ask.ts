import type { Answer } from './answer.ts';
import type { QuestionContext } from './context.ts';
import { aboutPerson } from './people.ts';
import { parsePeriod } from './period.ts';
import { whoIs } from './person.ts';
import { describeHelp, exampleFor, type Question, questions } from './registry.ts';
import { correctSlips } from './spelling.ts';
import { unreadWords } from './unread.ts';
import { cautious, joinCautions, momentOf, sourceWords } from './words.ts';

/** Letters of a question; what is longer is no question, and could keep the forms busy. */
const longest = 300;

/** A text that fits a form of a question. */
interface Found {
  readonly question: Question;
  readonly text: string;
  /** The person named, as typed; empty for none. */
  readonly who: string;
}

const politeness =
  /^(?:please|hey|hi patron|ok|okay|and|so|patron|can you|could you|would you|i want to know|i would like to know|do you know|tell me(?! about)|show me|show|give me|list|find|look up)\b[,:]?\s+/i;

/**
 * Answers a question in words. What was put right, and words that the answer leaves out, are said; a question that is not understood is said to be so,
 * with the nearest three that are.
 */
export function askQuestion(typed: string, context: QuestionContext): Answer {
  const plain = bare(typed);
  if (plain === '') return describeHelp(context);
  if (plain.length > longest) return notUnderstood(plain.slice(0, longest), context);
  const asTyped = find(plain.toLowerCase(), plain);
  if (asTyped && asTyped.who !== '' && isSomebody(asTyped.who, context))
    return asTyped.question.answer(asTyped, context);
  const corrected = correctSlips(plain.toLowerCase());
  const found = find(corrected.text, plain);
  const slips = corrected.slips.map(({ typed: word, read }) => `Read '${word}' as '${read}'.`);
  if (found) return answerFound(found, { plain, slips, context });
  const name = plain.replace(/^(?:customer|client|buyer)\s+/i, '').replace(/['’]s?$/, '');
  if (isSomebody(name, context)) return aboutPerson(name, context, whoIs);
  return notUnderstood(plain, context);
}

/** The question that a text in lower case asks; undefined for none. */
export function recognise(text: string): Question | undefined {
  return find(text, text)?.question;
}

function answerFound(
  found: Found,
  { plain, slips, context }: { plain: string; slips: readonly string[]; context: QuestionContext },
): Answer {
  const { question, text, who } = found;
  const unread = who === '' ? unreadWords(text, question, context) : [];
  const name = typedWords(plain, text, unread);
  if (name !== '' && isSomebody(name, context)) {
    const answer = aboutPerson(name, context, whoIs);
    return {
      ...answer,
      ...cautious(answer.caution, 'Read as a question about this person; the figures are of all time.'),
    };
  }
  const answer = question.answer(found, context);
  const left =
    unread.length === 0 ? undefined : `Not understood, so left out: ${unread.map((word) => `'${word}'`).join(', ')}.`;
  const caution = joinCautions([left, ...(who === '' ? slips : []), answer.caution]);
  return { ...answer, ...cautious(caution) };
}

/** Every form with its question, in the order in which they are tried; with the places of groups. */
const forms = questions.flatMap((question) =>
  question.forms.map((form) => ({ question, form: new RegExp(form.source, 'd') })),
);

function find(text: string, typed: string): Found | undefined {
  for (const { question, form } of forms) {
    const match = form.exec(text);
    if (match) return { question, text, who: personIn(match, text, typed) };
  }
  return undefined;
}

/** The person that a match names, in the letters that were typed. */
function personIn(match: RegExpExecArray, text: string, typed: string): string {
  const [start, end] = match.indices?.groups?.who ?? [0, 0];
  const words =
    text === typed.toLowerCase() && text.length === typed.length
      ? typed.slice(start, end)
      : typed
          .split(' ')
          .slice(text.slice(0, start).split(' ').length - 1)
          .slice(0, text.slice(start, end).split(' ').length)
          .join(' ');
  return end === 0
    ? ''
    : words
        .replace(/^customer\s+/i, '')
        .replace(/^["']|["',:;]+$|'s$/g, '')
        .trim();
}

/** The words of a list as they were typed: corrections keep words in their places. */
function typedWords(plain: string, text: string, words: readonly string[]): string {
  const places = text.split(' ');
  return plain
    .split(' ')
    .filter((_, index) => words.includes((places[index] ?? '').replace(/[,;:()"]|'s?$/g, '')))
    .map((word) => word.replace(/[,;:()"]|'s?$/g, ''))
    .join(' ');
}

/** What is asked, without politeness, trailing marks and doubled spaces. */
function bare(typed: string): string {
  let plain = typed
    .replaceAll('’', "'")
    .replace(/\s+/g, ' ')
    .replace(/[?!.,\s？！。]+$/u, '')
    .replace(/,? please$/i, '')
    .trim();
  while (politeness.test(plain)) plain = plain.replace(politeness, '');
  return plain;
}

function isSomebody(words: string, context: QuestionContext): boolean {
  return context.findPeople(words, 2).some(({ isExact }) => isExact);
}

function notUnderstood(plain: string, context: QuestionContext): Answer {
  const text = plain.toLowerCase();
  const near = nearest(parsePeriod(text, momentOf(context))?.rest ?? text, 3).map(({ examples }) =>
    exampleFor(examples[0] ?? '', context),
  );
  const people = plain.split(' ').length > 4 ? [] : context.findPeople(plain, 2);
  const shown = plain.length > 80 ? `${plain.slice(0, 80)}…` : plain;
  return {
    id: 'unknown',
    headline: `I did not understand '${shown}'. The nearest that I can answer:`,
    lines: [...people.map(({ customerId, name }) => `who is ${name ?? customerId}?`), ...near],
    basis: sourceWords(context),
    next: ['help', 'who will buy', 'who is leaving'],
  };
}

/** The questions whose examples share most telling words with a text; where few do, those that are asked most. */
function nearest(text: string, count: number): Question[] {
  const wordsOf = (sentence: string) => sentence.toLowerCase().split(/[^\p{Letter}-]+/u);
  const asked = new Set(wordsOf(text).filter((word) => word.length > 4));
  const shared = ({ examples }: Question) =>
    Math.max(...examples.map((example) => wordsOf(example).filter((word) => asked.has(word)).length));
  const close = questions
    .filter((question) => question.id !== 'help' && shared(question) > 0)
    .sort((one, other) => shared(other) - shared(one));
  const usual = questions.filter(({ id }) => ['likely-buyers', 'at-risk', 'revenue'].includes(id));
  return [...new Set([...close, ...usual])].slice(0, count);
}
