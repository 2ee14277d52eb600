import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Whether `signature` is the HMAC-SHA256 of `message`, in `encoding`, under one of `secrets` (two while one is being replaced). Takes as long for a wrong
 * signature as for a right one. No secret: nothing is genuine.
 */
export function isSignedBy(
  secrets: readonly string[],
  message: string | Uint8Array,
  signature: string | undefined,
  { encoding = 'base64' }: { encoding?: 'base64' | 'hex' } = {},
): boolean {
  if (signature === undefined) return false;
  const given = Buffer.from(signature, 'utf8');
  let isGenuine = false;
  for (const secret of secrets) {
    if (secret === '') continue;
    const expected = Buffer.from(createHmac('sha256', secret).update(message).digest(encoding), 'utf8');
    if (given.length === expected.length && timingSafeEqual(given, expected)) isGenuine = true;
  }
  return isGenuine;
}
