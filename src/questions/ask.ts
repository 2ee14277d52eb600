import type { Answer } from './answer.ts';
import type { QuestionContext } from './context.ts';
import { exampleFor, type Question, questions } from './registry.ts';
import { sourceWords } from './words.ts';

/** Words that questions are recognised by; a slip in one of five letters or more is forgiven. */
const vocabulary = [
  'explain',
  'compare',
  'versus',
  'leaving',
  'likely',
  'buyers',
  'customers',
  'customer',
  'segments',
  'segment',
  'revenue',
  'sales',
  'orders',
  'order',
  'month',
  'months',
  'today',
  'yesterday',
  'quarter',
  'churn',
  'about',
  'purchase',
  'january',
  'february',
  'march',
  'april',
  'august',
  'september',
  'october',
  'november',
  'december',
];

/** Answers a question in words. One that is not understood is said to be so, with the nearest that are. */
export function askQuestion(typed: string, context: QuestionContext): Answer {
  const plain = typed.trim().replace(/[?!.\s]+$/u, '');
  const text = correct(plain.toLowerCase());
  const question = recognise(text);
  if (question) return question.answer({ text, typed: plain }, context);
  const person = context.findPeople(plain, 2).filter(({ isExact }) => isExact);
  const whoIs = questions.find(({ id }) => id === 'who-is');
  if (person.length > 0 && whoIs) return whoIs.answer({ text: `who is ${text}`, typed: `who is ${plain}` }, context);
  return {
    id: 'unknown',
    headline: plain === '' ? 'Nothing was asked.' : `I did not understand '${plain.slice(0, 80)}'.`,
    lines: [
      'The nearest that I can answer:',
      ...nearest(text, 3).map(({ examples }) => exampleFor(examples[0] ?? '', context)),
    ],
    basis: sourceWords(context),
    next: ['help'],
  };
}

/** The question that a text in lower case asks; undefined for none. */
export function recognise(text: string): Question | undefined {
  return questions.find(({ forms }) => forms.some((form) => form.test(text)));
}

/** The questions whose examples share most words with a text. */
function nearest(text: string, count: number): Question[] {
  const words = new Set(text.split(/\W+/));
  const shared = (question: Question) =>
    Math.max(
      ...question.examples.map(
        (example) =>
          example
            .toLowerCase()
            .split(/\W+/)
            .filter((word) => words.has(word)).length,
      ),
    );
  return [...questions]
    .filter(({ id }) => id !== 'help')
    .sort((one, other) => shared(other) - shared(one))
    .slice(0, count);
}

/** Puts right one slip (a letter wrong, missing, doubled or swapped) in the words that questions are recognised by. */
function correct(text: string): string {
  return text
    .split(' ')
    .map((word) =>
      word.length < 5 || vocabulary.includes(word)
        ? word
        : (vocabulary.find((known) => isOneSlip(word, known)) ?? word),
    )
    .join(' ');
}

/** Whether two different words are one edit apart: insertion, deletion, substitution or a swap of neighbours (Damerau 1964). */
export function isOneSlip(one: string, other: string): boolean {
  if (one === other || Math.abs(one.length - other.length) > 1 || one[0] !== other[0]) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start++;
  let end = 0;
  while (end < Math.min(one.length, other.length) - start && one.at(-1 - end) === other.at(-1 - end)) end++;
  const [left, right] = [one.slice(start, one.length - end), other.slice(start, other.length - end)];
  if (left.length <= 1 && right.length <= 1) return true;
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
}
