import { z } from 'zod';
import type { News } from '../store/inbox.ts';

const id = z.int().positive().transform(String);

/** A contact's number among HubSpot's kinds of records. */
const contactType = '0-1';

const event = z.object({
  eventId: z.int(),
  subscriptionId: z.int(),
  portalId: z.int(),
  occurredAt: z.int().nonnegative(),
  subscriptionType: z.string().max(100),
  objectTypeId: z.string().optional(),
  objectId: id.optional(),
  primaryObjectId: id.optional(),
  mergedObjectIds: z.array(id).optional(),
  newObjectId: id.optional(),
  associationType: z.string().optional(),
  fromObjectTypeId: z.string().optional(),
  toObjectTypeId: z.string().optional(),
  fromObjectId: id.optional(),
  toObjectId: id.optional(),
});
type HubSpotEvent = z.infer<typeof event>;

/** What happens to contacts that Patron listens to; the manifest subscribes to these. */
export const hubSpotTopics = [
  'contact.creation',
  'contact.propertyChange',
  'contact.deletion',
  'contact.privacyDeletion',
  'contact.merge',
  'contact.restore',
  'contact.associationChange',
] as const;

/**
 * The news in a genuine body, an array of events; undefined where it is none. Events about other things than contacts, and events that cannot be read, are
 * left out: `unread` counts the latter. HubSpot's own number of an event is not unique, so that several of its parts together name it.
 */
export function hubSpotNews(body: unknown, now: number): { news: readonly News[]; unread: number } | undefined {
  if (!Array.isArray(body)) return undefined;
  const read = body.map((one: unknown) => event.safeParse(one));
  const events = read.flatMap(({ data }) => (data === undefined ? [] : [data]));
  return { news: events.flatMap((one) => newsOf(one, now)), unread: read.length - events.length };
}

function newsOf(one: HubSpotEvent, now: number): readonly News[] {
  const topic = topicOf(one);
  if (topic === undefined) return [];
  return contactsOf(one).map((contact) => ({
    source: 'hubspot',
    eventId: [one.portalId, one.subscriptionId, topic, contact, one.eventId, one.occurredAt].join(':'),
    topic,
    // A person who was erased for good is not looked up like one who has changed.
    subject: { kind: topic === 'contact.privacyDeletion' ? 'redact' : 'contact', id: contact },
    occurredAt: Math.min(one.occurredAt, now),
  }));
}

/** `contact.creation`, or `object.creation` of a contact: both formats are in use. */
function topicOf(one: HubSpotEvent): string | undefined {
  const isContact = [one.objectTypeId, one.fromObjectTypeId, one.toObjectTypeId].includes(contactType);
  const named = isContact ? one.subscriptionType.replace(/^object\./, 'contact.') : one.subscriptionType;
  return hubSpotTopics.find((topic) => topic === named);
}

/** Every contact that an event has changed: both sides of a merge, the contact's side of an association. */
function contactsOf(one: HubSpotEvent): readonly string[] {
  const merged = [one.primaryObjectId, ...(one.mergedObjectIds ?? []), one.newObjectId];
  const isFrom = one.fromObjectTypeId === contactType || one.associationType?.startsWith('CONTACT_TO_');
  const isTo = one.toObjectTypeId === contactType || one.associationType?.endsWith('_TO_CONTACT');
  const sides = [isFrom ? one.fromObjectId : undefined, isTo ? one.toObjectId : undefined];
  const all = [one.objectId, ...merged, ...sides].filter((contact) => contact !== undefined);
  return [...new Set(all)];
}
