import { lastThirtyDays, periodNamed } from './asked.ts';
import { describeDue } from './due.ts';
import { boughtWords, buyWords, folk, leavingWords } from './form-words.ts';
import { describeAtRisk, describeLikelyBuyers, describeTop } from './lists.ts';
import { describeMoves } from './moves.ts';
import { during, ranked } from './phrases.ts';
import type { Question } from './question.ts';
import { describeRisk } from './risk.ts';
import { describeSegment, describeSegments } from './segments.ts';
import { describeNewCustomers } from './shop.ts';
import { describeSilent } from './silent.ts';
import { cautious, joinCautions } from './words.ts';

const span =
  '(?:\\d{1,4}|an?|half an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) (?:days?|weeks?|fortnights?|months?|quarters?|years?)';
const inNumbers = '[\\d一二两三四五六七八九十半]+\\s*个?(?:天|日|周|星期|月|年)';
/** Ways to say that somebody did not order. */
const silence = `(?:silent|inactive|quiet|no (?:single )?(?:orders?|purchases?)|without (?:an |any |a single )?orders?|nothing|(?:not|(?:has|have|did|do|does)n't|havent|hasnt|didnt|never) (?:[\\w]+ ){0,2}?(?:order|buy|bought|purchase|single order)\\w*)`;
const moves =
  '(?:moved?|moves|became|becomes?|chang\\w*|dropped|f[ae]ll\\w* out|promoted|upgraded|downgraded|entered|movements?)';

/** Lists of customers, and the segments. */
export const listQuestions: readonly Question[] = [
  {
    id: 'silent',
    examples: ['customers without an order for 90 days', 'who has not ordered since June?', '90天没有下单的客户'],
    forms: [
      new RegExp(
        `^(?!be |how likely|is |has (?!any)).*\\b${silence}\\b.*\\b(?:${span}|since|(?:this|all) (?:week|month|quarter|year))\\b`,
      ),
      new RegExp(`^(?!be |how likely|is |has ).*\\b${span}\\b.*\\b${silence}`),
      new RegExp(`${inNumbers}[以之]?[上来内]?.*(?:没|未|不).*(?:下单|买|购|订单|下过单)`),
      /从?.+(?:以来|之后|起)(?:没|未)有?(?:下单|买|购买)/,
    ],
    takes: ['days', 'period', 'count'],
    inFull: ({ days = 90, period, count }) =>
      `${ranked(count, 'customers')} without an order ${period ?? `for ${days} days`}`,
    answer: ({ days, period, count }, context) =>
      describeSilent(
        { days, since: period === undefined ? undefined : periodNamed(period, context), limit: count },
        context,
      ),
  },
  {
    id: 'due',
    examples: ['whose next order is due?', 'who should order this week?', 'upcoming orders', '谁该下单了'],
    forms: [
      new RegExp(`^(?!when |is |why ).*\\b(?:who|whose|which|${folk}|orders?|reorders?|what)\\b.*\\b(?:over)?due\\b`),
      /^(?:over)?due\b/,
      /\bwho(?:m)? (?:should|must|ought to|would) (?:normally |usually )?(?:be )?(?:re)?order(?:ing)?\b/,
      /^(?:the |all )?(?:upcoming|coming|next|expected) (?:re)?orders?\b/,
      /谁.*(?:该|到期).*(?:下单|复购|买|订|补货)|(?:快|即将|应该)到期的?订单|下单(?:提醒|到期)/,
    ],
    takes: ['horizonDays', 'count'],
    inFull: ({ horizonDays, count }) =>
      `${count === undefined ? '' : `top ${count} `}next orders due${horizonDays === undefined ? '' : ` in the next ${horizonDays} days`}`,
    answer: ({ count, horizonDays }, context) => describeDue(context, { limit: count, days: horizonDays }),
  },
  {
    id: 'moved',
    examples: ['who moved between segments?', 'who became high-value?', 'segment changes', '谁的分层变了'],
    forms: [
      new RegExp(`^(?!what|why|how would).*\\b(?:who|whom|which|${folk}|segments?|any)\\b.*\\b${moves}\\b.*`),
      /\bnew high.value\b/,
      /(?:分层|细分|等级|级别).*(?:变|升|降|移)|谁.*(?:升级|降级)|客户(?:升级|降级)|升级了|降级了/,
    ],
    takes: ['segment'],
    inFull: ({ segment }) =>
      segment === undefined ? 'who moved between segments' : `who moved into or out of ${segment}`,
    answer: ({ segment }, context) => describeMoves(context, segment),
  },
  {
    id: 'likely-buyers',
    examples: ['who will buy?', 'who is likely to order next?', 'likely buyers', '谁会买?', '哪些客户可能会下单'],
    forms: [
      new RegExp(
        `^(?!how (?:un)?likely|why|is |will |what ).*\\b(?:who|whom|customers?|clients?|people|buyers?)\\b.*\\b(?:will|likely|going|ready|might|may|about to|expected|probably|close to)\\b.*\\b(?:${buyWords}|buying|ordering)\\b`,
      ),
      /^(?!how (?:un)?likely|why|is |will ).*\blikely (?:buyers?|customers?|orders?)\b/,
      /^who(?:'s| is| are)? (?:next|ready|most likely)\b(?!.*\b(?:leav|churn))/,
      /^(?:the )?(?:hot|best|top|good|warm) (?:leads?|prospects?|chances)\b|^(?:the )?(?:highest|best|top) (?:chances?|scores?|probabilit\w+)\b/,
      /(?:谁|哪些客户|哪些人|哪个客户).*(?:会|要|想|可能).*(?:买|下单|购买)(?!什么)|(?:潜在|可能的?)买家|购买概率最高/,
    ],
    takes: ['count', 'horizonDays'],
    inFull: ({ count, horizonDays }) =>
      `${count === undefined ? 'who will buy' : `top ${count} likely buyers`}${horizonDays === undefined ? '' : ` in the next ${horizonDays} days`}`,
    answer: ({ count, horizonDays }, context) => {
      const answer = describeLikelyBuyers(context, count);
      const { horizonDays: days = horizonDays } = context.scores ?? {};
      const bound = `Chances are for the next ${days} days, not for ${horizonDays}.`;
      return horizonDays === undefined || days === horizonDays
        ? answer
        : { ...answer, ...cautious(joinCautions([bound, answer.caution])) };
    },
  },
  {
    id: 'risk',
    examples: ['suspicious orders', 'who returns most?', 'risk list', '可疑订单', '谁退货最多'],
    forms: [
      /\b(?:suspicious|fraud\w*|risky|scam\w*|dubious|returners?|chargebacks?)\b/,
      /^(?:the )?risk(?: list| report|s)?$/,
      /\b(?:unusual|odd|strange|weird|abnormal) (?:orders?|customers?|purchases?)\b|\borders? (?:that )?(?:looks?|seems?|is|are) (?:\w+ )?(?:odd|strange|weird|unusual|wrong|off)\b/,
      new RegExp(
        `\\b(?:who|which ${folk}|${folk})\\b.*\\b(?:returns?|returned|sends?|sent|refunds?|(?:gives?|gave|brings?)(?= .*back))\\b(?: (?:goods|things|items|stuff|everything|back))*.*\\b(?:most|a lot|too much|too often|often|back)\\b`,
      ),
      /可疑|异常订单|欺诈|风险(?:订单|名单|列表)|退货(?:最|很|太)多|谁(?:总是|经常|老是)?退货/,
    ],
    takes: ['count'],
    inFull: ({ count }) => (count === undefined ? 'suspicious orders' : `top ${count} suspicious orders`),
    answer: ({ count }, context) => describeRisk(context, count),
  },
  {
    id: 'at-risk',
    examples: [
      'who is leaving?',
      'which customers are at risk?',
      'who has gone quiet?',
      '谁在流失?',
      '哪些客户有流失风险',
    ],
    forms: [
      new RegExp(`^(?:is|are|has|have|did|will) (?:any|some|every|customers|people).*\\b(?:${leavingWords}|leave)\\b`),
      /^(?:are|have|did) we (?:losing|lost|lose) (?:any |some |many |more |our |the )*(?:customers|clients|people|buyers)\b/,
      new RegExp(
        `^(?!is |are |has |have |did |will |why |how likely|what |alert |be ).*\\b(?:${leavingWords}|losing|lose|leaves?|(?:about|likely|going) to leave|win ?back|churn\\w*|going away|drift\\w*|slip\\w*)\\b`,
      ),
      /^(?!why|how many (?:people|customers) have).*\b(?:who|customers|people|buyers)\b.*\b(?:not (?:ordered|bought)|stopped (?:buying|ordering))\b(?!.*\bsince\b)(?!.*\b\d+ )/,
      /(?:谁|哪些|客户|有人|名单).*(?:流失|要走|快走)|^流失/,
    ],
    takes: ['count'],
    inFull: ({ count }) => (count === undefined ? 'who is leaving' : `top ${count} customers at risk`),
    answer: ({ count }, context) => describeAtRisk(context, count),
  },
  {
    id: 'new-customers',
    examples: [
      'new customers in the last 30 days',
      'how many new customers in June?',
      '本月新客户',
      '上周有多少新客户',
    ],
    forms: [
      /^(?!.*\bcompar).*\b(?:new|first.time) (?:customers?|buyers?|clients?|people|shoppers?)\b/,
      /\b(?:newcomers?|newbies)\b/,
      /^(?!.*\b(?:cohorts?|retention|after|again|back)\b).*(?:\bfor the first time\b|\bfirst (?:orders?|purchases?)\b)/,
      /^who(?:'s| is| are) new\b|\b(?:anyone|anybody|somebody|someone) new\b/,
      /新(?:增)?(?:客户|顾客|买家|用户)/,
    ],
    takes: ['period'],
    inFull: ({ period }) => `new customers${during(period)}`,
    answer: ({ period }, context) =>
      describeNewCustomers(periodNamed(period, context) ?? lastThirtyDays(context), context),
  },
  {
    id: 'top-customers',
    examples: [
      'top customers',
      'top 5 customers in June',
      'who are our best customers?',
      'who spent most?',
      '最佳客户',
      '消费最多的客户',
    ],
    forms: [
      /\b(?:top|best|biggest|largest|most valuable|most loyal|favou?rite)\b(?!.*\blikely\b).*\b(?:customers?|buyers?|clients?|spenders?|people|shoppers?)\b(?! of (?!20\d\d|all|our|the|last|this))(?!.*\b(?:at risk|compar|to (?:re)?order|to buy))/,
      /^top(?: (?:\d+|ten|five|twenty))?$/,
      new RegExp(
        `\\b(?:who|which ${folk}) (?:spends?|spent|${boughtWords}|buy|paid|pays|brought in|brings in) (?:the )?most\\b`,
      ),
      new RegExp(`\\b${folk}\\b.*\\b(?:highest|most|biggest|largest) (?:revenue|spend\\w*|money|sales|turnover)\\b`),
      /最佳客户|大客户|最(?:好|有价值|大)的?客户|(?:消费|花钱|买得|购买)最多(?!的?商品)|前\s*\d*\s*(?:名|位|个)?的?客户|客户排名/,
    ],
    takes: ['count', 'period'],
    inFull: ({ count, period }) =>
      `${count === undefined ? 'top customers' : ranked(count, 'customers')}${during(period)}`,
    answer: ({ count, period }, context) =>
      describeTop(context, { period: periodNamed(period, context), ...(count === undefined ? {} : { limit: count }) }),
  },
  {
    id: 'segments',
    examples: ['segments', 'how big are the segments?', 'how many customers are high-value?', '客户细分', '高价值客户'],
    forms: [
      new RegExp(`^(?!.*\\b(?:${moves}|new high)\\b)(?!.*\\bfor\\b.*\\bdays\\b).*\\bsegment(?:s|ation)?\\b`),
      new RegExp(`^(?!.*\\b(?:${moves}|new high)\\b).*\\bhigh.value\\b`),
      /\b(?:potential|ordinary) (?:customers?|ones?|buyers?)\b|\b(?:customers|people) (?:who )?are (?:potential|ordinary)\b|^(?:the )?(?:potential|ordinary)$/,
      /^how many (?:known |regular )?(?:customers|people|buyers|clients)(?: (?:do we have|are there|have we got|are known))?(?: in total| altogether)?$/,
      /^(?!.*(?:变|升|降|移)).*(?:细分|分层|高价值|普通客户|潜力客户|多少(?:个)?客户$)/,
    ],
    takes: ['segment'],
    inFull: ({ segment }) => (segment === undefined ? 'segments' : `who are the ${segment} customers`),
    answer: ({ segment }, context) => (segment ? describeSegment(segment, context) : describeSegments(context)),
  },
];
