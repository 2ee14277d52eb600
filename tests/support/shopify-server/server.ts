import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ExecutionResult, Kind, type OperationDefinitionNode } from 'graphql';
import { seededRandom } from '../../../src/domain/random.ts';
import type { VirtualTime } from '../virtual-time.ts';
import { type BulkJobs, bulkJobs } from './bulk.ts';
import { actualCost, mutationCost, requestedCost } from './cost.ts';
import { bulkRows, runQuery } from './execute.ts';
import type { FaultKind, FaultPlan } from './faults.ts';
import type { SearchWarning } from './filter.ts';
import { loopingText, throttled, tooCostly } from './odd-answers.ts';
import { projection } from './project.ts';
import { type RootWorld, rootOf } from './root.ts';
import { checkQuery, shopifySchema } from './schema.ts';
import type { Shop } from './shop.ts';
import { type TokenDesk, tokenDesk } from './tokens.ts';

/** What a test sets of a local Shopify. */
export interface ShopifyServerOptions {
  readonly shop: Shop;
  readonly time: VirtualTime;
  readonly scopes?: readonly string[];
  /** `Customer.defaultEmailAddress`: kept from the app. */
  readonly denied?: readonly string[];
  readonly faults?: FaultPlan;
  readonly timeZone?: string;
  /** Points that one query may ask for; 1,000. */
  readonly maxCost?: number;
  /** Points of the bucket, 2,000, and how many come back a second, 100. */
  readonly bucket?: { readonly maximum: number; readonly restoreRate: number };
  /** Objects after which paging stops; 25,000. */
  readonly pagingCap?: number;
  /** What `X-Shopify-API-Version` says; the version asked for. */
  readonly answeredVersion?: string;
  /** Search fields that the shop does not know, though we think it does. */
  readonly unknownFields?: readonly string[];
  /** Called before each GraphQL request is answered: where tests change the shop in the middle of a run. */
  readonly before?: (n: number) => void;
}

/** One call that the server got. */
export interface LoggedCall {
  readonly n: number;
  readonly path: string;
  readonly operation?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly fault?: FaultKind;
}

/** A local Shopify: the Admin API by the vendor's schema, its token endpoint and its bulk files, over HTTP. */
export interface ShopifyServer {
  readonly url: string;
  readonly calls: LoggedCall[];
  /** Requests that the vendor's schema or rules do not allow. */
  readonly violations: string[];
  readonly deprecated: string[];
  /** What was asked for and is not modelled here: a test of it proves nothing. */
  readonly unmodelled: string[];
  readonly bulk: BulkJobs;
  readonly tokens: TokenDesk;
  close(): Promise<void>;
}

interface GraphqlRequest {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Opens a local Shopify on a free port. */
export async function openShopifyServer(options: ShopifyServerOptions): Promise<ShopifyServer> {
  const { shop, time } = options;
  const scopes = options.scopes ?? ['read_customers', 'read_orders', 'read_all_orders', 'read_products'];
  const denied = new Set(options.denied ?? []);
  const maximum = options.bucket?.maximum ?? 2_000;
  const restoreRate = options.bucket?.restoreRate ?? 100;
  const bucket = { available: maximum, at: time.now() };
  const calls: LoggedCall[] = [];
  const violations: string[] = [];
  const deprecated: string[] = [];
  const unmodelled: string[] = [];
  const lastBody = new Map<string, string>();
  const tokens = tokenDesk({ clock: time.clock, scopes });
  let origin = '';
  const executionWorld = { denied, unmodelled: (field: string) => unmodelled.push(field) };

  function worldOf(isBulk: boolean, search: unknown[]): RootWorld {
    return {
      isBulk,
      scopes,
      now: time.now(),
      timeZone: options.timeZone ?? 'Europe/Berlin',
      domain: 'test-shop.myshopify.com',
      pagingCap: options.pagingCap ?? 25_000,
      unknownFields: options.unknownFields ?? [],
      violate: (reason) => violations.push(reason),
      warn: (path: string, query: string, warnings: readonly SearchWarning[]) =>
        search.push({ path: [path], query, warnings }),
    };
  }

  const bulk: BulkJobs = bulkJobs({
    clock: time.clock,
    random: seededRandom(7),
    origin: () => origin,
    run(query) {
      const { document, violations: wrong, deprecated: old } = checkQuery(query);
      violations.push(...wrong);
      deprecated.push(...old);
      if (document === undefined) return { rows: [], isDenied: false };
      const root = rootOf(shop, { world: worldOf(true, []), bulk });
      const { data, isDenied } = projection(document, executionWorld)(root);
      return { rows: bulkRows(data), isDenied };
    },
  });

  /** Takes the points of a query; gives what the answer says of it. */
  function pay(requested: number): { readonly isPaid: boolean; readonly status: () => unknown } {
    const now = time.now();
    bucket.available = Math.min(maximum, bucket.available + ((now - bucket.at) / 1000) * restoreRate);
    bucket.at = now;
    const isPaid = bucket.available >= requested;
    if (isPaid) bucket.available -= requested;
    const status = () => ({
      maximumAvailable: maximum,
      currentlyAvailable: Math.floor(bucket.available),
      restoreRate,
    });
    return { isPaid, status };
  }

  function answer({ query, variables }: GraphqlRequest, isThrottled: boolean): unknown {
    const { document, violations: wrong, deprecated: old } = checkQuery(query);
    violations.push(...wrong);
    deprecated.push(...old);
    const operation = document?.definitions.find(
      (one): one is OperationDefinitionNode => one.kind === Kind.OPERATION_DEFINITION,
    );
    if (document === undefined || operation === undefined || wrong.length > 0) {
      return { errors: wrong.map((message) => ({ message, extensions: { code: 'undefinedField' } })) };
    }
    const requested = requestedCost(shopifySchema(), operation, variables);
    const maxCost = options.maxCost ?? 1_000;
    if (requested > maxCost) return tooCostly(requested, maxCost);
    if (isThrottled) bucket.available = 0;
    const { isPaid, status } = pay(requested);
    if (!isPaid) return throttled(requested, status());
    const search: unknown[] = [];
    const root = rootOf(shop, { world: worldOf(false, search), bulk });
    const result: ExecutionResult = runQuery(document, { root, variables, world: executionWorld });
    const actual = Math.min(requested, mutationCost(operation) + actualCost(result.data));
    bucket.available = Math.min(maximum, bucket.available + requested - actual);
    const cost = { requestedQueryCost: requested, actualQueryCost: actual, throttleStatus: status() };
    return { ...result, extensions: { cost, ...(search.length > 0 ? { search } : {}) } };
  }

  function graphql(request: GraphqlRequest, fault: FaultKind | undefined): string {
    const operation = /(?:query|mutation)\s+(\w+)/.exec(request.query)?.[1] ?? 'anonymous';
    const stream = /\b(customers|orders|products)\b/.exec(request.query)?.[1] ?? '';
    const key = `${operation} ${stream} ${JSON.stringify(request.variables.id)}`;
    const earlier = lastBody.get(key);
    if (fault === 'repeated-page' && earlier !== undefined && typeof request.variables.after === 'string')
      return earlier;
    const body = answer(request, fault === 'throttled');
    const text = JSON.stringify(body);
    // What was whole is not repeated: no client could tell it from a page that came late.
    if (text.includes('"hasNextPage":true')) lastBody.set(key, text);
    else lastBody.delete(key);
    const { after } = request.variables;
    return fault === 'looping-cursor' && typeof after === 'string' ? loopingText(text, after) : text;
  }

  function serve(path: string, { token, body }: { token: string; body: string }, fault: FaultKind | undefined): Served {
    if (path === '/admin/oauth/access_token') return tokens.exchange(new URLSearchParams(body));
    if (path.startsWith('/bulk-results/')) {
      if (token !== '') violations.push('a token was sent with a bulk download');
      const file = bulk.file(path.split('/').at(-1) ?? '');
      return file === undefined ? { status: 404, text: '' } : { status: 200, text: file, type: 'application/jsonl' };
    }
    if (path !== '/admin/api/2026-10/graphql.json') {
      unmodelled.push(path);
      return { status: 404, text: '{"errors":"Not Found"}' };
    }
    if (!tokens.isGood(token)) {
      return {
        status: 401,
        text: '{"errors":"[API] Invalid API key or access token (unrecognized login or wrong password)"}',
      };
    }
    options.before?.(calls.length);
    return { status: 200, text: graphql(readRequest(body), fault) };
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    const path = (request.url ?? '').split('?')[0] ?? '';
    const n = calls.length + 1;
    const fault = options.faults?.(n);
    calls.push({ n, path, ...describe(path, body), ...(fault === undefined ? {} : { fault }) });
    if (fault === 'reset') request.socket.destroy();
    else if (fault === 'hang') setImmediate(() => time.lapse());
    else reply({ request, response, fault, served: servedBy(path, { request, body, fault }) });
  }

  function servedBy(
    path: string,
    { request, body, fault }: { request: IncomingMessage; body: string; fault: FaultKind | undefined },
  ): Served {
    if (fault === 'expired') tokens.revoke();
    const token = String(request.headers['x-shopify-access-token'] ?? '');
    return earlyAnswer(fault) ?? serve(path, { token, body }, fault);
  }

  function reply({
    request,
    response,
    fault,
    served,
  }: {
    request: IncomingMessage;
    response: ServerResponse;
    fault: FaultKind | undefined;
    served: Served;
  }): void {
    if (fault === 'lost-answer') {
      request.socket.destroy();
      return;
    }
    response.writeHead(served.status, {
      'content-type': served.type ?? 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(served.text),
      'x-shopify-api-version': options.answeredVersion ?? '2026-10',
      ...served.headers,
    });
    if (fault !== 'cut' || served.text.length < 2) response.end(served.text);
    else response.write(served.text.slice(0, Math.floor(served.text.length / 2)), () => request.socket.destroy());
  }

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      violations.push(`the server broke: ${String(error)}`);
      response.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${portOf(server.address())}`;
  return {
    url: origin,
    calls,
    violations,
    deprecated,
    unmodelled,
    bulk,
    tokens,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface Served {
  readonly status: number;
  readonly text: string;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

function earlyAnswer(fault: FaultKind | undefined): Served | undefined {
  if (fault === 'too-many') return { status: 429, text: '{"errors":"Too many requests"}' };
  if (fault === 'too-many-after') return { status: 429, text: '{}', headers: { 'retry-after': '2.0' } };
  if (fault === 'unavailable') return { status: 503, text: '{"errors":"Unavailable"}' };
  if (fault === 'html') return { status: 200, text: '<html><body>502 Bad Gateway</body></html>', type: 'text/html' };
  return undefined;
}

function describe(path: string, body: string): Partial<LoggedCall> {
  if (!path.endsWith('/graphql.json')) return {};
  const { query, variables } = readRequest(body);
  return { operation: /(?:query|mutation)\s+(\w+)/.exec(query)?.[1] ?? 'anonymous', variables };
}

function readRequest(body: string): GraphqlRequest {
  const { query, variables } = JSON.parse(body);
  return { query: String(query), variables: variables ?? {} };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces).toString('utf8');
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === 'object' && address !== null ? address.port : 0;
}
