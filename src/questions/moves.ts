import type { Answer } from './answer.ts';
import type { QuestionContext } from './context.ts';
import { sourceWords } from './words.ts';

/** Who moved between the segments. */
export function describeMoves(context: QuestionContext): Answer {
  return { id: 'moved', headline: 'Not known yet.', basis: sourceWords(context), next: ['help'] };
}
