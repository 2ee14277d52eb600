import type { QuestionSummary } from '../patron.ts';
import { isBackedBy } from './stated-numbers.ts';

/** Letters of a reply that is still one to read. */
const longest = 700;

/**
 * A language model's words, fit to be shown; undefined where they are not: none, too many, markup that survives, a link, a mention, an address, a placeholder that
 * stands for nothing, or a number that Patron did not give. `told` is what it was told.
 */
export function reword(
  text: string,
  { told, placeholders }: { told: readonly string[]; placeholders: readonly string[] },
): string | undefined {
  const words = text
    .replace(/<think>.*?<\/think>/gs, '')
    .replace(/\*\*|__|^#+\s*|^[-*•]\s+/gm, '')
    .replace(/\s+/g, ' ')
    .trim();
  if (words === '' || words.length > longest) return undefined;
  if (/https?:|www\.|[<>`{}|@]|\]\(/i.test(words)) return undefined;
  return isBackedBy(words, [...told, ...placeholders]) ? words : undefined;
}

/** The words of Patron's own questions, in lower case. */
export function plainWords(questions: readonly QuestionSummary[]): ReadonlySet<string> {
  const words = questions.flatMap(({ examples }) => examples.flatMap((example) => example.split(/[^\p{L}\p{N}-]+/u)));
  return new Set(words.map((word) => word.toLowerCase()));
}
