import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ShopTarget } from '../../connectors/contract.ts';
import type { ShopConnection } from '../../connectors/shopify/connection.ts';
import { shopifySource } from '../../connectors/shopify/source.ts';
import { shopifyTarget } from '../../connectors/shopify/target.ts';
import type { FieldChange, ListChange, PushWrite } from '../../src/domain/push.ts';
import { seededRandom } from '../../src/domain/random.ts';
import { type DrainOptions, type DrainReport, drainUnlocked } from '../../src/jobs/push/send-push.ts';
import { runSync, type SyncReport } from '../../src/jobs/sync/run-sync.ts';
import { openStore, type Store } from '../../src/store/database.ts';
import { realSystem } from '../../src/system.ts';
import { enqueueBatch } from './push-scene.ts';
import { openShopifyServer, type ShopifyServer, type ShopifyServerOptions } from './shopify-server/server.ts';
import { openShop, type Shop } from './shopify-server/shop.ts';
import { type VirtualTime, virtualTime } from './virtual-time.ts';

const { migrationsFolder } = realSystem();

/** Everything that a push into a shop asks for. */
export const writingScopes = ['read_customers', 'read_orders', 'read_all_orders', 'read_products', 'write_customers'];

/** A store with an outbox, a local Shopify on a virtual clock, and the real target in front of it. */
export interface ShopifyPushScene {
  readonly store: Store;
  readonly shop: Shop;
  readonly server: ShopifyServer;
  readonly time: VirtualTime;
  /** A target as a new run opens it. */
  target(options?: Partial<ShopConnection>): ShopTarget;
  drain(options?: DrainOptions, target?: ShopTarget): Promise<DrainReport>;
  /** Puts an approved batch into the outbox. */
  enqueue(batchId: string, writes: readonly PushWrite[]): void;
  /** Pulls what has changed in the shop into the store. */
  pull(): Promise<SyncReport>;
  close(): Promise<void>;
}

/** What a scene is opened with. */
export interface ShopifyPushSceneOptions extends Partial<ShopifyServerOptions> {
  /** Customers in the shop, `p0@example.com` and on. */
  readonly customers?: number;
  /** A store that is there already; absent: one in memory. */
  readonly store?: Store;
}

/** Opens a scene. */
export async function openShopifyPushScene(options: ShopifyPushSceneOptions = {}): Promise<ShopifyPushScene> {
  const time = options.time ?? virtualTime(new Date('2026-11-20T08:00:00Z'));
  const shop = options.shop ?? openShop({ clock: time.clock });
  for (let place = 0; place < (options.customers ?? 0); place++) shop.addCustomer({ email: `p${place}@example.com` });
  const server = await openShopifyServer({ scopes: writingScopes, ...options, time, shop });
  const store = options.store ?? openStore(':memory:', { migrationsFolder });
  const scratchFolder = mkdtempSync(join(tmpdir(), 'patron-shopify-'));
  const { clientId, clientSecret } = server.tokens;
  const connection = (overrides: Partial<ShopConnection> = {}): ShopConnection => ({
    shop: 'test-shop.myshopify.com',
    baseUrl: server.url,
    credentials: { clientId, clientSecret },
    clock: time.clock,
    sleep: (ms) => time.sleep(ms),
    alarm: (ms, ring) => time.alarm(ms, ring),
    random: seededRandom(1),
    fetch,
    scratchFolder,
    ...overrides,
  });
  const target = (overrides?: Partial<ShopConnection>) => shopifyTarget(connection(overrides));
  return {
    store,
    shop,
    server,
    time,
    target,
    drain: (drainOptions, to = target()) =>
      drainUnlocked({ store, targets: { shop: to }, clock: time.clock }, drainOptions),
    enqueue: (batchId, writes) => enqueueBatch(store, { batchId, writes, kind: 'push', now: time.now() }),
    pull: () =>
      runSync({
        store,
        source: shopifySource(connection()),
        mode: 'incremental',
        clock: time.clock,
        timeZone: 'UTC',
      }),
    close: async () => {
      if (!options.store) store.close();
      await server.close();
      rmSync(scratchFolder, { recursive: true, force: true });
    },
  };
}

/** A write to one customer of the shop: fields as [name, from, to], and tags that come or go. */
export function shopWrite(
  id: number,
  {
    fields = [],
    tags = [],
  }: { fields?: readonly (readonly [string, string | undefined, string])[]; tags?: ListChange[] },
): PushWrite {
  return {
    contactId: `shopify:${id}`,
    customerId: `shopify:${id}`,
    fields: fields.map(([name, from, to]): FieldChange => ({ name, from, to })),
    lists: tags,
    rules: [],
  };
}
