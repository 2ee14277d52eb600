import { findLifts, isFruitless, type Lift } from '../decisions/lift.ts';
import { alertTrial, followedDays, watchedOfTrial } from '../domain/control-arm.ts';
import type { Language } from '../domain/language.ts';
import type { Watched } from '../domain/watched.ts';
import type { Answer } from './answer.ts';
import { sourceZh } from './chinese-model.ts';
import type { QuestionContext } from './context.ts';
import { liftSentence, liftWords, namedLift } from './lift-words.ts';
import type { Question } from './question.ts';
import { countWords, moneyData, percent, sourceWords, things } from './words.ts';

/** Rules that a digest tells of. */
const inDigest = 2;

const rules = '(?:alerts?|alarms?|notifications?|warnings?|tags?|tagging|rules?|auto-?tags?|offers?)';

/** The question of whether alerts, tags and offers changed anything. */
export const liftQuestion: Question = {
  id: 'lift',
  examples: ['did the alerts work?', 'effect of the tags', 'show the lift', '提醒有效果吗', '对照组怎么样'],
  forms: [
    new RegExp(
      `^(?:did|do|does|are|is|have|has) (?:the |our |your |my |these |those )?${rules} (?:really |actually )?(?:work\\w*|help\\w*|bring|brought|pay|paid|worth|do anything|done anything|change|changed|effective|useful|any good)\\b`,
    ),
    new RegExp(
      `^what (?:did|do|have|has) (?:the |our |your |these )?${rules} (?:bring|brought|change|changed|do|done|achieve\\w*)\\b`,
    ),
    new RegExp(
      `^(?:what is |what's |show |show me )?(?:the )?(?:effects?|lift|impact|uplift|results?) (?:of|from) (?:the |our |your )?${rules}\\b`,
    ),
    new RegExp(`^(?:the |our )?${rules} (?:effect\\w*|lift|impact|uplift)$`),
    /^(?:what is |what's |show |show me )?(?:the |our )?(?:incremental )?(?:up)?lift$|\b(?:control groups?|control arms?|hold-?outs?|held out)\b/,
    /(?:提醒|标签|规则).*(?:有效|效果|有用|管用)|对照组/,
  ],
  takes: [],
  inFull: () => 'did the alerts work',
  answer: (_, context) => describeLift(context),
};

function liftsOf(context: QuestionContext): Lift[] {
  return findLifts(context.assignments(), context.snapshot);
}

/** What came of every rule that holds people out: who ordered of those told and of those left alone, and whether that shows an effect. */
export function describeLift(context: QuestionContext): Answer {
  const lifts = liftsOf(context);
  const words = liftWords.en;
  const shown = lifts.filter(({ state }) => state === 'raises');
  return {
    id: 'lift',
    headline: headlineOf(lifts, shown),
    ...(lifts.length > 0 ? { table: tableOf(lifts) } : {}),
    lines: lifts.flatMap((lift) =>
      [namedLift(lift, 'en'), words.prospect(lift), words.revenue(lift, context)].filter((line) => line !== undefined),
    ),
    basis: `${sourceWords(context)} Of those for whom a rule holds one in ten is left alone, by lot and for good; each is followed for ${followedDays} days. Ranges hold the effect in 95 of 100 cases (two Beta posteriors). An effect is called shown on evidence that may be looked at any time: false for at most one rule in twenty.`,
    next: ['who is leaving', 'digest'],
    data: lifts.map((lift) => dataOf(lift, context)),
  };
}

function headlineOf(lifts: readonly Lift[], shown: readonly Lift[]): string {
  if (lifts.length === 0) {
    return 'No alert, tag or offer has held for anybody yet, so that there is no effect to tell of.';
  }
  const [first] = shown;
  if (!first) return `Of ${things(lifts.length, 'rule')} with a control group none is shown to raise orders yet.`;
  const which = shown.length === 1 ? liftWords.en.name(first.rule) : `first ${liftWords.en.name(first.rule)}`;
  return `Of ${things(lifts.length, 'rule')} with a control group ${countWords(shown.length)} ${shown.length === 1 ? 'is' : 'are'} shown to raise orders: ${which}.`;
}

function tableOf(lifts: readonly Lift[]) {
  const right = (title: string) => ({ title, align: 'right' as const });
  const rate = ({ ordered, people }: Lift['treated']) => (people === 0 ? '' : percent(ordered / people));
  return {
    columns: [
      { title: 'Rule', align: 'left' as const },
      right('Reached'),
      right('Ordered'),
      right('Held out'),
      right('Ordered'),
      right('Still followed'),
      { title: 'Effect', align: 'left' as const },
    ],
    rows: lifts.map(({ rule, state, treated, control, waiting }) => [
      liftWords.en.name(rule),
      countWords(treated.people),
      rate(treated),
      countWords(control.people),
      rate(control),
      countWords(waiting),
      liftWords.en.states[state],
    ]),
  };
}

function dataOf({ comparison, revenue, ...lift }: Lift, context: QuestionContext) {
  const { difference } = revenue ?? {};
  return {
    ...lift,
    ...(comparison ? comparison : {}),
    ...(difference
      ? {
          revenuePerPerson: {
            middle: moneyData(context, difference.middle),
            low: moneyData(context, difference.low),
            high: moneyData(context, difference.high),
          },
        }
      : {}),
  };
}

/** What came of the rules with most people, as sentences for a digest; those of whom too few were followed say nothing there. */
export function liftLines(context: QuestionContext, language: Language): string[] {
  return liftsOf(context)
    .filter(({ state }) => state !== 'too-few')
    .slice(0, inDigest)
    .map((lift) => namedLift(lift, language));
}

/** Alert rules that had people and weeks enough to show an effect and show none, by key, with the moment at which each first held for somebody, epoch ms. */
export function fruitlessRules(context: QuestionContext): ReadonlyMap<string, number> {
  const { snapshot } = context;
  const ofAlerts = context.assignments().filter(({ rule }) => watchedOfTrial(rule) !== undefined);
  const fruitless = findLifts(ofAlerts, snapshot).filter((lift) => isFruitless(lift, snapshot.asOf));
  return new Map(fruitless.map(({ rule, since }) => [rule, since] as const));
}

/** Whether an alert rule is to be kept though it shows no effect: what came of it, and what either answer means. */
export function composeRetirement(
  context: QuestionContext,
  { watched, language = 'en' }: { readonly watched: Watched; readonly language?: Language | undefined },
): Answer {
  const rule = alertTrial(watched);
  const lift = liftsOf(context).find((one) => one.rule === rule);
  const words = liftWords[language];
  const lines = lift ? [liftSentence(lift, language), words.prospect(lift), words.retire.words] : [words.retire.words];
  return {
    id: 'alert',
    headline: words.retire.title(words.name(rule)),
    lines: lines.filter((line) => line !== undefined),
    basis: language === 'zh' ? sourceZh(context) : sourceWords(context),
    next: ['did the alerts work'],
  };
}
