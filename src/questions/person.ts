import { isLikelyToCome, type Presence, presenceOf } from '../decisions/at-risk.ts';
import type { CustomerFigures } from '../decisions/customer-figures.ts';
import { shopGap } from '../decisions/rhythm.ts';
import { dayMs } from '../domain/clock.ts';
import type { Answer, AnswerFact } from './answer.ts';
import type { QuestionContext } from './context.ts';
import { personChart } from './money-charts.ts';
import type { PersonQuestion } from './people.ts';
import { named } from './period.ts';
import { tagWords } from './tagging.ts';
import {
  ago,
  capital,
  cautious,
  countWords,
  day,
  modelWords,
  momentOf,
  money,
  moneyData,
  percent,
  personWords,
  scoreCaution,
  sourceWords,
  things,
  trustedChances,
} from './words.ts';

/** Products that a card names. */
const favouritesShown = 3;

/** Who a customer is: figures, rhythm, segment, and what to expect. */
export const whoIs: PersonQuestion = { ask: (id) => `who is ${id}`, describe: describePerson };

/** Whether a customer is leaving. */
export const isLeaving: PersonQuestion = { ask: (id) => `is ${id} leaving`, describe: describePresence };

function describePerson(customer: number, context: QuestionContext): Answer {
  const { scores, snapshot, segmentation } = context;
  const figures = figuresIn(context, customer);
  const id = snapshot.customerIds[customer] ?? '';
  const presence = presenceOf(figures, shopGap(context.figures));
  const isNamed = context.nameOf(customer) !== id;
  const chart = personChart(customer, context);
  return {
    id: 'who-is',
    headline: `${capital(personWords(context, customer))}: ${things(figures.orders, 'order')} for ${money(context, figures.net)}, ${segmentation.segments[customer] ?? 'ordinary'}${stateWords[stateOf(presence, customer, context)]}.`,
    period: personPeriod(figures, context),
    facts: [
      ...(isNamed ? [{ label: 'Customer', value: id }] : []),
      { label: 'Last order', value: `${day(context, figures.lastAt)}, ${ago(figures.quietDays)}` },
      ...rhythmFacts(figures, presence, context),
      ...chanceFact(customer, context),
      { label: 'Last 365 days', value: `bought for ${money(context, figures.recentGross)}` },
      { label: 'Given back', value: returnWords(figures, context) },
      ...tagFact(id, context),
    ],
    ...(chart ? { chart } : {}),
    lines: favouriteLine(customer, context),
    basis: `${sourceWords(context)} ${modelWords(context)}`,
    ...cautious(scoreCaution(context)),
    next: [scores ? `why ${id}` : 'patron train', `what should I offer ${id}`, `orders of ${id}`],
    customerId: id,
    data: {
      customerId: id,
      segment: segmentation.segments[customer],
      tags: context.tagsOf(id),
      presence,
      orders: figures.orders,
      firstAt: new Date(figures.firstAt).toISOString(),
      lastAt: new Date(figures.lastAt).toISOString(),
      net: moneyData(context, figures.net),
      currency: snapshot.currency,
      ...(scores ? { p: scores.p[customer], horizonDays: scores.horizonDays } : {}),
    },
  };
}

function describePresence(customer: number, context: QuestionContext): Answer {
  const figures = figuresIn(context, customer);
  const id = context.snapshot.customerIds[customer] ?? '';
  const presence = presenceOf(figures, shopGap(context.figures));
  return {
    id: 'is-leaving',
    headline: `${capital(personWords(context, customer))} ${presenceWords(presence, stateOf(presence, customer, context), figures)}.`,
    period: personPeriod(figures, context),
    facts: [
      { label: 'Last order', value: `${day(context, figures.lastAt)}, ${ago(figures.quietDays)}` },
      ...chanceFact(customer, context),
      { label: 'Last 365 days', value: `bought for ${money(context, figures.recentGross)}` },
    ],
    basis: `${sourceWords(context)} Leaving: orders on three or more days, now silent for two to six usual gaps and more than two weeks. ${modelWords(context)}`,
    ...cautious(scoreCaution(context)),
    next: [context.scores ? `why ${id}` : 'patron train', `who is ${id}`, 'who is leaving'],
    customerId: id,
    data: { customerId: id, quietDays: figures.quietDays, ...presence },
  };
}

/** How a person is called: one who is silent for too long but likely to order is late. */
type State = Presence['state'] | 'late';

function stateOf({ state }: Presence, customer: number, context: QuestionContext): State {
  return state === 'leaving' && isLikelyToCome(trustedChances(context)?.[customer]) ? 'late' : state;
}

const stateWords: Readonly<Record<State, string>> = {
  'no-rhythm': '',
  present: '',
  late: ', late',
  leaving: ', leaving',
  gone: ', silent for very long',
};

function presenceWords(presence: Presence, state: State, { quietDays, gaps }: CustomerFigures): string {
  if (presence.state === 'no-rhythm') {
    return `has ordered on ${things(gaps.length + 1, 'day')} only: too few to tell leaving from a pause`;
  }
  const silence = `last order ${ago(quietDays)}, usual gap ${things(presence.usualGapDays, 'day')}`;
  if (presence.state === 'present') return `does not look like leaving: ${silence}`;
  if (state === 'late') return `is late, but more likely than not to order: ${silence}`;
  return state === 'leaving' ? `looks like leaving: ${silence}` : `has most likely left: ${silence}`;
}

function figuresIn({ figures, snapshot }: QuestionContext, customer: number): CustomerFigures {
  const found = figures[customer];
  if (!found) throw new Error(`No figures of customer ${customer} of ${snapshot.customerIds.length}.`);
  return found;
}

function personPeriod({ firstAt }: CustomerFigures, context: QuestionContext): string {
  const moment = momentOf(context);
  return `all their orders, ${named({ from: firstAt, until: moment.now }, moment).words}`;
}

function rhythmFacts({ lastAt, gaps }: CustomerFigures, presence: Presence, context: QuestionContext): AnswerFact[] {
  if (presence.state === 'no-rhythm') {
    return [{ label: 'Usual gap', value: `no rhythm yet: orders on ${things(gaps.length + 1, 'day')}` }];
  }
  const due = lastAt + presence.usualGapDays * dayMs;
  const words = due < context.snapshot.asOf ? `was due on ${day(context, due)}` : `about ${day(context, due)}`;
  return [
    { label: 'Usual gap', value: `about ${things(presence.usualGapDays, 'day')} between orders` },
    { label: 'Next by rhythm', value: words },
  ];
}

function tagFact(id: string, context: QuestionContext): AnswerFact[] {
  const tags = context.tagsOf(id);
  return tags.length === 0 ? [] : [{ label: 'Tags', value: tagWords(tags) }];
}

function chanceFact(customer: number, { scores }: QuestionContext): AnswerFact[] {
  if (!scores) return [];
  const beside = scores.baseRate === undefined ? '' : `; of all customers ${percent(scores.baseRate)} do`;
  const value = `${percent(scores.p[customer] ?? 0)} for an order in the next ${scores.horizonDays} days${beside}`;
  return [{ label: 'Chance', value }];
}

function returnWords({ returned, gross }: CustomerFigures, context: QuestionContext): string {
  if (returned <= 0) return 'nothing';
  return `${money(context, returned)}${gross > 0 ? `, ${percent(Math.min(1, returned / gross))} of what they bought` : ''}`;
}

/** What a customer buys most often, in how many of their orders. Fees are no favourites. */
function favouriteLine(customer: number, { snapshot }: QuestionContext): string[] {
  const { orderStart, lineStart, lineProduct, products } = snapshot;
  const orders = new Map<number, number>();
  for (let order = orderStart[customer] ?? 0; order < (orderStart[customer + 1] ?? 0); order++) {
    const inOrder = new Set(lineProduct.subarray(lineStart[order] ?? 0, lineStart[order + 1] ?? 0));
    for (const product of inOrder) if (!products[product]?.isFee) orders.set(product, (orders.get(product) ?? 0) + 1);
  }
  const best = [...orders].sort(([one, more], [other, less]) => less - more || one - other).slice(0, favouritesShown);
  if (best.length === 0) return [];
  const words = best.map(
    ([product, count]) => `${products[product]?.title ?? ''}${count > 1 ? ` (in ${countWords(count)} orders)` : ''}`,
  );
  return [`Buys most often: ${words.join(', ')}.`];
}
