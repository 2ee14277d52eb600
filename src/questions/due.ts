import type { Answer } from './answer.ts';
import type { QuestionContext } from './context.ts';
import { sourceWords } from './words.ts';

/** Whose next order is due by rhythm. */
export function describeDue(context: QuestionContext, _limit = 10): Answer {
  return { id: 'due', headline: 'Not known yet.', basis: sourceWords(context), next: ['help'] };
}
