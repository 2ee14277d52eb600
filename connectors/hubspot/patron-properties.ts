/** A property of contacts that belongs to Patron, as HubSpot's properties API takes it. */
export interface PatronProperty {
  readonly name: string;
  readonly label: string;
  readonly description: string;
  readonly type: 'string' | 'number' | 'date' | 'datetime' | 'enumeration';
  readonly fieldType: 'text' | 'number' | 'date' | 'select';
  readonly hasUniqueValue?: true;
  readonly options?: readonly string[];
}

/** The property of a contact that holds the id of the same person at Shopify: a link that somebody set on purpose. */
export const linkProperty = 'patron_shopify_id';

/** The group that Patron's properties stand in. */
export const patronGroup = 'patron';

/** Every property that Patron owns. It reads the first; the others are there to be written, after a yes, and are never read back as news. */
export const patronProperties: readonly PatronProperty[] = [
  {
    name: linkProperty,
    label: 'Shopify customer ID',
    description: 'The number of the same person at Shopify.',
    type: 'string',
    fieldType: 'text',
    hasUniqueValue: true,
  },
  {
    name: 'patron_propensity',
    label: 'Likely to buy',
    description: 'Calibrated probability of an order within the next 30 days, 0 to 1.',
    type: 'number',
    fieldType: 'number',
  },
  {
    name: 'patron_churn',
    label: 'Likely to leave',
    description: 'Calibrated probability of no order within the next 90 days, 0 to 1.',
    type: 'number',
    fieldType: 'number',
  },
  {
    name: 'patron_clv',
    label: 'Expected revenue',
    description: 'Expected revenue within the next 12 months, in the currency of the shop.',
    type: 'number',
    fieldType: 'number',
  },
  {
    name: 'patron_next_order_on',
    label: 'Next order expected on',
    description: 'The day on which the next order is expected.',
    type: 'date',
    fieldType: 'date',
  },
  {
    name: 'patron_segment',
    label: 'Segment',
    description: 'Value of the person to the shop.',
    type: 'enumeration',
    fieldType: 'select',
    options: ['high-value', 'potential', 'ordinary'],
  },
  {
    name: 'patron_scored_at',
    label: 'Scored at',
    description: 'When Patron wrote these figures.',
    type: 'datetime',
    fieldType: 'date',
  },
];

/** Whether a property is one of Patron's. */
export function isPatronProperty(name: string): boolean {
  return name.startsWith('patron_');
}
