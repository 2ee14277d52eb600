import { Kind } from 'graphql';
import { afterEach, describe, expect, it } from 'vitest';
import { patronMetafields } from '../../../connectors/shopify/patron-metafields.ts';
import * as queries from '../../../connectors/shopify/write-queries.ts';
import { rejectionOf } from '../../support/error-of.ts';
import { openShopifyPushScene, type ShopifyPushScene } from '../../support/shopify-push-scene.ts';
import { requestedCost } from '../../support/shopify-server/cost.ts';
import { checkQuery, hasShopifySchema, shopifySchema } from '../../support/shopify-server/schema.ts';

const fields = patronMetafields.map(({ field }) => field);

const texts: readonly (readonly [string, string, Readonly<Record<string, unknown>>])[] = [
  ['customers', queries.customersQuery(fields), { ids: Array.from({ length: queries.customersPerRead }, () => 'gid') }],
  [
    'tags of customers',
    queries.customersQuery([]),
    { ids: Array.from({ length: queries.customersPerRead }, () => 'g') },
  ],
  ['all customers', queries.bulkCustomersQuery, {}],
  ['definitions', queries.definitionsQuery, {}],
  ['a definition', queries.definitionMutation, {}],
  ['setting', queries.setMutation, {}],
  ['taking away', queries.deleteMutation, {}],
  [
    'changing tags',
    queries.tagsMutation(Array.from({ length: queries.tagChangesPerWrite }, (_, n) => (n % 2 ? 'add' : 'remove'))),
    {},
  ],
];

describe.skipIf(!hasShopifySchema)('what is asked of Shopify to write', () => {
  it.each(texts)(
    '%s: valid by the schema of the vendor, nothing deprecated, under 1,000 points',
    (_, text, variables) => {
      const { document, violations, deprecated } = checkQuery(text);
      expect({ violations, deprecated }).toEqual({ violations: [], deprecated: [] });
      const [operation] = document?.definitions ?? [];
      if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation');
      expect(requestedCost(shopifySchema(), operation, variables)).toBeLessThanOrEqual(1_000);
    },
  );
});

describe.skipIf(!hasShopifySchema)('a shop as a target', () => {
  let scene: ShopifyPushScene;
  afterEach(async () => {
    const { violations, deprecated, unmodelled } = scene.server;
    await scene.close();
    expect({ violations, deprecated, unmodelled }).toEqual({ violations: [], deprecated: [], unmodelled: [] });
  });

  const idsOf = () => [...scene.shop.customers.keys()];

  it('makes what is missing of the definitions, pinned, once', async () => {
    scene = await openShopifyPushScene();
    await scene.target().prepare();
    await scene.target().prepare();
    const { definitions, log } = scene.shop.writes;
    expect([...definitions.keys()].sort()).toEqual(patronMetafields.map(({ key }) => key).sort());
    expect([...definitions.values()].every(({ isPinned }) => isPinned)).toBe(true);
    expect(definitions.get('segment')?.choices).toEqual(['high-value', 'potential', 'ordinary']);
    expect(log).toHaveLength(patronMetafields.length);
  });

  it('makes definitions without a pin where the shop has no room for more pins', async () => {
    scene = await openShopifyPushScene();
    scene.shop.writes.pinsLeft = 2;
    await scene.target().prepare();
    expect([...scene.shop.writes.definitions.values()].filter(({ isPinned }) => isPinned)).toHaveLength(2);
  });

  it('says which scope is missing, and what is there as something else', async () => {
    scene = await openShopifyPushScene({ scopes: ['read_customers'], customers: 1 });
    const id = String(idsOf()[0]);
    const lacking = await rejectionOf(scene.target().prepare());
    expect(lacking).toMatchObject({ code: 'access-missing', message: expect.stringContaining('write_customers') });
    const tags = scene.target().changeTags([{ id, change: 'add', tags: ['hot'] }]);
    expect(await rejectionOf(tags)).toMatchObject({ code: 'access-missing' });
    await scene.close();
    scene = await openShopifyPushScene();
    scene.shop.writes.definitions.set('clv', { key: 'clv', name: 'x', type: 'json', choices: [], isPinned: false });
    expect(await rejectionOf(scene.target().prepare())).toMatchObject({ code: 'source-broken' });
  });

  it('reads the same one by one and in bulk, and leaves out who is gone', async () => {
    scene = await openShopifyPushScene({ customers: 520 });
    const ids = idsOf();
    for (const [place, id] of ids.entries()) {
      scene.shop.writes.put(id, 'segment', ['high-value', 'ordinary'][place % 2] ?? '');
      if (place % 3 === 0) scene.shop.writes.put(id, 'clv', String(place), 'number_integer');
      const customer = scene.shop.customers.get(id);
      if (customer) customer.tags = place % 4 === 0 ? ['vip'] : [];
    }
    const asked = [...ids.map(String), '77'];
    const inBulk = await scene.target().read(asked, fields);
    expect(scene.server.bulk.started).toHaveLength(1);
    const oneByOne = new Map([
      ...(await scene.target().read(asked.slice(0, 300), fields)),
      ...(await scene.target().read(asked.slice(300), fields)),
    ]);
    expect(scene.server.bulk.started).toHaveLength(1);
    expect(inBulk.size).toBe(520);
    expect(inBulk.has('77')).toBe(false);
    expect(inBulk).toEqual(oneByOne);
    expect(inBulk.get(String(ids[0]))).toMatchObject({
      tags: ['vip'],
      values: { patron_segment: 'high-value', patron_clv: '0' },
    });
  });

  it('writes on condition: who was edited since the look is stale and stays, who is refused is refused alone', async () => {
    scene = await openShopifyPushScene({ customers: 9 });
    const ids = idsOf().map(String);
    const target = scene.target();
    await target.prepare();
    const seen = await target.read(ids, fields);
    scene.shop.writes.put(Number(ids[2]), 'segment', 'ordinary');
    scene.shop.writes.rules.push({ message: 'No.', isBroken: (id) => id === Number(ids[5]) });
    const outcomes = await target.write(
      ids.map((id) => ({
        id,
        values: {
          patron_segment: 'potential',
          patron_clv: '12',
          patron_churn: '0.5',
          patron_next_order_on: '2026-12-01',
        },
        marks: seen.get(id)?.marks ?? {},
      })),
    );
    expect(ids.map((id) => outcomes.get(id)?.kind)).toEqual(
      ids.map((_, place) => (place === 2 ? 'stale' : place === 5 ? 'refused' : 'done')),
    );
    expect(ids.map((id) => scene.shop.writes.valueOf(Number(id), 'segment'))).toEqual(
      ids.map((_, place) => (place === 2 ? 'ordinary' : place === 5 ? '' : 'potential')),
    );
    expect(scene.shop.writes.valueOf(Number(ids[2]), 'clv')).toBe('');
  });

  it('takes metafields away, and refuses alone whom that is refused for', async () => {
    scene = await openShopifyPushScene({ customers: 3 });
    const ids = idsOf();
    for (const id of ids) scene.shop.writes.put(id, 'segment', 'ordinary');
    scene.shop.writes.rules.push({ message: 'Write to ada@example.com', isBroken: (id) => id === ids[1] });
    const marks = { patron_segment: 'any' };
    const outcomes = await scene
      .target()
      .write(ids.map((id) => ({ id: String(id), values: { patron_segment: '' }, marks })));
    expect([...outcomes.values()]).toEqual([
      { kind: 'done' },
      { kind: 'refused', reason: 'invalid', words: 'Write to (an address)' },
      { kind: 'done' },
    ]);
    expect(ids.map((id) => scene.shop.writes.valueOf(id, 'segment'))).toEqual(['', 'ordinary', '']);
  });

  it('gives and takes tags beside those of others', async () => {
    scene = await openShopifyPushScene({ customers: 12 });
    const ids = idsOf();
    for (const customer of scene.shop.customers.values()) customer.tags = ['Wholesale', 'old'];
    const outcomes = await scene
      .target()
      .changeTags([
        ...ids.map((id) => ({ id: String(id), change: 'add' as const, tags: ['hot', 'vip'] })),
        { id: String(ids[0]), change: 'remove' as const, tags: ['old'] },
        { id: '77', change: 'add' as const, tags: ['hot'] },
      ]);
    expect(outcomes.map(({ kind }) => kind)).toEqual([...ids.map(() => 'done'), 'done', 'refused']);
    expect(scene.shop.customers.get(ids[0] ?? 0)?.tags).toEqual(['Wholesale', 'hot', 'vip']);
    expect(scene.shop.customers.get(ids[1] ?? 0)?.tags).toEqual(['Wholesale', 'hot', 'old', 'vip']);
  });

  it('waits for points where the bucket is small, and is never throttled twice for one call', async () => {
    scene = await openShopifyPushScene({ customers: 60, bucket: { maximum: 1_000, restoreRate: 50 } });
    const target = scene.target();
    const changes = idsOf().map((id) => ({ id: String(id), change: 'add' as const, tags: ['hot'] }));
    for (let round = 0; round < 4; round++) {
      await target.changeTags(changes.map((one) => ({ ...one, tags: [`hot-${round}`] })));
    }
    // 240 mutations of 10 points and their answers, of 1,000 at hand and 50 a second.
    expect(scene.server.calls.length).toBeLessThanOrEqual(24 + 2);
    expect(target.usage().waitedMs).toBeGreaterThan(0);
    expect(target.usage().waitedMs).toBeLessThan(90_000);
  });
});
