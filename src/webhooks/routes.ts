import { setTimeout as pause } from 'node:timers/promises';
import { type Context, Hono } from 'hono';
import type { Clock } from '../domain/clock.ts';
import { readBody } from '../requests/body.ts';
import type { Store } from '../store/database.ts';
import { keepNews, type News } from '../store/inbox.ts';
import { hubSpotNews } from './hubspot-news.ts';
import { isFromHubSpot } from './hubspot-signature.ts';
import { shopifyNews } from './shopify-news.ts';
import { isFromShopify } from './shopify-signature.ts';

/** A message is some kilobytes, a large order some hundreds. */
const mostBytes = 1_048_576;

/** What the endpoints need. */
export interface WebhookParts {
  readonly store: Store;
  readonly clock: Clock;
  /** Two for a system while its secret is being replaced; none: its endpoint does not exist. */
  readonly secrets: { readonly shopify?: readonly string[]; readonly hubspot?: readonly string[] };
  /** Told after the answer that there is something new to work on. */
  readonly onNews: () => void;
  /** Told of what a sender is only hinted at; `note` holds no personal data. */
  readonly onTrouble?: (note: string, error?: unknown) => void;
  /** Where the endpoints are reached from outside, `https://patron.example.com`: HubSpot signs the address that it calls. Absent: by the Host header. */
  readonly publicUrl?: string | undefined;
  /** How long a body may take to come, ms. */
  readonly bodyDeadlineMs?: number;
  /** How long a busy store is tried again before the sender is asked to come later, ms; Shopify waits 5 s in all. */
  readonly storePatienceMs?: number;
}

/**
 * `POST /webhooks/shopify` and `POST /webhooks/hubspot`: a genuine message is kept in the inbox and answered with 200 at once; the work is done later, by a
 * job that looks up what has changed. 401 forged, stale or too early; 413 too large; 415 not JSON; 408 too slow; 400 genuine but not what its topic
 * promises; 503 where the store cannot take it, so that the sender comes again.
 */
export function webhookRoutes(parts: WebhookParts): Hono {
  const app = new Hono();
  const { shopify = [], hubspot = [] } = parts.secrets;
  if (shopify.length > 0) app.all('/webhooks/shopify', (context) => receive(context, parts, fromShopify(shopify)));
  if (hubspot.length > 0) {
    app.all('/webhooks/hubspot', (context) => receive(context, parts, fromHubSpot(hubspot, parts.publicUrl)));
  }
  app.notFound(() => answer(404, 'There is nothing here.'));
  app.onError((error) => {
    parts.onTrouble?.('A message could not be taken.', error);
    return answer(503, 'Cannot take this now: send it again later.');
  });
  return app;
}

/** How one system's messages are told from forged ones, and read. */
interface Sender {
  /** The header without which nothing else is looked at. */
  readonly signatureHeader: string;
  isGenuine(context: Context, body: Uint8Array, now: number): boolean;
  /** Undefined where the body is not what was promised. */
  news(
    context: Context,
    body: unknown,
    now: number,
  ): { readonly news: readonly News[]; readonly unread: number } | undefined;
}

function fromShopify(secrets: readonly string[]): Sender {
  return {
    signatureHeader: 'x-shopify-hmac-sha256',
    isGenuine: ({ req }, body) => isFromShopify(body, { signature: req.header('x-shopify-hmac-sha256'), secrets }),
    news: ({ req }, body, now) => {
      const webhookId = req.header('x-shopify-webhook-id') ?? '';
      if (!/^[\w-]{1,100}$/.test(webhookId)) return undefined;
      const headers = { topic: req.header('x-shopify-topic') ?? '', triggeredAt: req.header('x-shopify-triggered-at') };
      const news = shopifyNews(body, { ...headers, webhookId }, now);
      return news && { news, unread: 0 };
    },
  };
}

function fromHubSpot(secrets: readonly string[], publicUrl: string | undefined): Sender {
  return {
    signatureHeader: 'x-hubspot-signature-v3',
    isGenuine: ({ req }, body, now) => {
      const { pathname, search } = new URL(req.url);
      const base = publicUrl?.replace(/\/+$/, '') ?? `https://${req.header('host') ?? ''}`;
      const request = {
        method: req.method,
        uri: `${base}${pathname}${search}`,
        body,
        timestamp: req.header('x-hubspot-request-timestamp'),
        signature: req.header('x-hubspot-signature-v3'),
      };
      return isFromHubSpot(request, { secrets, now });
    },
    news: (_, body, now) => hubSpotNews(body, now),
  };
}

async function receive(context: Context, parts: WebhookParts, sender: Sender): Promise<Response> {
  const { req } = context;
  const { clock, onTrouble, bodyDeadlineMs = 5000 } = parts;
  if (req.method !== 'POST') return answer(405, 'Messages are sent with POST.', { allow: 'POST' });
  if (!req.header(sender.signatureHeader)) return answer(401, 'This message is not signed.');
  if (!/^application\/json\s*(;|$)/i.test(req.header('content-type') ?? '')) return answer(415, 'This is not JSON.');
  const body = await readBody(req.raw, { mostBytes, deadlineMs: bodyDeadlineMs });
  if (body === 'too-large') return answer(413, 'This message is too large.', { connection: 'close' });
  if (body === 'too-slow') return answer(408, 'This message took too long.', { connection: 'close' });
  const now = clock.now().getTime();
  if (!sender.isGenuine(context, body, now)) return answer(401, 'The signature of this message is not right.');
  const read = sender.news(context, parseJson(body), now);
  if (!read) {
    onTrouble?.(`A genuine message could not be read: ${req.path}.`);
    return answer(400, 'This message cannot be read.');
  }
  if (read.unread > 0) onTrouble?.(`${read.unread} events of a genuine message could not be read: ${req.path}.`);
  return keep(read.news, now, parts);
}

/** The value, or undefined where it is no JSON; a promised body is never undefined. */
function parseJson(body: Uint8Array): unknown {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
    return value;
  } catch {
    return undefined;
  }
}

async function keep(news: readonly News[], now: number, parts: WebhookParts): Promise<Response> {
  try {
    if ((await keepPatiently(news, now, parts)) > 0) tellLater(parts);
    return answer(200, 'Thank you.');
  } catch (error) {
    parts.onTrouble?.('A message could not be kept: the store cannot take it.', error);
    return answer(503, 'Cannot take this now: send it again later.', { 'retry-after': '60' });
  }
}

/** Waits for a busy store in short steps, between which other requests are served. */
async function keepPatiently(news: readonly News[], receivedAt: number, parts: WebhookParts): Promise<number> {
  const { store, storePatienceMs = 2000 } = parts;
  for (let waited = 0; ; waited += 100) {
    try {
      return keepNews(store, news, { receivedAt, patienceMs: 50 });
    } catch (error) {
      const isBusy = error instanceof Error && 'code' in error && /^SQLITE_BUSY/.test(String(error.code));
      if (!isBusy || waited >= storePatienceMs) throw error;
      await pause(50);
    }
  }
}

/** After the answer, and so that a fault in it is not the sender's. */
function tellLater({ onNews, onTrouble }: WebhookParts): void {
  setImmediate(() => {
    try {
      onNews();
    } catch (error) {
      onTrouble?.('A message was kept, but work on it could not be started.', error);
    }
  });
}

function answer(status: number, text: string, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(`${text}\n`, {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', ...headers },
  });
}
