import type { Lift, LiftState } from '../decisions/lift.ts';
import type { Interval } from '../decisions/lift-beta.ts';
import { watchedOfTrial } from '../domain/control-arm.ts';
import type { Language } from '../domain/language.ts';
import { watchedWords } from '../domain/watched-words.ts';
import { countZh, moneyZh, percentZh } from './chinese-figures.ts';
import type { QuestionContext } from './context.ts';
import { capital, countWords, money, percent, things } from './words.ts';

/** What came of rules in one language: figures in, sentences out. */
export interface LiftWords {
  /** What a rule is called: by what it watches, or the tag that it gives. */
  name(rule: string): string;
  /** `Of 214 told and 24 held out, 31 % and 25 % ordered within 30 days: +6 points, between −14 and +21: not shown yet.` */
  sentence(lift: Lift): string;
  readonly states: Readonly<Record<LiftState, string>>;
  /** How long it takes to show an effect; undefined where that cannot be told, or one is shown. */
  prospect(lift: Lift): string | undefined;
  revenue(lift: Lift, context: QuestionContext): string | undefined;
  /** What is asked of whoever may retire a rule that shows nothing. */
  readonly retire: { title(name: string): string; readonly words: string };
}

/** Weeks beyond which nobody counts them. */
const longWeeks = 104;

const english: LiftWords = {
  name: (rule) => {
    const watched = watchedOfTrial(rule);
    if (watched) return watchedWords(watched);
    return rule === 'next-offer' ? 'Next offer' : `Tag ${rule}`;
  },
  sentence: ({ rule, state, treated, control, days, comparison }) => {
    const groups = `of ${countWords(treated.people)} ${treatment(rule)} and ${countWords(control.people)} held out`;
    if (!comparison) return `${groups} for ${days} days: ${english.states[state]}.`;
    const rates = `${percent(treated.ordered / treated.people)} and ${percent(control.ordered / control.people)}`;
    return `${groups}, ${rates} ordered within ${days} days: ${range(comparison.difference, 'between', 'and', 'points')}: ${english.states[state]}.`;
  },
  states: {
    raises: 'shown to raise orders',
    lowers: 'shown to lower orders',
    open: 'not shown yet',
    'too-few': 'too few to say',
  },
  prospect: ({ toShow }) => {
    if (!toShow) return undefined;
    const effect = toShow.isSeen ? 'an effect of this size' : `a rise by a fifth (${points(toShow.rise)} points)`;
    const time = toShow.weeks > longWeeks ? 'more than two years' : `about ${things(toShow.weeks, 'more week')}`;
    return `At this pace ${effect} takes ${time} to show.`;
  },
  revenue: ({ revenue }, context) => {
    if (!revenue) return undefined;
    const { difference, cap } = revenue;
    const amount = (minor: number) => `${sign(minor)}${money(context, Math.abs(minor))}`;
    return `Revenue per person: ${amount(difference.middle)}, between ${amount(difference.low)} and ${amount(difference.high)} (spending above ${money(context, cap)} counts as that).`;
  },
  retire: {
    title: (name) => `${name}: no effect shown after twelve weeks`,
    words:
      'Retired, the rule keeps still until somebody lets it tell again in the settings. Kept, it is asked about again in twelve weeks if it still shows nothing.',
  },
};

const chinese: LiftWords = {
  name: (rule) => {
    const watched = watchedOfTrial(rule);
    if (watched) return watchedWords(watched, 'zh');
    return rule === 'next-offer' ? '下一个推荐' : `标签 ${rule}`;
  },
  sentence: ({ rule, state, treated, control, days, comparison }) => {
    const done = { told: '已提醒', offered: '已推荐', tagged: '已打标签' }[treatment(rule)];
    const groups = `${done} ${countZh(treated.people)} 位，对照组 ${countZh(control.people)} 位`;
    if (!comparison) return `${groups}（${days} 天）：${chinese.states[state]}。`;
    const rates = `${percentZh(treated.ordered / treated.people)} 和 ${percentZh(control.ordered / control.people)}`;
    return `${groups}，${days} 天内下单的分别占 ${rates}：${range(comparison.difference, '介于', '与', '个百分点')}：${chinese.states[state]}。`;
  },
  states: { raises: '已证实能增加订单', lowers: '已证实会减少订单', open: '尚未证实', 'too-few': '人数太少，无法判断' },
  prospect: ({ toShow }) => {
    if (!toShow) return undefined;
    const effect = toShow.isSeen ? '这样大小的效果' : `五分之一的增长（${points(toShow.rise)} 个百分点）`;
    const time = toShow.weeks > longWeeks ? '两年以上' : `大约 ${countZh(toShow.weeks)} 周`;
    return `按目前的速度，要证实${effect}还需要${time}。`;
  },
  revenue: ({ revenue }, context) => {
    if (!revenue) return undefined;
    const { difference, cap } = revenue;
    const amount = (minor: number) => `${sign(minor)}${moneyZh(context, Math.abs(minor))}`;
    return `每人收入：${amount(difference.middle)}，介于 ${amount(difference.low)} 与 ${amount(difference.high)} 之间（超过 ${moneyZh(context, cap)} 的按此计算）。`;
  },
  retire: {
    title: (name) => `${name}：十二周后仍未显示效果`,
    words: '停用后，该规则保持安静，直到有人在设置中重新启用。保留的话，如果十二周后仍无效果，会再次询问。',
  },
};

/** What came of rules, in each language. */
export const liftWords: Readonly<Record<Language, LiftWords>> = { en: english, zh: chinese };

/** A rule's name and what came of it, as one sentence. */
export function namedLift(lift: Lift, language: Language): string {
  const words = liftWords[language];
  return `${words.name(lift.rule)}${language === 'zh' ? '：' : ': '}${words.sentence(lift)}`;
}

/** What came of a rule as a sentence of its own. */
export function liftSentence(lift: Lift, language: Language): string {
  return capital(liftWords[language].sentence(lift));
}

/** What a rule does to those whom it does not leave alone. */
function treatment(rule: string): 'told' | 'offered' | 'tagged' {
  if (watchedOfTrial(rule)) return 'told';
  return rule === 'next-offer' ? 'offered' : 'tagged';
}

/** `+6 points, between −14 and +21`. */
function range({ middle, low, high }: Interval, between: string, and: string, unit: string): string {
  return `${points(middle)} ${unit}, ${between} ${points(low)} ${and} ${points(high)}`;
}

/** A difference of shares in points of a hundred, with its sign; what is less than one with a decimal. */
function points(share: number): string {
  const value = Math.abs(share) * 100;
  const text = value < 0.95 ? value.toFixed(1) : String(Math.round(value));
  return text === '0.0' ? '0' : `${sign(share)}${text}`;
}

function sign(value: number): string {
  return value < 0 ? '\u2212' : '+';
}
