import { z } from 'zod';
import type { Clock } from '../../src/domain/clock.ts';
import { FatalError } from '../../src/domain/errors.ts';
import type { Reply } from '../transport/attempt.ts';
import type { Credential, TransportRequest } from '../transport/transport.ts';

/** A token that stays, or the client id and secret of an app of the Dev Dashboard, which are exchanged for tokens of 24 hours. */
export type ShopifyCredentials =
  | { readonly accessToken: string }
  | { readonly clientId: string; readonly clientSecret: string };

const tokenReply = z.object({ access_token: z.string().min(1), expires_in: z.number().optional() });
const renewAheadMs = 5 * 60_000;

/** How a shop's calls are signed. `ask` sends the exchange; one exchange at a time, whoever waits for it. */
export function shopifyCredential(
  credentials: ShopifyCredentials,
  { clock, shop, ask }: { clock: Clock; shop: string; ask: (call: TransportRequest) => Promise<Reply> },
): Credential {
  const hint = hintOf(credentials, shop);
  if ('accessToken' in credentials) {
    return { hint, headers: async () => sign(credentials.accessToken) };
  }
  let held: { readonly token: string; readonly endsAt: number } | undefined;
  let running: Promise<string> | undefined;
  async function exchange(): Promise<string> {
    const reply = await ask(exchangeCall(credentials));
    const token = tokenReply.safeParse(reply.json);
    if (reply.status !== 200 || !token.success) throw refusedExchange(reply.status, hint);
    const lifeMs = (token.data.expires_in ?? 86_399) * 1000;
    held = { token: token.data.access_token, endsAt: clock.now().getTime() + lifeMs };
    return held.token;
  }
  function token(): Promise<string> {
    if (held !== undefined && clock.now().getTime() < held.endsAt - renewAheadMs) return Promise.resolve(held.token);
    running ??= exchange().finally(() => {
      running = undefined;
    });
    return running;
  }
  return {
    hint,
    headers: async () => sign(await token()),
    async renew(refused) {
      // A call beside this one may have renewed it already.
      if (held?.token === refused[tokenHeader]) held = undefined;
      await token();
      return true;
    },
  };
}

const tokenHeader = 'X-Shopify-Access-Token';

function sign(token: string): Readonly<Record<string, string>> {
  return { [tokenHeader]: token };
}

function exchangeCall(credentials: ShopifyCredentials): TransportRequest {
  if ('accessToken' in credentials) throw new TypeError('A static token is not exchanged.');
  const { clientId, clientSecret } = credentials;
  const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
  return {
    method: 'POST',
    path: '/admin/oauth/access_token',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' },
    body: new URLSearchParams(form).toString(),
    isIdempotent: true,
    isAnonymous: true,
  };
}

function hintOf(credentials: ShopifyCredentials, shop: string): string {
  if ('accessToken' in credentials) {
    return `Open https://${shop}/admin/settings/apps/development, take the Admin API access token of the app, set SHOPIFY_ACCESS_TOKEN, then run: patron sync shopify`;
  }
  return 'Open https://dev.shopify.com/dashboard, app, Settings: set SHOPIFY_CLIENT_ID and SHOPIFY_CLIENT_SECRET as they stand there, see that the app is installed in the shop, then run: patron sync shopify';
}

function refusedExchange(status: number, hint: string): FatalError {
  return new FatalError('credential-refused', `Shopify gives no token for the client id and secret (${status}).`, hint);
}
