import { createAdminApiClient } from '@shopify/admin-api-client';
import type { z } from 'zod';
import { FatalError, RetryableError } from '../../src/domain/errors.ts';
import type { Reply } from '../transport/attempt.ts';
import type { CostBucket } from '../transport/cost-bucket.ts';
import type { Transport, TransportRequest, TryAgain } from '../transport/transport.ts';
import { apiVersion } from './api-version.ts';
import { envelope, type GraphqlError } from './replies.ts';

/** A query and how it is sent. */
export interface ShopifyQuery<T> {
  /** Names what its cost is remembered by: `changes:orders`. */
  readonly operation: string;
  readonly text: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly reply: z.ZodType<T>;
  /** A mutation: reads whether it happened, and gives what its data would have been. */
  readonly confirm?: () => Promise<unknown>;
}

/** What a query brought, with all that came beside it. */
export interface ShopifyAnswer<T> {
  readonly data: T;
  /** Paths of fields that are kept from us. */
  readonly denied: readonly (readonly (string | number)[])[];
  readonly warnings: readonly string[];
}

/** Asks the Admin API. */
export interface ShopifyClient {
  /** Raises `TooCostly`, `access-missing`, `source-broken`, and what the transport raises. */
  ask<T>(query: ShopifyQuery<T>): Promise<ShopifyAnswer<T>>;
}

/** A query asks for more points than one query may: ask for a smaller page. */
export class TooCostly extends FatalError {}

/** The vendor's client over our transport: it builds the request and reads the answer, everything that waits or tries again is the transport's. */
export function shopifyClient({ shop, transport }: { shop: string; transport: Transport }): ShopifyClient {
  return {
    async ask(query) {
      const { body, version } = await send(query, { shop, transport });
      transport.spend(body.extensions?.cost?.actualQueryCost ?? 0);
      const denied = deniedPaths(body.errors ?? []);
      const parsed = query.reply.safeParse(body.data);
      if (!parsed.success) throw unreadable(query.operation, body.errors ?? []);
      return { data: parsed.data, denied, warnings: [...searchWarnings(body), ...versionWarning(version)] };
    },
  };
}

async function send<T>(query: ShopifyQuery<T>, { shop, transport }: { shop: string; transport: Transport }) {
  let raised: unknown;
  const client = createAdminApiClient({
    storeDomain: shop,
    apiVersion,
    // The transport signs; the client only wants to have one.
    accessToken: 'signed-by-the-transport',
    retries: 0,
    logger: () => undefined,
    async customFetchApi(url, init) {
      try {
        const reply = await transport.request(callOf(query, { path: new URL(url).pathname, body: init?.body }));
        return new Response(reply.text, { status: reply.status, headers: reply.headers });
      } catch (error) {
        // The client would make a string of it.
        raised = error;
        throw error;
      }
    },
  });
  const { data, errors, extensions, headers } = await client.request(query.text, { variables: { ...query.variables } });
  if (raised !== undefined) throw raised;
  if (errors?.networkStatusCode !== undefined && errors.networkStatusCode !== 200) {
    throw refusedStatus(shop, errors.networkStatusCode);
  }
  const body = envelope.parse({ data, errors: errors?.graphQLErrors, extensions });
  return { body, version: headers?.get('x-shopify-api-version') ?? undefined };
}

function callOf<T>(
  query: ShopifyQuery<T>,
  { path, body }: { path: string; body: string | undefined },
): TransportRequest {
  const { confirm } = query;
  return {
    method: 'POST',
    path,
    headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
    body: body ?? '',
    operation: query.operation,
    isIdempotent: confirm === undefined,
    ...(confirm === undefined ? {} : { confirm: async () => replyOf(await confirm()) }),
  };
}

function replyOf(data: unknown): Reply | undefined {
  if (data === undefined) return undefined;
  const json = { data };
  const headers = new Headers({ 'content-type': 'application/json' });
  return { status: 200, headers, text: JSON.stringify(json), json };
}

/** Says of an answer whether it has to be asked for again, and lets the bucket learn from it. */
export function judgeOf(bucket: CostBucket): (reply: Reply, call: TransportRequest) => TryAgain | undefined {
  return (reply, { operation = '' }) => {
    const body = envelope.safeParse(reply.json);
    if (reply.status !== 200 || !body.success) return undefined;
    const cost = body.data.extensions?.cost;
    bucket.learn(operation, { requested: cost?.requestedQueryCost, status: cost?.throttleStatus });
    const codes = (body.data.errors ?? []).map(({ extensions }) => extensions?.code);
    if (codes.includes('THROTTLED')) {
      const afterMs = bucket.waitMs(operation);
      return { reason: 'the bucket of points is empty', code: 'source-limit', ...(afterMs > 0 ? { afterMs } : {}) };
    }
    const isFault = codes.includes('INTERNAL_SERVER_ERROR') || codes.includes('TIMEOUT');
    return isFault ? { reason: 'it met a fault of its own', code: 'source-unreachable' } : undefined;
  };
}

function deniedPaths(errors: readonly GraphqlError[]): (readonly (string | number)[])[] {
  return errors
    .filter(({ extensions }) => extensions?.code === 'ACCESS_DENIED')
    .flatMap(({ path }) => (path === undefined ? [] : [path]));
}

function searchWarnings({ extensions }: z.infer<typeof envelope>): string[] {
  return (extensions?.search ?? []).flatMap(({ query = '', warnings = [] }) =>
    warnings.map(({ field = '', message }) => `Shopify ignores '${field}' in the filter "${query}": ${message}`),
  );
}

function versionWarning(version: string | undefined): string[] {
  if (version === undefined || version === apiVersion) return [];
  return [`Shopify answered with API version ${version} instead of ${apiVersion}: update Patron.`];
}

/** Errors without the data that were asked for. */
function unreadable(operation: string, errors: readonly GraphqlError[]): FatalError {
  const [first] = errors;
  const code = first?.extensions?.code;
  if (code === 'MAX_COST_EXCEEDED') {
    return new TooCostly('source-limit', `Shopify refuses ${operation}: it asks for too many points.`, 'Report this.');
  }
  if (code === 'ACCESS_DENIED') {
    return new FatalError(
      'access-missing',
      `Shopify does not show what ${operation} asks for: ${first?.message}`,
      "Add the scope in the app's settings, install the app again, then run: patron sync shopify",
    );
  }
  const said = first === undefined ? 'its answer lacks what was asked for' : first.message;
  return new FatalError('source-broken', `Cannot read Shopify's answer to ${operation}: ${said}.`, 'Update Patron.');
}

function refusedStatus(shop: string, status: number): FatalError | RetryableError {
  if (status === 404) {
    return new FatalError('source-broken', `There is no shop ${shop} (404).`, 'Check SHOPIFY_SHOP: name.myshopify.com');
  }
  return new RetryableError(
    'source-unreachable',
    `Shopify does not serve ${shop} (${status}): it may be paused, frozen or moved.`,
    `Open https://${shop}/admin and see whether the shop is open, then sync again.`,
  );
}
