import { rm } from 'node:fs/promises';
import { z } from 'zod';
import { FatalError } from '../../src/domain/errors.ts';
import type { LiveId, Page, Source, SourceAccess, Stream } from '../contract.ts';
import { pullEverything } from './backfill.ts';
import { runBulk } from './bulk.ts';
import { deniedWarning, pullChanges } from './changes.ts';
import type { ShopifyClient } from './client.ts';
import { openShop, type ShopConnection } from './connection.ts';
import { countMonths } from './months.ts';
import { deniedByIndex, deniedFields, readNodes, withAllChildren } from './nodes.ts';
import { accessQuery, bulkIdsQuery, byIdsQuery, probeQuery, protectedFields, type ShopifyStream } from './queries.ts';
import { accessReply, nodeId } from './replies.ts';
import { type ShopifyScope, scopes } from './scopes.ts';
import { joinedRecords } from './staging.ts';

/** A shop to pull from. One source is opened for each run: its deadline begins then. */
export interface ShopifyOptions extends ShopConnection {
  /** Objects of one query, 20,000: Shopify stops at 25,000. */
  readonly maxObjects?: number;
  /** Bytes of a bulk file joined in memory at once, 8 MiB. */
  readonly keepBytes?: number;
}

const why = (...names: readonly ShopifyScope[]) => scopes.filter(({ name }) => names.includes(name));
const modes = ['backfill', 'incremental', 'reconcile'] as const;
const common = { primaryKey: 'id', cursorField: 'updatedAt', modes } as const;

/** What a shop has to give. */
export const shopifyStreams: readonly Stream[] = [
  { name: 'customers', kind: 'customer', ...common, scopes: why('read_customers') },
  { name: 'products', kind: 'product', ...common, scopes: why('read_products') },
  { name: 'orders', kind: 'order', ...common, scopes: why('read_orders', 'read_all_orders') },
];

const onlySixtyDays =
  "Only orders of the last 60 days are visible: the app lacks the scope read_all_orders. Ask for it in the app's API access settings, install the app again, then run: patron sync shopify --mode backfill";

/** Opens a Shopify shop as a source. Raises `bad-setting` for an address that is no shop's. */
export function shopifySource(options: ShopifyOptions): Source {
  const { clock } = options;
  const { transport, client } = openShop(options);
  const denied = new Map<ShopifyStream, Set<string>>(
    shopifyStreams.map(({ name }) => [streamOf(name), new Set<string>()]),
  );
  const bulkWorld = { client, transport, clock, scratchFolder: options.scratchFolder };
  const keepBytes = options.keepBytes ?? 8 * 1024 * 1024;
  let known: Promise<Access> | undefined;
  function access(): Promise<Access> {
    known ??= readAccess(client);
    known.catch(() => {
      known = undefined;
    });
    return known;
  }

  async function* pull({ stream: name, mode, since, position }: Parameters<Source['pull']>[0]): AsyncGenerator<Page> {
    const stream = streamOf(name);
    const found = await access();
    demand(found, stream);
    const limits = stream === 'orders' ? found.shown.limits : [];
    if (mode === 'incremental') {
      const world = { client, denied, maxObjects: options.maxObjects ?? 20_000 };
      yield* withWarnings(limits, pullChanges(stream, { since: since ?? 0, position }, world));
      return;
    }
    const warnings = [...limits, ...(await probe(stream, client, denied))];
    const world = { ...bulkWorld, denied: denied.get(stream) ?? new Set<string>(), warnings, keepBytes };
    yield* pullEverything(stream, position, world);
  }

  async function* liveIds(name: string): AsyncGenerator<readonly LiveId[]> {
    const stream = streamOf(name);
    demand(await access(), stream);
    const { file, bytes } = await runBulk(bulkIdsQuery(stream), undefined, bulkWorld);
    if (file === undefined) return;
    try {
      for await (const batch of joinedRecords(file, { childName: undefined, bytes, keepBytes }))
        yield batch.map(liveId);
    } finally {
      await rm(file, { force: true });
    }
  }

  return {
    name: 'shopify',
    streams: shopifyStreams,
    check: async () => (await access()).shown,
    pull,
    liveIds,
    byIds: (name, ids) => readByIds(streamOf(name), ids, { client, denied }),
    months: async ({ from, until }) =>
      countMonths(client, { from, until, timeZone: (await access()).shown.timeZone ?? 'UTC' }),
    usage: () => transport.usage(),
  };
}

interface Access {
  readonly scopes: readonly string[];
  readonly shown: SourceAccess;
}

async function readAccess(client: ShopifyClient): Promise<Access> {
  const { data, warnings } = await client.ask({ operation: 'access', text: accessQuery, reply: accessReply });
  const given = data.currentAppInstallation.accessScopes.map(({ handle }) => handle);
  const missing = shopifyStreams.flatMap(({ name: stream, scopes: needed }) => {
    const scope = needed.find(({ name }) => name !== 'read_all_orders' && !given.includes(name));
    return scope === undefined
      ? []
      : [{ stream, reason: `the app lacks the scope ${scope.name}`, hint: scopeHint(scope.name) }];
  });
  const isShort = given.includes('read_orders') && !given.includes('read_all_orders');
  return {
    scopes: given,
    shown: {
      account: data.shop.myshopifyDomain,
      currency: data.shop.currencyCode,
      timeZone: data.shop.ianaTimezone,
      missing,
      limits: [...(isShort ? [onlySixtyDays] : []), ...warnings],
    },
  };
}

function scopeHint(scope: string): string {
  return `Add ${scope} in the app's settings, install the app again, then run: patron sync shopify`;
}

function demand({ shown }: Access, stream: ShopifyStream): void {
  const missing = shown.missing.find((one) => one.stream === stream);
  if (missing === undefined) return;
  throw new FatalError('access-missing', `Cannot sync Shopify ${stream}: ${missing.reason}.`, missing.hint);
}

/** A bulk operation fails as a whole where a field is kept from us: so one record is asked for first, and such fields are left out. */
async function probe(
  stream: ShopifyStream,
  client: ShopifyClient,
  denied: ReadonlyMap<ShopifyStream, Set<string>>,
): Promise<string[]> {
  if (Object.keys(protectedFields[stream]).length === 0) return [];
  const answer = await client.ask({ operation: `probe:${stream}`, text: probeQuery(stream), reply: z.unknown() });
  const fields = deniedFields(stream, answer.denied);
  for (const field of fields) denied.get(stream)?.add(field);
  return [...answer.warnings, ...fields.map((field) => deniedWarning(stream, field))];
}

async function* withWarnings(warnings: readonly string[], pages: AsyncGenerator<Page>): AsyncGenerator<Page> {
  let first = warnings;
  for await (const page of pages) {
    yield { ...page, warnings: [...first, ...page.warnings] };
    first = [];
  }
}

const liveReply = nodeId.extend({ status: z.string().optional() });

function liveId(row: unknown): LiveId {
  const { id, status } = liveReply.parse(row);
  return status === 'ARCHIVED' ? { id, isArchived: true } : { id };
}

const gidOf = { customers: 'Customer', orders: 'Order', products: 'Product' } as const;
const idsPerCall = { customers: 100, orders: 12, products: 40 } as const satisfies Record<ShopifyStream, number>;

async function readByIds(
  stream: ShopifyStream,
  ids: readonly string[],
  { client, denied }: { client: ShopifyClient; denied: ReadonlyMap<ShopifyStream, Set<string>> },
): Promise<Page> {
  const known = denied.get(stream) ?? new Set<string>();
  const pages: Page[] = [];
  for (let start = 0; start < ids.length; start += idsPerCall[stream]) {
    const asked = ids.slice(start, start + idsPerCall[stream]).map((id) => `gid://shopify/${gidOf[stream]}/${id}`);
    const answer = await client.ask({
      operation: `by-ids:${stream}:${asked.length}`,
      text: byIdsQuery(stream, known),
      variables: { ids: asked },
      reply: z.object({ nodes: z.array(z.unknown()) }),
    });
    const deniedAt = deniedByIndex(answer.denied, known);
    const whole = await withAllChildren(stream, answer.data.nodes, client);
    const found = [...whole.entries()].filter(([, node]) => node !== null && node !== undefined);
    const nodes = found.map(([, node]) => node);
    pages.push({
      ...readNodes(stream, nodes, (index) => deniedAt(found[index]?.[0] ?? -1)),
      warnings: answer.warnings,
    });
  }
  return {
    records: pages.flatMap(({ records }) => records),
    rejected: pages.flatMap(({ rejected }) => rejected),
    warnings: pages.flatMap(({ warnings }) => warnings),
  };
}

function streamOf(name: string): ShopifyStream {
  if (name === 'customers' || name === 'orders' || name === 'products') return name;
  throw new TypeError(`Shopify has no stream ${name}.`);
}
