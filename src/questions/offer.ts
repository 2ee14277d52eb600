import type { Answer } from './answer.ts';
import type { QuestionContext } from './context.ts';
import type { PersonQuestion } from './people.ts';
import { sourceWords } from './words.ts';

/** What to offer a customer. */
export const offerFor: PersonQuestion = { ask: (id) => `what should I offer ${id}`, describe: describeOffer };

function describeOffer(customer: number, context: QuestionContext): Answer {
  return {
    id: 'offer',
    headline: 'Not known yet.',
    basis: sourceWords(context),
    next: [`who is ${context.snapshot.customerIds[customer] ?? ''}`],
  };
}
