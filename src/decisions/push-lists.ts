import type { ListChange, ListMembers, PushContact } from '../domain/push.ts';
import type { SettledRule } from './push-tags.ts';

/** What is to change about a contact's static lists. */
export interface WantedLists {
  readonly changes: readonly ListChange[];
  /** Lists that a person took the contact off, or put it on: left as they are though a rule says otherwise. */
  readonly theirs: readonly string[];
  /** Rules that change something. */
  readonly rules: readonly string[];
}

/**
 * Set difference of static lists for one contact. Only whom we put on a list is taken off again, and whom a person took off is not put back. A person with
 * several contacts stands on a list with the first of them alone (`mayJoin`), so that nobody gets the same mail twice.
 */
export function wantedLists(
  contact: PushContact,
  {
    rules,
    lists,
    mayJoin,
  }: { rules: readonly SettledRule[]; lists: ReadonlyMap<string, ListMembers>; mayJoin: boolean },
): WantedLists {
  const found = [...new Set(rules.flatMap((rule) => rule.lists))].sort().map((name) => {
    const sources = rules.filter((rule) => rule.lists.includes(name));
    const givers = mayJoin ? sources.filter(({ says }) => says === 'give') : [];
    const isOpen = givers.length === 0 && sources.some(({ says }) => says === 'keep');
    const change = isOpen ? undefined : changeOf(contact, lists.get(name), givers.length > 0);
    return { name, change, rules: change === 'add' ? givers : sources };
  });
  const changed = found.filter(({ change }) => change === 'add' || change === 'remove');
  return {
    changes: changed.map(({ name, change }) => ({ name, change: change === 'add' ? 'add' : 'remove' })),
    theirs: found.filter(({ change }) => change === 'theirs').map(({ name }) => name),
    rules: changed.flatMap((each) => each.rules.map(({ rule }) => rule)),
  };
}

function changeOf(
  { contactId, mergedIds = [] }: PushContact,
  members: ListMembers | undefined,
  isWanted: boolean,
): ListChange['change'] | 'theirs' | undefined {
  const isOn = members?.present.has(contactId) ?? false;
  const byUs = [contactId, ...mergedIds].some((id) => members?.pushed.has(id));
  if (isOn === isWanted) return undefined;
  if (isWanted) return byUs ? 'theirs' : 'add';
  // Whom a person put there stays, and no rule asked for them: that is no refusal.
  return byUs ? 'remove' : undefined;
}
