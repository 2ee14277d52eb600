import { metafieldKey, metafieldNamespace } from './patron-metafields.ts';

/** Customers of one query: with nine metafields each it stays under the 1,000 points that one query may ask for. */
export const customersPerRead = 70;

/** Metafields of one mutation, at most: Shopify's own limit. */
export const metafieldsPerWrite = 25;

/** Changes of tags in one request, each of them a mutation of 10 points. */
export const tagChangesPerWrite = 10;

/** Tags and some metafields of customers by id. Variables: ids, and keys where fields are given (`patron.segment`). */
export function customersQuery(fields: readonly string[]): string {
  if (fields.length === 0) {
    return 'query PatronCustomers($ids: [ID!]!) { nodes(ids: $ids) { __typename ... on Customer { id tags } } }';
  }
  return `query PatronCustomers($ids: [ID!]!, $keys: [String!]) {
  nodes(ids: $ids) {
    __typename
    ... on Customer { id tags metafields(first: ${fields.length}, keys: $keys) { nodes { key value compareDigest } } }
  }
}`;
}

/** The keys that `customersQuery` asks for. */
export function keysOf(fields: readonly string[]): string[] {
  return fields.map((field) => `${metafieldNamespace}.${metafieldKey(field)}`);
}

/** Tags and our metafields of all customers, for a bulk operation. */
export const bulkCustomersQuery = `{
  customers { edges { node { id tags metafields(namespace: "${metafieldNamespace}") { edges { node { id key value compareDigest } } } } } }
}`;

/** What the app may do, and the definitions of our metafields. */
export const definitionsQuery = `query PatronDefinitions {
  currentAppInstallation { accessScopes { handle } }
  metafieldDefinitions(first: 50, ownerType: CUSTOMER, namespace: "${metafieldNamespace}") { nodes { key type { name } } }
}`;

/** Makes a definition. Variables: definition. */
export const definitionMutation = `mutation PatronDefinition($definition: MetafieldDefinitionInput!) {
  metafieldDefinitionCreate(definition: $definition) { createdDefinition { key } userErrors { code message } }
}`;

/** Sets metafields on condition, all or none. Variables: metafields. */
export const setMutation = `mutation PatronSet($metafields: [MetafieldsSetInput!]!) {
  metafieldsSet(metafields: $metafields) { userErrors { code elementIndex field message } }
}`;

/** Takes metafields away. Variables: metafields. */
export const deleteMutation = `mutation PatronDelete($metafields: [MetafieldIdentifierInput!]!) {
  metafieldsDelete(metafields: $metafields) { userErrors { field message } }
}`;

/** Gives and takes tags, one alias for each change: `t0`, `t1`, ... Variables: id0, tags0, id1, ... */
export function tagsMutation(changes: readonly ('add' | 'remove')[]): string {
  const variables = changes.map((_, index) => `$id${index}: ID!, $tags${index}: [String!]!`).join(', ');
  const fields = changes.map((change, index) => {
    const name = change === 'add' ? 'tagsAdd' : 'tagsRemove';
    return `  t${index}: ${name}(id: $id${index}, tags: $tags${index}) { userErrors { field message } }`;
  });
  return `mutation PatronTags(${variables}) {\n${fields.join('\n')}\n}`;
}
