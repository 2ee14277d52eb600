import { type HubspotPortal, isLive, latest, type StoredRecord, type Values } from './portal.ts';
import type { ObjectType, PropertyDefinition } from './standard-properties.ts';

/** What is wrong with one value. */
export interface ValueFault {
  readonly name: string;
  readonly error: string;
  readonly message: string;
}

/** Longest text of a property. */
const longestText = 65_536;

const dayMs = 86_400_000;

/** A value as HubSpot keeps it, or what is wrong with it. Empty values empty the property. */
type Kept = { readonly value: string } | { readonly error: string };

const kept: Readonly<Record<PropertyDefinition['type'], (value: string, definition: PropertyDefinition) => Kept>> = {
  string: (value) => (value.length > longestText ? { error: 'PROPERTY_VALUE_TOO_LONG' } : { value }),
  number: (value) => {
    const number = Number(value);
    return Number.isFinite(number) ? { value: String(number) } : { error: 'INVALID_LONG' };
  },
  bool: (value) => (value === 'true' || value === 'false' ? { value } : { error: 'INVALID_BOOLEAN' }),
  enumeration: (value, { options }) =>
    options === undefined || options.includes(value) ? { value } : { error: 'INVALID_OPTION' },
  date: (value) => {
    const at = /^\d+$/.test(value) ? Number(value) : Date.parse(/^\d{4}-\d\d-\d\d$/.test(value) ? value : '');
    return Number.isNaN(at) || at % dayMs !== 0
      ? { error: 'INVALID_DATE' }
      : { value: new Date(at).toISOString().slice(0, 10) };
  },
  datetime: (value) => {
    const at = /^\d+$/.test(value) ? Number(value) : Date.parse(value);
    return Number.isNaN(at) ? { error: 'INVALID_DATE' } : { value: new Date(at).toISOString() };
  },
};

/** The values as HubSpot would keep them for a record (undefined: a new one), and what is wrong with them. */
export function checkValues(
  portal: HubspotPortal,
  { type, record, values }: { type: ObjectType; record: StoredRecord | undefined; values: Record<string, string> },
): { readonly values: Record<string, string>; readonly faults: readonly ValueFault[] } {
  const faults: ValueFault[] = [];
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(values)) {
    const definition = portal.tables[type].properties.get(name);
    const outcome = keptValue(definition, value);
    if ('error' in outcome) faults.push({ name, error: outcome.error, message: wordsOf(name, outcome.error) });
    else if (isTaken(portal, { type, record, name, value: outcome.value, definition }))
      faults.push({
        name,
        error: 'CONFLICTING_UNIQUE_VALUE',
        message: `A record already has that value for '${name}'.`,
      });
    else result[name] = outcome.value;
  }
  return { values: result, faults: [...faults, ...brokenRules(portal, type, { record, values: result })] };
}

function keptValue(definition: PropertyDefinition | undefined, value: string): Kept {
  if (!definition) return { error: 'PROPERTY_DOESNT_EXIST' };
  if (definition.isReadOnly === true) return { error: 'READ_ONLY_VALUE' };
  return value === '' ? { value } : kept[definition.type](value, definition);
}

function wordsOf(name: string, error: string): string {
  return error === 'PROPERTY_DOESNT_EXIST' ? `Property "${name}" does not exist` : `${name}: ${error}`;
}

function isTaken(
  portal: HubspotPortal,
  {
    type,
    record,
    name,
    value,
    definition,
  }: {
    type: ObjectType;
    record: StoredRecord | undefined;
    name: string;
    value: string;
    definition: PropertyDefinition | undefined;
  },
): boolean {
  const isUnique = definition?.hasUniqueValue === true || (type === 'contacts' && name === 'email');
  if (!isUnique || value === '') return false;
  const holder = withValue(portal, type, { name, value });
  return holder !== undefined && holder.id !== record?.id;
}

/** The live record that has a value in a property. */
export function withValue(
  portal: HubspotPortal,
  type: ObjectType,
  { name, value }: { name: string; value: string },
): StoredRecord | undefined {
  for (const record of portal.tables[type].records.values())
    if (isLive(record) && latest(record).values[name] === value) return record;
  return undefined;
}

function brokenRules(
  portal: HubspotPortal,
  type: ObjectType,
  { record, values }: { record: StoredRecord | undefined; values: Values },
): ValueFault[] {
  const all = { ...(record ? latest(record).values : {}), ...values };
  return portal.rules
    .filter((rule) => rule.type === type && rule.isBroken(all))
    .map(({ field, message }) => ({ name: field, error: 'VALIDATION_RULE', message }));
}
