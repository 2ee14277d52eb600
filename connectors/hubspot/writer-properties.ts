import { FatalError } from '../../src/domain/errors.ts';
import type { Transport } from '../transport/transport.ts';
import { type NoteType, type ObjectType, paths } from './api.ts';
import { type PatronProperty, patronGroup } from './patron-properties.ts';
import { misunderstood } from './refusals.ts';
import { propertyDetails } from './replies.ts';
import { readAs, send } from './writer-client.ts';

/** A property as it is there. */
interface Present {
  readonly type: string;
  readonly options: readonly { readonly value: string; readonly label: string; readonly hidden: boolean }[];
}

/**
 * Makes the properties that are missing, their group first, and adds options that an enumeration lacks; what is there stays, options of the portal's people
 * too. Costs one call where nothing is missing. Raises `access-missing`, and `source-broken` where a property of that name holds something else.
 */
export async function ensureProperties(
  transport: Transport,
  type: ObjectType | NoteType,
  wanted: readonly PatronProperty[],
): Promise<void> {
  const there = await presentProperties(transport, type);
  const missing = wanted.filter(({ name }) => !there.has(name));
  if (missing.length > 0) {
    await createGroup(transport, type);
    await Promise.all(missing.map((property) => createProperty(transport, type, property)));
  }
  // Somebody else may have made one meanwhile, as something else.
  const now = missing.length > 0 ? await presentProperties(transport, type) : there;
  for (const property of wanted) {
    const present = now.get(property.name);
    if (present?.type !== property.type) throw drifted(property, present);
    await addOptions(transport, type, { property, present });
  }
}

async function presentProperties(transport: Transport, type: ObjectType | NoteType): Promise<Map<string, Present>> {
  const call = { method: 'GET', path: paths.properties(type) } as const;
  const { results } = readAs(await send(transport, call), call, propertyDetails);
  return new Map(results.filter(({ archived }) => archived !== true).map((property) => [property.name, property]));
}

async function createGroup(transport: Transport, type: ObjectType | NoteType): Promise<void> {
  await create(transport, paths.propertyGroups(type), { name: patronGroup, label: 'Patron' });
}

async function createProperty(
  transport: Transport,
  type: ObjectType | NoteType,
  property: PatronProperty,
): Promise<void> {
  const { options, ...plain } = property;
  await create(transport, paths.properties(type), {
    ...plain,
    groupName: patronGroup,
    ...(options === undefined ? {} : { options: options.map(optionOf) }),
  });
}

/** Making twice is refused with 409 the second time: it is there, which is all that is wanted. */
async function create(transport: Transport, path: string, body: object): Promise<void> {
  const reply = await send(transport, { method: 'POST', path, body });
  if (reply.status >= 400 && reply.status !== 409) throw misunderstood(reply, path);
}

async function addOptions(
  transport: Transport,
  type: ObjectType | NoteType,
  { property, present }: { property: PatronProperty; present: Present },
): Promise<void> {
  const known = new Set(present.options.map(({ value }) => value));
  const missing = (property.options ?? []).filter((option) => !known.has(option));
  if (missing.length === 0) return;
  const path = paths.property(type, property.name);
  const kept = present.options.map(({ value, label, hidden }) => ({ value, label, hidden }));
  const reply = await send(transport, {
    method: 'PATCH',
    path,
    body: { options: [...kept, ...missing.map(optionOf)] },
  });
  if (reply.status >= 400) throw misunderstood(reply, path);
}

function optionOf(value: string) {
  return { value, label: value, hidden: false };
}

function drifted({ name, type }: PatronProperty, present: Present | undefined): FatalError {
  const found = present === undefined ? 'HubSpot does not show it' : `it is of type ${present.type}, not ${type}`;
  return new FatalError(
    'source-broken',
    `Cannot write into the HubSpot property '${name}': ${found}. Nothing was written.`,
    'Delete the property in HubSpot under Settings > Properties (and from its archive), then approve the push again: Patron makes it anew.',
  );
}
