import type { Answer } from './answer.ts';
import type { QuestionContext } from './context.ts';
import type { Period } from './period.ts';
import { sourceWords } from './words.ts';

/** How many buy again. */
export function describeRepeatRate(_period: Period | undefined, context: QuestionContext): Answer {
  return { id: 'repeat-rate', headline: 'Not known yet.', basis: sourceWords(context), next: ['help'] };
}
