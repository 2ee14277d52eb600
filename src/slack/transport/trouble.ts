import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';

/** Errors by which Slack refuses a token, whatever is asked. */
const tokenErrors = new Set([
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'user_removed_from_team',
  'team_disabled',
  'not_allowed_token_type',
  'no_permission',
]);

/** Codes of a connection that was never made: nothing was sent. */
const neverSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Errors of Slack's own making, after which it is open whether something was done. */
const ownFaults = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
]);

/** A failed call to Slack, by what is to be done about it. */
export type CallFailure =
  /** Slack refuses the token: nothing goes until it is replaced. */
  | { readonly kind: 'token'; readonly error: string }
  /** Not now, and nothing was done. */
  | { readonly kind: 'wait'; readonly ms: number }
  /** Slack was not reached: nothing was done. */
  | { readonly kind: 'unreached'; readonly code: string }
  /** The call may or may not have been carried out. */
  | { readonly kind: 'unknown'; readonly note: string }
  /** Slack refuses what was asked. */
  | { readonly kind: 'refused'; readonly error: string };

/** Sorts what a call to Slack raised. */
export function failureOf(error: unknown): CallFailure {
  if (error instanceof WebAPIRateLimitedError) return { kind: 'wait', ms: error.retryAfter * 1000 };
  if (error instanceof WebAPIPlatformError) return platformFailure(error.data.error);
  if (error instanceof WebAPIHTTPError) return { kind: 'unknown', note: `it answers with status ${error.statusCode}` };
  if (error instanceof WebAPIRequestError) return requestFailure(error.original);
  return { kind: 'unknown', note: error instanceof Error ? error.message : 'it gave no reason' };
}

function platformFailure(error: string): CallFailure {
  if (tokenErrors.has(error)) return { kind: 'token', error };
  if (error === 'ratelimited' || error === 'rate_limited') return { kind: 'wait', ms: 30_000 };
  return ownFaults.has(error) ? { kind: 'unknown', note: `it says ${error}` } : { kind: 'refused', error };
}

function requestFailure(error: Error): CallFailure {
  const code = codeOf(error);
  if (code !== undefined && neverSent.has(code)) return { kind: 'unreached', code };
  return { kind: 'unknown', note: `the connection broke (${code ?? error.name})` };
}

/** The system's code of an error, also where others were wrapped around it, or several tries stand for one. */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  return 'code' in error && typeof error.code === 'string' ? error.code : codeOf(error.cause);
}

/** What goes wrong with Slack, in words for the terminal, and what to do; `setting` is the token that was used. */
export function troubleWords(failure: CallFailure, setting: 'SLACK_BOT_TOKEN' | 'SLACK_APP_TOKEN'): string {
  const token = setting === 'SLACK_BOT_TOKEN' ? 'bot token' : 'app token';
  const place = setting === 'SLACK_BOT_TOKEN' ? 'OAuth & Permissions' : 'Basic Information, App-Level Tokens';
  const rest = 'Everything else runs on, and Patron keeps trying.';
  switch (failure.kind) {
    case 'token':
      return `Slack refuses the ${token} (${failure.error}): copy it again from ${place} in the settings of the Slack app, set ${setting}, and start Patron again. ${rest}`;
    case 'refused':
      return `Slack refuses to connect (${failure.error}): see the settings of the Slack app, and docs/slack.md. ${rest}`;
    case 'wait':
      return `Slack asks to wait ${Math.ceil(failure.ms / 1000)} seconds before connecting again. ${rest}`;
    case 'unreached':
      return `Slack cannot be reached (${failure.code}). ${rest}`;
    case 'unknown':
      return `Slack does not answer as it should: ${failure.note}. ${rest}`;
  }
}
