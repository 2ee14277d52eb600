import { type PushFieldName, type PushFieldSpec, pushFieldNames, pushFields } from '../../src/domain/push-fields.ts';
import { fieldWords } from '../field-words.ts';

/** The namespace of our metafields: the shop's own, so that Liquid, Flow, segments and people of the shop reach them (docs/decisions/0014). */
export const metafieldNamespace = 'patron';

/** A metafield of customers that belongs to Patron, as Shopify's definitions take it. */
export interface PatronMetafield {
  /** The field of a plan: `patron_segment`. */
  readonly field: string;
  /** Its key within the namespace: `segment`. */
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly type: 'number_decimal' | 'number_integer' | 'date' | 'single_line_text_field';
  /** The values that may be chosen. */
  readonly choices?: readonly string[];
}

/** Characters of a definition's description at Shopify, at most. */
const longestDescription = 100;

/** Every metafield that a plan may write. Tags are none of them: a shop has tags of its own kind. */
export const patronMetafields: readonly PatronMetafield[] = pushFieldNames
  .filter((name) => name !== 'patron_tags')
  .map(metafieldOf);

function metafieldOf(name: PushFieldName): PatronMetafield {
  const spec: PushFieldSpec = pushFields[name];
  const { label, description } = fieldWords[name];
  return {
    field: name,
    key: metafieldKey(name),
    name: `Patron: ${label}`,
    description: shortened(description),
    type: typeOf(spec),
    ...(spec.kind === 'option' ? { choices: spec.options } : {}),
  };
}

function typeOf(spec: PushFieldSpec): PatronMetafield['type'] {
  switch (spec.kind) {
    case 'number':
      return spec.digits > 0 ? 'number_decimal' : 'number_integer';
    case 'date':
      return 'date';
    default:
      return 'single_line_text_field';
  }
}

/** The whole first clause of a description that is too long. */
function shortened(text: string): string {
  if (text.length <= longestDescription) return text;
  const clause = text.slice(0, longestDescription).replace(/[,;:.][^,;:.]*$/, '');
  return `${clause}.`;
}

/** The key of a field: `segment` of `patron_segment`. */
export function metafieldKey(field: string): string {
  return field.replace(/^patron_/, '');
}

/** The field of a key: the way back of `metafieldKey`. */
export function fieldOfKey(key: string): string {
  return `patron_${key}`;
}
