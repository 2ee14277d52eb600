import { GraphQLError } from 'graphql';
import type { Shop, ShopCustomer } from './shop.ts';
import { digestOf, type ShopDefinition, type ShopWrites } from './shop-writes.ts';

interface SetInput {
  readonly ownerId: string;
  readonly namespace?: string | null;
  readonly key: string;
  readonly type?: string | null;
  readonly value: string;
  readonly compareDigest?: string | null;
}

interface UserError {
  readonly code?: string;
  readonly elementIndex?: number;
  readonly field: readonly string[] | null;
  readonly message: string;
}

interface DefinitionInput {
  readonly namespace?: string | null;
  readonly key: string;
  readonly name: string;
  readonly description?: string | null;
  readonly type: string;
  readonly ownerType: string;
  readonly pin?: boolean | null;
  readonly validations?: readonly { readonly name: string; readonly value: string }[] | null;
}

const gids = /^gid:\/\/shopify\/Customer\/(\d+)$/;
const namespace = 'patron';

/** The mutations of the Admin API that write to customers, by the vendor's rules. A write that is refused changes nothing. */
export function customerMutations(
  shop: Shop,
  { scopes, violate }: { readonly scopes: readonly string[]; readonly violate: (reason: string) => void },
): Readonly<Record<string, unknown>> {
  const writes = shop.writes;
  const demand = (field: string) => {
    if (scopes.includes('write_customers')) {
      writes.before();
      return;
    }
    throw new GraphQLError(`Access denied for ${field} field. Required access: \`write_customers\` access scope.`, {
      extensions: { code: 'ACCESS_DENIED', requiredAccess: '`write_customers` access scope.' },
    });
  };
  const customerAt = (gid: string) => shop.customers.get(Number(gids.exec(gid)?.[1] ?? 0));
  return {
    tagsAdd: (args: TagArguments) => {
      demand('tagsAdd');
      return changeTags('add', args, { shop, customer: customerAt(args.id) });
    },
    tagsRemove: (args: TagArguments) => {
      demand('tagsRemove');
      return changeTags('remove', args, { shop, customer: customerAt(args.id) });
    },
    metafieldsSet: ({ metafields }: { metafields: readonly SetInput[] }) => {
      demand('metafieldsSet');
      if (metafields.length > 25) violate(`metafieldsSet takes 25 metafields, not ${metafields.length}`);
      const places = metafields.map(({ ownerId, key }) => `${ownerId} ${key}`);
      if (new Set(places).size < places.length) violate('metafieldsSet names a metafield twice');
      return setMetafields(metafields, { shop, customerAt });
    },
    metafieldsDelete: ({ metafields }: { metafields: readonly Omit<SetInput, 'value'>[] }) => {
      demand('metafieldsDelete');
      return deleteMetafields(metafields, { shop, customerAt });
    },
    metafieldDefinitionCreate: ({ definition }: { definition: DefinitionInput }) => {
      demand('metafieldDefinitionCreate');
      if (definition.ownerType !== 'CUSTOMER') violate(`a definition of ${definition.ownerType}`);
      if ((definition.description ?? '').length > 100) violate('the description of a definition is too long');
      return createDefinition(definition, writes);
    },
  };
}

interface TagArguments {
  readonly id: string;
  readonly tags: readonly string[];
}

function changeTags(
  change: 'add' | 'remove',
  { id: gid, tags: given }: TagArguments,
  { shop, customer }: { shop: Shop; customer: ShopCustomer | undefined },
): unknown {
  const field = `tags${change === 'add' ? 'Add' : 'Remove'}`;
  if (!customer) return { node: null, userErrors: [{ field: ['id'], message: `${gid} does not exist` }] };
  // A comma begins another tag, whatever the app meant.
  const tags = given.flatMap((tag) => tag.split(',')).map((tag) => tag.trim());
  const broken = tags.map((tag) => shop.writes.refusal(customer.id, tag)).find((message) => message !== undefined);
  const tooLong = tags.some((tag) => tag.length > 255 || tag === '') ? 'A tag is 1 to 255 characters' : undefined;
  const tooMany = change === 'add' && customer.tags.length + tags.length > 250 ? 'Tags are 250 at most' : undefined;
  const message = broken ?? tooLong ?? tooMany;
  if (message !== undefined) return { node: null, userErrors: [{ field: [field], message }] };
  for (const tag of tags) writeTag(change, tag, { shop, customer });
  return { node: { __typename: 'Customer', id: gid }, userErrors: [] };
}

function writeTag(
  change: 'add' | 'remove',
  tag: string,
  { shop, customer }: { shop: Shop; customer: ShopCustomer },
): void {
  const isThere = customer.tags.some((one) => one.toLowerCase() === tag.toLowerCase());
  const isNoop = isThere === (change === 'add');
  shop.writes.note({ op: `tag-${change}`, id: customer.id, key: tag, value: '', isNoop });
  if (isNoop) return;
  const others = customer.tags.filter((one) => one.toLowerCase() !== tag.toLowerCase());
  customer.tags = (change === 'add' ? [...others, tag] : others).sort();
  shop.touch(customer);
}

interface OwnerWorld {
  readonly shop: Shop;
  readonly customerAt: (gid: string) => ShopCustomer | undefined;
}

function setMetafields(inputs: readonly SetInput[], { shop, customerAt }: OwnerWorld): unknown {
  const userErrors = inputs.flatMap((input, elementIndex): UserError[] => {
    const found = faultOf(input, shop, customerAt(input.ownerId));
    return found === undefined
      ? []
      : [{ ...found, elementIndex, field: ['metafields', String(elementIndex), 'value'] }];
  });
  // All or none.
  if (userErrors.length > 0) return { metafields: null, userErrors };
  for (const { ownerId, key, value, type } of inputs) {
    const customer = customerAt(ownerId);
    if (!customer) continue;
    const before = shop.writes.valueOf(customer.id, key);
    shop.writes.put(customer.id, key, value, type ?? undefined);
    const isNoop = before === shop.writes.valueOf(customer.id, key);
    shop.writes.note({ op: 'set', id: customer.id, key, value, isNoop });
    if (!isNoop) shop.touch(customer);
  }
  return { metafields: [], userErrors: [] };
}

function faultOf(
  input: SetInput,
  shop: Shop,
  customer: ShopCustomer | undefined,
): { readonly code: string; readonly message: string } | undefined {
  const { key, value, type } = input;
  if (!customer) return { code: 'INVALID', message: 'Owner does not exist' };
  if (input.namespace !== namespace)
    return { code: 'APP_NOT_AUTHORIZED', message: 'Access to this namespace is denied' };
  if (value === '') return { code: 'BLANK', message: "Value can't be blank" };
  const definition = shop.writes.definitions.get(key);
  if (definition && type && definition.type !== type) {
    return {
      code: 'INVALID_TYPE',
      message: `Type '${type}' must be consistent with the definition's type: '${definition.type}'`,
    };
  }
  const held = shop.writes.of(customer.id).get(key);
  // Absent: no condition at all; null: only where there is none yet.
  if (input.compareDigest !== undefined && (held ? digestOf(held) : null) !== input.compareDigest) {
    return { code: 'STALE_OBJECT', message: 'The resource has been updated since it was loaded' };
  }
  const refusal = shop.writes.refusal(customer.id, key);
  if (refusal !== undefined) return { code: 'INVALID_VALUE', message: refusal };
  return valueFault(value, type ?? definition?.type ?? '', definition?.choices ?? []);
}

const forms: Readonly<Record<string, RegExp>> = {
  number_decimal: /^-?\d{1,13}(\.\d{1,9})?$/,
  number_integer: /^-?\d{1,16}$/,
  date: /^\d{4}-\d{2}-\d{2}$/,
  single_line_text_field: /^[^\n\r]+$/,
};

function valueFault(value: string, type: string, choices: readonly string[]) {
  if (forms[type]?.test(value) !== true) return { code: 'INVALID_VALUE', message: `Value is no ${type}` };
  if (choices.length > 0 && !choices.includes(value)) {
    return { code: 'INCLUSION', message: `Value does not exist in provided choices: ${JSON.stringify(choices)}` };
  }
  return undefined;
}

function deleteMetafields(inputs: readonly Omit<SetInput, 'value'>[], { shop, customerAt }: OwnerWorld): unknown {
  const refusal = inputs
    .map(({ ownerId, key }) => shop.writes.refusal(customerAt(ownerId)?.id ?? 0, key))
    .find(Boolean);
  if (refusal) return { deletedMetafields: null, userErrors: [{ field: ['metafields'], message: refusal }] };
  const deletedMetafields = inputs.map(({ ownerId, namespace: given, key }) => {
    const customer = customerAt(ownerId);
    if (!customer || given !== namespace) return null;
    const isNoop = shop.writes.valueOf(customer.id, key) === '';
    shop.writes.note({ op: 'delete', id: customer.id, key, value: '', isNoop });
    if (isNoop) return null;
    shop.writes.put(customer.id, key, '');
    shop.touch(customer);
    return { ownerId, namespace, key };
  });
  return { deletedMetafields, userErrors: [] };
}

function createDefinition(input: DefinitionInput, writes: ShopWrites): unknown {
  const refuse = (code: string, message: string) => ({
    createdDefinition: null,
    userErrors: [{ code, field: ['definition'], message }],
  });
  if (writes.definitions.has(input.key))
    return refuse('TAKEN', 'Key is in use for Customer metafields on this namespace.');
  if (input.pin === true && writes.pinsLeft === 0)
    return refuse('PINNED_LIMIT_REACHED', 'Limit of 20 pinned definitions.');
  if (input.pin === true) writes.pinsLeft -= 1;
  const choices = input.validations?.find(({ name }) => name === 'choices')?.value;
  const definition: ShopDefinition = {
    key: input.key,
    name: input.name,
    type: input.type,
    choices: choices === undefined ? [] : JSON.parse(choices),
    isPinned: input.pin === true,
  };
  writes.definitions.set(input.key, definition);
  writes.note({ op: 'definition', id: 0, key: input.key, value: input.type, isNoop: false });
  return { createdDefinition: definition, userErrors: [] };
}
