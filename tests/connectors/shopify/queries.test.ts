import { readFileSync } from 'node:fs';
import { Kind } from 'graphql';
import { describe, expect, it } from 'vitest';
import { apiVersion } from '../../../connectors/shopify/api-version.ts';
import * as queries from '../../../connectors/shopify/queries.ts';
import { scopes } from '../../../connectors/shopify/scopes.ts';
import { complianceTopics, topics } from '../../../connectors/shopify/topics.ts';
import { requestedCost } from '../../support/shopify-server/cost.ts';
import { checkQuery, hasShopifySchema, shopifySchema } from '../../support/shopify-server/schema.ts';

const streams = ['customers', 'orders', 'products'] as const;
const none = new Set<string>();
const month = { from: '2026-01-01T00:00:00.000Z', until: '2026-02-01T00:00:00.000Z' };

const texts: readonly (readonly [string, string, Readonly<Record<string, unknown>>])[] = [
  ['access', queries.accessQuery, {}],
  ['bulk run', queries.bulkRunMutation, { query: '' }],
  ['bulk state', queries.bulkStateQuery, {}],
  ['bulk recent', queries.bulkRecentQuery, {}],
  ['months', queries.monthsQuery(Array.from({ length: 60 }, () => month)), {}],
  ['order lines', queries.childrenQuery('orders'), {}],
  ['product variants', queries.childrenQuery('products'), {}],
  ...streams.flatMap((stream) => {
    const denied = new Set(Object.keys(queries.protectedFields[stream]));
    return [
      [`changes of ${stream}`, queries.changesQuery(stream, none), { first: queries.firstPageSize[stream] }],
      [`changes of ${stream}, fields denied`, queries.changesQuery(stream, denied), { first: 1 }],
      [`${stream} by id`, queries.byIdsQuery(stream, none), { ids: ['gid://shopify/Order/1'] }],
      [`${stream} in bulk`, queries.bulkQuery(stream, none), {}],
      [`${stream} in bulk, fields denied`, queries.bulkQuery(stream, denied), {}],
      [`ids of ${stream}`, queries.bulkIdsQuery(stream), {}],
    ] as const;
  }),
  ...(['customers', 'orders'] as const).map(
    (stream) => [`probe of ${stream}`, queries.probeQuery(stream), {}] as const,
  ),
];

describe.skipIf(!hasShopifySchema)('queries to Shopify', () => {
  it.each(texts)(
    '%s: valid by the schema of the vendor, nothing deprecated, under 1,000 points',
    (_, text, variables) => {
      const { document, violations, deprecated } = checkQuery(text);
      expect(violations).toEqual([]);
      expect(deprecated).toEqual([]);
      const [operation] = document?.definitions ?? [];
      if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation');
      expect(requestedCost(shopifySchema(), operation, variables)).toBeLessThanOrEqual(1_000);
    },
  );

  it('sees a field that is deprecated and one that there is not', () => {
    expect(checkQuery('{ customers(first: 1) { nodes { id email } } }').deprecated).toHaveLength(1);
    expect(checkQuery('{ customers(first: 1) { nodes { id mail } } }').violations).toHaveLength(1);
  });
});

describe('the manifest of the Shopify app', () => {
  const manifest = readFileSync(new URL('../../../manifests/shopify.app.toml', import.meta.url), 'utf8');
  const listOf = (name: string) =>
    [...(new RegExp(`^${name} = \\[([^\\]]*)\\]`, 'm').exec(manifest)?.[1] ?? '').matchAll(/"([^"]+)"/g)].map(
      ([, one]) => one,
    );

  it('asks for the scopes that the code needs', () => {
    expect(/^scopes = "([^"]+)"$/m.exec(manifest)?.[1]?.split(',')).toEqual(scopes.map(({ name }) => name));
  });

  it('subscribes to the topics that the code reads', () => {
    expect(listOf('topics')).toEqual([...topics]);
    expect(listOf('compliance_topics')).toEqual([...complianceTopics]);
  });

  it('names the version that the code speaks', () => {
    expect(/^api_version = "([^"]+)"$/m.exec(manifest)?.[1]).toBe(apiVersion);
  });
});
