import { isSignedBy } from '../requests/signature.ts';

/** How old, or how far ahead, a message may be. */
const toleranceMs = 300_000;

/** What HubSpot signs, version 3: `signature` is the header `X-HubSpot-Signature-v3`, `timestamp` the header `X-HubSpot-Request-Timestamp` as it came. */
export interface HubSpotRequest {
  readonly method: string;
  /** The whole address that HubSpot called, with scheme, host and query. */
  readonly uri: string;
  readonly body: Uint8Array;
  readonly timestamp: string | undefined;
  readonly signature: string | undefined;
}

/** Whether a request came from HubSpot within five minutes before or after `now` (epoch ms). */
export function isFromHubSpot(
  { method, uri, body, timestamp, signature }: HubSpotRequest,
  { secrets, now }: { secrets: readonly string[]; now: number },
): boolean {
  if (timestamp === undefined || !/^\d{10,15}$/.test(timestamp)) return false;
  const message = Buffer.concat([Buffer.from(method + decodeUri(uri), 'utf8'), body, Buffer.from(timestamp, 'utf8')]);
  // The signature first: only a genuine timestamp says anything.
  return isSignedBy(secrets, message, signature) && Math.abs(now - Number(timestamp)) <= toleranceMs;
}

/** HubSpot signs its address with exactly these characters decoded; all others stay as they are. */
function decodeUri(uri: string): string {
  return uri.replace(/%(?:3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)/gi, decodeURIComponent);
}
