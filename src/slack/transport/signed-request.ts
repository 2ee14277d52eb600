import { isSignedBy } from '../../requests/signature.ts';

/** How old, or how far ahead, a request may be, ms. */
const toleranceMs = 300_000;

/** What Slack signs, version 0: the headers `X-Slack-Signature` and `X-Slack-Request-Timestamp` as they came, and the raw body. */
export interface SignedRequest {
  readonly signature: string | undefined;
  /** Epoch seconds. */
  readonly timestamp: string | undefined;
  readonly body: Uint8Array;
}

/** Whether a request came from Slack within five minutes before or after `now` (epoch ms). */
export function isFromSlack(
  { signature, timestamp, body }: SignedRequest,
  { secrets, now }: { secrets: readonly string[]; now: number },
): boolean {
  if (timestamp === undefined || !/^\d{9,12}$/.test(timestamp) || !signature?.startsWith('v0=')) return false;
  const message = Buffer.concat([Buffer.from(`v0:${timestamp}:`, 'utf8'), body]);
  // The signature first: only a genuine timestamp says anything.
  const isGenuine = isSignedBy(secrets, message, signature.slice('v0='.length), { encoding: 'hex' });
  return isGenuine && Math.abs(now - Number(timestamp) * 1000) <= toleranceMs;
}
