import type { Answer } from './answer.ts';
import type { QuestionContext } from './context.ts';
import { sourceWords } from './words.ts';

/** Who has a tag. */
export function describeTagged(_tag: string, context: QuestionContext): Answer {
  return { id: 'tagged', headline: 'Not known yet.', basis: sourceWords(context), next: ['help'] };
}

/** Offers to tag a person. */
export function offerTag(_asked: { readonly who: string; readonly tag: string }, context: QuestionContext): Answer {
  return { id: 'tagged', headline: 'Not known yet.', basis: sourceWords(context), next: ['help'] };
}

/** Offers to take a tag away. */
export function offerUntag(_asked: { readonly who: string; readonly tag: string }, context: QuestionContext): Answer {
  return { id: 'tagged', headline: 'Not known yet.', basis: sourceWords(context), next: ['help'] };
}
