import { dayMs } from './clock.ts';

/** How a field's values are written and compared. */
type FieldKind =
  | { readonly kind: 'number'; readonly digits: number }
  | { readonly kind: 'date' }
  | { readonly kind: 'option'; readonly options: readonly string[] }
  | { readonly kind: 'text' };

/** A field of a contact that Patron writes. */
export type PushFieldSpec = FieldKind & {
  /** `marketing`: it picks people for advertising or says what to sell them, so a refusal of e-mail or of passing data on keeps it away; `service`: it helps whoever serves them. */
  readonly serves: 'marketing' | 'service';
  /** Fields without whose change this one is not worth a write. */
  readonly follows?: readonly string[];
};

/** How likely an order within 30 days is, in words, likeliest first. */
export const propensityBands = ['very likely', 'likely', 'possible', 'unlikely'] as const;
export type PropensityBand = (typeof propensityBands)[number];

const scores = [
  'patron_propensity',
  'patron_propensity_band',
  'patron_churn',
  'patron_clv',
  'patron_segment',
  'patron_next_order_on',
  'patron_next_offer',
];

/**
 * Every field that a plan may write. A chance is told to the whole percent and revenue to the whole unit of currency: more is noise, and each change of it
 * would be a write. Reasons carry numbers that move every day, and the day of scoring moves by itself, so both go along with what they explain.
 */
export const pushFields = {
  patron_propensity: { kind: 'number', digits: 2, serves: 'marketing' },
  patron_propensity_band: { kind: 'option', options: propensityBands, serves: 'marketing' },
  patron_reasons: { kind: 'text', serves: 'marketing', follows: ['patron_propensity', 'patron_propensity_band'] },
  patron_churn: { kind: 'number', digits: 2, serves: 'marketing' },
  patron_clv: { kind: 'number', digits: 0, serves: 'service' },
  patron_segment: { kind: 'option', options: ['high-value', 'potential', 'ordinary'], serves: 'service' },
  patron_next_order_on: { kind: 'date', serves: 'marketing' },
  patron_next_offer: { kind: 'text', serves: 'marketing' },
  patron_tags: { kind: 'text', serves: 'marketing' },
  patron_scored_on: { kind: 'date', serves: 'service', follows: scores },
} as const satisfies Readonly<Record<`patron_${string}`, PushFieldSpec>>;

/** A field that a plan may write. */
export type PushFieldName = keyof typeof pushFields;

/** Their names, in the order in which people read them. */
export const pushFieldNames: readonly PushFieldName[] = Object.keys(pushFields).filter(isPushFieldName);

function isPushFieldName(name: string): name is PushFieldName {
  return Object.hasOwn(pushFields, name);
}

/** What is known of a field; undefined for one that is not ours to write. */
export function pushFieldOf(name: string): PushFieldSpec | undefined {
  const known: Readonly<Record<string, PushFieldSpec>> = pushFields;
  return Object.hasOwn(known, name) ? known[name] : undefined;
}

/** Characters of a text property at HubSpot, at most. */
const longestText = 65_536;

/** A number as a CRM takes it: `0.6`, at most so many decimals, no zeros at the end. Undefined for what is no number. */
export function numberValue(value: number, digits: number): string | undefined {
  // Adding zero turns -0 into 0.
  return Number.isFinite(value) ? String(Number(value.toFixed(digits)) + 0) : undefined;
}

/** A text as a CRM takes it: without control characters and blanks around it, cut to what a property holds, never through a sign of two units. */
export function textValue(text: string): string {
  const clean = text.replace(/\p{Cc}+/gu, ' ').trim();
  if (clean.length <= longestText) return clean;
  const cut = clean.slice(0, longestText);
  return (/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut).trimEnd();
}

/**
 * Whether two values of a field mean the same: numbers by their value, dates by their day (written as `2026-05-01` or as milliseconds), texts but for
 * blanks around them. Empty and absent are the same. Unknown fields are texts.
 */
export function sameValue(name: string, one: string | undefined, other: string | undefined): boolean {
  const [left, right] = [one?.trim() ?? '', other?.trim() ?? ''];
  if (left === right) return true;
  if (left === '' || right === '') return false;
  switch (pushFieldOf(name)?.kind) {
    case 'number':
      return Number(left) === Number(right);
    case 'date':
      return dayOf(left) === dayOf(right);
    default:
      return false;
  }
}

/** Whether a field holds what is wanted already: as `sameValue`, but numbers only at the precision that is written. */
export function isAlready(name: string, present: string | undefined, wanted: string): boolean {
  const field = pushFieldOf(name);
  if (field?.kind !== 'number' || !present?.trim() || !wanted.trim()) return sameValue(name, present, wanted);
  return numberValue(Number(present), field.digits) === numberValue(Number(wanted), field.digits);
}

/** Days since 1970 of a date; NaN, which equals nothing, for what is none. */
function dayOf(text: string): number {
  const at = /^-?\d+$/.test(text) ? Number(text) : Date.parse(text);
  return at / dayMs;
}
