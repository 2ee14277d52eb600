import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { sendRest } from '../../../src/jobs/push/scheduled.ts';
import { type PushUseCases, pushUseCases } from '../../../src/jobs/push/use-cases.ts';
import { goneTaker } from '../../../src/store/gone-records.ts';
import { verifyAudit } from '../../../src/store/push-audit.ts';
import { openShopifyPushScene, type ShopifyPushScene } from '../../support/shopify-push-scene.ts';
import { hasShopifySchema } from '../../support/shopify-server/schema.ts';
import type { ShopCustomer } from '../../support/shopify-server/shop.ts';
import { worldHash } from '../../support/store-hash.ts';
import { type OpenDesk, openDesk } from './push-desk.ts';

const hourMs = 3_600_000;

const proposal = z.object({
  id: z.string(),
  hash: z.string(),
  targets: z.array(z.string()).optional(),
  counts: z.object({
    contacts: z.number(),
    people: z.number(),
    tags: z.record(z.string(), z.object({ add: z.number(), remove: z.number() })).optional(),
    byTarget: z.record(z.string(), z.object({ contacts: z.number() })).optional(),
    refused: z.record(z.string(), z.number()),
  }),
  control: z.array(z.object({ rule: z.string(), hit: z.number(), held: z.number() })),
});

describe.skipIf(!hasShopifySchema)('a push into HubSpot and a shop', () => {
  let desk: OpenDesk;
  let scene: ShopifyPushScene;
  let use: PushUseCases;

  // The twenty contacts are customers of the shop too, and known by their e-mail.
  beforeEach(async () => {
    desk = await openDesk();
    scene = await openShopifyPushScene({ store: desk.store, time: desk.time, customers: 20 });
    desk.time.advance(hourMs);
    await scene.pull();
    use = pushUseCases({ ...desk.desk, shop: () => scene.target() });
  });
  afterEach(async () => {
    const { violations, deprecated, unmodelled } = scene.server;
    expect({ violations, deprecated, unmodelled }).toEqual({ violations: [], deprecated: [], unmodelled: [] });
    expect(scene.shop.writes.noopWrites).toEqual([]);
    await scene.close();
  });

  async function propose(rule?: string) {
    const answer = await use.push({ by: 'cli', ...(rule === undefined ? {} : { rule }) });
    return { answer, ...proposal.parse(answer.data) };
  }
  const approve = (id: string) => use.decidePush({ id, as: 'approve', by: 'cli' });
  async function pushAll(): Promise<string> {
    const { id } = await propose();
    expect((await approve(id)).outcome).toBe('sent');
    return id;
  }
  const customerAt = (place: number): ShopCustomer => {
    const found = [...scene.shop.customers.values()][place];
    if (!found) throw new Error(`no customer ${place}`);
    return found;
  };
  const valueAt = (place: number, key: string) => scene.shop.writes.valueOf(customerAt(place).id, key);
  const written = () => scene.shop.writes.log.length;
  const shopState = () =>
    JSON.stringify([...scene.shop.customers.values()].map(({ id, tags }) => [id, tags, [...scene.shop.writes.of(id)]]));
  /** A customer who is tagged, and not held out. */
  const taggedPlace = () => [...scene.shop.customers.values()].findIndex(({ tags }) => tags.includes('hot'));

  it('is proposed for both, says so for each, and writes nothing, however often', async () => {
    const before = shopState();
    const first = await propose();
    const second = await propose();
    expect(second.answer.data).toEqual(first.answer.data);
    expect(first).toMatchObject({
      targets: ['hubspot', 'shopify'],
      counts: { contacts: 40, people: 20, byTarget: { hubspot: { contacts: 20 }, shopify: { contacts: 20 } } },
    });
    expect(first.answer.headline).toBe('20 contacts in HubSpot and 20 customers in Shopify would be changed.');
    expect(first.answer.lines?.join('\n')).toMatch(/Shopify customers by metafield: .*Segment 20/);
    expect(first.answer.lines?.join('\n')).toMatch(/Shopify tag 'hot': \d+ added, 0 taken away/);
    expect(first.control.find(({ rule }) => rule === 'hot')?.hit).toBeLessThanOrEqual(20);
    expect(written()).toBe(0);
    expect(shopState()).toBe(before);
    expect(desk.writes()).toBe(0);
  });

  it('holds the same people out at both', async () => {
    await pushAll();
    const atHubspot = Array.from({ length: 20 }, (_, place) =>
      desk.server.portal.valueOf(desk.contact(place), 'patron_tags').split(';').includes('hot'),
    );
    expect(atHubspot).toContain(true);
    expect([...scene.shop.customers.values()].map(({ tags }) => tags.includes('hot'))).toEqual(atHubspot);
  });

  it('writes after one yes, once, and has nothing more to write', async () => {
    await pushAll();
    expect(valueAt(3, 'segment')).toMatch(/^(high-value|potential|ordinary)$/);
    expect(valueAt(3, 'propensity')).toBe('0.17');
    const counts = [written(), desk.writes()];
    const again = await propose();
    expect(again.counts.contacts).toBe(0);
    expect(again.answer.headline).toBe('HubSpot and Shopify hold all of it already: there is nothing to write.');
    expect([written(), desk.writes()]).toEqual(counts);
    expect(verifyAudit(scene.store).fault).toBeUndefined();
  });

  it('does not count a yes where the shop holds something else by now', async () => {
    const { id } = await propose();
    scene.shop.writes.put(customerAt(4).id, 'segment', 'ordinary');
    expect((await approve(id)).outcome).toBe('changed');
    expect([written(), desk.writes()]).toEqual([0, 0]);
  });

  it('writes nothing into the shop where that is not switched on, whatever was said before', async () => {
    const { id } = await propose();
    const off = pushUseCases(desk.desk);
    const decided = await off.decidePush({ id, as: 'approve', by: 'cli' });
    expect(decided.outcome).toBe('changed');
    expect((await off.decidePush({ id: decided.id, as: 'approve', by: 'cli' })).outcome).toBe('sent');
    await off.undoPush({ id: decided.id, by: 'cli' });
    expect(desk.writes()).toBeGreaterThan(0);
    expect(written()).toBe(0);
  });

  it('sets aside what was approved when it is switched off in between, and goes on when it is on again', async () => {
    const { id } = await propose();
    const stopsAtShop = pushUseCases({
      ...desk.desk,
      shop: () => ({ ...scene.target(), write: async () => new Map(), changeTags: async () => [] }),
    });
    await stopsAtShop.decidePush({ id, as: 'approve', by: 'cli' });
    const before = written();
    desk.time.advance(hourMs);
    await sendRest(desk.desk);
    const { pushes } = z.object({ pushes: z.array(z.unknown()) }).parse((await use.pushes()).data);
    expect(JSON.stringify(pushes)).toContain('switched off (PATRON_PUSH_SHOPIFY)');
    expect(written()).toBe(before);
    desk.time.advance(25 * hourMs);
    await sendRest({ ...desk.desk, shop: () => scene.target() });
    expect(valueAt(3, 'propensity')).toBe('0.17');
    const left = scene.store.sqlite.prepare("select count(*) from push_write where state not in ('done', 'dropped')");
    expect(left.pluck().get()).toBe(0);
  });

  it('leaves a value and a tag that a person has edited, until they are given back', async () => {
    await pushAll();
    const place = taggedPlace();
    const customer = customerAt(place);
    scene.shop.writes.put(customer.id, 'segment', 'ordinary' === valueAt(place, 'segment') ? 'potential' : 'ordinary');
    const typed = valueAt(place, 'segment');
    customer.tags = ['Wholesale'];
    const refused = await propose();
    expect(refused.counts.contacts).toBe(0);
    expect(refused.counts.refused['human-edit']).toBe(1);
    desk.raiseChances(0.02);
    await pushAll();
    expect(valueAt(place, 'segment')).toBe(typed);
    expect(customerAt(place).tags).toEqual(['Wholesale']);
    // Given back: the metafield emptied, the tag put there.
    scene.shop.writes.put(customer.id, 'segment', '');
    customer.tags = ['Wholesale', 'hot'];
    await pushAll();
    expect(valueAt(place, 'segment')).not.toBe('');
    desk.raiseChances(-0.9);
    await pushAll();
    expect(customerAt(place).tags).toEqual(['Wholesale']);
  });

  it('takes back metafields and tags, but for what somebody edited since', async () => {
    for (const customer of scene.shop.customers.values()) customer.tags = ['Wholesale'];
    const id = await pushAll();
    const place = taggedPlace();
    const other = place === 3 ? 2 : 3;
    scene.shop.writes.put(customerAt(other).id, 'clv', '4242', 'number_integer');
    const answer = await use.undoPush({ id, by: 'cli' });
    expect(answer.headline).toContain('is taken back');
    expect([...scene.shop.customers.values()].every(({ tags }) => tags.join() === 'Wholesale')).toBe(true);
    const left = [...scene.shop.customers.keys()].flatMap((customer) => [...scene.shop.writes.of(customer)]);
    expect(left.map(([key, { value }]) => [key, value])).toEqual([['clv', '4242']]);
    expect(desk.server.portal.valueOf(desk.contact(3), 'patron_segment')).toBe('');
    expect(verifyAudit(scene.store).fault).toBeUndefined();
  });

  it('never touches what a person types between the look and the write', async () => {
    const { id } = await propose();
    let isTyped = false;
    scene.shop.writes.before = () => {
      // The first mutations make the definitions.
      if (isTyped || scene.shop.writes.definitions.size < 9) return;
      isTyped = true;
      scene.shop.writes.put(
        customerAt(0).id,
        'segment',
        'ordinary' === valueAt(0, 'segment') ? 'potential' : 'ordinary',
      );
      scene.shop.writes.put(customerAt(0).id, 'clv', '7', 'number_integer');
    };
    await approve(id);
    expect(valueAt(0, 'clv')).toBe('7');
    expect(valueAt(0, 'propensity')).toBe('0.05');
    const sets = scene.shop.writes.log.filter(({ op, id: whom }) => op === 'set' && whom === customerAt(0).id);
    expect(sets.map(({ key }) => key)).not.toContain('clv');
  });

  it('keeps to refusals of e-mail and of passing data on, as at HubSpot', async () => {
    customerAt(5).emailConsent = 'UNSUBSCRIBED';
    customerAt(6).dataSaleOptOut = true;
    for (const place of [5, 6]) scene.shop.touch(customerAt(place));
    desk.time.advance(hourMs);
    await scene.pull();
    const { counts } = await propose();
    expect(counts.refused).toMatchObject({ 'opted-out': 1, 'no-consent': 1 });
    await pushAll();
    expect([valueAt(5, 'propensity'), valueAt(6, 'propensity')]).toEqual(['', '']);
    expect([...customerAt(5).tags, ...customerAt(6).tags]).toEqual([]);
    expect(valueAt(5, 'segment')).not.toBe('');
  });

  it('drops what waits for whom the shop erases, and forgets what was written', async () => {
    await pushAll();
    const { id } = customerAt(7);
    const trace = () =>
      scene.store.sqlite
        .prepare(
          'select (select count(*) from pushed_field where contact_id = ?) + (select count(*) from push_write where contact_id = ?)',
        )
        .pluck()
        .get(`shopify:${id}`, `shopify:${id}`);
    expect(trace()).toBeGreaterThan(5);
    goneTaker(scene.store)({ source: 'shopify', kind: 'customer', sourceId: String(id), reason: 'erased', now: 5 });
    expect(trace()).toBe(0);
    const before = written();
    desk.raiseChances(0.02);
    await pushAll();
    expect(scene.shop.writes.log.slice(before).filter((write) => write.id === id)).toEqual([]);
  });

  it('comes back through the pull as no news', async () => {
    for (const customer of scene.shop.customers.values()) customer.tags = ['Wholesale'];
    for (const customer of scene.shop.customers.values()) scene.shop.touch(customer);
    desk.time.advance(hourMs);
    await scene.pull();
    const known = () => {
      scene.store.sqlite.exec('update identity set updated_at = 0');
      return worldHash(scene.store);
    };
    const before = known();
    const id = await pushAll();
    desk.time.advance(hourMs);
    const pulled = await scene.pull();
    expect(pulled.pulls.find(({ stream }) => stream === 'customers')?.outcomes).toMatchObject({ new: 0, changed: 0 });
    expect(known()).toBe(before);
    await use.undoPush({ id, by: 'cli' });
    desk.time.advance(hourMs);
    await scene.pull();
    expect(known()).toBe(before);
    customerAt(0).tags = ['Wholesale', 'regular'];
    scene.shop.touch(customerAt(0));
    desk.time.advance(hourMs);
    const news = await scene.pull();
    expect(news.pulls.find(({ stream }) => stream === 'customers')?.outcomes).toMatchObject({ changed: 1 });
  });

  it('writes into a shop alone where HubSpot is not connected', async () => {
    const alone = pushUseCases({ ...desk.desk, target: () => undefined, shop: () => scene.target() });
    const answer = await alone.push({ by: 'cli' });
    expect(answer.headline).toBe('20 customers in Shopify would be changed.');
    await alone.decidePush({ id: proposal.parse(answer.data).id, as: 'approve', by: 'cli' });
    expect(valueAt(3, 'propensity')).toBe('0.17');
    expect(desk.writes()).toBe(0);
  });

  it('of one rule changes tags of that rule alone', async () => {
    const { id } = await propose('hot');
    await approve(id);
    expect(new Set(scene.shop.writes.log.map(({ op }) => op))).toEqual(new Set(['definition', 'tag-add']));
  });
});
