import type { ShopTarget } from '../contract.ts';
import { openShop, type ShopConnection } from './connection.ts';
import { readCustomers } from './writer-customers.ts';
import { ensureDefinitions } from './writer-definitions.ts';
import { writeMetafields } from './writer-metafields.ts';
import { changeTags } from './writer-tags.ts';

/** A Shopify shop as a target: metafields and tags of its customers. One is opened for each run. Raises `bad-setting` for a base URL that may not be called. */
export function shopifyTarget(options: ShopConnection): ShopTarget {
  const { transport, client } = openShop(options);
  const world = { client, transport, clock: options.clock, scratchFolder: options.scratchFolder };
  return {
    name: 'shopify',
    prepare: () => ensureDefinitions(client),
    read: (ids, fields) => readCustomers(ids, fields, world),
    write: (customers) => writeMetafields(client, customers),
    changeTags: (changes) => changeTags(client, changes),
    usage: () => transport.usage(),
  };
}
