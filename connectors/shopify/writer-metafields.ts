import { z } from 'zod';
import type { ShopOutcome, ShopValues } from '../contract.ts';
import type { ShopifyClient } from './client.ts';
import { metafieldKey, metafieldNamespace, patronMetafields } from './patron-metafields.ts';
import { deleteMutation, metafieldsPerWrite, setMutation } from './write-queries.ts';
import { customerGid, lacksWriting, mutateOnce, refusedWith, unknownOutcome } from './writer-client.ts';

const typeOf = new Map(patronMetafields.map(({ field, type }) => [field, type]));

const setReply = z.object({
  metafieldsSet: z
    .object({
      userErrors: z.array(
        z.object({
          code: z.string().nullish(),
          elementIndex: z.int().nullish(),
          field: z.array(z.string()).nullish(),
          message: z.string(),
        }),
      ),
    })
    .nullish(),
});

const deleteReply = z.object({
  metafieldsDelete: z.object({ userErrors: z.array(z.object({ message: z.string() })) }).nullish(),
});

type Outcomes = Map<string, ShopOutcome>;

/**
 * Writes metafields on condition that each is as it was seen, and takes those away whose value is empty: for these Shopify knows no condition. An outcome for each
 * customer; where what was set stands and what was to be taken away was refused, it is not known, so that it is looked at again.
 */
export async function writeMetafields(client: ShopifyClient, customers: readonly ShopValues[]): Promise<Outcomes> {
  const [sets, deletes] = [true, false].map((isSet) =>
    customers
      .map((customer) => ({ customer, fields: fieldsOf(customer, isSet) }))
      .filter(({ fields }) => fields.length > 0),
  );
  const outcomes: Outcomes = new Map(customers.map(({ id }) => [id, { kind: 'done' }]));
  for (const group of groupsOf(sets ?? [])) note(outcomes, await setGroup(client, group));
  const going = (deletes ?? []).filter(({ customer }) => outcomes.get(customer.id)?.kind === 'done');
  for (const group of groupsOf(going)) {
    const found = await deleteGroup(client, group);
    const isMixed = (id: string) => (sets ?? []).some(({ customer }) => customer.id === id);
    note(
      outcomes,
      new Map([...found].map(([id, end]) => [id, end.kind === 'refused' && isMixed(id) ? unknownOutcome : end])),
    );
  }
  return outcomes;
}

/** One customer's fields of one kind of call. */
interface Share {
  readonly customer: ShopValues;
  readonly fields: readonly string[];
}

function fieldsOf({ values }: ShopValues, isSet: boolean): string[] {
  return Object.keys(values).filter((name) => (values[name] !== '') === isSet);
}

function note(outcomes: Outcomes, found: Outcomes): void {
  for (const [id, outcome] of found) outcomes.set(id, outcome);
}

/** Groups of whole customers, as many as fit one call: a call is done wholly or not at all, and so is each of them. */
function groupsOf(shares: readonly Share[]): Share[][] {
  const groups: Share[][] = [];
  let room = 0;
  for (const share of shares) {
    const last = groups.at(-1);
    if (last === undefined || share.fields.length > room) {
      groups.push([share]);
      room = metafieldsPerWrite - share.fields.length;
    } else {
      last.push(share);
      room -= share.fields.length;
    }
  }
  return groups;
}

const allOf = (group: readonly Share[], outcome: ShopOutcome): Outcomes =>
  new Map(group.map(({ customer }) => [customer.id, outcome]));

/** Somebody wrote one of the metafields between the look and the write. */
const staleCodes = ['STALE_OBJECT', 'INVALID_COMPARE_DIGEST'];

/** Sets what one call holds. Whoever it is refused for is left out, and the others are sent again: Shopify wrote none of them. */
async function setGroup(client: ShopifyClient, group: readonly Share[]): Promise<Outcomes> {
  if (group.length === 0) return new Map();
  const inputs = group.flatMap(({ customer, fields }) => fields.map((name) => inputOf(customer, name)));
  const answer = await mutateOnce(client, {
    operation: `push-set:${inputs.length}`,
    text: setMutation,
    variables: { metafields: inputs.map(({ input }) => input) },
    reply: setReply,
  });
  const errors = answer?.metafieldsSet?.userErrors;
  if (errors === undefined || errors.some(({ code }) => code === 'INTERNAL_ERROR')) return allOf(group, unknownOutcome);
  if (errors.length === 0) return allOf(group, { kind: 'done' });
  if (errors.some(({ code }) => code === 'APP_NOT_AUTHORIZED')) throw lacksWriting();
  const bad: Outcomes = new Map();
  for (const error of errors) {
    const id = inputs[indexOf(error) ?? -1]?.id;
    if (id === undefined) return bySingles(group, errors[0]?.message ?? '', (part) => setGroup(client, part));
    bad.set(id, staleCodes.includes(error.code ?? '') ? { kind: 'stale' } : refusedWith(error.message));
  }
  const rest = await setGroup(
    client,
    group.filter(({ customer }) => !bad.has(customer.id)),
  );
  return new Map([...rest, ...bad]);
}

function indexOf({
  elementIndex,
  field,
}: {
  elementIndex?: number | null | undefined;
  field?: string[] | null | undefined;
}) {
  if (typeof elementIndex === 'number') return elementIndex;
  const place = field?.find((part) => /^\d+$/.test(part));
  return place === undefined ? undefined : Number(place);
}

function inputOf({ id, values, marks }: ShopValues, name: string) {
  return {
    id,
    input: {
      ownerId: customerGid(id),
      namespace: metafieldNamespace,
      key: metafieldKey(name),
      type: typeOf.get(name),
      value: values[name],
      // Null: only where there is none yet.
      compareDigest: marks[name] ?? null,
    },
  };
}

async function deleteGroup(client: ShopifyClient, group: readonly Share[]): Promise<Outcomes> {
  const metafields = group.flatMap(({ customer, fields }) =>
    fields.map((name) => ({
      ownerId: customerGid(customer.id),
      namespace: metafieldNamespace,
      key: metafieldKey(name),
    })),
  );
  const answer = await mutateOnce(client, {
    operation: `push-delete:${metafields.length}`,
    text: deleteMutation,
    variables: { metafields },
    reply: deleteReply,
  });
  const errors = answer?.metafieldsDelete?.userErrors;
  if (errors === undefined) return allOf(group, unknownOutcome);
  const [error] = errors;
  if (error === undefined) return allOf(group, { kind: 'done' });
  return bySingles(group, error.message, (part) => deleteGroup(client, part));
}

/** A refusal that names nobody: each customer is asked for alone, so that only the one that it is about is refused. */
async function bySingles(
  group: readonly Share[],
  message: string,
  send: (part: readonly Share[]) => Promise<Outcomes>,
): Promise<Outcomes> {
  if (group.length === 1) return allOf(group, refusedWith(message));
  const outcomes: Outcomes = new Map();
  for (const share of group) note(outcomes, await send([share]));
  return outcomes;
}
