import type { Answer } from './answer.ts';
import type { QuestionContext } from './context.ts';
import type { Period } from './period.ts';
import { sourceWords } from './words.ts';

/** Who bought a product. */
export function describeProductBuyers(
  _words: string,
  _options: { readonly period?: Period | undefined; readonly limit?: number },
  context: QuestionContext,
): Answer {
  return { id: 'product-buyers', headline: 'Not known yet.', basis: sourceWords(context), next: ['help'] };
}
