import { addDays, formatDate, localDate, startOfDate } from '../../src/domain/calendar.ts';
import { FatalError, RetryableError } from '../../src/domain/errors.ts';
import type { Reply } from '../transport/attempt.ts';
import { retryAfterMs } from '../transport/retry-after.ts';
import type { TryAgain } from '../transport/transport.ts';
import { keysPage } from './api.ts';
import { refusalReply } from './replies.ts';

/** How long to wait where HubSpot names a limit but no time: until its window has passed. */
const windowsMs: Readonly<Record<string, number>> = { SECONDLY: 1000, TEN_SECONDLY_ROLLING: 10_000 };

/** Statuses that HubSpot gives while a record is locked (423) or the account moves to another data centre (477). */
const passing = [423, 477];

/**
 * What to do about a refusal: undefined where the answer stands or the transport knows by itself. Raises `source-limit` when the calls of the day are used
 * up, saying when they come anew, and `access-missing` naming the scopes; `again` is the command that goes on then.
 */
export function judgeReply(
  reply: Reply,
  { now, timeZone, again }: { now: Date; timeZone: string | undefined; again: string },
): TryAgain | undefined {
  if (reply.status < 400) return undefined;
  const read = refusalReply.safeParse(reply.json);
  const refusal = read.success ? read.data : {};
  const afterMs = retryAfterMs(reply.headers.get('retry-after'), now);
  if (reply.status === 429) {
    if (refusal.policyName === 'DAILY') throw dayUsedUp(now, timeZone);
    const reason = `too many calls (429${refusal.policyName === undefined ? '' : `, ${refusal.policyName}`})`;
    return { code: 'source-limit', reason, afterMs: afterMs ?? windowsMs[refusal.policyName ?? ''] };
  }
  if (passing.includes(reply.status))
    return { code: 'source-unreachable', reason: `it answered ${reply.status}`, afterMs };
  if (reply.status === 403) throw accessMissing(refusal.errors ?? [], again);
  return undefined;
}

/** When HubSpot counts anew: midnight in the account's time zone. */
export function nextMidnight(now: Date, timeZone: string): Date {
  return new Date(addDays(startOfDate(localDate(now.getTime(), timeZone), timeZone), 1, timeZone));
}

function dayUsedUp(now: Date, timeZone: string | undefined): RetryableError {
  const when =
    timeZone === undefined
      ? "after midnight in the portal's time zone"
      : `at ${momentOf(nextMidnight(now, timeZone), timeZone)}`;
  return new RetryableError(
    'source-limit',
    'HubSpot allows no more calls today: the daily limit of the portal is used up.',
    `Nothing is lost; it goes on ${when}. Other apps use the same limit: look at their calls if this happens often.`,
  );
}

function momentOf(moment: Date, timeZone: string): string {
  return `00:00 on ${formatDate(moment.getTime(), timeZone)}, ${timeZone} (${moment.toISOString().slice(0, 16)}Z)`;
}

function accessMissing(
  errors: readonly { readonly context?: Readonly<Record<string, readonly string[]>> | undefined }[],
  again: string,
): FatalError {
  const scopes = errors.flatMap(({ context }) =>
    Object.entries(context ?? {}).flatMap(([key, names]) => (/scopes/i.test(key) ? names : [])),
  );
  const named = scopes.length > 0 ? scopes.map((scope) => `'${scope}'`).join(', ') : 'a scope that this needs';
  return new FatalError(
    'access-missing',
    `The HubSpot key lacks ${named}.`,
    `Add it to the key at ${keysPage}, then run: ${again}`,
  );
}

/** A call that HubSpot does not understand: ours is wrong, or the API has changed. */
export function misunderstood(reply: Reply, path: string): FatalError {
  const read = refusalReply.safeParse(reply.json);
  const category = read.success ? (read.data.category ?? read.data.message) : undefined;
  return new FatalError(
    'source-broken',
    `HubSpot answered ${reply.status} to ${path.split('?')[0]}${category === undefined ? '' : ` (${category})`}.`,
    'Update Patron; if it is the newest already, report this line.',
  );
}
