import type { Answer } from './answer.ts';
import type { QuestionContext } from './context.ts';
import type { PersonQuestion } from './people.ts';
import { sourceWords } from './words.ts';

/** What a customer has bought. */
export const history: PersonQuestion = { ask: (id) => `orders of ${id}`, describe: describeHistory };

function describeHistory(customer: number, context: QuestionContext): Answer {
  return {
    id: 'history',
    headline: 'Not known yet.',
    basis: sourceWords(context),
    next: [`who is ${context.snapshot.customerIds[customer] ?? ''}`],
  };
}
