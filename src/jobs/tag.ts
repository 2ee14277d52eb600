import { ConfigError, FatalError } from '../domain/errors.ts';
import { normaliseTag, tagLimits } from '../domain/tags.ts';
import type { Tagging } from '../patron.ts';
import type { Answer } from '../questions/answer.ts';
import { keptHere, tagWords } from '../questions/tagging.ts';
import { addTag, removeTag, tagsOf } from '../store/customer-tags.ts';
import { findPeople, type StoredPerson } from '../store/people.ts';
import type { Workplace } from './workplace.ts';

/**
 * Gives a person a tag, or takes it away; doing so twice changes nothing. The person must be named exactly: nothing is written on a guess. Raises
 * `customer-unknown`, and `usage` for a tag without letters or beyond twenty.
 */
export function tagCustomer({ store, clock }: Pick<Workplace, 'store' | 'clock'>, asked: Tagging): Answer {
  const tag = normaliseTag(asked.tag);
  if (tag === undefined) {
    const hint = `A tag has 1 to ${tagLimits.letters} letters a to z, digits or hyphens, for instance: vip`;
    throw new ConfigError('usage', `Cannot use '${asked.tag.slice(0, 60)}' as a tag.`, hint);
  }
  const person = exactly(store, asked.customer);
  const isRemoved = asked.remove === true;
  const hasChanged = isRemoved
    ? removeTag(store, { customer: person.row, tag })
    : addTag(store, { customer: person.row, tag, by: asked.by, now: clock.now().getTime() });
  const who = (asked.names === 'hidden' ? undefined : person.name) ?? person.customerId;
  const tags = tagsOf(store, person.customerId);
  return {
    id: isRemoved ? 'untag' : 'tag',
    headline: headlineOf(who, tag, { isRemoved, hasChanged }),
    facts: [{ label: 'Tags', value: tagWords(tags) }],
    basis: keptHere,
    next: isRemoved ? [`who is ${person.customerId}`] : [`who is tagged ${tag}`, `who is ${person.customerId}`],
    customerId: person.customerId,
    ...(hasChanged
      ? { offers: [{ kind: isRemoved ? ('tag' as const) : ('untag' as const), customerId: person.customerId, tag }] }
      : {}),
    data: { customerId: person.customerId, tag, hasChanged, tags },
  };
}

function headlineOf(
  who: string,
  tag: string,
  { isRemoved, hasChanged }: { isRemoved: boolean; hasChanged: boolean },
): string {
  if (isRemoved) return hasChanged ? `${who} is no longer tagged '${tag}'.` : `${who} is not tagged '${tag}'.`;
  return hasChanged ? `${who} is tagged '${tag}' now.` : `${who} is tagged '${tag}' already.`;
}

/** The one person whose id, name or e-mail the words are. */
function exactly(store: Workplace['store'], words: string): StoredPerson {
  const found = findPeople(store, words, 3);
  const exact = found.filter(({ closeness }) => closeness === 1);
  const byId = exact.filter(({ customerId }) => customerId === words.trim());
  const [person, ...others] = byId.length === 1 ? byId : exact;
  if (person && others.length === 0) return person;
  const near = found.map(({ customerId }) => customerId);
  throw new FatalError(
    'customer-unknown',
    others.length > 0 ? `Several people are called so: ${near.join(', ')}.` : `Nobody is exactly '${words}'.`,
    near.length > 0
      ? `Name one by id. The closest: ${near.join(', ')}.`
      : 'See who there is: patron ask "top customers"',
  );
}
