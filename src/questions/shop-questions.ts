import { lastThirtyDays, periodNamed, twoPeriods } from './asked.ts';
import { describeCampaign } from './campaign.ts';
import { describeCohorts } from './cohorts.ts';
import { describeForecast } from './forecast.ts';
import { beside, boughtWords, folk, periodOwner, shopMoney, trendWords } from './form-words.ts';
import { describeGoesWith } from './goes-with.ts';
import { during } from './phrases.ts';
import { describeProductBuyers } from './product-buyers.ts';
import type { Question } from './question.ts';
import { describeRepeatRate } from './repeat-rate.ts';
import { describeComparison, describeRevenue } from './shop.ts';
import { cautious, joinCautions } from './words.ts';

const ahead = '(?:next|coming|tomorrow|upcoming)';
const campaigns = '(?:campaigns?|promotions?|promos?|newsletters?|mailings?|discounts?|coupons?|ads?|advert\\w*)';
const article = '(?:the |a |an |our |any |sku |product |item )*';
/** Words where a product could stand that name none. */
const noProduct =
  '(?!(?:most|the most|again|back|nothing|anything|something|today|yesterday|last|this|for|from us|before|twice|a second time|more|less|in|since|on|and|or|also|with|here|first|never)\\b)';

/** How far a forecast looks, in days. */
const forecastDays = { least: 7, usual: 30, most: 90 } as const;

/** Questions about money and goods of the whole shop. */
export const shopQuestions: readonly Question[] = [
  {
    id: 'goes-with',
    examples: ['what sells with PRODUCT?', 'what is bought together with PRODUCT?', 'PRODUCT 和什么一起卖'],
    forms: [
      new RegExp(
        `^(?:what|which (?:products?|items?|goods))(?: else)?(?: is| are| do| does)?(?: people| customers| buyers)?(?: usually| often| mostly)? (?:sells?|sold|goes|go|bought|buy|buys|ordered|order|purchased|combined?|fits?)(?: best| well)?(?: together| along)? with ${article}(?<product>.+)$`,
      ),
      new RegExp(
        `^(?:products?|items?|goods|things)(?: that are| often| usually)* (?:bought|sold|ordered)(?: together| often| along)* with ${article}(?<product>.+)$`,
      ),
      new RegExp(
        `^(?:people|customers|those|buyers) (?:who|that) (?:bought|ordered|buy) ${article}(?<product>.+?) also (?:bought|buy|ordered|like\\w*)(?: what)?$`,
      ),
      new RegExp(
        `^what (?:else )?do (?:the )?(?:buyers of|people who (?:buy|bought)|customers who (?:buy|bought)) ${article}(?<product>.+?) (?:also )?(?:buy|order)(?: too| also| as well)?$`,
      ),
      new RegExp(`^(?:cross.?sells?|cross.?selling|companions?|bundles?) (?:for|of|to|with) ${article}(?<product>.+)$`),
      /^(?<product>.+?)\s*(?:和|跟|与|同)\s*(?:什么|哪些(?:商品|产品)?)\s*(?:一起|搭配|同时).*$/,
      /^(?:什么|哪些商品|哪些产品)\s*(?:和|跟|与|同)\s*(?<product>.+?)\s*(?:一起|搭配|同时).*$/,
      /^(?:买|买了|购买)\s*(?<product>.+?)\s*的(?:人|客户|顾客)(?:还|也)(?:会)?(?:买|购买).*$/,
    ],
    takes: ['product'],
    inFull: ({ product = '' }) => `what sells with ${product}`,
    answer: ({ product = '' }, context) => describeGoesWith(product, context),
  },
  {
    id: 'product-buyers',
    examples: ['who bought PRODUCT?', 'buyers of PRODUCT', 'who bought PRODUCT last month?', '谁买了 PRODUCT'],
    forms: [
      new RegExp(
        `^(?:list )?(?:the )?(?:who|who all|which ${folk}|how many ${folk}|(?:all |every )?${folk} (?:who|that)|everyone who|everybody who)(?: has| have)? (?:ever |already )?${boughtWords} ${noProduct}${article}(?<product>.+)$`,
      ),
      new RegExp(`^(?:who are |list |show |the |all |top \\d+ )*(?:buyers|purchasers) of ${article}(?<product>.+)$`),
      /^.*?谁(?:都)?(?:买过|买了|购买过|购买了|订过)\s*(?!什么|最)(?<product>.+)$/,
      /^(?:买过|购买过|买了)\s*(?<product>.+?)\s*的(?:客户|人|顾客)$/,
      /^(?<product>[^谁哪]+?)\s*的买家$/,
    ],
    takes: ['product', 'period', 'count'],
    inFull: ({ product = '', period, count }) =>
      `${count === undefined ? 'who bought' : `top ${count} buyers of`} ${product}${during(period)}`,
    answer: ({ product = '', period, count }, context) =>
      describeProductBuyers(
        product,
        { period: periodNamed(period, context), ...(count === undefined ? {} : { limit: count }) },
        context,
      ),
  },
  {
    id: 'campaign',
    examples: ['did the June campaign work?', 'campaign effect last month', '上个月的活动有效果吗'],
    forms: [
      new RegExp(
        `^(?:did|was|were|has|have|is|are|do|does|how|what|which) .*\\b${campaigns}\\b(?!.*\\b(?:tag|here|channel)\\b)`,
      ),
      new RegExp(
        `\\b${campaigns} (?:effect\\w*|results?|success|performance|impact|in|during|on|last|this|of|from)\\b|^(?:effects?|results?|success|impact) of .*\\b${campaigns}\\b`,
      ),
      /活动|促销|营销|广告|推广|打折|优惠/,
    ],
    takes: ['period'],
    inFull: ({ period }) => `campaign results${during(period)}`,
    answer: ({ period }, context) => describeCampaign(periodNamed(period, context) ?? lastThirtyDays(context), context),
  },
  {
    id: 'forecast',
    examples: [
      'how much will we sell next month?',
      'revenue forecast for the next 60 days',
      '下个月能卖多少',
      '销售预测',
    ],
    forms: [
      /^(?!how (?:good|accurate|reliable|right|sure|often|well)|can|do |are |is |trust).*\b(?:forecasts?|forecasting|outlook|projections?)\b(?!.*\b(?:right|accura\w*|good|wrong|hold)\b)/,
      new RegExp(
        `\\b(?:predict\\w*|expect\\w*|project\\w*|estimate\\w*) (?:our |the |next \\w+ )?(?:${shopMoney}|orders)\\b`,
      ),
      new RegExp(
        `\\b(?:will|going to|shall|can|expect to)\\b.*\\b(?:sell|make|earn|take|${shopMoney}|orders)\\b.*\\b(?:${ahead}|be)\\b`,
      ),
      /\b(?:how much|how many|what) .*\b(?:will|going to|expect to)\b.*\b(?:we|revenue|sales|the shop)\b/,
      new RegExp(`^(?:${shopMoney}|orders)\\b.*\\b${ahead} (?:\\w+ )?(?:days?|weeks?|months?|quarters?)\\b`),
      /(?:下|未来|接下来|明天).*(?:卖|销售|收入|营业额|订单)(?!.*谁)|(?:销售|收入|营业额|订单)预(?:测|计|估)|预测(?:销售|收入|营业额|一下|$)/,
    ],
    takes: ['horizonDays'],
    inFull: ({ horizonDays = forecastDays.usual }) => `revenue forecast for the next ${horizonDays} days`,
    answer: ({ horizonDays = forecastDays.usual }, context) => {
      const days = Math.min(forecastDays.most, Math.max(forecastDays.least, horizonDays));
      const answer = describeForecast(days, context);
      const bounds = `A forecast looks ${forecastDays.least} to ${forecastDays.most} days ahead: these are ${days}.`;
      return days === horizonDays ? answer : { ...answer, ...cautious(joinCautions([bounds, answer.caution])) };
    },
  },
  {
    id: 'compare',
    examples: [
      'compare last month with the month before',
      'June versus July',
      'last 30 days compared with before',
      'why are sales down?',
      '对比上月',
      '今年和去年比较',
    ],
    forms: [
      new RegExp(`\\b${beside}(?:\\s|$)`),
      new RegExp(
        `^(?!how many|how much (?:will|did)).*\\b(?:${shopMoney}|sell|sold|orders|business)\\b.*\\b${trendWords}\\b`,
      ),
      /^how (?:are|is|was|were) (?:we|the shop|business|things|it) (?:doing|going)\b/,
      /\btrends?\b/,
      /对比|比较|相比/,
    ],
    takes: ['period', 'against'],
    inFull: ({ period = 'last 30 days', against = 'the period before' }) =>
      `compare ${/ (?:to|and) /.test(period) && !/^(?:from|between) /.test(period) ? 'from ' : ''}${period} with ${against}`,
    answer: (slots, context) => describeComparison(twoPeriods(slots, context), context),
  },
  {
    id: 'repeat-rate',
    examples: [
      'repeat rate',
      'how many customers come back?',
      'returning customers last month',
      '复购率',
      '有多少客户会回购',
    ],
    forms: [
      /\b(?:repeat|repurchase|reorder) ?(?:purchase |order |customer )?(?:rates?|buyers?|customers?|clients?|share|business)\b|\brepeaters?\b/,
      /^(?!.*\b(?:cohort|by month|curve|over time)\b).*\b(?:returning (?:customers?|buyers?|clients?)|(?:customer )?(?:retention|loyalty)(?: rate)?)\b/,
      /\b(?:how many|what (?:percentage|share|part|fraction|percent)|share|percentage|percent|part)\b.*\b(?:comes?|came|coming|buys?|bought|orders?|ordered|return\w*)\b.*\b(?:back|again|twice|a second time|second time|more than once|repeat\w*)\b/,
      /^how loyal\b|\bhow many (?:of (?:our|the) )?(?:customers|buyers|people|clients) (?:return|repeat|reorder|are repeat)/,
      new RegExp(
        `\\b(?:only|just) (?:bought|ordered|purchased|buy|order) once\\b|\\bone.time ${folk}\\b|^who (?:came|comes|is coming) back\\b`,
      ),
      /复购|回购|回头客/,
    ],
    takes: ['period'],
    inFull: ({ period }) => `repeat rate${during(period)}`,
    answer: ({ period }, context) => describeRepeatRate(periodNamed(period, context), context),
  },
  {
    id: 'cohorts',
    examples: ['cohorts', 'retention by month of first order', '同期群分析', '按首单月份看留存'],
    forms: [/\bcohorts?\b/, /\bretention (?:by|curve|table|over|per|matrix)\b/, /同期群|留存|队列/],
    takes: [],
    inFull: () => 'cohorts',
    answer: (_, context) => describeCohorts(context),
  },
  {
    id: 'revenue',
    examples: [
      'revenue in the last 30 days',
      'what did we sell last month?',
      'orders last week',
      'best sellers this year',
      '上个月销售额',
      '2011年6月卖了多少',
    ],
    forms: [
      new RegExp(
        `^(?!.*\\b(?:${beside}|${trendWords}|trends?)\\b)(?!.*\\b(?:forecasts?|will|going to|predict\\w*|${ahead})\\b).*\\b(?:${shopMoney}|sell|sold|refunds?|(?:average|mean) (?:order|basket)(?: value)?|aov|best.?sell(?:ers?|ing)|top (?:products?|sellers?|items?))\\b(?! (?:with|to)\\b)`,
      ),
      new RegExp(
        `^(?!.*\\b(?:${beside}|${trendWords}|${ahead})\\b)(?:${periodOwner} )?(?:(?:how many|number of|all|the|our|total) )*orders\\b(?! (?:of|by|from) )`,
      ),
      new RegExp(
        `^(?!.*\\b(?:${beside}|who|which customers|${ahead})\\b).*\\b(?:returns|return rate|(?:top|best|worst|most popular|popular) (?:\\d+ |ten |five |selling )*(?:products?|items?|goods|sellers?))\\b`,
      ),
      new RegExp(`^how many ${folk}(?: have| has)? (?:bought|ordered|shopped|purchased)\\b`),
      /\bhow much (?:money )?(?:did|have|do) (?:we|i) (?:make|made|earn\w*|take|took|taken)\b/,
      /^(?!.*(?:预|对比|比较|可疑|到期|分层|的订单$)).*(?:销售额|营业额|收入|订单|卖(?:了|得|出)|销量|畅销|热销)/,
      /^.*(?:上|这|本|今|去|最近|昨)[天日周月年个季度星期\d]*的?订单$/,
    ],
    takes: ['period'],
    inFull: ({ period }) => `revenue${during(period ?? 'last 30 days')}`,
    answer: ({ period }, context) => describeRevenue(periodNamed(period, context) ?? lastThirtyDays(context), context),
  },
];
