import {
  type FieldChange,
  type ListMembers,
  type PushContact,
  type PushedField,
  type PushScope,
  type PushWrite,
  type Refusal,
  type RefusalReason,
  refusalReasons,
  standingRules,
  type WantedPerson,
  type WantedValue,
} from '../domain/push.ts';
import { isAlready, pushFieldOf } from '../domain/push-fields.ts';
import { consentRefusal } from './push-consent.ts';
import { wantedLists } from './push-lists.ts';
import { isOurs, type LastPushed, lastPushedTo } from './push-owner.ts';
import { isInScope, rulesForPlaces, type SettledRule, settleRules, wantedTags } from './push-tags.ts';

/** How a target keeps tags. */
export type TagKeeping = 'field' | 'places';

/** What a contact is planned against. */
interface ContactState {
  readonly present: Readonly<Record<string, string>>;
  /** What was last written, by contact id. */
  readonly pushed: ReadonlyMap<string, readonly PushedField[]>;
  readonly lists: ReadonlyMap<string, ListMembers>;
  /** How tags are kept: `field`, all of ours in one; `places`, each for itself among those of others: then `lists` are tags. */
  readonly tagsAre: TagKeeping;
  readonly scope: PushScope;
  /** Whether the person is held out of a rule as its control group. */
  readonly isHeld: (rule: string) => boolean;
  /** Whether the contact may be put on lists: the first of a person. */
  readonly mayJoin: boolean;
}

/** A field, or a list as `list NAME`, that is not written. */
interface LeftOut {
  readonly name: string;
  readonly reason: RefusalReason;
  readonly rule?: string;
}

/** A field that is to hold a value, and what wants it. */
interface WantedField {
  readonly name: string;
  readonly to: WantedValue;
  readonly rules: readonly string[];
}

/** What is written to one contact of a person, and what is not. No write where nothing changes. */
export function planContact(
  person: WantedPerson,
  contact: PushContact,
  state: ContactState,
): { readonly write?: PushWrite; readonly refused: readonly Refusal[] } {
  const settled = settleRules(person.rules, state);
  const fields = changedFields(contact, state, [
    ...offersOf(person, state),
    ...(state.tagsAre === 'field' ? [tagsField(person, { state, settled })] : []),
  ]);
  const lists = changedLists(contact, {
    state,
    settled: state.tagsAre === 'field' ? settled : tagPlaces(person, contact, { state, settled }),
  });
  const held = heldOut(person, contact, state);
  const refused = groupRefusals(contact, [...fields.left, ...lists.left, ...held]);
  if (fields.changes.length === 0 && lists.changes.length === 0) return { refused };
  const { contactId, customerId } = contact;
  const rules = [...new Set([...fields.rules, ...lists.rules])].sort();
  return { write: { contactId, customerId, fields: fields.changes, lists: lists.changes, rules }, refused };
}

/** The tags of a person as one field. */
function tagsField(
  { tags: byHand }: WantedPerson,
  { state: { present, scope }, settled }: { state: ContactState; settled: readonly SettledRule[] },
): WantedField {
  const { value, rules } = wantedTags(present.patron_tags, { byHand, rules: settled, scope });
  return { name: 'patron_tags', to: value, rules };
}

/** The tags of a person as places. A scope without the field of tags is one without tags. */
function tagPlaces(
  { tags: byHand }: WantedPerson,
  { contactId, mergedIds = [] }: PushContact,
  { state: { lists, scope }, settled }: { state: ContactState; settled: readonly SettledRule[] },
): SettledRule[] {
  if (scope.fields && !scope.fields.includes('patron_tags')) return [];
  const ids = [contactId, ...mergedIds];
  const ours = [...lists].filter(([, { pushed }]) => ids.some((id) => pushed.has(id))).map(([tag]) => tag);
  return rulesForPlaces(settled, { byHand, ours, scope });
}

/** How a list, or a tag that is a place, is called among what is left out. */
function placeName({ tagsAre }: ContactState, name: string): string {
  return tagsAre === 'places' ? `tag ${name}` : `list ${name}`;
}

/** The fields of a person without the tags; the next best offer is a rule of its own. */
function offersOf({ fields }: WantedPerson, { scope, isHeld }: ContactState): WantedField[] {
  const { nextOffer } = standingRules;
  return Object.entries(fields).flatMap(([name, to]): WantedField[] => {
    if (name !== 'patron_next_offer') return [{ name, to, rules: [] }];
    return isHeld(nextOffer) || !isInScope(scope, nextOffer) ? [] : [{ name, to, rules: [nextOffer] }];
  });
}

interface Found<Change> {
  readonly changes: readonly Change[];
  readonly left: readonly LeftOut[];
  readonly rules: readonly string[];
}

/** A field that is going to change. */
interface ChangedField extends FieldChange {
  readonly rules: readonly string[];
}

function changedFields(contact: PushContact, state: ContactState, wanted: readonly WantedField[]): Found<FieldChange> {
  const pushed = lastPushedTo(state.pushed, contact);
  const left: LeftOut[] = [];
  const changeOf = ({ name, to: value, rules }: WantedField): ChangedField[] => {
    const to = typeof value === 'string' ? value : value();
    if (to === undefined || !mayWrite(name, to, state) || isAlready(name, state.present[name], to)) return [];
    const reason = refusalOf(name, { contact, state, pushed });
    if (reason) left.push({ name, reason });
    return reason ? [] : [{ name, from: state.present[name] || undefined, to, rules }];
  };
  const leadersOf = ({ name }: WantedField) => pushFieldOf(name)?.follows;
  const leading = wanted.filter((field) => leadersOf(field) === undefined).flatMap(changeOf);
  const names = new Set(leading.map(({ name }) => name));
  // What only goes along with others is not even worked out where none of them changes.
  const following = wanted.filter((field) => leadersOf(field)?.some((leader) => names.has(leader))).flatMap(changeOf);
  const all = [...leading, ...following].sort((one, other) => (one.name < other.name ? -1 : 1));
  return {
    changes: all.map(({ name, from, to }) => ({ name, from, to })),
    left,
    rules: all.flatMap(({ rules }) => rules),
  };
}

/** A value that is empty where we have one to give is a missing score: only tags, which are known to be none, empty a field. */
function mayWrite(name: string, to: string, { scope }: ContactState): boolean {
  if (pushFieldOf(name) === undefined) return false;
  if (scope.fields && !scope.fields.includes(name)) return false;
  return to !== '' || name === 'patron_tags';
}

function refusalOf(
  name: string,
  { contact, state, pushed }: { contact: PushContact; state: ContactState; pushed: LastPushed },
): RefusalReason | undefined {
  const refusal = consentRefusal(pushFieldOf(name)?.serves ?? 'marketing', contact.consent);
  return refusal ?? (isOurs(name, state.present[name], pushed) ? undefined : 'human-edit');
}

function changedLists(
  contact: PushContact,
  { state, settled }: { state: ContactState; settled: readonly SettledRule[] },
): Found<PushWrite['lists'][number]> {
  const { changes, theirs, rules } = wantedLists(contact, {
    rules: settled,
    lists: state.lists,
    mayJoin: state.mayJoin,
  });
  const refusal = consentRefusal('marketing', contact.consent);
  const edited = theirs.map((name): LeftOut => ({ name: placeName(state, name), reason: 'human-edit' }));
  if (refusal === undefined) return { changes, left: edited, rules };
  const left = changes.map(({ name }): LeftOut => ({ name: placeName(state, name), reason: refusal }));
  return { changes: [], left: [...left, ...edited], rules: [] };
}

/** What the control groups keep from a person who could have had it. */
function heldOut({ fields, rules }: WantedPerson, { consent }: PushContact, state: ContactState): LeftOut[] {
  const { scope, isHeld, tagsAre } = state;
  if (consentRefusal('marketing', consent)) return [];
  const { nextOffer } = standingRules;
  const offer = fields.patron_next_offer === undefined ? [] : [{ rule: nextOffer, names: ['patron_next_offer'] }];
  const hits = rules
    .filter(({ holds }) => holds)
    .map(({ rule, tags, lists }) => ({
      rule,
      names:
        tagsAre === 'places'
          ? tags.map((name) => placeName(state, name))
          : [...(tags.length > 0 ? ['patron_tags'] : []), ...lists.map((name) => placeName(state, name))],
    }));
  return [...offer, ...hits]
    .filter(({ rule }) => isInScope(scope, rule) && isHeld(rule))
    .flatMap(({ rule, names }) => names.map((name): LeftOut => ({ name, reason: 'control', rule })));
}

/** One refusal for each reason, with all that it keeps away. */
function groupRefusals({ contactId, customerId }: PushContact, left: readonly LeftOut[]): Refusal[] {
  return refusalReasons.flatMap((reason): Refusal[] => {
    const own = left.filter((each) => each.reason === reason);
    if (own.length === 0) return [];
    const fields = [...new Set(own.map(({ name }) => name))].sort();
    const rules = [...new Set(own.flatMap(({ rule }) => rule ?? []))].sort();
    return [{ customerId, reason, contactId, fields, ...(rules.length > 0 ? { rules } : {}) }];
  });
}
