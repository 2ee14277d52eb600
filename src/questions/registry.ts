import type { Answer } from './answer.ts';
import { periodOr, rowsAsked, segmentAsked, twoPeriods } from './asked.ts';
import type { QuestionContext } from './context.ts';
import { composeDigest } from './digest.ts';
import { describeAtRisk, describeLikelyBuyers, describeTop } from './lists.ts';
import { describeModelQuality } from './model-quality.ts';
import { aboutPerson } from './people.ts';
import { parsePeriod } from './period.ts';
import { isLeaving, whoIs } from './person.ts';
import { describeSegment, describeSegments } from './segments.ts';
import { describeComparison, describeNewCustomers, describeRevenue } from './shop.ts';
import { why } from './why.ts';
import { momentOf, sourceWords } from './words.ts';

/** What is left of a question once it was recognised. */
interface Asked {
  /** The whole question, lower case, without punctuation at its end. */
  readonly text: string;
  /** The person whom it names, as typed; empty where it names none. */
  readonly who: string;
}

/** A question that Patron answers. One entry here is all that a new one needs. */
export interface Question {
  readonly id: string;
  /** Ways to ask it; the first stands in help. CUSTOMER stands for a person. */
  readonly examples: readonly string[];
  /** Forms of the question in lower case; a group `who` is the person. The first question with a form that fits wins. */
  readonly forms: readonly RegExp[];
  /** The answer looks at a period, so that naming one is understood. */
  readonly takesPeriod?: boolean;
  answer(asked: Asked, context: QuestionContext): Answer;
}

/** Words after `who is` that ask for a list and are no name. */
const listWords =
  '(?:leaving|at risk|about to|likely|most likely|going|gone|churn|laps|slipping|drifting|silent|quiet|inactive|lost|losing|new\\b|our\\b|my\\b|your\\b|the (?:best|top|most|new|biggest|next|high)|best\\b|top\\b|ready|due\\b|next\\b|overdue)';
/** Words that name the shop or nobody in particular where a person could stand. */
const nobody =
  '(?:any|some|every|the\\b|it\\b|this\\b|that\\b|there\\b|our\\b|my\\b|we\\b|i\\b|you\\b|patron\\b|revenue|sales|orders\\b|all\\b|customers?\\b|people\\b|who\\b)';
const leavingWords =
  '(?:leaving|at risk|churn(?:ing|ed)?|lapsing|lapsed|slipping(?: away)?|gone|silent|quiet|drifting|lost|inactive|still (?:active|with us|a customer))';
const buyWords = '(?:buy|order|purchase|come back|return)';
const trendWords = '(?:up|down|grow\\w*|growth|fall\\w*|fell|dropp?\\w*|rise|rising|rose|better|worse|changed?)';
const beside = '(?:versus|vs\\.?|against|compar\\w*)';
const shopMoney = '(?:revenue|sales|turnover|takings|income|earnings)';

/** What owns orders without being a person: `last month's orders`. */
const periodOwner = `(?:.*\\b(?:today|yesterday|day|week|month|quarter|year|january|february|march|april|may|june|july|august|september|october|november|december|shop|customer)'s|(?:our|the|all)\\b)`;

/** All questions, in the order of help. Their forms are narrow enough that each example fits one alone. */
export const questions: readonly Question[] = [
  {
    id: 'who-is',
    examples: ['who is CUSTOMER?', 'tell me about CUSTOMER', 'when will CUSTOMER order next?', '谁是 CUSTOMER'],
    forms: [
      new RegExp(`^(?:who is|who's|who s|who was|tell me about|what about|about) (?!${listWords})(?<who>.+)$`),
      /^(?:show me|look up) (?:customer )?(?<who>(?=\S*[\d@])\S+)$/,
      new RegExp(`^when (?:will|does|did|is) (?!${nobody})(?<who>.+?) (?:last |next )?(?:likely to )?${buyWords}\\b`),
      new RegExp(
        `^how (?:much|many orders|often) (?:did|has|does|do) (?!${nobody})(?<who>.+?) (?:spen[dt]|b[uo]\\w*|order\\w*|pa(?:y|id)|ma[dk]e|have)\\b`,
      ),
      new RegExp(`^what (?:did|does|has) (?!${nobody})(?<who>.+?) (?:buy|bought|order\\w*|like|spen[dt])\\b`),
      new RegExp(
        `^(?!${periodOwner})(?<who>.+?)'s? (?:orders?|history|card|profile|purchases|last order|spending|segment)$`,
      ),
      /^is (?!any|some|there|this|that|it\b)(?<who>.+?)(?<! still) (?:a|an|one of our) (?:\w+[ -])*(?:customers?|buyers?|clients?)$/,
      /^(?:what|which) segment (?:is|does) (?<who>.+?)(?: in| belong to)?$/,
      /^(?:谁是|介绍一下|介绍)\s*(?<who>.+)$/,
      /^who(?: is|'s)?$/,
    ],
    answer: ({ who }, context) => aboutPerson(who, context, whoIs),
  },
  {
    id: 'why',
    examples: [
      'why CUSTOMER?',
      'why is CUSTOMER likely?',
      'how likely is CUSTOMER to buy?',
      'explain CUSTOMER',
      '为什么 CUSTOMER',
    ],
    forms: [
      new RegExp(
        `^why (?!(?:(?:is|are|was|were|did|do|does|has|have) )?(?:the |our )?(?:${shopMoney}|orders)\\b)(?:is |does |has |did |will |would |isn't |doesn't |won't )?(?<who>.+?)(?: (?:so |most |more |less |not )*(?:likely|unlikely|scored|score|high|low|leaving|${buyWords}|going|expected|about|at risk)\\b.*)?$`,
      ),
      /^explain (?:the (?:score|chance) of )?(?!the\b)(?<who>.+?)(?:'s (?:score|chance))?$/,
      new RegExp(
        `^how (?:un)?likely (?:is|are|will|to ${buyWords} is) (?:it that )?(?!${nobody})(?<who>.+?)(?: (?:to|will|${buyWords})\\b.*)?$`,
      ),
      new RegExp(`^(?:will|would|is) (?!${nobody})(?<who>.+?) (?:likely to |going to |about to |ever )?${buyWords}\\b`),
      /^(?:what is |what's )?(?:the )?(?:chance|score|probability|propensity) (?:of|for) (?<who>.+)$/,
      /^(?:what is |what's )?(?<who>.+)'s (?:chance|score|probability)$/,
      /^(?:why|explain)$/,
      /^(?:为什么|为何)是?\s*(?<who>.+)$/,
    ],
    answer: ({ who }, context) => aboutPerson(who, context, why),
  },
  {
    id: 'is-leaving',
    examples: ['is CUSTOMER leaving?', 'has CUSTOMER gone quiet?', 'have we lost CUSTOMER?'],
    forms: [
      new RegExp(
        `^(?:is|has|did|will|are) (?!${nobody})(?<who>.+?) (?:likely to |about to |been |gone |going )?(?:${leavingWords}|leave|churn)\\b`,
      ),
      /^(?:have|did|are) we (?:lost|lose|losing) (?!any|some|many|more|the\b|our\b|customers)(?<who>.+)$/,
    ],
    answer: ({ who }, context) => aboutPerson(who, context, isLeaving),
  },
  {
    id: 'likely-buyers',
    examples: ['who will buy?', 'who is likely to order next?', 'likely buyers', '谁会买?'],
    forms: [
      new RegExp(
        `^(?!how (?:un)?likely|why|is |will ).*\\b(?:who|whom|customers?|people|buyers?)\\b.*\\b(?:will|likely|going|ready|due|might|may|about to|expected)\\b.*\\b${buyWords}\\b`,
      ),
      /^(?!how (?:un)?likely|why|is |will ).*\blikely (?:buyers?|customers?)\b/,
      /^who(?:'s| is| are)? (?:next|due|ready|most likely)\b(?!.*\b(?:leav|churn))/,
      /谁(?:会|要)(?:买|下单)/,
    ],
    answer: ({ text }, context) => describeLikelyBuyers(context, rowsAsked(text, context)),
  },
  {
    id: 'at-risk',
    examples: ['who is leaving?', 'which customers are at risk?', 'who has gone quiet?', '谁在流失?'],
    forms: [
      new RegExp(`^(?:is|are|has|have|did|will) (?:any|some|every|customers|people).*\\b(?:${leavingWords}|leave)\\b`),
      /^(?:are|have|did) we (?:losing|lost|lose) (?:any |some |many |more |our |the )*customers\b/,
      new RegExp(
        `^(?!is |are |has |have |did |will |why |how likely).*\\b(?:${leavingWords}|losing|(?:about|likely|going) to leave|win ?back|overdue|churn)\\b`,
      ),
      /^(?!why).*\b(?:who|customers|people|buyers)\b.*\b(?:not|n't|stopped) (?:ordered|bought|buying|ordering)\b/,
      /流失/,
    ],
    answer: ({ text }, context) => describeAtRisk(context, rowsAsked(text, context)),
  },
  {
    id: 'compare',
    examples: [
      'compare last month with the month before',
      'June versus July',
      'last 30 days compared with before',
      'why are sales down?',
      '对比上月',
    ],
    forms: [
      new RegExp(`\\b${beside}(?:\\s|$)`),
      new RegExp(`\\b(?:${shopMoney}|orders|business)\\b.*\\b${trendWords}\\b`),
      /^how (?:are|is|was|were) (?:we|the shop|business|things|it) (?:doing|going)\b/,
      /对比|比较/,
    ],
    takesPeriod: true,
    answer: ({ text }, context) => describeComparison(twoPeriods(text, context), context),
  },
  {
    id: 'new-customers',
    examples: ['new customers in the last 30 days', 'how many new customers in June?', '本月新客户'],
    forms: [/\b(?:new|first.time) (?:customers?|buyers?|clients?|people)\b/, /^who(?:'s| is| are) new\b/, /新客户/],
    takesPeriod: true,
    answer: ({ text }, context) => describeNewCustomers(periodOr(text, context), context),
  },
  {
    id: 'top-customers',
    examples: [
      'top customers',
      'top 5 customers in June',
      'who are our best customers?',
      'who spent most?',
      '最佳客户',
    ],
    forms: [
      /\b(?:top|best|biggest|largest|most valuable|most loyal)\b(?!.*\blikely\b).*\b(?:customers?|buyers?|clients?|spenders?|people)\b/,
      /^top(?: (?:\d+|ten|five|twenty))?$/,
      /\bwho (?:spends?|spent|buys?|bought|paid|pays) (?:the )?most\b/,
      /最佳客户|大客户/,
    ],
    takesPeriod: true,
    answer: ({ text }, context) =>
      describeTop(context, { period: parsePeriod(text, momentOf(context))?.period, limit: rowsAsked(text, context) }),
  },
  {
    id: 'segments',
    examples: ['segments', 'how big are the segments?', 'how many customers are high-value?', '客户细分'],
    forms: [
      /\bsegment(?:s|ation)?\b/,
      /\bhigh.value\b/,
      /\b(?:potential|ordinary) (?:customers?|ones?|buyers?)\b|\b(?:customers|people) (?:who )?are (?:potential|ordinary)\b/,
      /^how many (?:known |regular )?(?:customers|people|buyers)(?: (?:do we have|are there|have we got))?(?: in total| altogether)?$/,
      /细分|分层/,
    ],
    answer: ({ text }, context) => {
      const name = segmentAsked(text);
      return name ? describeSegment(name, context) : describeSegments(context);
    },
  },
  {
    id: 'revenue',
    examples: [
      'revenue in the last 30 days',
      'what did we sell last month?',
      'orders last week',
      'best sellers this year',
      '上个月销售额',
    ],
    forms: [
      new RegExp(
        `^(?!.*\\b(?:${beside}|${trendWords})\\b).*\\b(?:${shopMoney}|sell|sold|refunds?|(?:average|mean) order(?: value)?|best.?sellers?|top (?:products?|sellers?|items?))\\b`,
      ),
      new RegExp(
        `^(?!.*\\b(?:${beside}|${trendWords})\\b)(?:${periodOwner} )?(?:(?:how many|number of|all|the|our|total) )*orders\\b`,
      ),
      /\bhow much (?:money )?(?:did|have|do) (?:we|i) (?:make|made|earn|take|took|taken)\b/,
      /销售额|营业额|收入|订单/,
    ],
    takesPeriod: true,
    answer: ({ text }, context) => describeRevenue(periodOr(text, context), context),
  },
  {
    id: 'model-quality',
    examples: ['how good is the model?', 'can I trust the chances?', 'how accurate are you?', '模型准吗?'],
    forms: [
      /\bhow (?:good|accurate|reliable|right|sure|often right|well)\b.*\b(?:model|scores?|predictions?|chances?|forecasts?|you|patron|it)\b/,
      /\bhow often\b.*\b(?:you|patron|it|model|scores?|chances?)\b.*\b(?:right|wrong)\b/,
      /\btrust\b.*\b(?:model|scores?|predictions?|chances?|you|patron|it|this|these)\b/,
      /\b(?:accuracy|backtest|auc|model quality|quality of the model)\b/,
      /模型/,
    ],
    answer: (_, context) => describeModelQuality(context),
  },
  {
    id: 'digest',
    examples: ['digest', 'what is new?', 'what happened this week?', '周报'],
    forms: [
      /^(?:the |this week's |show (?:me )?(?:the )?)?(?:weekly )?(?:digest|report|summary)(?: of (?:the|this|last) week)?$/,
      /^what(?:'s| is| was| has)? (?:new|happened|happening|up)\b/,
      /^whom? (?:should|do|can|could|must) (?:i|we) (?:contact|call|write|e-?mail|message|talk|ring|reach|look)\b/,
      /^what (?:should|must) (?:i|we) do\b/,
      /周报/,
    ],
    answer: (_, context) => composeDigest(context),
  },
  {
    id: 'help',
    examples: ['help', 'what can I ask?', '帮助'],
    forms: [
      /^(?:help|hilfe|hi|hello|hallo|你好|帮助)(?: me)?$/,
      /\bwhat (?:can|could|may) (?:i|we|you)\b.*\b(?:ask|do|answer|say|know)\b/,
    ],
    answer: (_, context) => describeHelp(context),
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
