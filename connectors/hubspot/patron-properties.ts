import { type PushFieldName, type PushFieldSpec, pushFieldNames, pushFields } from '../../src/domain/push-fields.ts';

/** A property of contacts that belongs to Patron, as HubSpot's properties API takes it. */
export interface PatronProperty {
  readonly name: string;
  readonly label: string;
  readonly description: string;
  readonly type: 'string' | 'number' | 'date' | 'enumeration';
  readonly fieldType: 'text' | 'number' | 'date' | 'select';
  readonly hasUniqueValue?: true;
  readonly options?: readonly string[];
}

/** The property of a contact that holds the id of the same person at Shopify: a link that somebody set on purpose. */
export const linkProperty = 'patron_shopify_id';

/** The group that Patron's properties stand in. */
export const patronGroup = 'patron';

/** What a person reads at HubSpot of each field that a plan writes. */
const wordsOf: Readonly<Record<PushFieldName, Pick<PatronProperty, 'label' | 'description'>>> = {
  patron_propensity: {
    label: 'Likely to buy',
    description: 'Calibrated probability of an order within the next 30 days, 0 to 1.',
  },
  patron_propensity_band: {
    label: 'Likely to buy, in words',
    description:
      'Chance of an order within 30 days: very likely from 50 %, likely from 25 %, possible from 10 %, unlikely below.',
  },
  patron_churn: {
    label: 'Likely to leave',
    description:
      'Probability of no order within the next 90 days, 0 to 1, at the pace so far; the season is not in it.',
  },
  patron_clv: {
    label: 'Expected revenue',
    description:
      'Expected revenue within the next 90 days, in the currency of the shop, at the pace so far; the season is not in it.',
  },
  patron_segment: { label: 'Segment', description: 'Value of the person to the shop.' },
  patron_next_order_on: {
    label: 'Next order expected on',
    description: "The day on which the next order is expected by the person's own rhythm.",
  },
  patron_next_offer: {
    label: 'Next best offer',
    description: 'The product to offer next: to buy again, or else new to them.',
  },
  patron_reasons: {
    label: 'Why likely or not',
    description: 'What speaks most for and against an order within 30 days.',
  },
  patron_tags: {
    label: 'Tags',
    description: 'Tags by the rules of Patron or given by hand there, separated by semicolons.',
  },
  patron_scored_on: {
    label: 'Scored on',
    description: 'The day since which these figures stand; they are written again when they change.',
  },
};

/** How a kind of field is made at HubSpot. */
const typeOf = {
  number: { type: 'number', fieldType: 'number' },
  date: { type: 'date', fieldType: 'date' },
  option: { type: 'enumeration', fieldType: 'select' },
  text: { type: 'string', fieldType: 'text' },
} as const satisfies Record<PushFieldSpec['kind'], Pick<PatronProperty, 'type' | 'fieldType'>>;

/**
 * Every property that Patron owns. It reads the first; the others, those that a plan may write, are there to be written, after a yes, and are never read back
 * as news. To give one back to Patron that a person edited, empty it.
 */
export const patronProperties: readonly PatronProperty[] = [
  {
    name: linkProperty,
    label: 'Shopify customer ID',
    description: 'The number of the same person at Shopify.',
    type: 'string',
    fieldType: 'text',
    hasUniqueValue: true,
  },
  ...pushFieldNames.map(propertyOf),
];

function propertyOf(name: PushFieldName): PatronProperty {
  const field: PushFieldSpec = pushFields[name];
  const options = field.kind === 'option' ? { options: field.options } : {};
  return { name, ...wordsOf[name], ...typeOf[field.kind], ...options };
}

/** Whether a property is one of Patron's. */
export function isPatronProperty(name: string): boolean {
  return name.startsWith('patron_');
}
