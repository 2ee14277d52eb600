import { dayMs } from '../domain/clock.ts';
import type { LeadScores } from '../model/lead-scores.ts';
import type { Answer } from './answer.ts';
import type { QuestionContext } from './context.ts';
import { leadCaution, leadModelWords, leadName } from './lead-words.ts';
import { describeLikelyBuyers, listRows } from './lists.ts';
import { ago, cautious, countWords, day, joinCautions, percent, sourceWords } from './words.ts';

/** The hottest leads, people who have not ordered yet: by their chance of a first order where leads are scored, else the newest sign of life first. */
export function describeLeads(context: QuestionContext, limit = listRows): Answer {
  const leads = context.leads?.();
  if (!leads) return withoutLeads(context, limit);
  const shown = leads.ranked().slice(0, limit);
  const first = leads.customerIds[shown[0] ?? -1] ?? '';
  return {
    id: 'leads',
    headline: headline(leads),
    period: leads.chances ? `the 30 days from ${day(context, leads.asOf)} on` : `up to ${day(context, leads.asOf - 1)}`,
    table: {
      columns: [
        { title: 'Lead', align: 'left' },
        ...(leads.chances ? [{ title: 'Chance', align: 'right' as const }] : []),
        ...(leads.chances?.p90 ? [{ title: 'In 90 days', align: 'right' as const }] : []),
        { title: 'Last sign of life', align: 'right' },
        { title: 'Known since', align: 'right' },
      ],
      rows: shown.map((lead) => rowOf(lead, leads, context)),
      customerIds: shown.map((lead) => leads.customerIds[lead] ?? ''),
    },
    basis: `${sourceWords(context)} ${leadModelWords(leads, context)}`,
    ...cautious(leadCaution(leads)),
    next: [`how hot is ${first}`, 'who will buy', ...(leads.chances ? [] : ['patron train'])],
    data: {
      leads: leads.customerIds.length,
      isScored: leads.chances !== undefined,
      rows: shown.map((lead) => ({
        customerId: leads.customerIds[lead],
        ...(leads.chances ? { p30: leads.chances.p30[lead] } : {}),
        ...(leads.chances?.p90 ? { p90: leads.chances.p90[lead] } : {}),
        lastSignAt: new Date(leads.lastSignAt[lead] ?? leads.asOf).toISOString(),
      })),
    },
  };
}

function headline({ chances, customerIds }: LeadScores): string {
  const all = `${countWords(customerIds.length)} ${customerIds.length === 1 ? 'person is' : 'people are'}`;
  if (!chances) return `${all} known without an order; the newest sign of life comes first.`;
  const expected = chances.p30.reduce((sum, p) => sum + p, 0);
  return `About ${countWords(expected)} of ${countWords(customerIds.length)} leads will place a first order in the next 30 days; these most likely.`;
}

function rowOf(lead: number, leads: LeadScores, context: QuestionContext): string[] {
  const { chances, asOf } = leads;
  const daysAgo = (at: number | undefined) => ago(Math.floor((asOf - (at ?? asOf)) / dayMs));
  return [
    leadName(leads.customerIds[lead] ?? '', context),
    ...(chances ? [percent(chances.p30[lead] ?? 0)] : []),
    ...(chances?.p90 ? [percent(chances.p90[lead] ?? 0)] : []),
    daysAgo(leads.lastSignAt[lead]),
    daysAgo(leads.createdAt[lead]),
  ];
}

/** Where nobody is known without an order, a hot lead can only be a customer who is likely to order again. */
function withoutLeads(context: QuestionContext, limit: number): Answer {
  const customers = describeLikelyBuyers(context, limit);
  const caution = 'Nobody is known who has not ordered yet (patron sync hubspot brings contacts): these are customers.';
  return { ...customers, id: 'leads', ...cautious(joinCautions([caution, customers.caution])) };
}
