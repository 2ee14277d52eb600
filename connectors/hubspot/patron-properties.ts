import { type PushFieldName, type PushFieldSpec, pushFieldNames, pushFields } from '../../src/domain/push-fields.ts';
import { fieldWords } from '../field-words.ts';

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
  return { name, ...fieldWords[name], ...typeOf[field.kind], ...options };
}

/** Whether a property is one of Patron's. */
export function isPatronProperty(name: string): boolean {
  return name.startsWith('patron_');
}
