import type { Answer } from './answer.ts';
import type { QuestionContext } from './context.ts';
import { sourceWords } from './words.ts';

/** What sells with a product. */
export function describeGoesWith(_words: string, context: QuestionContext): Answer {
  return { id: 'goes-with', headline: 'Not known yet.', basis: sourceWords(context), next: ['help'] };
}
