import type { Answer } from './answer.ts';
import type { QuestionContext } from './context.ts';
import { describeLeads } from './lead-list.ts';
import { aboutPerson, type PersonQuestion } from './people.ts';
import { whoIs } from './person.ts';
import type { Question } from './question.ts';

/** How hot a lead is; of somebody who has ordered, who they are. */
const howHot: PersonQuestion = { ask: (id) => `how hot is ${id}`, describe: noLead };

function noLead(customer: number, context: QuestionContext): Answer {
  const card = whoIs.describe(customer, context);
  return { ...card, id: 'lead', headline: `No lead any more. ${card.headline}` };
}

const adjectives =
  '(?:show |list |all |the |our |my |top |hot |hottest |warm |warmest |best |good |new |newest |latest |open |fresh |promising |\\d+ )*';

/** Questions about people who have not ordered yet. */
export const leadQuestions: readonly Question[] = [
  {
    id: 'leads',
    examples: ['which leads are hot?', 'leads', 'how many leads do we have?', '哪些线索最热?'],
    forms: [
      new RegExp(`^${adjectives}leads?(?: (?:right )?now| today| this week)?$`),
      /\b(?:who|whom|which|what)\b.*\bsales\b.*\b(?:call|phone|ring|contact|talk to|write to)\b/,
      /^(?:who|which|what|whose|how many)\b(?: are| of)?(?: the| our| my)*(?: \w+)? leads\b/,
      /线索/,
    ],
    takes: ['count'],
    inFull: ({ count }) => (count === undefined ? 'hot leads' : `top ${count} leads`),
    answer: ({ count }, context) => describeLeads(context, count),
  },
  {
    id: 'lead',
    examples: ['how hot is CUSTOMER?', 'lead score of CUSTOMER'],
    forms: [
      /^how (?:hot|warm|cold|good a lead) is (?<who>.+)$/,
      /^why is (?<who>.+?) (?:so |such )?(?:a )?(?:hot|warm|cold|good lead|lead)(?: lead)?$/,
      /^(?:the )?lead (?:card|score) (?:of|for) (?<who>.+)$/,
    ],
    takes: ['who'],
    inFull: ({ who = '' }) => howHot.ask(who).trim(),
    answer: ({ who = '' }, context) => aboutPerson(who, context, howHot),
  },
];
