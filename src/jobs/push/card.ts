import { z } from 'zod';
import type { PushSummary } from '../../decisions/push-summary.ts';
import { formatMoment } from '../../domain/calendar.ts';
import { type PushWrite, refusalReasons } from '../../domain/push.ts';
import { placeOf, pushTargets } from '../../domain/push-place.ts';
import { whoWords } from '../../domain/push-who.ts';
import type { PushCard, PushedChange } from '../../patron.ts';
import { countWords } from '../../questions/words.ts';
import { namesOf } from '../../store/customer-names.ts';
import type { Store } from '../../store/database.ts';
import { type PushBatch, undoOf } from '../../store/push-approvals.ts';
import { resultLines } from './result.ts';
import { fieldWords, peopleWords, recordsWords, refusalWords, ruleWords, systemsWords } from './words.ts';

const write = z.object({
  contactId: z.string(),
  customerId: z.string(),
  fields: z.array(z.object({ name: z.string(), from: z.string().optional(), to: z.string() })),
  lists: z.array(z.object({ name: z.string(), change: z.enum(['add', 'remove']) })),
  rules: z.array(z.string()),
});

const counted = z.record(z.string(), z.number());
const places = z.record(z.string(), z.object({ add: z.number(), remove: z.number() }));
const target = z.enum(pushTargets);

const summary = z.object({
  counts: z.object({
    contacts: z.number(),
    people: z.number(),
    fields: counted,
    lists: places,
    tags: places.exactOptional(),
    byTarget: z.partialRecord(target, z.object({ contacts: z.number(), fields: counted })).exactOptional(),
    rules: counted,
    refused: z.partialRecord(z.enum(refusalReasons), z.number()),
  }),
  examples: z.array(write),
  control: z.array(z.object({ rule: z.string(), hit: z.number(), held: z.number() })),
  targets: z.array(target).exactOptional(),
});

/** What was shown of a batch, out of the store. */
export function summaryOf({ summary: text }: Pick<PushBatch, 'summary'>): PushSummary {
  const { examples, ...rest } = summary.parse(JSON.parse(text));
  return { ...rest, examples: examples.map(writeOf) };
}

function writeOf({ fields, ...rest }: z.infer<typeof write>): PushWrite {
  return { ...rest, fields: fields.map(({ name, from, to }) => ({ name, from, to })) };
}

/** A batch as it stands at a moment (epoch ms). `names` hidden: people are called by their ids. */
export function cardOf(
  store: Store,
  kept: PushBatch,
  { names, at = 0 }: { readonly names: 'shown' | 'hidden'; readonly at?: number },
): PushCard {
  const batch = { ...kept, state: stateAt(kept, at) };
  const shown = summaryOf(batch);
  const { id, kind, hash, state, origin, madeAt, expiresAt, choice, decidedBy, decidedAt } = batch;
  const { counts, examples } = shown;
  const known =
    names === 'shown'
      ? namesOf(
          store,
          examples.map(({ customerId }) => customerId),
        )
      : new Map<string, string>();
  const [rule, ...others] = choice.rules ?? [];
  const isWritten = state === 'sending' || state === 'done';
  const undo = isWritten ? undoOf(store, id) : undefined;
  return {
    id,
    kind,
    hash,
    state,
    headline: headlineOf(batch, shown),
    lines: linesOf(shown, choice.without?.length ?? 0),
    examples: examples.map((one) => exampleOf(one, known.get(one.customerId))),
    result: isWritten ? [...resultLines(store, batch), ...(undo ? undoneLines(store, undo) : [])] : [],
    choices: {
      fields: [...new Set([...Object.keys(counts.fields), ...(counts.tags ? ['patron_tags'] : [])])].map(
        (name) => [name, fieldWords(name)] as const,
      ),
      rules: Object.keys(counts.rules),
    },
    ...(rule !== undefined && others.length === 0 ? { rule } : {}),
    origin,
    madeAt,
    expiresAt,
    ...(decidedBy === undefined ? {} : { decidedBy }),
    ...(decidedAt === undefined ? {} : { decidedAt }),
    canUndo: kind === 'push' && isWritten && counts.contacts > 0 && undo === undefined,
  };
}

/** A proposal whose time is over is expired, whether anybody has marked it yet or not. */
export function stateAt({ state, expiresAt }: PushBatch, at: number): PushBatch['state'] {
  return state === 'proposed' && expiresAt <= at ? 'expired' : state;
}

function headlineOf({ kind, undoes, choice, state }: PushBatch, shown: PushSummary): string {
  const who = recordsWords(shown);
  if (kind === 'undo') return `Take back ${undoes ?? 'a push'}: ${who}.`;
  const systems = systemsWords(shown);
  if (shown.counts.contacts === 0)
    return `${systems} ${shown.targets?.length === 2 ? 'hold' : 'holds'} all of it already: there is nothing to write.`;
  const what = choice.rules?.length === 1 ? ` of the rule '${ruleWords(choice.rules[0] ?? '')}'` : '';
  if (state === 'sending' || state === 'done') return `A push to ${who}${what}.`;
  return `${who} would be changed${what}.`;
}

/** How many records get which field. With a shop beside, for each target apart. */
function fieldLines({ fields, byTarget }: PushSummary['counts']): string[] {
  const words = (counts: Readonly<Record<string, number>>) =>
    Object.entries(counts)
      .map(([name, count]) => `${fieldWords(name)} ${countWords(count)}`)
      .join(', ');
  if (byTarget === undefined) return Object.keys(fields).length > 0 ? [`Contacts by field: ${words(fields)}.`] : [];
  const titles = { hubspot: 'HubSpot contacts by field', shopify: 'Shopify customers by metafield' } as const;
  return pushTargets.flatMap((name) => {
    const own = byTarget[name]?.fields ?? {};
    return Object.keys(own).length > 0 ? [`${titles[name]}: ${words(own)}.`] : [];
  });
}

function linesOf(shown: PushSummary, without: number): string[] {
  const { counts, control } = shown;
  const lists = Object.entries(counts.lists).map(
    ([name, { add, remove }]) => `List '${name}': ${countWords(add)} added, ${countWords(remove)} taken off.`,
  );
  const tags = Object.entries(counts.tags ?? {}).map(
    ([name, { add, remove }]) => `Shopify tag '${name}': ${countWords(add)} added, ${countWords(remove)} taken away.`,
  );
  const refused = refusalReasons.flatMap((reason) => {
    const count = counts.refused[reason];
    return count === undefined || reason === 'control' ? [] : [`${peopleWords(count)} ${refusalWords(reason, shown)}.`];
  });
  const held = control
    .filter((one) => one.held > 0)
    .map(
      ({ rule, hit, held: out }) =>
        `Control group of '${ruleWords(rule)}': ${countWords(out)} of ${countWords(hit)} are held out, so that the effect can be told.`,
    );
  return [
    ...fieldLines(counts),
    ...lists,
    ...tags,
    ...held,
    ...refused,
    ...(without > 0 ? [`${peopleWords(without)} left out by hand.`] : []),
  ];
}

function undoneLines(store: Store, undo: PushBatch): string[] {
  const { decidedBy = '', decidedAt = undo.madeAt } = undo;
  return [`Taken back by ${whoWords(decidedBy)} on ${formatMoment(decidedAt)}:`, ...resultLines(store, undo)];
}

function exampleOf(
  { contactId, customerId, fields, lists }: PushWrite,
  name: string | undefined,
): PushCard['examples'][number] {
  const isShop = placeOf(contactId).target === 'shopify';
  const changes: PushedChange[] = [
    ...fields.map(({ name: field, from, to }) => ({
      what: `${isShop ? 'Shopify: ' : ''}${fieldWords(field)}`,
      ...(from === undefined || from === '' ? {} : { from }),
      ...(to === '' ? {} : { to }),
    })),
    ...lists.map(({ name: list, change }) => {
      const there = isShop ? 'there' : 'on it';
      return {
        what: isShop ? `Shopify tag '${list}'` : `List '${list}'`,
        ...(change === 'add' ? { to: there } : { from: there }),
      };
    }),
  ];
  return { customerId, ...(name === undefined ? {} : { name }), changes };
}
