import type { Answer } from './answer.ts';
import type { PersonMatch, QuestionContext } from './context.ts';
import { describeLead } from './lead-card.ts';
import { cautious, day, joinCautions, sourceWords, things } from './words.ts';

/** What is told of a person once it is known who is meant. */
export interface PersonQuestion {
  /** How the question is asked of one id, for choices: `why 17850`. */
  readonly ask: (customerId: string) => string;
  readonly describe: (customer: number, context: QuestionContext) => Answer;
  /** What is said of a person without a counted order; absent: that there is none. */
  readonly withoutOrder?: (match: PersonMatch, context: QuestionContext) => Answer;
}

/** People among whom is chosen at most. */
const choices = 6;

/** Answers about the person whom the words mean, or says why not: nobody fits, several do, or there is no order yet. */
export function aboutPerson(words: string, context: QuestionContext, question: PersonQuestion): Answer {
  const matches = words === '' ? [] : context.findPeople(words, choices + 1);
  const exact = matches.filter(({ isExact }) => isExact);
  const [first, ...others] = exact.length === 1 ? exact : matches;
  if (!first) return nobody(words, context);
  if (others.length > 0 || (!first.isExact && /\d/.test(words)))
    return several(words, matches, { context, ask: question.ask });
  const answer =
    first.customer === undefined
      ? (question.withoutOrder ?? withoutOrder)(first, context)
      : question.describe(first.customer, context);
  if (first.isExact) return answer;
  const caution = joinCautions([answer.caution, `Nobody is called exactly '${words}': this one comes closest.`]);
  return { ...answer, ...cautious(caution) };
}

function nobody(words: string, context: QuestionContext): Answer {
  return {
    id: 'nobody',
    headline: words === '' ? 'Whom do you mean?' : `Nobody fits '${words}'.`,
    lines: ['A customer is found by id, name or e-mail, a part of it is enough.'],
    basis: sourceWords(context),
    next: ['top customers', 'help'],
  };
}

function several(
  words: string,
  matches: readonly PersonMatch[],
  { context, ask }: { context: QuestionContext; ask: PersonQuestion['ask'] },
): Answer {
  const shown = matches.slice(0, choices);
  const isNumber = /\d/.test(words) && !matches.some(({ isExact }) => isExact);
  const which = shown.length === 1 ? 'Do you mean this one?' : 'Whom do you mean?';
  return {
    id: 'several',
    headline: `${isNumber ? `Nobody is exactly '${words}'.` : `Several people fit '${words}'.`} ${which}`,
    lines: [
      ...shown.map((match) => matchWords(match, context)),
      ...(matches.length > shown.length ? ['And more: type more of the name.'] : []),
    ],
    basis: sourceWords(context),
    next: shown.map(({ customerId }) => ask(customerId)),
  };
}

/** A person with the id and the orders that tell them from others of the same name. */
function matchWords({ name, customerId, customer }: PersonMatch, context: QuestionContext): string {
  const figures = context.figures[customer ?? -1];
  const orders = figures ? `${things(figures.orders, 'order')}, last ${day(context, figures.lastAt)}` : 'no order yet';
  return `${name === undefined ? customerId : `${name} (${customerId})`}: ${orders}`;
}

/** What is known of a person who has not ordered: as a lead, where a connected system knows them. */
function withoutOrder(match: PersonMatch, context: QuestionContext): Answer {
  const lead = describeLead(match, context);
  if (lead) return lead;
  const { name, customerId } = match;
  return {
    id: 'no-order',
    headline: `${name ?? customerId} has no order that counts before ${day(context, context.snapshot.asOf)}.`,
    basis: sourceWords(context),
    next: ['new customers in the last 30 days', 'help'],
    customerId,
  };
}
