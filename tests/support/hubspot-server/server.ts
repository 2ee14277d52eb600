import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { formatDate } from '../../../src/domain/calendar.ts';
import type { Clock } from '../../../src/domain/clock.ts';
import type { Call } from './answer.ts';
import { type Earlier, isLostBefore, type PlannedFault, type Reply, refused, sendFault, sendReply } from './faults.ts';
import { CallCounter, type CallLimits } from './limits.ts';
import { HubspotPortal, type PortalSettings } from './portal.ts';
import { type Route, routes } from './routes.ts';
import { hubspotSchemas } from './schemas.ts';

/** One call that arrived. */
export interface LoggedRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly body: unknown;
  readonly status: number | 'fault';
}

/** A local HubSpot. */
export interface HubspotServer {
  readonly url: string;
  readonly portal: HubspotPortal;
  readonly limits: CallLimits;
  readonly requests: LoggedRequest[];
  /** What was not valid by HubSpot's models, requests and replies. */
  readonly violations: string[];
  /** Calls of what is not made here. */
  readonly unmodelled: string[];
  /** Calls of addresses that HubSpot gives up. */
  readonly deprecated: string[];
  /** Sets the faults to come, counted from now on. */
  plan(faults: readonly PlannedFault[]): void;
  /** Does something just before the call with this number, counted from now on, is answered. */
  before(call: number, act: () => void): void;
  close(): Promise<void>;
}

/** How the server stands. */
export interface HubspotServerOptions {
  readonly clock: Clock;
  readonly settings?: Partial<PortalSettings>;
  readonly limits?: Partial<CallLimits>;
  /** Called where a call is left without an answer: a virtual clock lets its deadline pass. */
  readonly onHang?: () => void;
}

/** Longer addresses are refused. */
const longestUrl = 8000;

interface Found {
  readonly route: Route;
  readonly match: RegExpExecArray;
}

function findRoute(method: string, path: string): Found | undefined {
  for (const route of routes) {
    const match = route.method === method ? route.pattern.exec(path) : null;
    if (match) return { route, match };
  }
  return undefined;
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString();
  return text === '' ? undefined : JSON.parse(text);
}

function cursorOf(body: unknown): string | undefined {
  const after = typeof body === 'object' && body !== null && 'paging' in body ? JSON.stringify(body.paging) : undefined;
  return after === undefined ? undefined : /"after":"([^"]*)"/.exec(after)?.[1];
}

/** Calls of the same listing differ in their cursor alone. */
function listingOf(url: string): string {
  return url.replace(/(?<=[?&])after=[^&]*&?/, '');
}

class Answers {
  readonly requests: LoggedRequest[] = [];
  readonly violations: string[] = [];
  readonly unmodelled: string[] = [];
  readonly deprecated: string[] = [];
  readonly earlier = new Map<string, Earlier>();
  readonly portal: HubspotPortal;
  readonly counter: CallCounter;
  private readonly clock: Clock;
  private readonly onHang: () => void;
  private readonly schemas = hubspotSchemas();
  private faults: readonly PlannedFault[] = [];
  private acts: { readonly call: number; readonly act: () => void }[] = [];
  private planned = 0;
  private counted = 0;

  constructor({ clock, settings, limits, onHang = () => undefined }: HubspotServerOptions) {
    this.clock = clock;
    this.onHang = onHang;
    this.portal = new HubspotPortal(clock, settings);
    this.counter = new CallCounter({ perTenSeconds: 100, searchesPerSecond: 5, daily: 250_000, ...limits });
  }

  plan(faults: readonly PlannedFault[]): void {
    this.faults = faults;
    this.planned = this.requests.length;
  }

  before(call: number, act: () => void): void {
    if (this.acts.length === 0) this.counted = this.requests.length;
    this.acts.push({ call, act });
  }

  async respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    const url = request.url ?? '/';
    const nth = this.requests.length + 1;
    for (const { act } of this.acts.filter(({ call }) => call === nth - this.counted)) act();
    const fault = this.faults.find(
      ({ call, times = 1 }) => nth - this.planned >= call && nth - this.planned < call + times,
    );
    const reply = isLostBefore(fault) ? neverDone : this.replyTo(request, url, body);
    const earlier = this.earlierOf(url, body);
    this.requests.push({ method: request.method ?? '', url, body, status: fault ? 'fault' : reply.status });
    if (reply.status < 300 && !fault) {
      this.earlier.set(listingOf(url), { reply, firstCursor: earlier.firstCursor ?? cursorOf(reply.body) });
    }
    if (fault?.kind === 'hang') this.onHang();
    else if (fault) sendFault(fault.kind, response, reply, earlier);
    else sendReply(response, reply);
  }

  /** What the same listing gave before: nothing on its first page. */
  private earlierOf(url: string, body: unknown): Earlier {
    const isFirstPage = !/[?&]after=/.test(url) && !JSON.stringify(body ?? {}).includes('"GT"');
    if (isFirstPage) this.earlier.delete(listingOf(url));
    return this.earlier.get(listingOf(url)) ?? { reply: undefined, firstCursor: undefined };
  }

  private replyTo(request: IncomingMessage, url: string, body: unknown): Reply {
    const { pathname: path, searchParams: query } = new URL(url, 'http://portal');
    const method = request.method ?? '';
    const found = findRoute(method, path);
    if (!found) return this.unknown(`${method} ${path}`);
    if (url.length > longestUrl) return { status: 414, body: { status: 'error', message: 'Request-URI Too Large' } };
    if (request.headers.authorization !== `Bearer ${this.portal.settings.token}`) return refused;
    const now = this.clock.now().getTime();
    const limit = this.counter.refusal(
      now,
      found.route.isSearch === true,
      formatDate(now, this.portal.settings.timeZone),
    );
    if (limit) return limit;
    const headers = this.counter.headers();
    return { ...this.answer(found, { method, path, query, body, now }), headers };
  }

  private unknown(call: string): Reply {
    const list = /\/v[1-4]\//.test(call) ? this.deprecated : this.unmodelled;
    list.push(call);
    return { status: 404, body: { status: 'error', message: 'Not found' } };
  }

  private answer({ route, match }: Found, call: Call): Reply {
    const scope = route.scope?.(match);
    if (scope !== undefined && !this.portal.settings.scopes.has(scope)) return missingScope(scope);
    this.checkRequest(route, match, call);
    const reply = route.answer(this.portal, call, match);
    if (typeof reply === 'string') {
      this.unmodelled.push(`${call.path} ${reply}`);
      return { status: 400, body: { status: 'error', message: 'not made here' } };
    }
    if (reply.status < 300) this.checkReply(route, match, reply);
    return reply;
  }

  private checkRequest(route: Route, match: RegExpExecArray, { path, query, body }: Call): void {
    for (const name of query.keys())
      if (!route.queryNames.includes(name)) this.violations.push(`${path} does not take ?${name}`);
    const model = route.requestModel?.(match);
    if (model !== undefined) this.violations.push(...(this.schemas?.faults(model, body) ?? []));
  }

  private checkReply(route: Route, match: RegExpExecArray, { status, body }: Reply): void {
    const model = route.replyModel?.(match, status);
    if (model !== undefined)
      this.violations.push(...(this.schemas?.faults(model, body) ?? []).map((fault) => `reply: ${fault}`));
    if (
      route.resultModel === undefined ||
      typeof body !== 'object' ||
      body === null ||
      !('results' in body) ||
      !Array.isArray(body.results)
    )
      return;
    for (const result of body.results) {
      this.violations.push(
        ...(this.schemas?.faults(route.resultModel, result) ?? []).map((fault) => `reply: ${fault}`),
      );
    }
  }
}

/** Stands for the answer to a call that was lost on its way. */
const neverDone: Reply = { status: 500, body: { status: 'error', message: 'lost' } };

function missingScope(scope: string): Reply {
  return {
    status: 403,
    body: {
      status: 'error',
      message: "This app hasn't been granted all required scopes to make this call.",
      correlationId: '99a3d1c7-5a9c-4f32-8ba8-3c2c1a1b0c55',
      category: 'MISSING_SCOPES',
      errors: [
        { message: 'One or more of the following scopes are required.', context: { requiredGranularScopes: [scope] } },
      ],
    },
  };
}

/** Starts a local HubSpot on a free port. Its limits and stamps follow `clock`. */
export async function startHubspotServer(options: HubspotServerOptions): Promise<HubspotServer> {
  const answers = new Answers(options);
  const server = createServer((request, response) => {
    answers.respond(request, response).catch((cause: unknown) => {
      answers.unmodelled.push(`the server broke: ${String(cause)}`);
      response.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    portal: answers.portal,
    limits: answers.counter.limits,
    requests: answers.requests,
    violations: answers.violations,
    unmodelled: answers.unmodelled,
    deprecated: answers.deprecated,
    plan: (faults) => answers.plan(faults),
    before: (call, act) => answers.before(call, act),
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
