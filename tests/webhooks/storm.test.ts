import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { drawIndex, seededRandom } from '../../src/domain/random.ts';
import { countNews, finishNews, takeNews } from '../../src/store/inbox.ts';
import { webhookRoutes } from '../../src/webhooks/routes.ts';
import {
  hubSpotEvent,
  hubSpotHeaders,
  hubSpotSecret,
  noon,
  publicUrl,
  type ServedWebhooks,
  serveWebhooks,
  shopifyHeaders,
  shopifySecret,
} from './served-webhooks.ts';

let served: ServedWebhooks;
beforeEach(async () => {
  served = await serveWebhooks();
});
afterEach(() => served.close());

const bodies = [
  'null',
  '',
  '{}',
  '[]',
  '[null]',
  '{"id":5}',
  '{"id":5,"id":6}',
  '{"__proto__":{"id":1}}',
  '{"constructor":{"prototype":{}}}',
  '{"id":1e400}',
  '\ufeff{"id":5}',
  '{"id":5}\u0000',
  '"\\ud800"',
  '['.repeat(5000),
  JSON.stringify([hubSpotEvent()]),
  JSON.stringify([hubSpotEvent({ objectId: 1e300 })]),
  '[{"eventId":1}]',
  'true',
  '-0',
  '{"shop_id":1}',
  '{"shop_id":1,"customer":null}',
];
const topics = [
  'orders/updated',
  'shop/redact',
  'customers/redact',
  'customers/data_request',
  'refunds/create',
  'toString',
  '',
];

/** A message with a strange body or strange headers, in two of three cases with a signature that is not its own. */
function damagedMessage(random: () => number) {
  const pick = (items: readonly string[]) => items[drawIndex(random, items.length)] ?? '';
  const isShopify = drawIndex(random, 2) === 0;
  const signed = pick(bodies);
  const headers = isShopify
    ? shopifyHeaders(signed, { topic: pick(topics), id: pick(['a', 'b', '', '%00']) })
    : hubSpotHeaders(signed, { at: pick([String(noon), String(noon - 400_000), '9'.repeat(30), '']) });
  const name = isShopify ? 'x-shopify-hmac-sha256' : 'x-hubspot-signature-v3';
  const damage = pick(['cut', 'guessed', 'unsigned', 'altered', 'none', 'none']);
  if (damage === 'cut') headers[name] = headers[name]?.slice(0, drawIndex(random, 44)) ?? '';
  if (damage === 'guessed') headers[name] = createHmac('sha256', 'guess').update(signed).digest('base64');
  if (damage === 'unsigned') delete headers[name];
  return {
    path: isShopify ? '/webhooks/shopify' : '/webhooks/hubspot',
    body: damage === 'altered' ? `${signed} ` : signed,
    headers,
    isForged: damage !== 'none',
  };
}

describe('under a storm', () => {
  it('takes no forged message and does not fall over in 2,000 damaged ones', async () => {
    const random = seededRandom(23);
    const troubles: unknown[] = [];
    const routes = webhookRoutes({
      store: served.store,
      clock: { now: () => new Date(noon) },
      secrets: { shopify: [shopifySecret], hubspot: [hubSpotSecret] },
      publicUrl,
      onNews: () => {},
      onTrouble: (_, error) => error !== undefined && troubles.push(error),
    });
    const counts = new Map<number, number>();
    let forged = 0;
    for (let time = 0; time < 2000; time++) {
      const { path, body, headers, isForged } = damagedMessage(random);
      const before = countNews(served.store).waiting;
      const { status } = await routes.request(path, { method: 'POST', body, headers });
      counts.set(status, (counts.get(status) ?? 0) + 1);
      if (!isForged) continue;
      forged++;
      expect(status).toBe(401);
      expect(countNews(served.store).waiting).toBe(before);
    }
    expect(troubles).toEqual([]);
    expect(new Set(counts.keys())).toEqual(new Set([200, 400, 401]));
    expect(forged).toBeGreaterThan(1000);
    expect(counts.get(200)).toBeGreaterThan(50);
  });

  it('loses none of 400 messages that come at once, 100 of them twice, and lets the newest of each order win', async () => {
    const random = seededRandom(29);
    const newest = new Map<string, number>();
    const messages = Array.from({ length: 300 }, (_, number) => {
      const body = JSON.stringify({ id: 1 + drawIndex(random, 60) });
      const at = noon - drawIndex(random, 3_600_000);
      const { id } = JSON.parse(body);
      newest.set(String(id), Math.max(newest.get(String(id)) ?? 0, at));
      return { body, headers: shopifyHeaders(body, { id: `message-${number}`, at }) };
    });
    const all = [...messages, ...messages.slice(0, 100)];
    const answers = await Promise.all(all.map(({ body, headers }) => served.post('/webhooks/shopify', body, headers)));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(served.inbox()).toHaveLength(300);
    const taken = takeNews(served.store, 1000);
    expect(new Map(taken.map(({ subject, occurredAt }) => [subject.id, occurredAt]))).toEqual(newest);
    expect(taken).toHaveLength(newest.size);
    for (const { id } of taken) finishNews(served.store, id, { state: 'done' });
    expect(countNews(served.store)).toEqual({ waiting: 0, failed: 0 });
  });
});
