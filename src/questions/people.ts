import { shopGap, usualGap } from '../decisions/rhythm.ts';
import { dayMs } from '../domain/clock.ts';
import type { Explanation } from '../model/scores.ts';
import type { Answer, AnswerFact } from './answer.ts';
import type { PersonMatch, QuestionContext } from './context.ts';
import { countWords, day, modelWords, money, percent, scoreCaution, sourceWords, things } from './words.ts';

/** One person, or the answer that says why there is none: nobody fits, several do, or no order yet. */
export function onePerson(
  words: string,
  context: QuestionContext,
  ask: (name: string) => string,
): { readonly customer: number } | { readonly answer: Answer } {
  const matches = context.findPeople(words, 6);
  const exact = matches.filter(({ isExact }) => isExact);
  const [first, ...others] = exact.length === 1 ? exact : matches;
  if (!first) return { answer: nobody(words, context) };
  if (others.length > 0) return { answer: several(words, matches, { context, ask }) };
  if (first.customer === undefined) return { answer: withoutOrder(first, context) };
  return { customer: first.customer };
}

function nobody(words: string, context: QuestionContext): Answer {
  return {
    id: 'who-is',
    headline: words === '' ? 'Whom do you mean?' : `Nobody fits '${words}'.`,
    basis: sourceWords(context),
    next: ['top customers', 'help'],
  };
}

function several(
  words: string,
  matches: readonly PersonMatch[],
  { context, ask }: { context: QuestionContext; ask: (name: string) => string },
): Answer {
  return {
    id: 'who-is',
    headline: `Several people fit '${words}'. Whom do you mean?`,
    lines: matches.map(({ name, customerId }) => (name === undefined ? customerId : `${name} (${customerId})`)),
    basis: sourceWords(context),
    next: matches.map(({ customerId }) => ask(customerId)),
  };
}

function withoutOrder({ name, customerId }: PersonMatch, context: QuestionContext): Answer {
  return {
    id: 'who-is',
    headline: `${name ?? customerId} has no order that counts before ${day(context, context.snapshot.asOf)}.`,
    basis: sourceWords(context),
    next: ['new customers in the last 30 days', 'help'],
  };
}

/** Who a customer is: figures, rhythm, segment, and what to expect. */
export function describePerson(customer: number, context: QuestionContext): Answer {
  const figures = context.figures[customer];
  const { scores, snapshot } = context;
  const id = snapshot.customerIds[customer] ?? '';
  if (!figures) return nobody(id, context);
  const gap = usualGap(figures, shopGap(context.figures));
  const expected: AnswerFact[] = scores
    ? [{ label: `Order in ${scores.horizonDays} days`, value: percent(scores.p[customer] ?? 0) }]
    : [];
  const caution = scoreCaution(context);
  return {
    id: 'who-is',
    headline: `${context.nameOf(customer)}: ${things(figures.orders, 'order')} for ${money(context, figures.net)}, ${context.segmentation.segments[customer] ?? 'ordinary'}.`,
    facts: [
      { label: 'Customer', value: id },
      { label: 'First order', value: day(context, figures.firstAt) },
      { label: 'Last order', value: `${day(context, figures.lastAt)} (${things(figures.quietDays, 'day')} ago)` },
      {
        label: 'Usual gap',
        value: gap === undefined ? 'one order, no rhythm yet' : `about ${things(Math.round(gap), 'day')}`,
      },
      { label: 'Given back', value: figures.returned > 0 ? money(context, figures.returned) : 'nothing' },
      ...expected,
      ...nextOrder(figures.lastAt, gap, context),
    ],
    lines: favourites(customer, context),
    basis: `${sourceWords(context)} ${modelWords(context)}`,
    ...(caution === undefined ? {} : { caution }),
    next: [`why ${id}`, 'who is leaving', 'who will buy'],
    data: {
      customerId: id,
      ...(scores ? { p: scores.p[customer] ?? 0, horizonDays: scores.horizonDays } : {}),
      orders: figures.orders,
      net: figures.net,
    },
  };
}

function nextOrder(lastAt: number, gap: number | undefined, context: QuestionContext): AnswerFact[] {
  if (gap === undefined) return [];
  const due = lastAt + gap * dayMs;
  const words = due < context.snapshot.asOf ? `${day(context, due)}, overdue` : `about ${day(context, due)}`;
  return [{ label: 'Next by rhythm', value: words }];
}

/** What a customer buys most often, in how many of their orders. Fees are no favourites. */
function favourites(customer: number, { snapshot }: QuestionContext): string[] {
  const { orderStart, lineStart, lineProduct, products } = snapshot;
  const orders = new Map<number, number>();
  for (let order = orderStart[customer] ?? 0; order < (orderStart[customer + 1] ?? 0); order++) {
    const inOrder = new Set(lineProduct.subarray(lineStart[order] ?? 0, lineStart[order + 1] ?? 0));
    for (const product of inOrder) if (!products[product]?.isFee) orders.set(product, (orders.get(product) ?? 0) + 1);
  }
  const best = [...orders].sort(([one, more], [other, less]) => less - more || one - other).slice(0, 3);
  if (best.length === 0) return [];
  const named = best.map(
    ([product, count]) => `${products[product]?.title ?? ''}${count > 1 ? ` (${countWords(count)} orders)` : ''}`,
  );
  return [`Buys most: ${named.join(', ')}`];
}

/** Why a customer has their score: reasons whose contributions, with the base, sum to the score's log-odds. */
export function explainPerson(customer: number, context: QuestionContext): Answer {
  const { scores, snapshot } = context;
  const id = snapshot.customerIds[customer] ?? '';
  const name = context.nameOf(customer);
  if (!scores) {
    return {
      id: 'why',
      headline: `There is no score for ${name} yet.`,
      basis: modelWords(context),
      next: ['patron train', `who is ${id}`],
    };
  }
  const explanation = scores.explain(customer);
  const caution = scoreCaution(context);
  return {
    id: 'why',
    headline: `${name}: ${percent(explanation.p)} chance of an order in 30 days; a typical customer has ${percent(1 / (1 + Math.exp(-explanation.base)))}.`,
    table: {
      columns: [
        { title: 'Effect', align: 'right' },
        { title: 'Reason', align: 'left' },
      ],
      rows: reasonRows(explanation),
    },
    lines: [
      `Effects are in log-odds and add up: ${explanation.base.toFixed(2)} for a typical customer ${signed(explanation.logOdds - explanation.base)} = ${explanation.logOdds.toFixed(2)}, which is ${percent(explanation.p)}.`,
      ...(scores.baseRate === undefined
        ? []
        : [`In past windows ${percent(scores.baseRate)} of customers ordered within 30 days.`]),
    ],
    basis: `${sourceWords(context)} ${modelWords(context)}`,
    ...(caution === undefined ? {} : { caution }),
    next: [`who is ${id}`, 'who will buy', 'how good is the model'],
    data: { customerId: id, ...explanation },
  };
}

function reasonRows({ reasons }: Explanation): string[][] {
  const telling = reasons.filter(({ contribution }) => Math.abs(contribution) >= 0.005);
  const rest = reasons
    .filter((reason) => !telling.includes(reason))
    .reduce((sum, { contribution }) => sum + contribution, 0);
  const rows = telling.map(({ words, contribution }) => [signed(contribution), words]);
  return Math.abs(rest) >= 0.005 ? [...rows, [signed(rest), 'everything else']] : rows;
}

function signed(value: number): string {
  return `${value < 0 ? '\u2212' : '+'}${Math.abs(value).toFixed(2)}`;
}
