/**
 * How long a Retry-After header asks to wait, in ms: seconds or an HTTP date (RFC 9110, 10.2.3). A moment that has passed is 0; absent or unreadable:
 * undefined.
 */
export function retryAfterMs(header: string | null | undefined, now: Date): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(text)) return Math.ceil(Number(text) * 1000);
  // Only dates with letters: Date.parse would read "-5" as a year.
  const at = /[A-Za-z]{3}/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, at - now.getTime());
}
