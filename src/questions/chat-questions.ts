import { describeDataState } from './data-state.ts';
import { composeDigest } from './digest.ts';
import { describeModelQuality } from './model-quality.ts';
import type { Question } from './question.ts';
import { describeTagged, offerTag, offerUntag } from './tagging.ts';
import { offerTelling } from './telling.ts';

/** Days of a mute that names none. */
const muteDays = 7;

const label = '[#"\'“]?(?<tag>[^"\'”]+?)["\'”]?';
const news = '(?:digests?|reports?|summary|summaries|alerts?|alarms?|notifications?|warnings?)';
const tell = '(?:send|post|give|show|deliver|mail)';

/** Tags, and what a channel is sent. */
export const chatQuestions: readonly Question[] = [
  {
    id: 'untag',
    examples: ['remove tag TAG from CUSTOMER', 'untag CUSTOMER TAG', '去掉 CUSTOMER 的 TAG 标签'],
    forms: [
      new RegExp(`^(?:remove|delete|drop|clear|take) (?:the )?(?:tag|label) ${label} (?:from|off|of) (?<who>.+)$`),
      new RegExp(`^(?:remove|delete|drop|clear|take) (?:the )?${label} (?:tag|label) (?:from|off|of) (?<who>.+)$`),
      /^untag (?<who>.+?)(?: as| from| with)? #?(?<tag>[\w-]+)$/,
      /^(?<who>.+?) is (?:no longer|not|no more) (?:tagged )?(?:a |an )?(?<tag>vip|[\w-]+ customer)$/,
      /^(?:去掉|删除|移除|取消|去除)\s*(?<who>.+?)\s*的\s*[“"]?(?<tag>.+?)[”"]?\s*标签$/,
      /^把\s*[“"]?(?<tag>.+?)[”"]?\s*标签从\s*(?<who>.+?)\s*(?:身上|那里)?(?:去掉|删除|移除)$/,
    ],
    takes: ['who', 'tag'],
    inFull: ({ who = '', tag = '' }) => `remove tag ${tag} from ${who}`,
    answer: ({ who = '', tag = '' }, context) => offerUntag({ who, tag }, context),
  },
  {
    id: 'tag',
    examples: ['tag CUSTOMER as TAG', 'add tag TAG to CUSTOMER', '给 CUSTOMER 打上 TAG 标签'],
    forms: [
      new RegExp(`^(?:tag|mark|label|flag) (?<who>.+?) (?:as|with) (?:a |an )?${label}$`),
      new RegExp(`^(?:add|give|put|set|attach) (?:the )?(?:tag|label) ${label} (?:to|on|for) (?<who>.+)$`),
      new RegExp(
        `^(?:add|put|set|attach) (?:the |a |an )?(?!(?:tag|label) )${label} (?:tag|label) (?:to|on|for) (?<who>.+)$`,
      ),
      new RegExp(`^give (?<who>.+?) (?:the )?(?:tag|label) ${label}$`),
      /^tag (?<who>(?:\S+ )*?\S+) #?(?<tag>[\w-]+)$/,
      /^给\s*(?<who>.+?)\s*(?:打上?|加上?|添加|贴上?)\s*[“"]?(?<tag>.+?)[”"]?\s*(?:的)?标签$/,
      /^把\s*(?<who>.+?)\s*(?:标记为|标为|标成)\s*[“"]?(?<tag>.+?)[”"]?$/,
    ],
    takes: ['who', 'tag'],
    inFull: ({ who = '', tag = '' }) => `tag ${who} as ${tag}`,
    answer: ({ who = '', tag = '' }, context) => offerTag({ who, tag }, context),
  },
  {
    id: 'tagged',
    examples: ['who is tagged TAG?', 'which tags are there?', 'customers with tag TAG', '谁有 TAG 标签'],
    forms: [
      new RegExp(`^(?:.* )?tagged (?:as |with )?${label}$`),
      new RegExp(`^(?:who .*|.*(?:with|has|have|having)) (?:the )?tag ${label}$`),
      new RegExp(`^(?:.* )?(?:with|has|have|having) the ${label} tag$`),
      /^(?:show |list |all |the )*#?(?<tag>(?!(?:by|a|an|the|with)\b)[\w-]+) tag$/,
      /^(?:list |show |which |what |all |our |the )*tags(?: (?:are there|do we have|are in use|exist))?$/,
      /^(?:有)?(?:哪些|什么)标签$/,
      /^(?:谁|哪些客户|哪些人)(?:有|带有?|带)\s*[“"]?(?<tag>.+?)[”"]?\s*(?:的)?标签.*$/,
      /^标签(?:为|是|叫)\s*[“"]?(?<tag>.+?)[”"]?\s*的?(?:客户|人)$/,
    ],
    takes: ['tag'],
    inFull: ({ tag }) => (tag === undefined ? 'which tags are there' : `who is tagged ${tag}`),
    answer: ({ tag = '' }, context) => describeTagged(tag, context),
  },
  {
    id: 'mute',
    examples: ['mute alerts for 2 weeks', 'pause the digest for a month', '提醒静音两周'],
    forms: [
      /^(?:mute|snooze|pause|silence|hush)\b(?! (?:customer|.*\btag\b))/,
      /^(?:be|keep|stay) (?:quiet|silent)\b/,
      /^no (?:more )?(?:alerts?|digests?|messages?|notifications?) for\b/,
      /静音|暂停|免打扰/,
    ],
    takes: ['to', 'days'],
    inFull: ({ to = 'alerts', days = muteDays }) => `mute ${to} for ${days} days`,
    answer: ({ to = 'alerts', days = muteDays }, context) => offerTelling({ kind: 'mute', to, days }, context),
  },
  {
    id: 'unsubscribe',
    examples: ['stop the digest', 'unsubscribe from alerts', '取消订阅', '不要再发提醒了'],
    forms: [
      /^unsubscribe\b/,
      new RegExp(`^(?:stop|cancel|end|turn off|switch off|disable|no more|quit)\\b.*\\b${news}\\b`),
      new RegExp(`^(?:don't|dont|do not|never) ${tell}\\b.*\\b${news}\\b`),
      /取消.*(?:订阅|周报|提醒)|退订|(?:不要|别)再?发|停止.*(?:周报|提醒)/,
    ],
    takes: ['to'],
    inFull: ({ to = 'digest' }) => `unsubscribe from ${to}`,
    answer: ({ to = 'digest' }, context) => offerTelling({ kind: 'unsubscribe', to }, context),
  },
  {
    id: 'subscribe',
    examples: ['send the digest here', 'subscribe to alerts', '把周报发到这里', '订阅提醒'],
    forms: [
      /^subscribe\b/,
      new RegExp(`^(?:turn on|switch on|enable|start|activate|set up)\\b.*\\b${news}\\b`),
      new RegExp(
        `^(?:${tell}|we want|we'd like|we would like) (?:me |us )?(?:the |a |all |your )?(?:weekly |daily )?${news}(?: (?:here|to|in|into|every|each|on|by|when|if|whenever|please|weekly|daily)\\b.*)$`,
      ),
      /^(?:send|give|mail) (?:me|us) (?:the |all |your )?alerts$/,
      new RegExp(
        `^(?:i want|we want|i'd like|we'd like|i would like|we would like) (?:the |all |your |to get the )?(?:weekly )?${news}\\b`,
      ),
      new RegExp(`^(?:the )?${news} (?:here|every|in this channel)\\b`),
      /^(?:alert|notify|warn|ping) (?:me|us|this channel) (?:when|if|whenever|about|as soon as)\b|^tell (?:me|us) (?:when|if|whenever|as soon as)\b/,
      /^(?!.*(?:取消|退|不要|别)).*(?:订阅|发到(?:这里|本频道|这个频道)|开启提醒|打开提醒)/,
    ],
    takes: ['to'],
    inFull: ({ to = 'digest' }) => `subscribe to ${to}`,
    answer: ({ to = 'digest' }, context) => offerTelling({ kind: 'subscribe', to }, context),
  },
];

/** Patron about itself: the model, the data, the week. */
export const selfQuestions: readonly Question[] = [
  {
    id: 'model-quality',
    examples: [
      'how good is the model?',
      'can I trust the chances?',
      'how accurate are you?',
      '模型准吗?',
      '预测有多准',
    ],
    forms: [
      /\bhow (?:good|accurate|reliable|right|sure|often right|well|certain|confident)\b.*\b(?:model|scores?|predictions?|chances?|forecasts?|you|patron|it)\b/,
      /\bhow often\b.*\b(?:you|patron|it|model|scores?|chances?|predictions?)\b.*\b(?:right|wrong|correct)\b/,
      /\btrust\b.*\b(?:model|scores?|predictions?|chances?|numbers?|figures?|you|patron|it|this|these)\b/,
      /^(?:how old|when|how) (?:is|was|will|did|are)\b.*\b(?:model|train\w*)\b/,
      /\b(?:accuracy|backtest|auc|model quality|quality of the model|model performance)\b/,
      /^(?:are|is|do) (?:the |your |these )?(?:model|scores?|predictions?|chances?|forecasts?)\b.*\b(?:good|right|reliable|accurate|wrong|sound|hold|work|any)\b/,
      /模型|(?:预测|概率|分数).*(?:准|靠谱|可信|可靠)/,
    ],
    takes: [],
    inFull: () => 'how good is the model',
    answer: (_, context) => describeModelQuality(context),
  },
  {
    id: 'data-state',
    examples: ['how old are the data?', 'is everything synced?', 'data quality', '数据是什么时候的', '数据同步了吗'],
    forms: [
      /\bhow (?:old|fresh|recent|current|up to date|complete|clean)\b.*\b(?:data|figures|numbers|information|you|it)\b/,
      /\b(?:sync|synced|syncs|synchroni[sz]ed|in sync|syncing)\b/,
      /^(?!.*\bmodel\b).*\b(?:data|figures|numbers)\b.*\b(?:up to date|quality|fresh\w*|age|old|state|status|problems?|errors?|issues?|current|complete|clean)\b/,
      /\b(?:problems?|errors?|issues?|wrong|mistakes?|gaps?|quality)\b.*\b(?:data|sync|import)\b/,
      /^(?:status|health|system status|are you (?:up to date|connected|ok))$/,
      /\b(?:shopify|hubspot|everything|shop|crm)\b.*\bconnected\b|\blast (?:sync|import|update|pull|refresh)\b|\b(?:pull|refresh|import)\w*\b.*\bfrom (?:shopify|hubspot)\b/,
      /数据|同步|状态/,
    ],
    takes: [],
    inFull: () => 'how old are the data',
    answer: (_, context) => describeDataState(context),
  },
  {
    id: 'digest',
    examples: ['digest', 'what is new?', 'what happened this week?', '周报', '这周该做什么'],
    forms: [
      /^(?:the |this week's |last week's |our |show (?:me )?(?:the )?)?(?:weekly |week's )?(?:digest|report|summary|news|briefing)(?: (?:of|for) (?:the|this|last) week)?(?: preview)?$/,
      /^what(?:'s| is| was| has|s)? (?:new|happened|happening|up)\b/,
      /^(?:preview|show|open|read) (?:the |this week's |last week's )?(?:weekly )?(?:digest|report)$/,
      /^(?:whom?|which (?:customers|people|clients)) (?:should|do|can|could|must) (?:i|we) (?:contact|call|write|e-?mail|message|talk|ring|reach|look|visit)\b/,
      /^what (?:should|must|can) (?:i|we) do\b(?! (?:to|so|for)\b)/,
      /^(?:is there )?anything (?:to do|new|important|urgent|i should know)\b/,
      /^(?!.*(?:发|订|取消|停|不要|静音)).*(?:周报|简报)|(?:该|应该|要)做(?:什么|些什么)|有什么新/,
    ],
    takes: [],
    inFull: () => 'digest',
    answer: (_, context) => composeDigest(context),
  },
];
