import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { openStore, type Store } from '../../src/store/database.ts';
import { realSystem } from '../../src/system.ts';
import { type WebhookParts, webhookRoutes } from '../../src/webhooks/routes.ts';

/** The instant at which every test of the endpoints happens. */
export const noon = Date.UTC(2026, 5, 1, 12);
/** Where the senders believe the endpoints to be. */
export const publicUrl = 'https://patron.shop.test';
export const shopifySecret = 'shopify-secret';
export const hubSpotSecret = 'hubspot-secret';

/** The endpoints behind a real HTTP server, with a store in memory. */
export interface ServedWebhooks {
  readonly store: Store;
  readonly port: number;
  /** Times that new messages were told of. */
  readonly told: () => number;
  readonly troubles: readonly string[];
  post(path: string, body: string, headers: Record<string, string>): Promise<Response>;
  /** What the inbox holds, oldest first. */
  inbox(): readonly Record<string, unknown>[];
  close(): Promise<void>;
}

/** Serves the endpoints at `noon` on a free port of this machine. */
export async function serveWebhooks(more: Partial<WebhookParts> = {}): Promise<ServedWebhooks> {
  const store = more.store ?? openStore(':memory:', { migrationsFolder: realSystem().migrationsFolder });
  const troubles: string[] = [];
  let told = 0;
  const routes = webhookRoutes({
    store,
    clock: { now: () => new Date(noon) },
    secrets: { shopify: [shopifySecret], hubspot: [hubSpotSecret] },
    publicUrl,
    onNews: () => told++,
    onTrouble: (note) => troubles.push(note),
    ...more,
  });
  const answer = getRequestListener(routes.fetch, { overrideGlobalObjects: false });
  const server = createServer((incoming, outgoing) => void answer(incoming, outgoing));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    store,
    port,
    told: () => told,
    troubles,
    post: (path, body, headers) => fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', body, headers }),
    inbox: () =>
      store.sqlite
        .prepare<[], Record<string, unknown>>(
          'select source, event_id, topic, occurred_at, payload from inbox order by id',
        )
        .all(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          store.close();
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/** Headers of a message as Shopify sends them, signed over exactly these bytes. */
export function shopifyHeaders(
  body: string | Uint8Array,
  { topic = 'orders/updated', id = 'one', at = noon, secret = shopifySecret } = {},
): Record<string, string> {
  return {
    'content-type': 'application/json',
    'x-shopify-topic': topic,
    'x-shopify-webhook-id': id,
    'x-shopify-triggered-at': new Date(at).toISOString(),
    'x-shopify-hmac-sha256': createHmac('sha256', secret).update(body).digest('base64'),
  };
}

/** Headers of a request as HubSpot sends them, signed over the method, the address, the body and the time. */
export function hubSpotHeaders(
  body: string | Uint8Array,
  { at = String(noon), uri = `${publicUrl}/webhooks/hubspot`, method = 'POST', secret = hubSpotSecret } = {},
): Record<string, string> {
  const signature = createHmac('sha256', secret).update(`${method}${uri}`).update(body).update(at).digest('base64');
  return {
    'content-type': 'application/json',
    'x-hubspot-request-timestamp': at,
    'x-hubspot-signature-v3': signature,
  };
}

/** One event as HubSpot's documentation shows it, about a contact. */
export function hubSpotEvent(more: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  return {
    eventId: 100,
    subscriptionId: 7,
    portalId: 62515,
    appId: 54321,
    occurredAt: noon - 1000,
    subscriptionType: 'contact.propertyChange',
    attemptNumber: 0,
    objectId: 123,
    propertyName: 'email',
    propertyValue: 'ann@shop.test',
    changeSource: 'CRM',
    ...more,
  };
}
