import type { ColumnPolicy } from './columns.ts';

/** Groups of lead features: a reason of a score speaks of one group. */
export const leadFeatureGroups = [
  'newness',
  'activity',
  'forms',
  'deals',
  'tickets',
  'mail',
  'source',
  'country',
  'company',
] as const;
export type LeadFeatureGroup = (typeof leadFeatureGroups)[number];

/** One column of the table of leads. */
export interface LeadFeatureColumn extends ColumnPolicy {
  readonly group: LeadFeatureGroup;
  /** In plain words, for reports. */
  readonly words: string;
}

const long = { missing: 'median', outliers: 'winsorise' } as const;
const bounded = { missing: 'median', outliers: 'keep' } as const;

/**
 * The one ordered list of lead features; a model file names the columns that it was fitted on. The `like_` columns are how often people like this one
 * bought before, against all whose property is known; one that is not known is neither: that it became known may be the work of a purchase.
 */
export const leadColumns = [
  { name: 'age', group: 'newness', ...long, bends: true, words: 'days since they became known (log)' },
  { name: 'quiet', group: 'activity', ...long, bends: true, words: 'days since the last sign of life (log)' },
  { name: 'forms', group: 'forms', ...long, words: 'forms sent (log)' },
  { name: 'forms_30', group: 'forms', ...long, words: 'forms sent in the last 30 days (log)' },
  { name: 'form_kinds', group: 'forms', ...long, words: 'different forms sent (log)' },
  { name: 'form_quiet', group: 'forms', ...long, words: 'days since the last form (log)' },
  { name: 'like_form', group: 'forms', ...long, words: 'first orders of people who came by the same form (log ratio)' },
  { name: 'deals_open', group: 'deals', ...long, words: 'open deals (log)' },
  { name: 'deals_won', group: 'deals', ...long, words: 'deals won (log)' },
  { name: 'deals_lost', group: 'deals', ...long, words: 'deals closed without a sale (log)' },
  { name: 'deal_amount', group: 'deals', ...long, words: 'amount of the open deals against the usual one (log ratio)' },
  { name: 'tickets', group: 'tickets', ...long, words: 'tickets (log)' },
  { name: 'tickets_open', group: 'tickets', ...long, words: 'open tickets (log)' },
  { name: 'opened', group: 'mail', ...bounded, words: 'has opened an e-mail' },
  { name: 'like_source', group: 'source', ...long, words: 'first orders of people who came the same way (log ratio)' },
  { name: 'like_country', group: 'country', ...long, words: 'first orders of people of the same country (log ratio)' },
  { name: 'like_email', group: 'company', ...long, words: 'first orders of people with such an address (log ratio)' },
  { name: 'like_company', group: 'company', ...long, words: 'first orders of people of the same company (log ratio)' },
] as const satisfies readonly LeadFeatureColumn[];

/** Name of a lead feature. */
export type LeadFeatureName = (typeof leadColumns)[number]['name'];

/** Number of lead features. */
export const leadColumnCount: number = leadColumns.length;

const places = new Map<LeadFeatureName, number>(leadColumns.map(({ name }, place) => [name, place]));

/** Place of a feature in a row. */
export function leadColumnPlace(name: LeadFeatureName): number {
  return places.get(name) ?? -1;
}
