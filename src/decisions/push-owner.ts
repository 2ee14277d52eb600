import type { PushContact, PushedField } from '../domain/push.ts';
import { sameValue } from '../domain/push-fields.ts';

/** What was last written to a contact, also under ids that were merged into it since. By field: a merge may have kept the value of any of them. */
export type LastPushed = ReadonlyMap<string, readonly string[]>;

/** Sorts what was last written by contact, for look-ups by `lastPushedTo`. */
export function pushedByContact(pushed: readonly PushedField[]): ReadonlyMap<string, readonly PushedField[]> {
  const found = new Map<string, PushedField[]>();
  for (const field of pushed) {
    const known = found.get(field.contactId);
    if (known) known.push(field);
    else found.set(field.contactId, [field]);
  }
  return found;
}

/** What was last written to a contact and to those that were merged into it. */
export function lastPushedTo(
  byContact: ReadonlyMap<string, readonly PushedField[]>,
  { contactId, mergedIds = [] }: PushContact,
): LastPushed {
  const found = new Map<string, string[]>();
  for (const id of [contactId, ...mergedIds]) {
    for (const { name, value } of byContact.get(id) ?? []) found.set(name, [...(found.get(name) ?? []), value]);
  }
  return found;
}

/**
 * Whether a field is ours to write: it is empty, or holds what we last wrote. Anything else was put there by a person (or another program) and is theirs until
 * they empty the field. What is there and was never ours is theirs too.
 */
export function isOurs(name: string, present: string | undefined, pushed: LastPushed): boolean {
  if (sameValue(name, present, undefined)) return true;
  return (pushed.get(name) ?? []).some((value) => sameValue(name, present, value));
}
