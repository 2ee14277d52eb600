import type { Clock } from '../../src/domain/clock.ts';
import type { Random } from '../../src/domain/random.ts';
import type { Alarm } from '../transport/attempt.ts';
import { type CostBucket, costBucket } from '../transport/cost-bucket.ts';
import { openTransport, type Transport } from '../transport/transport.ts';
import { judgeOf, type ShopifyClient, shopifyClient } from './client.ts';
import { type ShopifyCredentials, shopifyCredential } from './credentials.ts';

/** A shop, and the world that it is reached through. */
export interface ShopConnection {
  /** `name.myshopify.com`. */
  readonly shop: string;
  /** Where the Admin API answers; the shop itself. Only for tests and proxies. */
  readonly baseUrl?: string;
  readonly credentials: ShopifyCredentials;
  readonly clock: Clock;
  readonly sleep: (ms: number) => Promise<void>;
  readonly random: Random;
  readonly fetch: typeof globalThis.fetch;
  /** Where bulk files are staged; they are removed when they were read. */
  readonly scratchFolder: string;
  /** Points of the credential, shared with whoever else uses it. */
  readonly budget?: CostBucket;
  readonly callDeadlineMs?: number;
  readonly runDeadlineMs?: number;
  readonly maxTries?: number;
  readonly alarm?: Alarm;
}

/** Hosts that bulk files are fetched from, beside the shop itself. */
const fileHosts = ['storage.googleapis.com'];

/** Opens the way to a shop, for a run that reads or writes. Raises `bad-setting` for an address that is no shop's. */
export function openShop(options: ShopConnection): { readonly transport: Transport; readonly client: ShopifyClient } {
  const { shop, clock } = options;
  const bucket = options.budget ?? costBucket({ clock });
  const transport: Transport = openTransport({
    ...options,
    name: 'Shopify',
    baseUrl: options.baseUrl ?? `https://${shop}`,
    allowedHosts: fileHosts,
    budget: bucket,
    judge: judgeOf(bucket),
    credential: shopifyCredential(options.credentials, { clock, shop, ask: (call) => transport.request(call) }),
  });
  return { transport, client: shopifyClient({ shop, transport }) };
}
