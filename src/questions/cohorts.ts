import type { Answer } from './answer.ts';
import type { QuestionContext } from './context.ts';
import { sourceWords } from './words.ts';

/** Who comes back, by month of the first order. */
export function describeCohorts(context: QuestionContext): Answer {
  return { id: 'cohorts', headline: 'Not known yet.', basis: sourceWords(context), next: ['help'] };
}
