import type { Clock } from '../../src/domain/clock.ts';
import type { Random } from '../../src/domain/random.ts';
import { type Alarm, type Attempt, attemptOnce, isRedirect, type Reply, realAlarm } from './attempt.ts';
import { type BackoffBounds, backoffMs } from './backoff.ts';
import type { Budget, BudgetCall } from './budget.ts';
import { downloadOnce } from './download.ts';
import {
  type Fault,
  faultOfStatus,
  forbidden,
  gaveUp,
  lost,
  outOfTime,
  redirected,
  refused,
  unknownOutcome,
} from './faults.ts';
import { addressOf, readBaseUrl } from './hosts.ts';

/** How a connector proves who it is. */
export interface Credential {
  /** Headers of a call; may fetch a token first. */
  headers(): Promise<Readonly<Record<string, string>>>;
  /** After a 401 on `refused`: gets a new token, once. False where there is nothing to renew. */
  renew?(refused: Readonly<Record<string, string>>): Promise<boolean>;
  /** What to do when it is refused: the page to open. */
  readonly hint: string;
}

/** Why an answer has to be asked for again. `afterMs`: how long the source itself wants us to wait. */
export interface TryAgain {
  readonly reason: string;
  readonly code: 'source-limit' | 'source-unreachable';
  readonly afterMs?: number | undefined;
}

/** The world and the limits of a transport. One is opened for each run of a connector: its run deadline begins when it is opened. */
export interface TransportOptions {
  /** The other side's name, for messages: `Shopify`. */
  readonly name: string;
  readonly baseUrl: string;
  /** Further hosts that may be called, by name; https only. */
  readonly allowedHosts?: readonly string[];
  readonly clock: Clock;
  readonly sleep: (ms: number) => Promise<void>;
  readonly random: Random;
  readonly fetch: typeof globalThis.fetch;
  readonly credential?: Credential;
  readonly budget?: Budget;
  /** One call, 30 s. */
  readonly callDeadlineMs?: number;
  /** The whole run; absent: none. */
  readonly runDeadlineMs?: number;
  /** Tries of one call, 6. */
  readonly maxTries?: number;
  readonly backoff?: BackoffBounds;
  /** The longest that a Retry-After is obeyed, 2 minutes; then it is tried again. */
  readonly maxWaitMs?: number;
  /** Sees every answer that is no redirect and no 401: may say that it has to be asked for again, or raise. Absent or undefined: 429 and 5xx are. */
  readonly judge?: (reply: Reply, call: TransportRequest) => TryAgain | undefined;
  /** Rings at a deadline; the real timer. */
  readonly alarm?: Alarm;
}

/** One call. */
export interface TransportRequest<T = Reply> extends BudgetCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** A path under the base URL, with its query; or a whole URL on an allowed host. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is. */
  readonly body?: string;
  /** Whether doing it twice is the same as doing it once. A search by POST is. */
  readonly isIdempotent: boolean;
  /** For a call that is not idempotent: reads whether it happened, and gives what its answer would have been; undefined: it did not happen. */
  readonly confirm?: () => Promise<T | undefined>;
  readonly expect?: 'json' | 'text';
  /** Sends no credential: for files on another host, and for the token itself. */
  readonly isAnonymous?: boolean;
}

/** What the calls of a run came to. */
export interface TransportUsage {
  readonly calls: number;
  readonly cost: number;
  readonly retries: number;
  readonly waitedMs: number;
}

/** One way out for a connector: every call with its deadline, its budget, its tries. */
export interface Transport {
  readonly base: URL;
  /**
   * Gives the answer of a call, whatever its status below 500 but 401, 403, 429 and redirects. Raises `credential-refused` (401), `access-missing` (403),
   * `source-limit` (still refused after the last try), `source-unreachable` (no whole answer after the last try, or the run's deadline), `source-broken`.
   */
  request(call: TransportRequest): Promise<Reply>;
  /** Saves a file; gives its bytes. A broken download begins anew. */
  download(url: string, file: string): Promise<number>;
  /** Waits within the run's deadline, counted. */
  wait(ms: number): Promise<void>;
  /** Counts points that an answer says it cost. */
  spend(points: number): void;
  usage(): TransportUsage;
}

/** What a try came to: what was asked for, or a fault. */
type Tried<T> = { readonly done: T } | { readonly fault: Fault };

/** Opens a transport. Raises `bad-setting` for a base URL that may not be called. */
export function openTransport(options: TransportOptions): Transport {
  const base = readBaseUrl(options.baseUrl);
  const hosts = { base, allowedHosts: options.allowedHosts ?? [] };
  const ways = openWays(options);
  return {
    base,
    request(call) {
      const url = addressOf(call.path, hosts);
      return ways.persist(call, () => ways.ask(call, url));
    },
    download(path, file) {
      const url = addressOf(path, hosts);
      const call: TransportRequest<number> = { method: 'GET', path: url.pathname, isIdempotent: true };
      return ways.persist(call, () => ways.save(url, file));
    },
    wait: ways.wait,
    spend: ways.spend,
    usage: ways.usage,
  };
}

/** The state of a transport and what moves it: single tries, and the loop around them. */
function openWays(options: TransportOptions) {
  const { name, clock, credential, runDeadlineMs = Number.POSITIVE_INFINITY } = options;
  const maxTries = options.maxTries ?? 6;
  const endsAt = clock.now().getTime() + runDeadlineMs;
  const world = {
    fetch: options.fetch,
    alarm: options.alarm ?? realAlarm,
    deadlineMs: options.callDeadlineMs ?? 30_000,
  };
  const used = { calls: 0, cost: 0, retries: 0, waitedMs: 0 };

  async function wait(ms: number): Promise<void> {
    if (clock.now().getTime() + ms > endsAt) throw outOfTime(name, runDeadlineMs);
    used.waitedMs += ms;
    await options.sleep(ms);
  }

  function count(): void {
    if (clock.now().getTime() >= endsAt) throw outOfTime(name, runDeadlineMs);
    used.calls += 1;
  }

  async function send(call: TransportRequest, url: URL, signature: Readonly<Record<string, string>>): Promise<Attempt> {
    await options.budget?.take(call, wait);
    count();
    const headers = { ...call.headers, ...signature };
    const init = { method: call.method, headers, ...(call.body === undefined ? {} : { body: call.body }) };
    return attemptOnce(url, init, { ...world, expect: call.expect ?? 'json' });
  }

  /** One try with the credential; a 401 renews it once. */
  async function signed(call: TransportRequest, url: URL): Promise<Attempt> {
    if (call.isAnonymous === true || credential === undefined) return send(call, url, {});
    const first = await credential.headers();
    const answer = await send(call, url, first);
    const isRefused = answer.kind === 'reply' && answer.reply.status === 401;
    if (!isRefused || !(await credential.renew?.(first))) return answer;
    return send(call, url, await credential.headers());
  }

  function faultOf(call: TransportRequest, reply: Reply): Fault | undefined {
    if (isRedirect(reply.status)) throw redirected(name, reply);
    if (reply.status === 401) throw refused(name, call, credential?.hint);
    const judged = options.judge?.(reply, call);
    if (judged !== undefined) return { ...judged, mayHaveHappened: judged.code === 'source-unreachable' };
    if (reply.status === 403) throw forbidden(name, call, credential?.hint);
    return faultOfStatus(reply, clock.now());
  }

  async function ask(call: TransportRequest, url: URL): Promise<Tried<Reply>> {
    const answer = await signed(call, url);
    if (answer.kind === 'broken') return { fault: { ...answer, code: 'source-unreachable' } };
    const fault = faultOf(call, answer.reply);
    return fault === undefined ? { done: answer.reply } : { fault };
  }

  async function save(url: URL, file: string): Promise<Tried<number>> {
    count();
    const got = await downloadOnce(url, file, world);
    if (got.kind === 'saved') return { done: got.bytes };
    if (got.status === undefined) {
      return { fault: { reason: got.reason, code: 'source-unreachable', mayHaveHappened: false, cause: got.cause } };
    }
    const fault = faultOfStatus({ status: got.status, headers: got.headers }, clock.now());
    if (fault === undefined) throw lost(name, got.status);
    return { fault };
  }

  async function pause(fault: Fault, tried: number): Promise<void> {
    used.retries += 1;
    const asked = fault.afterMs === undefined ? undefined : Math.min(fault.afterMs, options.maxWaitMs ?? 120_000);
    await wait(asked ?? backoffMs(tried, options.random, options.backoff ?? { baseMs: 500, capMs: 30_000 }));
  }

  /** Before a call that is not idempotent is repeated: what its answer would have been, where it did happen after all. */
  async function happened<T>(call: TransportRequest<T>, fault: Fault): Promise<T | undefined> {
    if (call.isIdempotent || !fault.mayHaveHappened) return undefined;
    if (call.confirm === undefined) throw unknownOutcome(name, call, fault);
    return call.confirm();
  }

  async function persist<T>(call: TransportRequest<T>, once: () => Promise<Tried<T>>): Promise<T> {
    for (let tried = 1; ; tried++) {
      const outcome = await once();
      if ('done' in outcome) return outcome.done;
      if (tried < maxTries) await pause(outcome.fault, tried);
      const known = await happened(call, outcome.fault);
      if (known !== undefined) return known;
      if (tried >= maxTries) throw gaveUp(name, { call, fault: outcome.fault, tried });
    }
  }

  function spend(points: number): void {
    used.cost += points;
  }

  return {
    ask,
    save,
    persist,
    wait,
    spend,
    usage: (): TransportUsage => ({ ...used }),
  };
}
