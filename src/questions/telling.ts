import type { Answer } from './answer.ts';
import type { QuestionContext } from './context.ts';
import { sourceWords } from './words.ts';

/** Offers to subscribe a channel, to end that, or to mute it. */
export function offerTelling(
  _asked:
    | { readonly kind: 'subscribe' | 'unsubscribe'; readonly to: 'digest' | 'alerts' }
    | { readonly kind: 'mute'; readonly to: 'digest' | 'alerts'; readonly days: number },
  context: QuestionContext,
): Answer {
  return { id: 'telling', headline: 'Not known yet.', basis: sourceWords(context), next: ['help'] };
}
