import type { FieldValues, ShopCustomer, ShopTarget, Target } from '../../../connectors/contract.ts';
import { joinDrafts } from '../../decisions/push-join.ts';
import { type PlanInputs, peopleHit, planPush } from '../../decisions/push-plan.ts';
import { ConfigError } from '../../domain/errors.ts';
import type { OnProgress } from '../../domain/progress.ts';
import {
  type ListMembers,
  type PushContact,
  type PushDraft,
  type PushPlan,
  type PushScope,
  standingRules,
  type WantedPerson,
} from '../../domain/push.ts';
import { pushFields } from '../../domain/push-fields.ts';
import { contactIdAt, type PushTarget, placeOf } from '../../domain/push-place.ts';
import { armsOf } from '../../store/control-arms.ts';
import type { Store } from '../../store/database.ts';
import { readPushContacts } from '../../store/push-contacts.ts';
import { pushedFields, pushedTags, pushedToList } from '../../store/pushed-fields.ts';
import { namesOf, type PushDesk, type PushTargets } from './desk.ts';
import { sealPlan } from './seal-plan.ts';
import { gatherWanted } from './wanted.ts';
import { readTagRules } from './wanted-rules.ts';

/** What a plan is made for. */
export interface PlanAsked {
  /** Epoch ms: the same moment and the same data give the same hash. */
  readonly asOf: number;
  readonly scope: PushScope;
  readonly onProgress?: OnProgress | undefined;
}

/** What would be written now: what Patron knows at a moment, against what contacts and customers hold there. Reads the targets and writes nothing. */
export async function makePlan(
  { place, views }: Pick<PushDesk, 'place' | 'views'>,
  targets: PushTargets,
  { asOf, scope, onProgress }: PlanAsked,
): Promise<PushPlan> {
  const { store, home, clock } = place;
  const { view } = views.viewOf({ asOf: new Date(asOf).toISOString(), onProgress });
  onProgress?.({ step: 'Working out what is wanted', done: 0 });
  const contacts = contactsOf(store, targets);
  const all = [...contacts.hubspot, ...contacts.shopify];
  if (all.length === 0) throw noContacts(targets);
  const wanted = gatherWanted(place, view, {
    contacts: all,
    rules: readTagRules(home),
    leads: view.leads?.(),
    asked: scope.rules,
  });
  const common = { store, wanted, isHeldOut: heldOut(store, wanted), scope, onProgress };
  const drafts = [
    ...(targets.crm ? [await planContacts(targets.crm, { ...common, contacts: contacts.hubspot })] : []),
    ...(targets.shop ? [await planCustomers(targets.shop, { ...common, contacts: contacts.shopify })] : []),
  ];
  return sealPlan(joinDrafts(drafts), { madeAt: clock.now().getTime(), asOf, targets: namesOf(targets) });
}

/** Who may be written to at each target. Who was erased at one of them is not written to at another. */
export function contactsOf(
  store: Store,
  { crm, shop }: PushTargets,
): Readonly<Record<PushTarget, readonly PushContact[]>> {
  const found = {
    hubspot: crm ? readPushContacts(store, 'hubspot') : [],
    shopify: shop ? readPushContacts(store, 'shopify') : [],
  };
  const all = [...found.hubspot, ...found.shopify];
  const erased = new Set(all.filter(({ gone }) => gone === 'erased').map(({ customerId }) => customerId));
  const marked = (contacts: readonly PushContact[]) =>
    contacts.map((contact): PushContact => (erased.has(contact.customerId) ? { ...contact, gone: 'erased' } : contact));
  return { hubspot: marked(found.hubspot), shopify: marked(found.shopify) };
}

/** Before the first pull nobody is known there; a demo shop, whose customers are made up, makes way with it. */
function noContacts({ crm }: PushTargets): ConfigError {
  return crm
    ? new ConfigError(
        'usage',
        'Patron knows no contact of HubSpot yet: there is nobody to write to.',
        'Run: patron sync hubspot',
      )
    : new ConfigError(
        'usage',
        'Patron knows no customer of Shopify yet: there is nobody to write to.',
        'Run: patron sync shopify',
      );
}

/** What one target's part of a plan is made of. */
interface PartInputs {
  readonly store: Store;
  readonly contacts: readonly PushContact[];
  readonly wanted: readonly WantedPerson[];
  readonly isHeldOut: PlanInputs['isHeldOut'];
  readonly scope: PushScope;
  readonly onProgress: OnProgress | undefined;
}

async function planContacts(crm: Target, { store, onProgress, ...inputs }: PartInputs): Promise<PushDraft> {
  const present = await presentValues(crm, reachable(inputs.contacts), onProgress);
  const lists = await listsOf(store, crm, inputs.wanted);
  return planPush({ ...inputs, present, pushed: pushedFields(store, 'hubspot'), lists });
}

/** Fields that a shop keeps as metafields; tags it keeps as tags. */
const shopFields = Object.keys(pushFields).filter((name) => name !== 'patron_tags');

async function planCustomers(shop: ShopTarget, { store, onProgress, ...inputs }: PartInputs): Promise<PushDraft> {
  onProgress?.({ step: 'Reading what Shopify holds', done: 0 });
  const ids = reachable(inputs.contacts).map((contactId) => placeOf(contactId).id);
  const seen = [...(await shop.read(ids, shopFields))].map(
    ([id, customer]) => [contactIdAt({ target: 'shopify', id }), customer] as const,
  );
  return planPush({
    ...inputs,
    present: new Map(seen.map(([contactId, { values }]) => [contactId, values])),
    pushed: pushedFields(store, 'shopify'),
    lists: tagsOf(seen, pushedTags(store)),
    tagsAre: 'places',
  });
}

/** Who has which tag, and who has it by us. */
function tagsOf(
  seen: readonly (readonly [string, ShopCustomer])[],
  pushed: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlyMap<string, ListMembers> {
  const present = new Map<string, Set<string>>();
  for (const [contactId, { tags }] of seen) {
    // Shopify tells no tag from another by its capitals alone.
    for (const tag of tags.map((text) => text.toLowerCase()))
      present.set(tag, (present.get(tag) ?? new Set()).add(contactId));
  }
  const nobody = new Set<string>();
  return new Map(
    [...new Set([...present.keys(), ...pushed.keys()])].map((tag) => [
      tag,
      { present: present.get(tag) ?? nobody, pushed: pushed.get(tag) ?? nobody },
    ]),
  );
}

function reachable(contacts: readonly PushContact[]): string[] {
  return contacts.filter(({ gone }) => gone === undefined).map(({ contactId }) => contactId);
}

/** Contacts in one call, and calls under way at a time: as many as keep the line busy, few beside the vendor's limits. */
const [inOneCall, atOnce] = [100, 4];

/** What the contacts hold of Patron's fields now. */
async function presentValues(
  target: Target,
  contactIds: readonly string[],
  onProgress: OnProgress | undefined,
): Promise<ReadonlyMap<string, FieldValues>> {
  const present = new Map<string, FieldValues>();
  const fields = Object.keys(pushFields);
  const step = inOneCall * atOnce;
  for (let from = 0; from < contactIds.length; from += step) {
    onProgress?.({ step: 'Reading what HubSpot holds', done: from / contactIds.length });
    const calls = Array.from({ length: atOnce }, (_, call) => from + call * inOneCall)
      .map((start) => contactIds.slice(start, start + inOneCall))
      .filter((ids) => ids.length > 0);
    for (const read of await Promise.all(calls.map((ids) => target.read(ids, fields)))) {
      for (const [id, values] of read) present.set(id, values);
    }
  }
  return present;
}

/** Every rule that a plan may name: those of the file, tags by hand, offers. */
export function ruleNames(home: string): string[] {
  return [...readTagRules(home).map(({ name }) => name), ...Object.values(standingRules)];
}

/** Who stands on the lists that rules speak of. */
async function listsOf(
  store: Store,
  target: Target,
  wanted: readonly WantedPerson[],
): Promise<ReadonlyMap<string, ListMembers>> {
  const names = [...new Set(wanted.flatMap(({ rules }) => rules.flatMap(({ lists }) => lists)))].sort();
  const lists = new Map<string, ListMembers>();
  for (const name of names) {
    lists.set(name, { present: await target.members(name), pushed: pushedToList(store, name) });
  }
  return lists;
}

/** Who belongs to the control group of which rule: as written down, or as it will be. */
export function heldOut(store: Store, wanted: readonly WantedPerson[]): (rule: string, customerId: string) => boolean {
  const arms = new Map(
    [...peopleHit(wanted)].map(([rule, customerIds]) => [rule, armsOf(store, { rule, customerIds })] as const),
  );
  return (rule, customerId) => arms.get(rule)?.get(customerId) === 'control';
}
