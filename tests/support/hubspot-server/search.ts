import { type HubspotPortal, isLive, type StoredRecord, type Version } from './portal.ts';
import { changeProperty, type ObjectType } from './standard-properties.ts';

/** A filter of a search, as HubSpot takes it. */
export interface Filter {
  readonly propertyName: string;
  readonly operator: string;
  readonly value?: string;
  readonly highValue?: string;
  readonly values?: readonly string[];
}

/** The body of a search. */
export interface SearchRequest {
  readonly limit?: number;
  readonly after?: string;
  readonly sorts?: readonly string[];
  readonly properties?: readonly string[];
  readonly filterGroups?: readonly { readonly filters: readonly Filter[] }[];
}

/** What the index knows of a record. */
export interface Indexed {
  readonly record: StoredRecord;
  readonly version: Version;
}

/** Operators that this server knows. */
export const knownOperators = [
  'EQ',
  'NEQ',
  'LT',
  'LTE',
  'GT',
  'GTE',
  'BETWEEN',
  'IN',
  'HAS_PROPERTY',
  'NOT_HAS_PROPERTY',
];

/** Live records that fit a search, as the index has them by now: changes show after the lag, archived and merged records never. Sorted. */
export function matching(portal: HubspotPortal, type: ObjectType, request: SearchRequest, now: number): Indexed[] {
  const visible = now - portal.settings.indexLagMs;
  const groups = request.filterGroups ?? [];
  const found: Indexed[] = [];
  for (const record of portal.tables[type].records.values()) {
    if (!isLive(record)) continue;
    const version = record.versions.findLast(({ updatedAt }) => updatedAt <= visible);
    if (!version) continue;
    const fits = (filter: Filter) => fitsFilter(portal, type, { record, version }, filter);
    if (groups.length === 0 || groups.some(({ filters }) => filters.every(fits))) found.push({ record, version });
  }
  return sorted(portal, type, found, request.sorts ?? []);
}

function sorted(portal: HubspotPortal, type: ObjectType, found: Indexed[], sorts: readonly string[]): Indexed[] {
  const [property] = sorts;
  if (property === undefined) return found;
  return found
    .map((indexed) => ({ indexed, key: keyOf(portal, type, indexed, property) ?? Number.NEGATIVE_INFINITY }))
    .sort((one, other) => compare(one.key, other.key))
    .map(({ indexed }) => indexed);
}

type Key = number | string;

function compare(one: Key, other: Key): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  return String(one) < String(other) ? -1 : Number(String(one) > String(other));
}

function keyOf(
  portal: HubspotPortal,
  type: ObjectType,
  { record, version }: Indexed,
  property: string,
): Key | undefined {
  if (property === 'hs_object_id') return Number(record.id);
  if (property === 'createdate') return record.createdAt;
  if (property === changeProperty(type)) return version.updatedAt;
  const value = version.values[property];
  return value === null || value === undefined || value === '' ? undefined : typedKey(portal, type, property, value);
}

function typedKey(portal: HubspotPortal, type: ObjectType, property: string, value: string): Key {
  const kind = portal.tables[type].properties.get(property)?.type;
  if (kind === 'number') return Number(value);
  if (kind === 'datetime') return /^\d+$/.test(value) ? Number(value) : Date.parse(value);
  return value.toLowerCase();
}

const comparisons: Readonly<Record<string, (order: number) => boolean>> = {
  EQ: (order) => order === 0,
  NEQ: (order) => order !== 0,
  LT: (order) => order < 0,
  LTE: (order) => order <= 0,
  GT: (order) => order > 0,
  GTE: (order) => order >= 0,
};

function fitsFilter(portal: HubspotPortal, type: ObjectType, indexed: Indexed, filter: Filter): boolean {
  const key = keyOf(portal, type, indexed, filter.propertyName);
  if (filter.operator === 'HAS_PROPERTY') return key !== undefined;
  if (filter.operator === 'NOT_HAS_PROPERTY') return key === undefined;
  if (key === undefined) return false;
  const to = (value: string | undefined) => compare(key, typedKey(portal, type, filter.propertyName, value ?? ''));
  if (filter.operator === 'BETWEEN') return to(filter.value) >= 0 && to(filter.highValue) <= 0;
  if (filter.operator === 'IN') return (filter.values ?? []).some((value) => to(value) === 0);
  return comparisons[filter.operator]?.(to(filter.value)) ?? false;
}
