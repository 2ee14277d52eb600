import type { OtherCase, Reason } from '../model/scores.ts';
import type { Answer } from './answer.ts';
import type { QuestionContext } from './context.ts';
import type { PersonQuestion } from './people.ts';
import {
  capital,
  cautious,
  day,
  modelWords,
  percent,
  personWords,
  scoreCaution,
  sourceWords,
  things,
} from './words.ts';

/** What would change a customer's chance of an order. */
export const whatIf: PersonQuestion = { ask: (id) => `what would change ${id}`, describe: describeWhatIf };

/** More days of silence that are looked at. */
const silentDays = 30;
/** Reasons against an order that are looked at. */
const mostReasons = 3;
/** Log-odds from which on a reason counts: less does not move a rounded chance. */
const telling = 0.05;

interface Case {
  readonly words: string;
  readonly p: number;
}

/** A customer's chance in other cases, each worked out by the model that gives the chance itself. */
function describeWhatIf(customer: number, context: QuestionContext): Answer {
  const { scores, snapshot } = context;
  const id = snapshot.customerIds[customer] ?? '';
  const who = personWords(context, customer);
  if (!scores) {
    return {
      id: 'what-if',
      headline: `There is no chance of ${who} that could change yet.`,
      basis: `${sourceWords(context)} ${modelWords(context)}`,
      next: ['patron train', `who is ${id}`],
      customerId: id,
    };
  }
  const { horizonDays } = scores;
  const present = scores.p[customer] ?? 0;
  const reasons = scores
    .explain(customer)
    .reasons.filter(({ contribution }) => contribution < -telling)
    .slice(0, mostReasons);
  const chance = (otherCase: OtherCase) => scores.chanceIf(customer, otherCase);
  const cases: Case[] = [
    { words: 'an order today, like their last one', p: chance({ kind: 'orders-now' }) },
    { words: `${things(silentDays, 'more day')} without an order`, p: chance({ kind: 'silent', days: silentDays }) },
    ...reasons.map((reason) => ({ words: reasonWords(reason), p: chance({ kind: 'typical', group: reason.group }) })),
  ];
  return {
    id: 'what-if',
    headline: `${capital(who)}: ${percent(present)} chance of an order in ${horizonDays} days as it is, ${percent(cases[0]?.p ?? 0)} after an order today, ${percent(cases[1]?.p ?? 0)} after ${silentDays} more silent days.`,
    period: `${horizonDays} days from ${day(context, scores.asOf)} on; in the second case from ${silentDays} days later`,
    table: {
      columns: [
        { title: 'Chance', align: 'right' },
        { title: 'With', align: 'left' },
      ],
      rows: [[percent(present), 'everything as it is'], ...cases.map(({ words, p }) => [percent(p), words])],
    },
    lines: [
      roomLine(reasons),
      'These are what the model says of such customers, not what a mail or a discount would do: only a trial with a group left out shows that.',
    ],
    basis: `${sourceWords(context)} Each case was worked out by the same model from a changed history of this customer. ${modelWords(context)}`,
    ...cautious(scoreCaution(context)),
    next: [`what should I offer ${id}`, `why ${id}`],
    customerId: id,
    data: { customerId: id, horizonDays, p: present, cases },
  };
}

const groupWords: Readonly<Record<string, string>> = {
  recency: 'a last order as long ago as is typical',
  frequency: 'as many orders as is typical',
  rhythm: 'a rhythm like the typical one',
  monetary: 'order values like the typical ones',
  breadth: 'as many different products as is typical',
  returns: 'as many returns as is typical',
  season: 'as many orders in these weeks of last year as is typical',
};

function reasonWords({ group, words }: Reason): string {
  return `${groupWords[group] ?? `a typical ${group}`} (now: ${words})`;
}

function roomLine([most]: readonly Reason[]): string {
  return most
    ? `Most speaks against an order: ${most.words}.`
    : 'Nothing speaks against an order more than for the typical customer.';
}
