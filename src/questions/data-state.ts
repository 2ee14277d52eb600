import type { Answer } from './answer.ts';
import type { QuestionContext } from './context.ts';
import { sourceWords } from './words.ts';

/** How old and how good the data are. */
export function describeDataState(context: QuestionContext): Answer {
  return { id: 'data-state', headline: 'Not known yet.', basis: sourceWords(context), next: ['help'] };
}
