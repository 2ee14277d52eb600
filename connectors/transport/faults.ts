import { type ErrorCode, FatalError, RetryableError } from '../../src/domain/errors.ts';
import type { Reply } from './attempt.ts';
import { retryAfterMs } from './retry-after.ts';

/** What a message says of a call. */
interface Call {
  readonly method: string;
  readonly path: string;
}

/** Why a try did not bring an answer that stands. */
export interface Fault {
  readonly reason: string;
  readonly code: Extract<ErrorCode, 'source-limit' | 'source-unreachable'>;
  readonly mayHaveHappened: boolean;
  readonly afterMs?: number | undefined;
  readonly cause?: unknown;
}

/** What is wrong with a status by itself: 429, 408 and 5xx have to be asked for again. */
export function faultOfStatus({ status, headers }: Pick<Reply, 'status' | 'headers'>, now: Date): Fault | undefined {
  const afterMs = retryAfterMs(headers.get('retry-after'), now);
  if (status === 429) return { reason: 'too many calls (429)', code: 'source-limit', mayHaveHappened: false, afterMs };
  if (status < 500 && status !== 408) return undefined;
  return { reason: `it answered ${status}`, code: 'source-unreachable', mayHaveHappened: true, afterMs };
}

/** A call as a message may show it: never its query, where keys may stand. */
function shown({ method, path }: Call): string {
  return `${method} ${path.split('?')[0]}`;
}

/** After the last try. */
export function gaveUp(
  name: string,
  { call, fault, tried }: { call: Call; fault: Fault; tried: number },
): RetryableError {
  const hint =
    fault.code === 'source-limit'
      ? 'Nothing is lost: wait some minutes and sync again; it goes on where it stopped.'
      : `Nothing is lost: look at ${name}'s status page, then sync again; it goes on where it stopped.`;
  return new RetryableError(
    fault.code,
    `${name} did not answer ${shown(call)} after ${tried} tries: ${fault.reason}.`,
    hint,
    { cause: fault.cause },
  );
}

/** The run's deadline has come. */
export function outOfTime(name: string, deadlineMs: number): RetryableError {
  return new RetryableError(
    'source-unreachable',
    `Stopped the sync of ${name}: it would take longer than its deadline of ${Math.round(deadlineMs / 60_000)} minutes.`,
    'Nothing is lost: sync again; it goes on where it stopped.',
  );
}

/** A call that is not idempotent got no answer, and nothing can be read to see whether it happened. */
export function unknownOutcome(name: string, call: Call, fault: Fault): RetryableError {
  return new RetryableError(
    'source-unreachable',
    `${name} did not say whether ${shown(call)} happened: ${fault.reason}. It was not sent twice.`,
    `Look in ${name} whether it is there before you try again.`,
    { cause: fault.cause },
  );
}

/** The other side sends us elsewhere. */
export function redirected(name: string, reply: Reply): FatalError {
  const target = reply.headers.get('location') ?? '';
  const host = URL.canParse(target) ? new URL(target).host : 'another page';
  return new FatalError(
    'source-broken',
    `${name} answered with a redirect to ${host}, which is never followed.`,
    "Check the shop's or portal's address in the settings: it may have moved or be misspelt.",
  );
}

/** A 401 that no renewal cures. */
export function refused(name: string, call: Call, hint: string | undefined): FatalError {
  return new FatalError(
    'credential-refused',
    `${name} refuses the credential (401 on ${shown(call)}).`,
    hint ?? 'Check the token in the settings.',
  );
}

/** A 403. */
export function forbidden(name: string, call: Call, hint: string | undefined): FatalError {
  return new FatalError(
    'access-missing',
    `${name} does not allow ${shown(call)} with this credential (403).`,
    hint ?? 'Give the token the access that it needs.',
  );
}

/** A file that is not there. */
export function lost(name: string, status: number): FatalError {
  return new FatalError(
    'source-broken',
    `The file that ${name} promised cannot be downloaded: it answered ${status}.`,
    'Sync again: a new file is asked for.',
  );
}
