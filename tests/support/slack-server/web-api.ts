import type { IncomingMessage, ServerResponse } from 'node:http';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { Arguments, readArguments } from './arguments.ts';
import { type Fault, Faults } from './faults.ts';
import { CallLimits } from './limits.ts';
import type { Method } from './method.ts';
import { methodOf } from './methods.ts';
import { invalidArguments, Refusal } from './refusal.ts';
import { answerResponseUrl } from './response-url.ts';
import type { Fields } from './values.ts';
import type { World } from './world.ts';

/** Tokens and secret of the app. */
export interface Tokens {
  readonly bot: string;
  readonly app: string;
  readonly signingSecret: string;
}

/** One call as it arrived; `upload` and `response_url` are calls too. */
export interface SlackCall {
  readonly method: string;
  readonly args: Fields;
  /** Slack's answer; undefined where none was sent. */
  readonly answer: Fields | undefined;
  readonly status: number | 'fault';
  /** Milliseconds of a clock that only runs on. */
  readonly at: number;
}

interface Reply {
  readonly status: number;
  readonly body: Fields;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Incoming {
  readonly method: string;
  readonly token: string;
  readonly args: Arguments;
  readonly refusal?: Refusal;
  readonly body: Buffer;
}

/** The Web API of a local Slack. */
export class WebApi {
  readonly calls: SlackCall[] = [];
  /** What no call of ours should do, though Slack lets it pass: unknown methods and arguments. */
  readonly violations: string[] = [];
  readonly faults = new Faults();
  private readonly limits = new CallLimits();
  private readonly world: World;
  private readonly tokens: Tokens;
  private readonly onCall: (call: SlackCall) => void;
  private readonly socketUrl: () => string;

  constructor(
    world: World,
    options: {
      readonly tokens: Tokens;
      readonly socketUrl: () => string;
      readonly onCall: (call: SlackCall) => void;
    },
  ) {
    this.world = world;
    this.tokens = options.tokens;
    this.onCall = options.onCall;
    this.socketUrl = options.socketUrl;
  }

  async respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const incoming = await read(request);
    const fault = this.faults.take(incoming.method);
    if (fault?.kind === 'slow') await pause(fault.ms);
    const isDone = !fault || fault.kind === 'slow' || ('isDone' in fault && fault.isDone === true);
    const reply = isDone ? this.answer(incoming) : faultReply(fault);
    const isLost = fault?.kind === 'reset' || fault?.kind === 'hang';
    const shown = fault?.kind === 'status' ? faultReply(fault) : reply;
    const call = {
      method: incoming.method,
      args: incoming.args.fields,
      answer: isDone ? reply.body : undefined,
      status: fault && fault.kind !== 'slow' ? ('fault' as const) : shown.status,
      at: performance.now(),
    };
    this.calls.push(call);
    if (fault?.kind === 'reset') request.socket.destroy();
    if (!isLost) send(response, shown, incoming.method);
    this.onCall(call);
  }

  private answer(incoming: Incoming): Reply {
    try {
      if (incoming.refusal) throw incoming.refusal;
      if (incoming.method === 'upload') return this.upload(incoming);
      if (incoming.method === 'response_url') return answerResponseUrl(this.world, incoming);
      return this.answerMethod(incoming);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { status: 200, body: { ok: false, error: error.error, ...error.more } };
    }
  }

  private answerMethod({ method: name, token, args }: Incoming): Reply {
    if (token === '') throw new Refusal('not_authed');
    const isApp = token === this.tokens.app;
    if (!isApp && token !== this.tokens.bot && !token.startsWith('xwfp-')) throw new Refusal('invalid_auth');
    if (name === 'apps.connections.open') {
      if (!isApp) throw new Refusal('not_allowed_token_type');
      return { status: 200, body: { ok: true, url: this.socketUrl() } };
    }
    const method = methodOf(name);
    if (!method) {
      this.violations.push(`${name} is not made here`);
      throw new Refusal('unknown_method', { req_method: name });
    }
    if (isApp && name !== 'auth.test') throw new Refusal('not_allowed_token_type');
    this.checkScope(method, args);
    this.checkNames(name, method, args);
    const wait =
      this.world.settings.limits === 'off'
        ? undefined
        : this.limits.secondsToWait(name, args, this.world.clock.now().getTime());
    if (wait !== undefined) return tooMany(wait);
    return { status: 200, body: { ok: true, ...method.answer(args, this.world) } };
  }

  private checkScope({ scopes = [] }: Method, args: Arguments): void {
    const { scopes: granted } = this.world.settings;
    if (granted === undefined || scopes.length === 0) return;
    const channel = this.world.workspace.channels.get(args.text('channel') ?? '');
    const prefix = { public: 'channels', private: 'groups', im: 'im' }[channel?.kind ?? 'public'];
    const needed = scopes.map((scope) => scope.replace('*', prefix));
    if (needed.some((scope) => granted.includes(scope))) return;
    throw new Refusal('missing_scope', { needed: needed.join(','), provided: granted.join(',') });
  }

  private checkNames(name: string, { required, optional }: Method, args: Arguments): void {
    const missing = required.filter((one) => !args.has(one));
    if (missing.length > 0) {
      if (missing.includes('channel')) throw new Refusal('channel_not_found');
      throw invalidArguments(...missing.map((one) => `[ERROR] missing required field: ${one}`));
    }
    // The client of an installation puts team_id into every call.
    const known = [...required, ...optional, 'token', 'team_id'];
    for (const one of Object.keys(args.fields))
      if (!known.includes(one)) this.violations.push(`${name} does not take ${one}`);
  }

  private upload({ args, body }: Incoming): Reply {
    const file = this.world.files.get(args.need('id'));
    if (!file) return { status: 404, body: { error: 'file_not_found' } };
    if (body.length !== file.length) return { status: 400, body: { error: 'length differs from what was announced' } };
    this.world.files.set(file.id, { ...file, bytes: body });
    return { status: 200, body: { ok: true } };
  }
}

async function read(request: IncomingMessage): Promise<Incoming> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  const [, top = '', ...rest] = path.split('/');
  if (top === 'upload') return { method: 'upload', token: '', args: new Arguments({ id: rest.at(-1) }), body };
  const { args, refusal } = readOr(request, body);
  const header = (request.headers.authorization ?? '').replace(/^Bearer /, '');
  const token = header === '' ? (args.text('token') ?? '') : header;
  if (top === 'response') {
    const fields = { ...args.fields, response_id: rest.at(-1) };
    return { method: 'response_url', token: '', args: new Arguments(fields), body };
  }
  return { method: rest.join('/'), token, args, body, ...(refusal ? { refusal } : {}) };
}

function readOr(request: IncomingMessage, body: Buffer): { readonly args: Arguments; readonly refusal?: Refusal } {
  try {
    return { args: readArguments(request.headers['content-type'], body) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { args: new Arguments({}), refusal: error };
  }
}

function tooMany(seconds: number): Reply {
  return {
    status: 429,
    body: { ok: false, error: 'ratelimited' },
    headers: { 'retry-after': String(seconds) },
  };
}

function faultReply(fault: Fault): Reply {
  if (fault.kind === 'status') return { status: fault.status, body: { error: 'service unavailable' } };
  if (fault.kind === 'error') return { status: 200, body: { ok: false, error: fault.error } };
  if (fault.kind === 'rate-limit') return tooMany(fault.afterSeconds);
  return { status: 200, body: {} };
}

function send(response: ServerResponse, { status, body, headers }: Reply, method: string): void {
  const isText = method === 'upload' || method === 'response_url' || status >= 500;
  const type = isText ? 'text/plain' : 'application/json; charset=utf-8';
  const text = method === 'upload' && status === 200 ? 'OK' : JSON.stringify(body);
  response.writeHead(status, { 'content-type': type, ...headers });
  response.end(text);
}
