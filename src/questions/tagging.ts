import { normaliseTag, tagLimits } from '../domain/tags.ts';
import type { Answer } from './answer.ts';
import type { PersonMatch, QuestionContext } from './context.ts';
import { aboutPerson, type PersonQuestion } from './people.ts';
import { ago, countWords, money, personWords, sourceWords, things } from './words.ts';

/** Where tags are, and how they get further. */
export const keptHere = 'Tags are kept in Patron; they reach HubSpot only with a push that somebody said yes to.';

/** Rows of a list that fits a screen. */
const shown = 10;

/** Who is to be tagged, and with what, as typed. */
export interface TagAsked {
  readonly who: string;
  readonly tag: string;
}

/** The tags of a person in words: `none`, `vip, wholesale`. */
export function tagWords(tags: readonly string[]): string {
  return tags.length === 0 ? 'none' : tags.join(', ');
}

/** Who has a tag; without a tag, which tags there are. */
export function describeTagged(typed: string, context: QuestionContext): Answer {
  const tag = normaliseTag(typed);
  if (tag === undefined) return describeTags(context);
  const ids = context.customersTagged(tag);
  if (ids.length === 0) return { ...describeTags(context), headline: `Nobody is tagged '${tag}'.` };
  const places = new Map(context.snapshot.customerIds.map((id, place) => [id, place] as const));
  const first = ids.slice(0, shown);
  return {
    id: 'tagged',
    headline: `${things(ids.length, 'customer')} ${ids.length === 1 ? 'is' : 'are'} tagged '${tag}'.`,
    table: {
      columns: [
        { title: 'Customer', align: 'left' },
        { title: 'Revenue', align: 'right' },
        { title: 'Last order', align: 'right' },
      ],
      rows: first.map((id) => rowOf(id, places.get(id), context)),
      customerIds: first,
    },
    ...(ids.length > first.length ? { lines: [`And ${countWords(ids.length - first.length)} more.`] } : {}),
    basis: `${sourceWords(context)} ${keptHere}`,
    next: [`who is ${first[0] ?? ''}`, 'top customers'],
    data: { tag, customers: ids },
  };
}

function rowOf(id: string, customer: number | undefined, context: QuestionContext): string[] {
  const figures = context.figures[customer ?? -1];
  if (customer === undefined || !figures) return [id, 'no order', ''];
  return [context.nameOf(customer), money(context, figures.net), ago(figures.quietDays)];
}

function describeTags(context: QuestionContext): Answer {
  const tags = context.tagsInUse();
  return {
    id: 'tagged',
    headline: tags.length === 0 ? 'Nobody is tagged yet.' : `${things(tags.length, 'tag')} in use.`,
    ...(tags.length === 0
      ? {}
      : { lines: tags.slice(0, shown).map(({ tag, people }) => `${tag}: ${countWords(people)}.`) }),
    basis: `${sourceWords(context)} ${keptHere}`,
    next: [tags[0] ? `who is tagged ${tags[0].tag}` : 'patron tag --help', 'top customers'],
    data: { tags },
  };
}

/** Offers to tag the person whom the words mean. Nothing is done before a yes. */
export function offerTag(asked: TagAsked, context: QuestionContext): Answer {
  return offerChange({ ...asked, kind: 'tag' }, context);
}

/** Offers to take a tag from the person whom the words mean. Nothing is done before a yes. */
export function offerUntag(asked: TagAsked, context: QuestionContext): Answer {
  return offerChange({ ...asked, kind: 'untag' }, context);
}

function offerChange(
  { who, tag: typed, kind }: TagAsked & { readonly kind: 'tag' | 'untag' },
  context: QuestionContext,
): Answer {
  const tag = normaliseTag(typed);
  if (tag === undefined) {
    return {
      id: kind,
      headline: typed.trim() === '' ? 'Which tag?' : `'${typed.trim().slice(0, 60)}' cannot be a tag.`,
      lines: [`A tag has 1 to ${tagLimits.letters} letters a to z, digits or hyphens, for instance: vip.`],
      basis: `${sourceWords(context)} ${keptHere}`,
      next: ['who is tagged', 'help'],
    };
  }
  const offer = (name: string, customerId: string) => offerTo({ name, customerId, tag, kind }, context);
  const question: PersonQuestion = {
    ask: (id) => (kind === 'tag' ? `tag ${id} as ${tag}` : `remove tag ${tag} from ${id}`),
    describe: (customer) => offer(personWords(context, customer), context.snapshot.customerIds[customer] ?? ''),
    withoutOrder: ({ name, customerId }: PersonMatch) => offer(name ?? customerId, customerId),
  };
  return aboutPerson(who, context, question);
}

function offerTo(
  {
    name,
    customerId,
    tag,
    kind,
  }: { readonly name: string; readonly customerId: string; readonly tag: string; readonly kind: 'tag' | 'untag' },
  context: QuestionContext,
): Answer {
  const tags = context.tagsOf(customerId);
  const isDone = tags.includes(tag) === (kind === 'tag');
  const state = kind === 'tag' ? `is tagged '${tag}' already` : `is not tagged '${tag}'`;
  const question = kind === 'tag' ? `Tag ${name} as '${tag}'?` : `Take the tag '${tag}' from ${name}?`;
  const command = `patron tag ${customerId} ${tag}${kind === 'tag' ? '' : ' --remove'}`;
  return {
    id: kind,
    headline: isDone ? `${name} ${state}: there is nothing to do.` : question,
    facts: [{ label: 'Tags', value: tagWords(tags) }],
    basis: `${sourceWords(context)} ${keptHere}`,
    next: [...(isDone ? [] : [command]), `who is tagged ${tag}`, `who is ${customerId}`],
    customerId,
    ...(isDone ? {} : { offers: [{ kind, customerId, tag }] }),
    data: { customerId, tag, tags },
  };
}
