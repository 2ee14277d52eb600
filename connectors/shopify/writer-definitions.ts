import { z } from 'zod';
import { FatalError } from '../../src/domain/errors.ts';
import type { ShopifyClient } from './client.ts';
import { metafieldNamespace, type PatronMetafield, patronMetafields } from './patron-metafields.ts';
import { writeScope } from './scopes.ts';
import { definitionMutation, definitionsQuery } from './write-queries.ts';
import { lacksWriting } from './writer-client.ts';

const presentReply = z.object({
  currentAppInstallation: z.object({ accessScopes: z.array(z.object({ handle: z.string() })) }),
  metafieldDefinitions: z.object({
    nodes: z.array(z.object({ key: z.string(), type: z.object({ name: z.string() }) })),
  }),
});

const createReply = z.object({
  metafieldDefinitionCreate: z.object({
    userErrors: z.array(z.object({ code: z.string().nullish(), message: z.string() })),
  }),
});

/**
 * Makes the definitions of our metafields that are missing, pinned where the shop still has room for pins; what is there stays as it is. Costs one call where
 * nothing is missing. Raises `access-missing`, and `source-broken` where a metafield of that name holds something else.
 */
export async function ensureDefinitions(client: ShopifyClient): Promise<void> {
  const there = await presentTypes(client);
  const missing = patronMetafields.filter(({ key }) => !there.has(key));
  for (const metafield of missing) await create(client, metafield);
  // Somebody else may have made one meanwhile, as something else.
  const now = missing.length > 0 ? await presentTypes(client) : there;
  for (const metafield of patronMetafields) {
    const type = now.get(metafield.key);
    if (type !== metafield.type) throw drifted(metafield, type);
  }
}

async function presentTypes(client: ShopifyClient): Promise<Map<string, string>> {
  const { data } = await client.ask({ operation: 'definitions', text: definitionsQuery, reply: presentReply });
  const scopes = data.currentAppInstallation.accessScopes.map(({ handle }) => handle);
  if (!scopes.includes(writeScope.name)) throw lacksWriting();
  return new Map(data.metafieldDefinitions.nodes.map(({ key, type }) => [key, type.name]));
}

/** Refusals that only say that there is no room for another pin. */
const pinRefusals = ['PINNED_LIMIT_REACHED', 'UNSUPPORTED_PINNING'];

/** Making twice is refused the second time: it is there, which is all that is wanted. */
async function create(client: ShopifyClient, metafield: PatronMetafield): Promise<void> {
  for (const pin of [true, false]) {
    const { data } = await client.ask({
      operation: 'definition',
      text: definitionMutation,
      variables: { definition: inputOf(metafield, pin) },
      reply: createReply,
    });
    const [error] = data.metafieldDefinitionCreate.userErrors;
    if (error === undefined || error.code === 'TAKEN') return;
    if (!pin || !pinRefusals.includes(error.code ?? '')) throw refusedDefinition(metafield, error.message);
  }
}

function inputOf({ key, name, description, type, choices }: PatronMetafield, pin: boolean) {
  const validations = choices ? { validations: [{ name: 'choices', value: JSON.stringify(choices) }] } : {};
  return { namespace: metafieldNamespace, key, name, description, type, ownerType: 'CUSTOMER', pin, ...validations };
}

function refusedDefinition({ key }: PatronMetafield, message: string): FatalError {
  return new FatalError(
    'source-broken',
    `Cannot make the metafield '${metafieldNamespace}.${key}' in Shopify: ${message} Nothing was written.`,
    'Look under Settings > Metafields and metaobjects > Customers, make room or delete what stands in the way, then approve the push again.',
  );
}

function drifted({ key, type }: PatronMetafield, present: string | undefined): FatalError {
  const found = present === undefined ? 'Shopify does not show it' : `it is of type ${present}, not ${type}`;
  return new FatalError(
    'source-broken',
    `Cannot write into the Shopify metafield '${metafieldNamespace}.${key}': ${found}. Nothing was written.`,
    'Delete the definition under Settings > Metafields and metaobjects > Customers, then approve the push again: Patron makes it anew.',
  );
}
