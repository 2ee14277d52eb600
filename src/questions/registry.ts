import type { CustomerFigures } from '../decisions/customer-figures.ts';
import { highest } from '../domain/highest.ts';
import { rememberFor } from '../domain/remember.ts';
import type { Answer } from './answer.ts';
import { chatQuestions, selfQuestions } from './chat-questions.ts';
import type { QuestionContext } from './context.ts';
import { leadQuestions } from './lead-questions.ts';
import { liftQuestion } from './lift.ts';
import { listQuestions } from './list-questions.ts';
import { personQuestions } from './person-questions.ts';
import { pushQuestions } from './push.ts';
import type { Question } from './question.ts';
import { shopQuestions } from './shop-questions.ts';
import { sourceWords } from './words.ts';

const help: Question = {
  id: 'help',
  examples: ['help', 'what can I ask?', '帮助', '你能做什么'],
  forms: [
    /^(?:help|hilfe|hi|hello|hallo|hey|good morning|moin|你好|您好|帮助|帮我|thanks|thank you|thx|danke|ok|okay|谢谢)(?: (?:me|patron|there|you|a lot|very much))?$/,
    /\bwhat (?:can|could|may) (?:i|we|you)\b.*\b(?:ask|do|answer|say|know)\b(?! (?:to|so|about|of)\b)/,
    /^how (?:does|do) (?:this|it|you|patron) work\b|^(?:what|who) (?:are you|is this|is patron)$|^(?:list |show |all |the )*questions$|^what can you tell me$/,
    /你(?:能|会|可以)(?:做|干)?(?:什么|啥)|(?:怎么|如何)(?:用|使用)/,
  ],
  takes: [],
  inFull: () => 'help',
  answer: (_, context) => describeHelp(context),
};

/** All questions. The first with a form that fits a text is the one that it asks. */
export const questions: readonly Question[] = [
  ...chatQuestions,
  ...leadQuestions,
  ...pushQuestions,
  liftQuestion,
  ...personQuestions,
  ...listQuestions,
  ...shopQuestions,
  ...selfQuestions,
  help,
];

/** The question of an id. */
export function questionOf(id: string): Question | undefined {
  return questions.find((question) => question.id === id);
}

/** What help shows, by what a person wants; the first example of each question stands for it. */
const subjects: readonly (readonly [title: string, ids: readonly string[]])[] = [
  ['A customer', ['who-is', 'why', 'what-if', 'is-leaving', 'offer', 'history']],
  ['Whom to look after', ['leads', 'likely-buyers', 'at-risk', 'due', 'silent', 'moved', 'risk']],
  ['Customers', ['top-customers', 'new-customers', 'segments', 'repeat-rate', 'cohorts', 'tagged']],
  ['The shop', ['revenue', 'compare', 'forecast', 'campaign', 'product-buyers', 'goes-with']],
  ['Patron', ['digest', 'model-quality', 'data-state']],
  ['To do', ['tag', 'untag', 'push', 'subscribe', 'unsubscribe', 'mute']],
];

/** What can be asked, by example; where a person or a product is named, a real one of the shop. */
export function describeHelp(context: QuestionContext): Answer {
  return {
    id: 'help',
    headline: 'Ask about a customer or about the shop, in your own words. For instance:',
    lines: subjects.map(([title, ids]) => `${title}: ${ids.map((id) => firstExample(id, context)).join(' · ')}`),
    basis: sourceWords(context),
    next: ['who will buy', 'who is leaving', 'segments', 'digest'],
  };
}

function firstExample(id: string, context: QuestionContext): string {
  return exampleFor(questionOf(id)?.examples[0] ?? '', context);
}

/** An example with a customer and a product of the shop in their places. */
export function exampleFor(example: string, context: QuestionContext): string {
  if (!/CUSTOMER|PRODUCT|TAG/.test(example)) return example;
  const { snapshot, figures } = context;
  const product = snapshot.products.find(({ isFee }) => !isFee);
  return example
    .replace('CUSTOMER', () => snapshot.customerIds[bestCustomer(figures) ?? -1] ?? 'a name')
    .replace('PRODUCT', () => (product ? product.title || product.sku : 'a product'))
    .replace('TAG', () => context.tagsInUse()[0]?.tag ?? 'vip');
}

/** The customer with most revenue, by place. */
const bestCustomer = rememberFor((figures: readonly CustomerFigures[]): number | undefined => {
  const [best] = highest(figures, { by: ({ net }) => net, limit: 1 });
  return best?.customer;
});
