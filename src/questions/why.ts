import type { Answer } from './answer.ts';
import type { QuestionContext } from './context.ts';
import { effectRows } from './effect-rows.ts';
import type { PersonQuestion } from './people.ts';
import { capital, cautious, day, modelWords, percent, personWords, scoreCaution, sourceWords } from './words.ts';

/** Why a customer has their chance of an order. */
export const why: PersonQuestion = { ask: (id) => `why ${id}`, describe: explainPerson };

/** Why a customer has their score: a sum that starts at the typical customer and ends at theirs, every effect with its reason. */
function explainPerson(customer: number, context: QuestionContext): Answer {
  const { scores, snapshot } = context;
  const id = snapshot.customerIds[customer] ?? '';
  const who = personWords(context, customer);
  if (!scores) {
    return {
      id: 'why',
      headline: `There is no chance for ${who} to explain yet.`,
      basis: `${sourceWords(context)} ${modelWords(context)}`,
      next: ['patron train', `who is ${id}`],
      customerId: id,
    };
  }
  const explanation = scores.explain(customer);
  const typical = percent(1 / (1 + Math.exp(-explanation.base)));
  return {
    id: 'why',
    headline: `${capital(who)}: ${percent(explanation.p)} chance of an order in the next ${scores.horizonDays} days; the typical customer has ${typical}.`,
    period: `the ${scores.horizonDays} days from ${day(context, scores.asOf)} on`,
    table: {
      columns: [
        { title: 'Effect', align: 'right' },
        { title: 'Reason', align: 'left' },
      ],
      rows: effectRows(explanation, {
        start: `where the typical customer of this shop starts (${typical})`,
        end: `this customer (${percent(explanation.p)})`,
      }),
    },
    lines: [
      'The effects add up. Above zero speaks for an order, below zero against: +0.7 about doubles the odds, \u22120.7 halves them (they are log-odds).',
    ],
    basis: `${sourceWords(context)} ${modelWords(context)}`,
    ...cautious(scoreCaution(context)),
    next: [`what would change ${id}`, `who is ${id}`, 'how good is the model'],
    customerId: id,
    data: { customerId: id, horizonDays: scores.horizonDays, ...explanation },
  };
}
