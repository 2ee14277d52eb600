import type { Answer } from './answer.ts';
import type { QuestionContext } from './context.ts';
import { describeAtRisk, describeLikelyBuyers, describeSegments, describeTop } from './lists.ts';
import { describePerson, explainPerson, onePerson } from './people.ts';
import { lastWholeDays, type Period, parsePeriod, periodBefore } from './period.ts';
import { describeComparison, describeNewCustomers, describeRevenue } from './shop.ts';
import { sourceWords } from './words.ts';

/** What is left of a question once it was recognised. */
export interface Asked {
  /** The whole question, lower case, without punctuation at its end. */
  readonly text: string;
  /** The same as it was typed. */
  readonly typed: string;
}

/** A question that Patron answers. One entry here is all that a new one needs. */
export interface Question {
  readonly id: string;
  /** Ways to ask it; the first stands in help. */
  readonly examples: readonly string[];
  /** Forms of the question in lower case; the first that fits any question's form wins, in the order of the registry. */
  readonly forms: readonly RegExp[];
  answer(asked: Asked, context: QuestionContext): Answer;
}

/** The first ten questions. Narrow ones stand before wide ones. */
export const questions: readonly Question[] = [
  {
    id: 'help',
    examples: ['help', 'what can I ask?'],
    forms: [/^(help|hilfe|\?|帮助)$/, /\bwhat can (i ask|you do)\b/],
    answer: (_, context) => describeHelp(context),
  },
  {
    id: 'compare',
    examples: ['compare this month with last month', 'June versus July', 'last 30 days compared with before'],
    forms: [/\bcompar/, /\b(versus|vs|against)\b/],
    answer: ({ text }, context) => describeComparison(twoPeriods(text, context), context),
  },
  {
    id: 'at-risk',
    examples: ['who is leaving?', 'which customers are at risk?', 'who has gone quiet?'],
    forms: [/\b(leaving|at risk|churn\w*|lapsing|slipping|gone quiet|losing)\b/, /流失/],
    answer: (_, context) => describeAtRisk(context),
  },
  {
    id: 'likely-buyers',
    examples: ['who will buy?', 'who is likely to order next?', 'likely buyers'],
    forms: [
      /\b(who|which customers?|customers?)\b.*\b(will|likely|going|ready|next)\b.*\b(buy|order|purchase)\b/,
      /\blikely buyers?\b/,
      /谁会买/,
    ],
    answer: (_, context) => describeLikelyBuyers(context),
  },
  {
    id: 'new-customers',
    examples: ['new customers this month', 'how many new customers in June?'],
    forms: [/\b(new|first time|first-time) (customers?|buyers?)\b/, /新客户/],
    answer: ({ text }, context) => describeNewCustomers(periodOr(text, context), context),
  },
  {
    id: 'top-customers',
    examples: ['top customers', 'who are our best customers?'],
    forms: [/\b(top|best|biggest|most valuable)\b.*\b(customers?|buyers?|clients?)\b/, /^top \d+$/],
    answer: (_, context) => describeTop(context),
  },
  {
    id: 'segments',
    examples: ['segments', 'how big are the segments?'],
    forms: [/\bsegments?\b/, /\bhigh.value customers\b/],
    answer: (_, context) => describeSegments(context),
  },
  {
    id: 'revenue',
    examples: ['revenue in the last 30 days', 'how much did we sell in June?', 'orders last week'],
    forms: [/\b(revenue|sales|turnover|sell|sold|earn(ed)?|takings)\b/, /\borders\b/, /销售额/],
    answer: ({ text }, context) => describeRevenue(periodOr(text, context), context),
  },
  {
    id: 'why',
    examples: ['why CUSTOMER?', 'explain CUSTOMER'],
    forms: [/^why\b/, /^explain\b/, /^为什么/],
    answer: ({ typed }, context) => {
      const words = typed
        .replace(/^(why|explain|为什么)[\s:,]*(is|does|has|will)?\s*/i, '')
        .replace(/\s+(likely|unlikely|scored|buy(ing)?|leaving)\b.*$/i, '');
      const found = onePerson(words.trim(), context, (id) => `why ${id}`);
      return 'answer' in found ? found.answer : explainPerson(found.customer, context);
    },
  },
  {
    id: 'who-is',
    examples: ['who is CUSTOMER?', 'tell me about CUSTOMER'],
    forms: [/^(who is|who s|who's|tell me about|about|show me|show|find|look up|customer)\b/, /^谁是/],
    answer: ({ typed }, context) => {
      const words = typed.replace(
        /^(who is|who s|who's|tell me about|about|show me|show|find|look up|customer|谁是)\s*/i,
        '',
      );
      const found = onePerson(words.trim(), context, (id) => `who is ${id}`);
      return 'answer' in found ? found.answer : describePerson(found.customer, context);
    },
  },
];

/** What can be asked, by example; where a person is named, a real one of the shop. */
export function describeHelp(context: QuestionContext): Answer {
  return {
    id: 'help',
    headline: 'Ask about a customer or about the shop, for instance:',
    lines: questions.filter(({ id }) => id !== 'help').map(({ examples }) => exampleFor(examples[0] ?? '', context)),
    basis: sourceWords(context),
    next: ['who will buy', 'who is leaving', 'segments'],
  };
}

/** An example with a customer of the shop in the place of CUSTOMER. */
export function exampleFor(example: string, { snapshot, figures }: QuestionContext): string {
  const best = figures.reduce(
    (top, figure) => (figure.net > (top?.net ?? Number.NEGATIVE_INFINITY) ? figure : top),
    figures[0],
  );
  return example.replace('CUSTOMER', snapshot.customerIds[best?.customer ?? -1] ?? 'a name');
}

function momentOf({ snapshot }: QuestionContext): { now: number; timeZone: string } {
  return { now: snapshot.asOf, timeZone: snapshot.timeZone };
}

function periodOr(text: string, context: QuestionContext): Period {
  return parsePeriod(text, momentOf(context))?.period ?? lastWholeDays(30, momentOf(context));
}

function twoPeriods(text: string, context: QuestionContext): readonly [Period, Period] {
  const moment = momentOf(context);
  const first = parsePeriod(text, moment);
  if (!first) {
    const recent = lastWholeDays(30, moment);
    return [recent, periodBefore(recent, moment)];
  }
  const second = parsePeriod(first.rest, moment);
  return [first.period, second?.period ?? periodBefore(first.period, moment)];
}
