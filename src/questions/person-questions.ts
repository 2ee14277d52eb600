import { periodNamed } from './asked.ts';
import {
  beside,
  boughtWords,
  buyWords,
  leavingWords,
  listWords,
  nobody,
  periodOwner,
  shopMoney,
} from './form-words.ts';
import { historyIn } from './history.ts';
import { offerFor } from './offer.ts';
import { aboutPerson, type PersonQuestion } from './people.ts';
import { isLeaving, whoIs } from './person.ts';
import { during } from './phrases.ts';
import type { Question } from './question.ts';
import { whatIf } from './what-if.ts';
import { why } from './why.ts';

/** A question about one person, who may be missing: then it goes on from the person before, or asks whom is meant. */
function personQuestion(about: PersonQuestion, question: Pick<Question, 'id' | 'examples' | 'forms'>): Question {
  return {
    ...question,
    takes: ['who'],
    inFull: ({ who = '' }) => about.ask(who).trim(),
    answer: ({ who = '' }, context) => aboutPerson(who, context, about),
  };
}

/** Words that begin a question about the whole shop where a person could stand. */
const noPerson = `(?!${nobody})`;
const trend = `(?:(?:is|are|was|were|did|do|does|has|have) )?(?:the |our )?(?:${shopMoney}|orders|business)\\b`;

/** Questions about one person. */
export const personQuestions: readonly Question[] = [
  personQuestion(whoIs, {
    id: 'who-is',
    examples: ['who is CUSTOMER?', 'tell me about CUSTOMER', 'when will CUSTOMER order next?', '谁是 CUSTOMER'],
    forms: [
      new RegExp(
        `^(?:who is|who's|who s|whos|who was|tell me (?:all |everything |something |more )?about|about) (?!${listWords})(?<who>.+)$`,
      ),
      /^(?:show me|show|look up|lookup|find|search(?: for)?) (?:customer )?(?<who>(?=\S*[\d@])\S+)$/,
      /^(?:find|look up|lookup|search(?: for)?) (?:the )?(?:customer|client|person|buyer) (?<who>.+)$/,
      /^who (?<who>.+) is$/,
      /^(?:what|anything) (?:do|can) (?:we|you) (?:know|tell me|say) (?:about|of) (?<who>.+)$/,
      /^do (?:we|you) know (?:customer )?(?<who>.+)$/,
      /^(?:infos?|information|details?|facts|card|profile|overview) (?:on|about|of|for) (?:customer )?(?!the (?:data|model|shop)\b)(?<who>.+)$/,
      /^(?:the )?(?:card|profile|details|segment) (?:of|for) (?<who>.+)$/,
      new RegExp(
        `^when (?:will|does|did|is|should|was) ${noPerson}(?<who>.+?) (?:last |next |again )?(?:likely to |going to |due to )?(?:${buyWords}|due|here|expected)\\b`,
      ),
      new RegExp(
        `^how (?:much|many orders|many times|often) (?:did|has|does|do|is|was) ${noPerson}(?<who>.+?) (?:spen[dt]|b[uo]\\w*|order\\w*|pa(?:y|id)|ma[dk]e|have|worth|place[ds]?)\\b`,
      ),
      /^(?!.*\b(?:month|week|year|quarter|today|yesterday|shop)'s)(?<who>.+?)'s? (?:card|profile|spending|segment)$/,
      /^is (?!any|some|there|this|that|it\b)(?<who>.+?)(?<! still) (?:a|an|one of our) (?:\w+[ -])*(?:customers?|buyers?|clients?)$/,
      /^(?:what|which) segment (?:is|does) (?<who>.+?)(?: in| belong to)?$/,
      /^(?:谁是|介绍一下|介绍|说说|查一下|查询|查找)\s*(?:客户)?\s*(?<who>.+)$/,
      /^(?<who>[^谁哪]+?)\s*是(?:谁|什么人|什么样的客户)$/,
      /^(?:the )?next (?:order|purchase) (?:of|by|from) (?<who>.+)$/,
      /^how long (?:until|till|before) (?<who>.+?) (?:will )?(?:orders?|buys?|comes? back)(?: again)?$/,
      /^who(?: is|'s)?$/,
    ],
  }),
  personQuestion(why, {
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
        `^why (?!.*\\b${beside})(?!${trend})(?:do you (?:think|say|believe) (?:that )?)?(?:is |does |has |did |will |would |should |isn't |doesn't |won't )?(?<who>.+?)(?: (?:has |have |is |will |would |might |so |such |a |an |the |very |most |more |less |not )*(?:likely|unlikely|scored?|scores|high|low|leaving|leave|churn\\w*|${buyWords}|buying|ordering|going|expected|about|at risk|here|on the list)\\b.*)?$`,
      ),
      /^explain (?:the (?:score|chance)s? of )?(?!the\b)(?<who>.+?)(?:'s (?:score|chance)s?)?$/,
      /^(?:the )?(?:reasons?|explanation) (?:for|of|behind) (?<who>.+?)(?:'s (?:score|chance)s?)?$/,
      new RegExp(
        `^(?!.*\\b(?:leav|churn|quit)\\w*)how (?:un)?likely (?:is|are|will|to ${buyWords} is) (?:it that )?${noPerson}(?<who>.+?)(?: (?:to|will|${buyWords}s?)\\b.*)?$`,
      ),
      new RegExp(
        `^(?:will|would|is) ${noPerson}(?<who>.+?) (?:likely to |going to |about to |ever |probably )*${buyWords}\\b(?!.*\\b(?:if)\\b)`,
      ),
      new RegExp(
        `^(?:what is |what's |what are |whats )?(?:the )?(?:chances?|score|probability|propensity|likelihood|odds) (?:of|for|that) (?<who>.+?)(?: (?:will |to )?(?:${buyWords}s?|buying|ordering|returning|coming back)\\b.*)?$`,
      ),
      /^(?:what is |what's |whats )?(?<who>.+)'s? (?:chances?|score|probability|likelihood)$/,
      /^(?:why|explain|how come|why so|why's that|why is that|why not)$/,
      /^(?:为什么|为何)是?\s*(?<who>.+?)(?:会买|会下单|会流失|分数.*|概率.*|得分.*)?$/,
      /^(?<who>[^谁哪]+?)\s*(?:为什么|为何).*$/,
      /^(?<who>[^谁哪如果若少]+?)\s*(?:还)?会(?:再)?(?:买|下单|购买|回购)$/,
      /^(?!怎|如何|什么|提高)(?<who>[^谁哪]+?)\s*的?(?:购买)?(?:概率|可能性)(?:是多少|多大)?$/,
      /^(?:为什么|为何|原因)$/,
    ],
  }),
  personQuestion(isLeaving, {
    id: 'is-leaving',
    examples: ['is CUSTOMER leaving?', 'has CUSTOMER gone quiet?', 'have we lost CUSTOMER?', 'CUSTOMER 会流失吗'],
    forms: [
      new RegExp(
        `^(?:is|has|did|will|are) ${noPersonButIt()}(?<who>.+?) (?:likely to |about to |going to |been |gone |going )?(?:${leavingWords}|leave)\\b`,
      ),
      /^(?:have|did|are) we (?:lost|lose|losing) (?!any|some|many|more|the\b|our\b|customers)(?<who>.+)$/,
      /^(?<who>[^谁哪]+?)\s*(?:会不会|会|在|要|快要|正在|是不是|是否)(?:要)?(?:流失|走)了?$/,
      /^(?<who>[^谁哪]+?)\s*(?:有|有没有)流失风险$/,
    ],
  }),
  personQuestion(whatIf, {
    id: 'what-if',
    examples: [
      'what would change CUSTOMER?',
      'what if CUSTOMER ordered today?',
      'what would make CUSTOMER buy?',
      '怎样提高 CUSTOMER 的购买概率',
    ],
    forms: [
      /^what (?:would|could|might|can|will|does|moves?|changes?) ?(?:change|move|raise|improve|increase|shift)? ?(?:the )?(?:chances?|score|mind|probability|odds) of (?<who>.+)$/,
      /^what (?:would|could|might|can|will) (?:change|move|raise|improve|increase|shift) (?!the\b)(?<who>.+?)(?:'s? (?:chances?|score|mind|probability|odds))?$/,
      new RegExp(
        `^what (?:would|could|might|can|will) (?:make|bring|get|convince|persuade) (?!people|customers|them all)(?<who>.+?)(?: (?:to )?(?:${buyWords}|back).*)?$`,
      ),
      new RegExp(
        `^what (?:would|will|does) it take (?:for|to (?:get|make|bring|win|convince|persuade)) (?<who>.+?)(?: (?:to )?(?:${buyWords}|back).*)?$`,
      ),
      /^what(?:'s| is| happens| would happen| then)?,? if (?!we\b|i\b)(?<who>.+?) (?:ordere?d?s?|buys?|bought|stay(?:s|ed)?|stops?|doesn't|does not|didn't|did not|is|are|was|were|keeps?|remain\w*|comes?|came|goes|went|had|has)\b.*$/,
      /^(?:how|what) (?:can|could|do|should|would) (?:i|we) (?:do to )?(?:raise|improve|increase|lift|change) (?:the )?(?:chances?|score|probability|odds) (?:of|for) (?<who>.+)$/,
      /^(?:how|what) (?:can|could|do|should|would) (?:i|we) (?:do to )?(?:raise|improve|increase|lift|change) (?<who>.+?)'s? (?:chances?|score|probability|odds)$/,
      /^what.?if(?: (?:for|of|with))? (?<who>\S+(?: \S+)?)$/,
      /^what.?if$/,
      /^(?:怎样|怎么|如何)(?:才能)?(?:提高|改变|让)\s*(?<who>.+?)\s*(?:的.*|再?(?:下单|购买|买))$/,
      /^(?:如果|要是|假如)\s*(?<who>.+?)\s*(?:今天|现在|再|不再|一直|下单|购买|没有|不).*$/,
      /^什么(?:能|会|可以)改变\s*(?<who>.+?)(?:的.*)?$/,
    ],
  }),
  personQuestion(offerFor, {
    id: 'offer',
    examples: [
      'what should I offer CUSTOMER?',
      'recommend something for CUSTOMER',
      'what will CUSTOMER buy next?',
      '该给 CUSTOMER 推荐什么',
    ],
    forms: [
      /^(?:what|which (?:products?|items?|goods)) (?:should|can|could|shall|do|would|might|must|to) ?(?:i|we|you)? ?(?:offer|sell|recommend|suggest|show|pitch|propose)(?: to)? (?!next\b|with\b|more\b)(?<who>.+?)(?: next)?$/,
      /^(?:recommend|suggest|offer) (?:something|anything|products?|items?|goods|an offer|a product)(?: new)? (?:for|to) (?<who>.+)$/,
      /^(?:recommend|suggest) (?:something|anything|products?|an offer)$/,
      /^(?:recommendations?|suggestions?|offers?|(?:next )?best offers?|ideas) (?:for|to) (?<who>.+)$/,
      /^next best offer (?:for|to) (?<who>.+)$/,
      new RegExp(
        `^what (?:will|would|might|could|may|should|is) ${noPerson}(?!(?:make|get|bring|convince|change|happen|in)\\b)(?<who>.+?) (?:likely to |going to )?(?:buy|order|purchase|like|want|need|love)(?: to buy)?(?: next| again| soon)?$`,
      ),
      /^(?:应?该)?(?:给|向)\s*(?<who>.+?)\s*推荐(?:点|些)?(?:什么|啥|哪些)?.*$/,
      /^(?<who>[^谁哪]+?)\s*(?:会|可能会?|想)(?:喜欢|买|要)什么$/,
    ],
  }),
  {
    ...personQuestion(historyIn(undefined), {
      id: 'history',
      examples: ['orders of CUSTOMER', 'what has CUSTOMER bought?', "CUSTOMER's orders", 'CUSTOMER 买过什么'],
      forms: [
        new RegExp(
          `^(?:what|which (?:products?|items?|goods)) (?:did|does|has|have|do) ${noPerson}(?<who>.+?) (?:(?:usually|normally|mostly|always|ever|already) )?(?:${boughtWords}|buy)(?: (?:last|before|so far|lately|recently|from us|usually|most|here|last time))*$`,
        ),
        new RegExp(
          `^(?:(?:show|see|list) )?(?!${periodOwner})(?:what's in |what is in |what was in |what was )?(?<who>[^']+?)(?:'s?| s) (?:last |latest |recent |past |previous |order )*(?:orders?|history|purchases?|baskets?)$`,
        ),
        /^(?:show |see )?(?<who>her|his|their) (?:last |recent |past |order )*(?:orders?|history|purchases?)$/,
        /^(?:the |all |all the )?(?:last |latest |recent |past |previous |order |purchase |buying )*(?:orders?|purchases|history|baskets?) (?:of|by|from|for|placed by|made by) (?:customer )?(?!(?:today|yesterday|last|this|the|all|in|our|my|previous|past|new|next|everyone|everybody|guests)\b|20\d\d\b|q\d)(?<who>.+)$/,
        /^(?:order|purchase) history$/,
        /^(?<who>[^谁哪]+?)\s*(?:都)?(?:买过|买了|购买过|下过)(?:什么|啥|哪些|什么东西|哪些东西)$/,
        /^(?<who>[^谁哪上本这今去最可]+?)\s*的\s*(?:历史|所有|全部)?(?:订单|购买记录|历史|购买历史)$/,
      ],
    }),
    takes: ['who', 'period'],
    inFull: ({ who = '', period }) => `orders of ${who}${during(period)}`,
    answer: ({ who = '', period: words }, context) => {
      const period = periodNamed(words, context);
      return aboutPerson(who, context, historyIn(period && words !== undefined ? { period, words } : undefined));
    },
  },
];

/** As `noPerson`, but `it` and its likes may be the person before. */
function noPersonButIt(): string {
  return noPerson.replace('it\\b|this\\b|that\\b|', '');
}
