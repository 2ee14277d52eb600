import { isSignedBy } from '../requests/signature.ts';

/** Whether a body came from Shopify: `signature` is the header `X-Shopify-Hmac-Sha256`, `body` the raw bytes. The headers beside it are not signed. */
export function isFromShopify(
  body: Uint8Array,
  { signature, secrets }: { signature: string | undefined; secrets: readonly string[] },
): boolean {
  return isSignedBy(secrets, body, signature);
}
