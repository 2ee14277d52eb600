import { describe, expect, it } from 'vitest';
import type { Source } from '../../connectors/contract.ts';
import {
  type Connections,
  type ConnectorParts,
  connectedSources,
  connectedTargets,
  connectors,
} from '../../connectors/registry.ts';
import { fixedClock } from '../../src/domain/clock.ts';
import { seededRandom } from '../../src/domain/random.ts';
import { type OpenedHubspot, openHubspot, pullAll } from '../support/hubspot-server/open.ts';
import { fillShop } from '../support/shopify-server/filled-shop.ts';
import { hasShopifySchema } from '../support/shopify-server/schema.ts';
import { closeBenches, day, openBench, start } from './shopify/bench.ts';

closeBenches();

const connections: Connections = {
  shopify: { shop: 'test-shop.myshopify.com', credentials: { accessToken: 't' } },
  hubspot: { token: 't' },
};

const parts: ConnectorParts = {
  clock: fixedClock(start),
  sleep: () => Promise.reject(new Error('nothing waits here')),
  random: seededRandom(1),
  fetch: () => Promise.reject(new Error('nothing is called here')),
  timeZone: 'UTC',
  scratchFolder: 'scratch',
  account: () => undefined,
  dailyCount: () => ({ load: () => undefined, save: () => undefined }),
};

/** A source of each connector with something in every stream; undefined where its vendor's schema is not at hand. */
const filled: Readonly<Record<string, () => Promise<{ source: Source; close(): Promise<void> } | undefined>>> = {
  shopify: async () => {
    if (!hasShopifySchema) return undefined;
    const span = { from: start.getTime() - 30 * day, until: start.getTime() - day };
    const bench = await openBench((shop) => fillShop(shop, { seed: 3, customers: 12, orders: 12, ...span }));
    return { source: bench.source(), close: async () => undefined };
  },
  hubspot: async () => {
    const hubspot: OpenedHubspot = await openHubspot();
    const { portal } = hubspot.server;
    for (let index = 0; index < 130; index++) portal.add('contacts', { email: `c${index}@example.com` });
    for (const type of ['companies', 'deals', 'tickets'] as const) portal.add(type, {});
    portal.submit(portal.addForm('Contact us'), { email: 'c1@example.com' });
    hubspot.time.advance(1000);
    return { source: hubspot.source(), close: () => hubspot.server.close() };
  },
};

describe('the registry of connectors', () => {
  it('opens every connector that is connected, under its own name, and none that is not', () => {
    expect(connectedSources(connections, parts).map(({ name }) => name)).toEqual(connectors.map(({ name }) => name));
    expect(connectedSources({}, parts)).toEqual([]);
  });

  it('opens the way back where there is one and its system is connected', () => {
    expect(connectedTargets(connections, parts).map(({ name }) => name)).toEqual(['hubspot']);
    expect(connectedTargets({}, parts)).toEqual([]);
  });

  it('has a filled source here for every connector, so that none goes untested', () => {
    expect(Object.keys(filled)).toEqual(connectors.map(({ name }) => name));
  });
});

describe.each(connectedSources(connections, parts).map((source) => [source.name, source] as const))(
  '%s',
  (name, declared) => {
    it('declares its streams: each with a kind, a key, a cursor, modes, and scopes with their reason', () => {
      expect(new Set(declared.streams.map((stream) => stream.name)).size).toBe(declared.streams.length);
      for (const { primaryKey, cursorField, modes, scopes } of declared.streams) {
        expect(primaryKey).toBe('id');
        expect(['updatedAt', 'submittedAt']).toContain(cursorField);
        expect(modes).toEqual(expect.arrayContaining(['backfill', 'incremental']));
        for (const { why } of scopes) expect(why).not.toBe('');
      }
    });

    it('gives every record of a stream, of its declared kind, with an id and a stamp, and ends', async () => {
      const opened = await filled[name]?.();
      if (!opened) return;
      await opened.source.check();
      for (const stream of opened.source.streams) {
        const { records } = await pullAll(opened.source, { stream: stream.name, mode: 'backfill' });
        expect(records.size, stream.name).toBeGreaterThan(0);
        for (const record of records.values()) {
          expect(record.kind).toBe(stream.kind);
          expect(record.id).not.toBe('');
          expect(Number.isSafeInteger(record.updatedAt)).toBe(true);
        }
      }
      await opened.close();
    });

    it('goes on at any position that it gave, and gives the rest', async () => {
      const opened = await filled[name]?.();
      if (!opened) return;
      await opened.source.check();
      const [first] = opened.source.streams;
      if (!first) throw new Error('no stream');
      const whole = await pullAll(opened.source, { stream: first.name, mode: 'backfill' });
      for (const position of whole.positions) {
        const rest = await pullAll(opened.source, { stream: first.name, mode: 'backfill', position });
        for (const id of rest.records.keys()) expect(whole.records.has(id)).toBe(true);
        expect(rest.records.size).toBeLessThan(whole.records.size);
      }
      await opened.close();
    });

    it('lists the ids that live, and finds records by them', async () => {
      const opened = await filled[name]?.();
      if (!opened) return;
      await opened.source.check();
      for (const { name: stream, modes } of opened.source.streams) {
        if (!modes.includes('reconcile')) continue;
        const ids: string[] = [];
        for await (const live of opened.source.liveIds(stream)) ids.push(...live.map(({ id }) => id));
        expect(ids.length, stream).toBeGreaterThan(0);
        const { records } = await opened.source.byIds(stream, [...ids.slice(0, 3), '999999999999']);
        expect(records.map(({ id }) => id).every((id) => ids.includes(id))).toBe(true);
        expect(records.length).toBe(Math.min(3, ids.length));
      }
      await opened.close();
    });
  },
);
