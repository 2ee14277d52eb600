import { dayMs } from '../domain/clock.ts';
import { type AlikeBy, type LeadHistories, leadEventKinds } from '../domain/leads.ts';
import {
  type LeadFeatureGroup,
  type LeadFeatureName,
  leadColumnCount,
  leadColumnPlace,
  leadColumns,
  leadFeatureGroups,
} from '../features/lead-columns.ts';
import { toProbability } from './candidates.ts';
import { counted, daysAgo } from './counted.ts';
import { type LeadFitted, leadLogOdds } from './lead-candidates.ts';
import type { Explanation } from './scores.ts';

/** One lead as reasons speak of them. Rows are raw features [columns]. */
export interface LeadCase {
  readonly row: Float64Array;
  readonly typical: readonly number[];
  /** What their source, country, e-mail and company are called. */
  readonly labels: Readonly<Partial<Record<AlikeBy, string>>>;
}

/**
 * Why a lead has their chance: what each group of features adds to the log-odds of the typical lead. The model is linear in the log-odds, so that the
 * groups' effects do not depend on each other: they are their Shapley values, and sum to the log-odds with the base.
 */
export function explainLead(fitted: LeadFitted, lead: LeadCase): Explanation {
  const odds = leadLogOdds(fitted, mixtures(lead));
  const base = odds[0] ?? 0;
  const own = odds[1] ?? 0;
  const reasons = leadFeatureGroups
    .map((group, index) => ({
      group,
      words: groupWords(group, lead),
      contribution: (odds[index + 2] ?? 0) - base,
    }))
    .filter(({ contribution }) => contribution !== 0)
    .sort((one, other) => Math.abs(other.contribution) - Math.abs(one.contribution));
  return { base, logOdds: own, p: toProbability(own), reasons };
}

/** The typical lead, this one, and for each group the typical one with this one's features of the group. [2 + groups, columns] */
function mixtures({ row, typical }: LeadCase): Float64Array {
  const values = new Float64Array((2 + leadFeatureGroups.length) * leadColumnCount);
  const fill = (place: number, isOwn: (group: LeadFeatureGroup) => boolean) => {
    leadColumns.forEach(({ group }, column) => {
      values[place * leadColumnCount + column] = (isOwn(group) ? row[column] : typical[column]) ?? Number.NaN;
    });
  };
  fill(0, () => false);
  fill(1, () => true);
  for (const [index, wanted] of leadFeatureGroups.entries()) fill(2 + index, (group) => group === wanted);
  return values;
}

/** A group in plain words, with the lead's own figures. */
function groupWords(group: LeadFeatureGroup, { row, typical, labels }: LeadCase): string {
  const own = (name: LeadFeatureName) => row[leadColumnPlace(name)] ?? Number.NaN;
  const usual = (name: LeadFeatureName) => typical[leadColumnPlace(name)] ?? Number.NaN;
  const count = (name: LeadFeatureName) => Math.round(Math.expm1(own(name)));
  switch (group) {
    case 'newness':
      return `became known ${agoWords(own('age'))} (typical ${agoWords(usual('age'))})`;
    case 'activity':
      return `last sign of life ${agoWords(own('quiet'))} (typical ${agoWords(usual('quiet'))})`;
    case 'forms': {
      if (count('forms') === 0) return 'no form sent';
      const sent = `${counted(count('forms'), 'form')} sent, the last ${agoWords(own('form_quiet'))}`;
      return `${sent}${often('; people who came by the same form', own('like_form'))}`;
    }
    case 'deals':
      return dealWords(count('deals_open'), count('deals_won'), count('deals_lost'));
    case 'tickets':
      return count('tickets') === 0
        ? 'no ticket'
        : `${counted(count('tickets'), 'ticket')}, ${count('tickets_open') || 'none'} open`;
    case 'mail':
      return own('opened') === 1 ? 'has opened an e-mail' : 'no opened e-mail known';
    case 'source':
      return `came by ${sourceLabel(labels.source)}${often(': such people', own('like_source'))}`;
    case 'country':
      return `${labels.country === undefined ? 'country not known' : `from ${countryLabel(labels.country)}`}${often(': people from there', own('like_country'))}`;
    case 'company':
      return `${emailWords(labels.email)}${often(': people with such an address', own('like_email'))}${often('; people of the same company', own('like_company'))}`;
  }
}

/** Days that a feature holds as log(1 + days), in whole ones. */
function agoWords(value: number): string {
  return daysAgo(Math.floor(Math.expm1(value) + 1e-6));
}

function dealWords(open: number, won: number, lost: number): string {
  const parts = [
    ...(open > 0 ? [counted(open, 'open deal')] : []),
    ...(won > 0 ? [`${counted(won, 'deal')} won`] : []),
    ...(lost > 0 ? [`${counted(lost, 'deal')} closed without a sale`] : []),
  ];
  return parts.length === 0 ? 'no deal' : parts.join(', ');
}

function emailWords(kind: string | undefined): string {
  if (kind === undefined) return 'no e-mail address known';
  return kind === 'company' ? 'writes from work' : 'writes from a private address';
}

/** A country as people write it: codes in capitals, names with one. */
function countryLabel(label: string): string {
  return label.length <= 3 ? label.toUpperCase() : label.replace(/(?<!\p{L})\p{L}/gu, (letter) => letter.toUpperCase());
}

/** HubSpot's `PAID_SEARCH` in words. */
function sourceLabel(label: string | undefined): string {
  return label === undefined ? 'a way that is not known' : label.toLowerCase().replaceAll('_', ' ');
}

/** How much more often a group buys first, from a log ratio; empty where it is about the usual. */
function often(who: string, logRatio: number): string {
  const ratio = Math.exp(logRatio);
  if (!(Math.abs(logRatio) > 0.05)) return '';
  return `${who} place a first order ${ratio.toFixed(1)} x as often as all`;
}

/** What is known of a lead, as labels and values for a card, whether leads are scored or not. */
export function leadFacts(
  leads: LeadHistories,
  { person, lead, lastSignAt }: { person: number; lead: LeadCase; lastSignAt: number },
): { readonly label: string; readonly value: string }[] {
  const since = (at: number) => agoWords(Math.log1p((leads.asOf - at) / dayMs));
  const words = (group: LeadFeatureGroup) => groupWords(group, lead);
  return [
    { label: 'Last sign of life', value: `${since(lastSignAt)}${lastSignWords(leads, person)}` },
    { label: 'Known since', value: since(leads.createdAt[person] ?? leads.asOf) },
    { label: 'Forms', value: words('forms') },
    { label: 'Deals', value: words('deals') },
    { label: 'Tickets', value: words('tickets') },
    { label: 'E-mail', value: words('mail') },
    { label: 'Came by', value: sourceLabel(lead.labels.source) },
  ];
}

function lastSignWords({ eventStart, eventKind, eventForm, forms }: LeadHistories, person: number): string {
  const last = (eventStart[person + 1] ?? 0) - 1;
  if (last < (eventStart[person] ?? 0)) return ': became known';
  const form = forms[eventForm[last] ?? -1];
  const kind = leadEventKinds[eventKind[last] ?? 0];
  if (kind === 'form') return form === undefined ? ': sent a form' : `: sent the form "${form}"`;
  return kind === 'opened' ? ': first opened an e-mail' : `: a ${kind}`;
}
