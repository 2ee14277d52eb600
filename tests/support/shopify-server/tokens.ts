import type { Clock } from '../../../src/domain/clock.ts';

/** Who may call: a static token, and tokens given for a client id and secret, which live 24 hours. */
export interface TokenDesk {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly staticToken: string;
  isGood(token: string): boolean;
  /** Answers the token endpoint. */
  exchange(form: URLSearchParams): { readonly status: number; readonly text: string };
  /** Makes every token that was exchanged worthless. */
  revoke(): void;
  /** How many were exchanged. */
  exchanged(): number;
}

const lifeSeconds = 86_399;

/** The token endpoint of a local Shopify. The words are made up here; none opens anything. */
export function tokenDesk({ clock, scopes }: { clock: Clock; scopes: readonly string[] }): TokenDesk {
  const given = new Map<string, number>();
  let count = 0;
  const desk: TokenDesk = {
    clientId: 'client-of-a-test',
    clientSecret: 'word-of-a-test',
    staticToken: 'static-of-a-test',
    isGood: (token) => token === desk.staticToken || (given.get(token) ?? 0) > clock.now().getTime(),
    exchange(form) {
      const isKnown = form.get('client_id') === desk.clientId && form.get('client_secret') === desk.clientSecret;
      if (!isKnown || form.get('grant_type') !== 'client_credentials') {
        return { status: 400, text: '{"error":"invalid_client","error_description":"The client is not known"}' };
      }
      count += 1;
      const token = `exchanged-of-a-test-${count}`;
      given.set(token, clock.now().getTime() + lifeSeconds * 1000);
      return {
        status: 200,
        text: JSON.stringify({ access_token: token, scope: scopes.join(','), expires_in: lifeSeconds }),
      };
    },
    revoke: () => given.clear(),
    exchanged: () => count,
  };
  return desk;
}
