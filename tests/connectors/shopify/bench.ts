import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect } from 'vitest';
import type { Page, PullRequest, Source } from '../../../connectors/contract.ts';
import { type ShopifyOptions, shopifySource } from '../../../connectors/shopify/source.ts';
import { seededRandom } from '../../../src/domain/random.ts';
import type { SourceOrder, SourceRecord } from '../../../src/domain/source-records.ts';
import {
  openShopifyServer,
  type ShopifyServer,
  type ShopifyServerOptions,
} from '../../support/shopify-server/server.ts';
import { openShop, type Shop } from '../../support/shopify-server/shop.ts';
import { type VirtualTime, virtualTime } from '../../support/virtual-time.ts';

/** A shop, its server and a source on it, in virtual time. */
export interface Bench {
  readonly shop: Shop;
  readonly time: VirtualTime;
  readonly server: ShopifyServer;
  /** Hosts that were called. */
  readonly hosts: Set<string>;
  source(options?: Partial<ShopifyOptions>): Source;
}

/** Milliseconds of a day. */
export const day = 86_400_000;

/** Where every bench begins. */
export const start = new Date('2026-11-20T08:00:00Z');

const open: { readonly server: ShopifyServer; readonly hosts: ReadonlySet<string>; readonly scratchFolder: string }[] =
  [];

/**
 * Closes what each test opened, and holds it to the vendor's rules: every request valid by the schema, nothing deprecated, nothing that the server does not
 * model, no other host called (failure case 26). To be called once in a file.
 */
export function closeBenches(): void {
  afterEach(async () => {
    for (const { server, hosts, scratchFolder } of open.splice(0)) {
      const { violations, deprecated, unmodelled } = server;
      await server.close();
      // Every staged file is gone by now.
      const left = existsSync(scratchFolder) ? readdirSync(scratchFolder) : [];
      rmSync(scratchFolder, { recursive: true, force: true });
      expect(left).toEqual([]);
      expect({ violations, deprecated, unmodelled }).toEqual({ violations: [], deprecated: [], unmodelled: [] });
      expect([...hosts]).toEqual([new URL(server.url).host]);
    }
  });
}

/** Opens a bench; `fill` fills the shop before the server opens. */
export async function openBench(
  fill: (shop: Shop, time: VirtualTime) => void,
  options: Partial<ShopifyServerOptions> & { readonly currency?: string } = {},
): Promise<Bench> {
  const time = virtualTime(start);
  const shop = openShop({
    clock: time.clock,
    ...(options.currency === undefined ? {} : { currency: options.currency }),
  });
  fill(shop, time);
  const server = await openShopifyServer({ shop, time, ...options });
  const hosts = new Set<string>();
  const scratchFolder = mkdtempSync(join(tmpdir(), 'patron-test-'));
  open.push({ server, hosts, scratchFolder });
  const fetch: typeof globalThis.fetch = (input, init) => {
    hosts.add(new URL(input instanceof Request ? input.url : String(input)).host);
    return globalThis.fetch(input, init);
  };
  return {
    shop,
    time,
    server,
    hosts,
    source: (more = {}) =>
      shopifySource({
        shop: 'test-shop.myshopify.com',
        baseUrl: server.url,
        credentials: { accessToken: server.tokens.staticToken },
        clock: time.clock,
        sleep: time.sleep,
        alarm: time.alarm,
        random: seededRandom(1),
        fetch,
        scratchFolder,
        ...more,
      }),
  };
}

/** Every page of a pull. */
export async function pagesOf(source: Source, request: PullRequest): Promise<Page[]> {
  const pages: Page[] = [];
  for await (const page of source.pull(request)) pages.push(page);
  return pages;
}

/** The newest state of every record of a pull, by id: what a store would hold. */
export function latest<K extends SourceRecord['kind']>(
  pages: readonly Page[],
  kind: K,
): Map<string, Extract<SourceRecord, { kind: K }>> {
  const held = new Map<string, Extract<SourceRecord, { kind: K }>>();
  for (const record of pages.flatMap(({ records }) => records)) {
    if (!isKind(record, kind)) throw new Error(`a ${record.kind} among ${kind}s`);
    const known = held.get(record.id);
    if (known === undefined || record.updatedAt >= known.updatedAt) held.set(record.id, record);
  }
  return held;
}

function isKind<K extends SourceRecord['kind']>(
  record: SourceRecord,
  kind: K,
): record is Extract<SourceRecord, { kind: K }> {
  return record.kind === kind;
}

/** What a shop comes to by its records: paid and not given back, without tests and cancelled orders. Minor units. */
export function revenueOf(orders: ReadonlyMap<string, SourceOrder>): number {
  return [...orders.values()]
    .filter((order) => !order.isTest && order.cancelledAt === undefined)
    .reduce((sum, { lines, refunds }) => sum + sumOf(lines) - sumOf(refunds), 0);
}

function sumOf(parts: readonly { readonly amount: number }[]): number {
  return parts.reduce((sum, { amount }) => sum + amount, 0);
}

/** Ids in order. */
export function idsOf(held: ReadonlyMap<string, unknown>): string[] {
  return [...held.keys()].sort();
}
