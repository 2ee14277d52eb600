import type { Answer } from './answer.ts';
import type { QuestionContext } from './context.ts';
import type { Period } from './period.ts';
import { sourceWords } from './words.ts';

/** Revenue of a campaign beside the usual. */
export function describeCampaign(_period: Period, context: QuestionContext): Answer {
  return { id: 'campaign', headline: 'Not known yet.', basis: sourceWords(context), next: ['help'] };
}
