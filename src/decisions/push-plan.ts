import {
  type ListMembers,
  type PushContact,
  type PushDraft,
  type PushedField,
  type PushScope,
  type PushWrite,
  type Refusal,
  standingRules,
  type WantedPerson,
} from '../domain/push.ts';
import { consentRefusal } from './push-consent.ts';
import { planContact, type TagKeeping } from './push-contact.ts';
import { pushedByContact } from './push-owner.ts';
import { isInScope } from './push-tags.ts';

/** All that a plan is made of. */
export interface PlanInputs {
  readonly wanted: readonly WantedPerson[];
  readonly contacts: readonly PushContact[];
  /** What the contacts hold of our fields now, by contact id. A contact that is not in it is not there any more. */
  readonly present: ReadonlyMap<string, Readonly<Record<string, string>>>;
  /** What was last written to each field of each contact. */
  readonly pushed: readonly PushedField[];
  /** Static lists by name (tags, where they are places); one that is not in it has nobody yet. */
  readonly lists: ReadonlyMap<string, ListMembers>;
  /** How the target keeps tags; absent: in a field. */
  readonly tagsAre?: TagKeeping;
  /** Whether somebody (public id) belongs to the control group of a rule. */
  readonly isHeldOut: (rule: string, customerId: string) => boolean;
  readonly scope?: PushScope;
}

/** Whom each rule hits, before contact and consent are asked for: `standingRules.nextOffer` and the tag rules. Public ids by rule. */
export function peopleHit(wanted: readonly WantedPerson[]): ReadonlyMap<string, readonly string[]> {
  const hit = new Map<string, string[]>();
  for (const person of wanted) {
    for (const rule of rulesHitting(person)) {
      const known = hit.get(rule);
      if (known) known.push(person.customerId);
      else hit.set(rule, [person.customerId]);
    }
  }
  return hit;
}

function rulesHitting({ fields, rules }: WantedPerson): string[] {
  const offer = fields.patron_next_offer === undefined ? [] : [standingRules.nextOffer];
  return [...offer, ...rules.filter(({ holds }) => holds === true).map(({ rule }) => rule)];
}

/**
 * The smallest set of writes that brings contacts to what is wanted, and what is left out and why. Nothing is written where it stands already, where nothing
 * is known, over what a person edited, against a refusal, to the control group, or to whom is erased or archived. The order of what is given does not matter.
 */
export function planPush(inputs: PlanInputs): PushDraft {
  const writes: PushWrite[] = [];
  const refused: Refusal[] = [];
  const arms: Arms = new Map();
  const known = { pushed: pushedByContact(inputs.pushed), contactsOf: contactsByPerson(inputs.contacts), arms };
  const left = new Set(inputs.scope?.without);
  for (const person of sortedBy(inputs.wanted, ({ customerId }) => customerId)) {
    if (left.has(person.customerId)) continue;
    const found = planPerson(person, inputs, known);
    writes.push(...found.writes);
    refused.push(...found.refused);
  }
  const byRule = sortedBy([...arms], ([rule]) => rule);
  return {
    writes: sortedBy(writes, ({ contactId }) => idKey(contactId)),
    refused,
    control: byRule.map(([rule, { told, held }]) => ({ rule, hit: told.length + held.length, held: held.length })),
    arms: byRule.map(([rule, sides]) => ({ rule, ...sides })),
  };
}

type Arms = Map<string, { readonly told: string[]; readonly held: string[] }>;

/** What is worked out once for all people. */
interface Known {
  readonly pushed: ReadonlyMap<string, readonly PushedField[]>;
  readonly contactsOf: ReadonlyMap<string, readonly PushContact[]>;
  readonly arms: Arms;
}

function planPerson(
  person: WantedPerson,
  inputs: PlanInputs,
  { pushed, contactsOf, arms }: Known,
): Pick<PushDraft, 'writes' | 'refused'> {
  const { present, lists, tagsAre = 'field', scope = {} } = inputs;
  const all = contactsOf.get(person.customerId) ?? [];
  const contacts = all.filter(({ contactId, gone }) => gone === undefined && present.has(contactId));
  // Who was erased under one id is not written to under another.
  if (contacts.length === 0 || all.some(({ gone }) => gone === 'erased'))
    return { writes: [], refused: isAnythingWanted(person) ? [noContact(person.customerId, all)] : [] };
  const held = heldRules(person, { inputs, arms, contacts });
  const found = contacts.map((contact) =>
    planContact(person, contact, {
      present: present.get(contact.contactId) ?? {},
      pushed,
      lists,
      tagsAre,
      scope,
      isHeld: (rule) => held.has(rule),
      mayJoin: contact === contacts[0],
    }),
  );
  return {
    writes: found.flatMap(({ write }) => write ?? []),
    refused: found.flatMap(({ refused }) => refused),
  };
}

/**
 * The rules whose control group a person is in. Only who may be written to at all is counted, told or held out: both arms are then made of the same kind of
 * people, and the difference between them is the rule's.
 */
function heldRules(
  person: WantedPerson,
  { inputs, arms, contacts }: { inputs: PlanInputs; arms: Arms; contacts: readonly PushContact[] },
): ReadonlySet<string> {
  const held = new Set<string>();
  const mayBeTold = contacts.some(({ consent }) => consentRefusal('marketing', consent) === undefined);
  for (const rule of rulesHitting(person)) {
    const isHeld = inputs.isHeldOut(rule, person.customerId);
    if (isHeld) held.add(rule);
    if (!mayBeTold || !isInScope(inputs.scope ?? {}, rule)) continue;
    const sides = arms.get(rule) ?? { told: [], held: [] };
    (isHeld ? sides.held : sides.told).push(person.customerId);
    arms.set(rule, sides);
  }
  return held;
}

function isAnythingWanted({ fields, tags, rules }: WantedPerson): boolean {
  return Object.keys(fields).length > 0 || tags.length > 0 || rules.some(({ holds }) => holds);
}

function noContact(customerId: string, all: readonly PushContact[]): Refusal {
  const erased = all.find(({ gone }) => gone === 'erased');
  if (erased) return { customerId, reason: 'erased', contactId: erased.contactId };
  const archived = all.find(({ gone }) => gone === 'archived');
  return archived
    ? { customerId, reason: 'archived', contactId: archived.contactId }
    : { customerId, reason: 'no-contact' };
}

/** The contacts of each person, the oldest first: ids of a CRM are numbers that rise. */
function contactsByPerson(contacts: readonly PushContact[]): ReadonlyMap<string, readonly PushContact[]> {
  const found = new Map<string, PushContact[]>();
  for (const contact of sortedBy(contacts, ({ contactId }) => idKey(contactId))) {
    const known = found.get(contact.customerId);
    if (known) known.push(contact);
    else found.set(contact.customerId, [contact]);
  }
  return found;
}

/** Sorts numbers of different length as numbers. */
function idKey(contactId: string): string {
  return contactId.padStart(24, '0');
}

function sortedBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[] {
  return items
    .map((item) => ({ item, key: keyOf(item) }))
    .sort((one, other) => (one.key < other.key ? -1 : Number(one.key > other.key)))
    .map(({ item }) => item);
}
