import type { FieldValues, Target } from '../../../connectors/contract.ts';
import { peopleHit, planPush } from '../../decisions/push-plan.ts';
import { ConfigError } from '../../domain/errors.ts';
import type { OnProgress } from '../../domain/progress.ts';
import {
  type ListMembers,
  type PushPlan,
  type PushScope,
  standingRules,
  type WantedPerson,
} from '../../domain/push.ts';
import { pushFields } from '../../domain/push-fields.ts';
import { armsOf } from '../../store/control-arms.ts';
import type { Store } from '../../store/database.ts';
import { readPushContacts } from '../../store/push-contacts.ts';
import { pushedFields, pushedToList } from '../../store/pushed-fields.ts';
import type { PushDesk } from './desk.ts';
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

/** What would be written into the CRM now: what Patron knows at a moment, against what the contacts hold there. Reads the CRM and writes nothing. */
export async function makePlan(
  { place, views }: Pick<PushDesk, 'place' | 'views'>,
  target: Target,
  { asOf, scope, onProgress }: PlanAsked,
): Promise<PushPlan> {
  const { store, home, clock } = place;
  const { view } = views.viewOf({ asOf: new Date(asOf).toISOString(), onProgress });
  onProgress?.({ step: 'Working out what is wanted', done: 0 });
  const contacts = readPushContacts(store);
  if (contacts.length === 0) throw noContacts();
  const wanted = gatherWanted(place, view, { contacts, rules: readTagRules(home), leads: view.leads?.() });
  const reachable = contacts.filter(({ gone }) => gone === undefined).map(({ contactId }) => contactId);
  const present = await presentValues(target, reachable, onProgress);
  const draft = planPush({
    wanted,
    contacts,
    present,
    pushed: pushedFields(store),
    lists: await listsOf(store, target, wanted),
    isHeldOut: heldOut(store, wanted),
    scope,
  });
  return sealPlan(draft, { madeAt: clock.now().getTime(), asOf });
}

/** Before the first pull nobody is known there; a demo shop, whose customers are made up, makes way with it. */
function noContacts(): ConfigError {
  return new ConfigError(
    'usage',
    'Patron knows no contact of HubSpot yet: there is nobody to write to.',
    'Run: patron sync hubspot',
  );
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
