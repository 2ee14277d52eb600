import { WebClient, type WebClientOptions } from '@slack/web-api';
import type { SlackConfig } from '../../config.ts';
import { quietLogger } from './quiet-logger.ts';

/** How a Web API call is made: how long it may take, and how often it is tried again. */
interface CallManners {
  readonly timeoutMs: number;
  readonly retries: number;
  /** A 429 is an error at once, for a caller who plans for itself; else it is waited out. */
  readonly refusesToWait: boolean;
}

/** What every client needs. */
export interface ClientParts {
  readonly slack: Pick<SlackConfig, 'botToken' | 'apiUrl'>;
  readonly fetch: typeof globalThis.fetch;
}

/**
 * Options for a client, made anew for each: Bolt's socket client writes its own retries into the options that it is given, so that shared options would make
 * every listener's call retry for hours.
 */
function optionsFor(
  { slack, fetch }: ClientParts,
  { timeoutMs, retries, refusesToWait }: CallManners,
): WebClientOptions {
  return {
    ...(slack.apiUrl === undefined ? {} : { slackApiUrl: slack.apiUrl }),
    fetch,
    timeout: timeoutMs,
    retryConfig: { retries, factor: 2, minTimeout: 300 },
    rejectRateLimitedCalls: refusesToWait,
    logger: quietLogger(),
  };
}

/** For what listeners call: views, updates, unfurls. A few tries, since who has pressed a button waits. */
export function listenerOptions(parts: ClientParts): WebClientOptions {
  return optionsFor(parts, { timeoutMs: 10_000, retries: 3, refusesToWait: false });
}

/** For the call that opens a socket: one try, since the connection is supervised. */
export function socketOptions(parts: ClientParts): WebClientOptions {
  const { logger: _, ...options } = optionsFor(parts, { timeoutMs: 10_000, retries: 0, refusesToWait: true });
  return options;
}

/** For posting and looking up: one try, told at once; a blind second try could post twice. */
export function plainClient(parts: ClientParts, { timeoutMs = 10_000 }: { timeoutMs?: number } = {}): WebClient {
  return new WebClient(parts.slack.botToken, optionsFor(parts, { timeoutMs, retries: 0, refusesToWait: true }));
}
