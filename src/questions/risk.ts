import type { Answer } from './answer.ts';
import type { QuestionContext } from './context.ts';
import { sourceWords } from './words.ts';

/** Who gives back far more than others, or orders far out of proportion. */
export function describeRisk(context: QuestionContext, _limit = 10): Answer {
  return { id: 'risk', headline: 'Not known yet.', basis: sourceWords(context), next: ['help'] };
}
