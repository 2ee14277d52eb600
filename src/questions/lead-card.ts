import { rememberFor } from '../domain/remember.ts';
import type { LeadChances, LeadScores } from '../model/lead-scores.ts';
import type { Answer } from './answer.ts';
import type { PersonMatch, QuestionContext } from './context.ts';
import { effectRows } from './effect-rows.ts';
import { leadCaution, leadModelWords } from './lead-words.ts';
import { capital, cautious, day, percent, sourceWords } from './words.ts';

/** A person without an order: what is known of them, their chance of a first order, and why. Undefined where no connected system knows them. */
export function describeLead({ customerId, name }: PersonMatch, context: QuestionContext): Answer | undefined {
  const leads = context.leads?.();
  const lead = leads ? placesOf(leads).get(customerId) : undefined;
  if (!leads || lead === undefined) return undefined;
  const { chances } = leads;
  const facts = leads.factsOf(lead);
  const who = capital(name ?? `contact ${customerId}`);
  const tags = context.tagsOf(customerId);
  return {
    id: 'lead',
    headline: chances
      ? `${who}: ${percent(chances.p30[lead] ?? 0)} chance of a first order in the next 30 days; of all leads ${percent(chances.baseRate)} place one.`
      : `${who} has no order yet; last sign of life ${facts[0]?.value ?? 'not known'}.`,
    period: chances ? `the 30 days from ${day(context, leads.asOf)} on` : `up to ${day(context, leads.asOf - 1)}`,
    facts: [
      ...(name === undefined ? [] : [{ label: 'Contact', value: customerId }]),
      ...(chances?.p90 ? [{ label: 'In 90 days', value: percent(chances.p90[lead] ?? 0) }] : []),
      ...facts,
      ...(tags.length === 0 ? [] : [{ label: 'Tags', value: tags.join(', ') }]),
    ],
    ...(chances ? { table: reasonTable(chances, lead) } : {}),
    basis: `${sourceWords(context)} ${leadModelWords(leads, context)}`,
    ...cautious(leadCaution(leads)),
    next: ['hot leads', 'who will buy', ...(chances ? [] : ['patron train'])],
    customerId,
    data: dataOf(customerId, leads, lead),
  };
}

function reasonTable(chances: LeadChances, lead: number): NonNullable<Answer['table']> {
  const explanation = chances.explain(lead);
  const typical = percent(1 / (1 + Math.exp(-explanation.base)));
  return {
    columns: [
      { title: 'Effect', align: 'right' },
      { title: 'Reason', align: 'left' },
    ],
    rows: effectRows(explanation, {
      start: `where the typical lead of this shop starts (${typical})`,
      end: `this lead (${percent(explanation.p)})`,
    }),
  };
}

function dataOf(customerId: string, { chances, lastSignAt, createdAt, asOf }: LeadScores, lead: number) {
  return {
    customerId,
    lastSignAt: new Date(lastSignAt[lead] ?? asOf).toISOString(),
    createdAt: new Date(createdAt[lead] ?? asOf).toISOString(),
    ...(chances ? { p30: chances.p30[lead], ...chances.explain(lead) } : {}),
    ...(chances?.p90 ? { p90: chances.p90[lead] } : {}),
  };
}

const placesOf = rememberFor(
  ({ customerIds }: LeadScores): ReadonlyMap<string, number> => new Map(customerIds.map((id, lead) => [id, lead])),
);
