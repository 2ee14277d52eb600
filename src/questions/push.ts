import type { Answer } from './answer.ts';
import type { QuestionContext } from './context.ts';
import type { Question } from './question.ts';
import { sourceWords } from './words.ts';

const crm = '(?:hubspot|the crm|our crm|crm)';

/** What is written into the CRM begins with a look at what it would be. */
export const pushQuestions: readonly Question[] = [
  {
    id: 'push',
    examples: ['write into HubSpot', 'push the scores to HubSpot', 'update the CRM', '写入 HubSpot'],
    forms: [
      new RegExp(
        `^(?:please )?(?:push|write|send|put|copy|export|sync|bring) (?:.+ )?(?:back )?(?:in|into|to|in to) ${crm}$`,
      ),
      new RegExp(`^(?:please )?(?:update|fill|refresh) ${crm}(?: .*)?$`),
      /^push$|^what would (?:be written|you write) (?:in|into|to) (?:hubspot|the crm)$/,
      /(?:写入|写到|写回|推送到)\s*(?:hubspot|crm)/i,
    ],
    takes: [],
    inFull: () => 'write into HubSpot',
    answer: (_, context) => offerPush(context),
  },
];

/** Offers to show what would be written into the CRM. Nothing is written before a yes to that. */
function offerPush(context: QuestionContext): Answer {
  return {
    id: 'push',
    headline: 'Shall I show what would be written into HubSpot?',
    lines: [
      'Chances, segments, next offers and tags go into properties of their own, never over what somebody edited.',
      'You see counts, ten examples and the control group first; an approver says yes, and it can be taken back.',
    ],
    basis: sourceWords(context),
    next: ['patron push', 'who will buy'],
    offers: [{ kind: 'push' }],
  };
}
