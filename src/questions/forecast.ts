import type { Answer } from './answer.ts';
import type { QuestionContext } from './context.ts';
import { sourceWords } from './words.ts';

/** Revenue and orders of the coming days. */
export function describeForecast(_days: number, context: QuestionContext): Answer {
  return { id: 'forecast', headline: 'Not known yet.', basis: sourceWords(context), next: ['help'] };
}
