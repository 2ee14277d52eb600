import type { SlotName } from './question.ts';

/** What speaks for a question where no form of it fits. */
interface Cue {
  /** Telling words with their weights; without one of them a question is not guessed. */
  readonly words: readonly (readonly [pattern: RegExp, weight: number])[];
  /** What a slot that is named adds. */
  readonly slots?: Partial<Readonly<Record<SlotName, number>>>;
  /** A slot without which it cannot be asked. */
  readonly needs?: SlotName;
}

const people =
  /\b(?:whom?|which|customers?|clients?|people|buyers?|everybody|everyone|anybody|anyone|shoppers?)\b|谁|客户/;
const money =
  /\b(?:revenue|sales?|sell|selling|sold|takings?|took|take|turnover|income|earn\w*|made|make|money|figures|numbers|business|orders?)\b|卖|销售|收入/;

/** Telling words of the questions about the shop, the first of equals wins. */
export const cues: Readonly<Record<string, Cue>> = {
  mute: {
    words: [
      [/\b(?:shut up|quiet|silence|silent|alone|stop|mute|no (?:more )?(?:alerts?|digests?|messages))\b|安静|别吵/, 2],
    ],
    slots: { days: 1 },
  },
  'goes-with': {
    words: [[/\b(?:with|together|along|alongside|combin\w+|also|pairs?|match\w*)\b|一起|搭配/, 2]],
    slots: { product: 2 },
    needs: 'product',
  },
  'product-buyers': {
    words: [
      [people, 1],
      [/\b(?:bought|buys?|got|get|ordered|orders?|purchas\w+|own|owns|have|has|took)\b|买/, 1],
    ],
    slots: { product: 1 },
    needs: 'product',
  },
  campaign: { words: [[/\b(?:campaigns?|promo\w*|newsletters?|mailings?|discounts?|coupons?|ads)\b|活动|促销/, 3]] },
  cohorts: { words: [[/\bcohorts?\b|同期群/, 3]] },
  due: {
    words: [
      [
        /\b(?:due|reorders?|reordering|restock\w*|replenish\w*|supposed to (?:re)?order|should (?:be )?(?:re)?order\w*|ordering again|run(?:ning)? out)\b|复购|到期/,
        3,
      ],
    ],
    slots: { horizonDays: 1 },
  },
  moved: {
    words: [
      [
        /\b(?:mov\w+|promot\w+|upgrad\w+|downgrad\w+|switch\w*|chang\w+|f(?:e|a)ll\w* out|climb\w*|risen|rose|fell|fallen)\b/,
        2,
      ],
      [/\b(?:segments?|tiers?|groups?|high.value)\b/, 2],
    ],
  },
  'data-state': {
    words: [
      [
        /\b(?:data|sync\w*|shopify|hubspot|connect\w*|up to date|fresh\w*|refresh\w*|pull\w*|import\w*|updat\w+)\b|数据|同步/,
        2,
      ],
      [/\b(?:old|when|last|state|ok|problems?|current|recent|how|wrong|broken)\b|什么时候|多久/, 1],
    ],
  },
  'model-quality': {
    words: [
      [/\b(?:model|predictions?|predict|scores?|chances?|forecasts?|guess\w*|estimates?|ai)\b|模型|预测/, 2],
      [
        /\b(?:good|right|trust\w*|accura\w+|hold|wrong|reliab\w+|correct|believe|better than|worth|how well|sure)\b|准|可信/,
        2,
      ],
    ],
  },
  risk: {
    words: [
      [
        /\b(?:suspicious|fraud\w*|odd|strange|weird|fishy|shady|abus\w+|cheat\w*|return\w*(?= (?:the most|so much|a lot|too|stuff|goods|things|everything|most))|keeps? returning|sends? .*back|sent .*back|refund\w*)\b|可疑|退货/,
        2,
      ],
      [people, 1],
      [/\borders?\b|订单/, 1],
    ],
  },
  silent: {
    words: [[/\b(?:silent|inactive|no orders?|not (?:been )?(?:order\w*|b[ou]\w+)|nothing|quiet|away|last seen)\b/, 2]],
    slots: { days: 2 },
    needs: 'days',
  },
  'at-risk': {
    words: [
      [
        /\b(?:leav\w+|los(?:e|ing|t)|churn\w*|at risk|slip\w*|drift\w*|going away|disappear\w*|vanish\w*|stop\w* (?:buy|order|com)ing|no longer (?:buy|order|come)|not coming back|abandon\w*|win back|worry|worried|in danger)\b|流失|要走|离开|好久没|很久没|不来了/,
        3,
      ],
    ],
  },
  'repeat-rate': {
    words: [
      [
        /\b(?:repeat|one.time|single.order|c[ao]m(?:e|es|ing) back|returning|return|loyal\w*|again|twice|retention|retain\w*)\b|复购|回头/,
        2,
      ],
      [/\b(?:how many|share|rate|percent\w*|part|often|customers?|buyers?|people)\b|多少/, 1],
    ],
  },
  forecast: {
    words: [
      [
        /\b(?:forecast\w*|expect\w*|predict\w*|will|going to|outlook|project\w*|estimate\w*|ahead|coming|next|future)\b|预计|预测/,
        2,
      ],
      [money, 1],
    ],
    slots: { horizonDays: 1 },
  },
  'likely-buyers': {
    words: [
      [/\b(?:prospects?|leads?)\b|潜在客户/, 3],
      [people, 1],
      [
        /\b(?:will|soon|likely|probable|probably|going|close|ready|coming|next|might|expect\w*|could|whom)\b|会|可能|快/,
        1,
      ],
      [/\b(?:buy|buying|order|ordering|purchas\w+|convert)\b|买|下单/, 1],
    ],
  },
  'new-customers': {
    words: [
      [/\b(?:new|first|newcomers?|joined|acquir\w+|signed up|gain\w*)\b|新/, 2],
      [people, 1],
    ],
    slots: { period: 1 },
  },
  'top-customers': {
    words: [
      [
        /\b(?:best|top|biggest|most valuable|vips?|most money|(?:spen\w*|pay\w*|buy\w*|gives? us|bring\w*|worth) (?:us )?(?:the )?most|highest|important|favou?rite)\b|最好|最大|最多|重要/,
        2,
      ],
      [people, 1],
    ],
    slots: { period: 1 },
  },
  segments: {
    words: [
      [/\b(?:segment\w*|tiers?|high.value)\b|分层|分组/, 3],
      [/\bgroups?\b/, 2],
      [people, 1],
    ],
  },
  compare: {
    words: [
      [
        /\b(?:compar\w*|better|worse|than|grow\w*|grew|grown|growth|trend\w*|versus|changed?|up|down|more|less|improv\w+|how (?:was|were|did|is))\b|对比|比较|增长|下降/,
        2,
      ],
      [/\b(?:grow\w*|grew|grown|growth|trend\w*|compar\w*)\b/, 3],
    ],
    slots: { period: 1, against: 2 },
  },
  revenue: {
    words: [
      [/\b(?:revenue|sales?|sold|takings?|turnover|income|earned|earnings|best.?sell\w+|sell\w*)\b|卖|销售|收入/, 2],
      [money, 1],
    ],
    slots: { period: 2 },
  },
  digest: {
    words: [
      [/\b(?:digest|to.?dos?|agenda|attention|urgent|focus|priorit\w+|this week|news|briefing)\b|重点|要事/, 2],
      [/\b(?:what|should|need|must|anything)\b|什么/, 1],
    ],
  },
};

/** Telling words of the questions about one person; who they are is what is asked without any. */
export const personCues: Readonly<Record<string, Cue>> = {
  'what-if': {
    words: [
      [
        /\bso that\b|\b(?:convince|persuade|improve|raise|increase|win .*back|(?:get|make|bring) .*(?:buy|order|back)|come back if)\b|\bwhat\b.*\bif\b|\bif\b.*\b(?:ordered|bought|buys)\b|\bwhat\b.*\b(?:can|could|should|would|do)\b.*\b(?:do|help|change)\b|怎样|如何|如果/,
        4,
      ],
    ],
  },
  offer: {
    words: [
      [
        /\b(?:offer\w*|sell|recommend\w*|suggest\w*|suits?|suitable|suggestion|pitch|upsell|likes?|products?|items?|propose|present|appeal\w*|interest\w*|gifts?|want\w*|needs?)\b|推荐|喜欢/,
        3,
      ],
    ],
  },
  'is-leaving': {
    words: [
      [
        /\b(?:leav\w+|los(?:e|ing|t)|churn\w*|quiet|silent|worr\w+|slip\w*|gone|inactive|drift\w*|risk|away|still|left|stop\w* (?:buy|order|com)ing|lately|disappear\w*|vanish\w*)\b|流失|走|离开/,
        3,
      ],
    ],
  },
  why: {
    words: [
      [
        /\b(?:why|how come|reasons?|likely|unlikely|odds|chances?|probab\w+|scor\w+|think|believe|expect\w*|will|explain|speaks?|so (?:high|low)|that (?:high|low)|rank\w*|rated?)\b|为什么|概率|可能/,
        2,
      ],
    ],
  },
  history: {
    words: [
      [/\b(?:bought|orders?|ordered|purchas\w+|history|baskets?|receipts?|invoices?|past|previous|buys?)\b|买|订单/, 1],
    ],
  },
};
