import { badRequest, type Call } from './answer.ts';
import type { Reply } from './faults.ts';
import type { HubspotPortal } from './portal.ts';
import type { Route } from './routes.ts';
import { type ObjectType, objectTypes, type PropertyDefinition } from './standard-properties.ts';

const base = `/crm/properties/2026-09/(${objectTypes.join('|')})`;

function tableOf(portal: HubspotPortal, match: RegExpExecArray) {
  const type = objectTypes.find((known) => known === match[1]);
  if (!type) throw new Error(`no such kind of record: ${match[1]}`);
  return { type, properties: portal.tables[type].properties };
}

/** A property as HubSpot takes it. */
interface PropertyBody {
  readonly name: string;
  readonly label: string;
  readonly type: PropertyDefinition['type'];
  readonly fieldType: string;
  readonly groupName: string;
  readonly description?: string;
  readonly hasUniqueValue?: boolean;
  readonly options?: readonly { readonly value: string }[];
}

function isProperty(body: unknown): body is PropertyBody {
  return typeof body === 'object' && body !== null && 'name' in body && 'type' in body && 'groupName' in body;
}

function isNamed(body: unknown): body is { readonly name: string; readonly label: string } {
  return typeof body === 'object' && body !== null && 'name' in body && typeof body.name === 'string';
}

function asProperty({ name, type, isOwn, ...more }: PropertyDefinition): object {
  return {
    name,
    type,
    label: more.label ?? name,
    description: more.description ?? '',
    groupName: more.group ?? 'information',
    fieldType: more.fieldType ?? 'text',
    options: (more.options ?? []).map((value) => ({ value, label: value, hidden: false })),
    hubspotDefined: !isOwn,
    ...(more.hasUniqueValue === undefined ? {} : { hasUniqueValue: more.hasUniqueValue }),
  };
}

function listProperties(portal: HubspotPortal, _: Call, match: RegExpExecArray): Reply {
  return { status: 200, body: { results: [...tableOf(portal, match).properties.values()].map(asProperty) } };
}

function thereAlready(what: string): Reply {
  return {
    status: 409,
    body: {
      status: 'error',
      category: 'OBJECT_ALREADY_EXISTS',
      message: `${what} already exists.`,
      correlationId: 'a1',
    },
  };
}

function createProperty(portal: HubspotPortal, { body }: Call, match: RegExpExecArray): Reply {
  const { type, properties } = tableOf(portal, match);
  if (!isProperty(body)) return badRequest('a property needs a name, a type and a group');
  if (properties.has(body.name)) return thereAlready(`A property named '${body.name}'`);
  if (!/^[a-z][a-z0-9_]*$/.test(body.name)) return badRequest('a name has small letters, digits and underscores');
  if (!portal.groups.has(`${type}:${body.groupName}`))
    return badRequest(`Property group ${body.groupName} does not exist`);
  if (body.type === 'enumeration' && !body.options?.length) return badRequest('an enumeration needs options');
  const definition: PropertyDefinition = {
    name: body.name,
    type: body.type,
    isOwn: true,
    label: body.label,
    description: body.description ?? '',
    group: body.groupName,
    fieldType: body.fieldType,
    ...(body.type === 'enumeration' ? { options: body.options?.map(({ value }) => value) ?? [] } : {}),
    ...(body.hasUniqueValue === undefined ? {} : { hasUniqueValue: body.hasUniqueValue }),
  };
  properties.set(body.name, definition);
  return { status: 201, body: asProperty(definition) };
}

function hasOptions(body: unknown): body is { readonly options: readonly { readonly value: string }[] } {
  return typeof body === 'object' && body !== null && 'options' in body && Array.isArray(body.options);
}

/** Replaces the options of an enumeration: those that are left out are gone. */
function changeProperty(portal: HubspotPortal, { body }: Call, match: RegExpExecArray): Reply | string {
  const { properties } = tableOf(portal, match);
  const old = properties.get(match[2] ?? '');
  if (!old)
    return {
      status: 404,
      body: { status: 'error', message: 'no such property', category: 'OBJECT_NOT_FOUND', correlationId: 'p1' },
    };
  if (!hasOptions(body)) return 'a change of something else than options';
  const changed = { ...old, options: body.options.map(({ value }) => value) };
  properties.set(old.name, changed);
  return { status: 200, body: asProperty(changed) };
}

function createGroup(portal: HubspotPortal, { body }: Call, match: RegExpExecArray): Reply {
  const { type } = tableOf(portal, match);
  if (!isNamed(body)) return badRequest('a group needs a name');
  const key = `${type}:${body.name}`;
  if (portal.groups.has(key)) return thereAlready(`A property group named '${body.name}'`);
  portal.groups.add(key);
  return { status: 201, body: { name: body.name, label: body.label, displayOrder: -1, archived: false } };
}

function readScope(match: RegExpExecArray): string {
  const of: Partial<Record<ObjectType, string>> = {
    tickets: 'tickets',
    notes: 'crm.objects.contacts.read',
    tasks: 'crm.objects.contacts.read',
  };
  return of[objectTypes.find((known) => known === match[1]) ?? 'contacts'] ?? `crm.objects.${match[1]}.read`;
}

const writeScope = () => 'crm.schemas.contacts.write';

/** Properties and their groups. */
export const propertyRoutes: readonly Route[] = [
  {
    method: 'GET',
    pattern: new RegExp(`^${base}$`),
    scope: readScope,
    queryNames: ['archived', 'properties'],
    replyModel: () => 'properties.CollectionResponsePropertyNoPaging',
    answer: listProperties,
  },
  {
    method: 'POST',
    pattern: new RegExp(`^${base}$`),
    scope: writeScope,
    queryNames: [],
    requestModel: () => 'properties.PropertyCreate',
    replyModel: () => 'properties.Property',
    answer: createProperty,
  },
  {
    method: 'POST',
    pattern: new RegExp(`^${base}/groups$`),
    scope: writeScope,
    queryNames: [],
    requestModel: () => 'properties.PropertyGroupCreate',
    replyModel: () => 'properties.PropertyGroup',
    answer: createGroup,
  },
  {
    method: 'PATCH',
    pattern: new RegExp(`^${base}/([a-z0-9_]+)$`),
    scope: writeScope,
    queryNames: [],
    requestModel: () => 'properties.PropertyUpdate',
    replyModel: () => 'properties.Property',
    answer: changeProperty,
  },
];
