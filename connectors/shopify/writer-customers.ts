import { rm } from 'node:fs/promises';
import { z } from 'zod';
import { FatalError } from '../../src/domain/errors.ts';
import type { ShopCustomer } from '../contract.ts';
import { type BulkWorld, runBulk } from './bulk.ts';
import type { ShopifyClient } from './client.ts';
import { fieldOfKey } from './patron-metafields.ts';
import { nodeId } from './replies.ts';
import { joinedRecords } from './staging.ts';
import { bulkCustomersQuery, customersPerRead, customersQuery, keysOf } from './write-queries.ts';
import { customerGid, piecesOf } from './writer-client.ts';

const metafields = z.array(z.object({ key: z.string(), value: z.string(), compareDigest: z.string() }));
const customer = nodeId.extend({ tags: z.array(z.string()) });
const oneByOne = customer.extend({ metafields: z.object({ nodes: metafields }).optional() });
const inBulk = customer.extend({ metafields });

/** Customers from which on all are read by one bulk operation, which costs 10 points: one by one they cost up to 11 points each, of 100 a second. */
const bulkFrom = 500;

/** Bytes of a bulk file joined in memory at once. */
const keepBytes = 8 * 1024 * 1024;

/** Tags and metafields of customers as they stand now, in bulk where they are many. */
export async function readCustomers(
  ids: readonly string[],
  fields: readonly string[],
  world: BulkWorld,
): Promise<Map<string, ShopCustomer>> {
  return ids.length >= bulkFrom ? readInBulk(ids, fields, world) : readByIds(ids, fields, world.client);
}

async function readByIds(
  ids: readonly string[],
  fields: readonly string[],
  client: ShopifyClient,
): Promise<Map<string, ShopCustomer>> {
  const found = new Map<string, ShopCustomer>();
  for (const piece of piecesOf([...new Set(ids)], customersPerRead)) {
    const { data, denied } = await client.ask({
      operation: `push-read:${piece.length}:${fields.length}`,
      text: customersQuery(fields),
      variables: { ids: piece.map(customerGid), ...(fields.length > 0 ? { keys: keysOf(fields) } : {}) },
      reply: z.object({ nodes: z.array(oneByOne.nullable()) }),
    });
    // An answer that is silent about a customer must not pass for one that is gone.
    if (denied.length > 0 || data.nodes.length !== piece.length) throw notTold();
    for (const node of data.nodes) if (node) found.set(node.id, seenOf(node, node.metafields?.nodes ?? [], fields));
  }
  return found;
}

async function readInBulk(
  ids: readonly string[],
  fields: readonly string[],
  world: BulkWorld,
): Promise<Map<string, ShopCustomer>> {
  const asked = new Set(ids);
  const found = new Map<string, ShopCustomer>();
  const { file, bytes } = await runBulk(bulkCustomersQuery, undefined, world);
  if (file === undefined) return found;
  try {
    for await (const batch of joinedRecords(file, { childName: 'metafields', bytes, keepBytes })) {
      for (const row of batch) {
        const read = inBulk.parse(row);
        if (asked.has(read.id)) found.set(read.id, seenOf(read, read.metafields, fields));
      }
    }
  } finally {
    await rm(file, { force: true });
  }
  return found;
}

function seenOf(
  { tags }: { readonly tags: readonly string[] },
  all: z.infer<typeof metafields>,
  fields: readonly string[],
): ShopCustomer {
  const wanted = all.filter(({ key }) => fields.includes(fieldOfKey(key)));
  return {
    tags,
    values: Object.fromEntries(wanted.map(({ key, value }) => [fieldOfKey(key), value])),
    marks: Object.fromEntries(wanted.map(({ key, compareDigest }) => [fieldOfKey(key), compareDigest])),
  };
}

function notTold(): FatalError {
  return new FatalError(
    'access-missing',
    'Shopify does not show tags and metafields of customers to this app.',
    "Add the scope read_customers in the app's settings, install the app again, then run: patron push",
  );
}
