import type { Answer } from './answer.ts';
import type { QuestionContext } from './context.ts';
import type { PersonQuestion } from './people.ts';
import { sourceWords } from './words.ts';

/** What would change a customer's chance. */
export const whatIf: PersonQuestion = { ask: (id) => `what would change ${id}`, describe: describeWhatIf };

function describeWhatIf(customer: number, context: QuestionContext): Answer {
  return {
    id: 'what-if',
    headline: 'Not known yet.',
    basis: sourceWords(context),
    next: [`who is ${context.snapshot.customerIds[customer] ?? ''}`],
  };
}
