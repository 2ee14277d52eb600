import { once } from 'node:events';
import { connect } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../src/store/database.ts';
import { realSystem } from '../../src/system.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import {
  hubSpotEvent,
  hubSpotHeaders,
  noon,
  publicUrl,
  type ServedWebhooks,
  serveWebhooks,
  shopifyHeaders,
} from './served-webhooks.ts';

const folder = temporaryFolder();
const { migrationsFolder } = realSystem();

let served: ServedWebhooks;
beforeEach(async () => {
  served = await serveWebhooks();
});
afterEach(() => served.close());

const order = '{"id":5,"email":"ann@shop.test","customer":{"id":9,"email":"ann@shop.test"}}';
const toShopify = (body: string, options: Parameters<typeof shopifyHeaders>[1] = {}) =>
  served.post('/webhooks/shopify', body, shopifyHeaders(body, options));
const toHubSpot = (events: unknown, options: Parameters<typeof hubSpotHeaders>[1] = {}) => {
  const body = JSON.stringify(events);
  return served.post('/webhooks/hubspot', body, hubSpotHeaders(body, options));
};
const topics = () => served.inbox().map(({ topic }) => topic);
const payloads = () => served.inbox().map(({ payload }) => JSON.parse(String(payload)));

/** Everything a raw connection receives until the other side closes it. */
async function rawExchange(head: string, body: string, port = served.port): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let received = '';
  socket.on('data', (chunk) => {
    received += chunk.toString();
  });
  socket.on('error', () => {});
  socket.write(head);
  socket.write(body);
  await once(socket, 'close');
  return received;
}

const rawHead = (lines: readonly string[]) =>
  [
    'POST /webhooks/shopify HTTP/1.1',
    'Host: patron.shop.test',
    'Content-Type: application/json',
    'X-Shopify-Hmac-Sha256: x',
    ...lines,
    '',
    '',
  ].join('\r\n');

describe('the endpoint of Shopify', () => {
  it('answers a genuine message with 200 and keeps its ids alone', async () => {
    const response = await toShopify(order);
    expect([response.status, await response.text()]).toEqual([200, 'Thank you.\n']);
    expect(served.inbox()).toEqual([
      {
        source: 'shopify',
        event_id: 'one',
        topic: 'orders/updated',
        occurred_at: noon,
        payload: '{"kind":"order","id":"5"}',
      },
    ]);
    await setImmediate();
    expect(served.told()).toBe(1);
    expect(JSON.stringify(served.store.sqlite.prepare('select * from inbox').all())).not.toContain('ann');
  });

  // Bodies as Shopify's documentation shows them, shortened to what is read and some of what must not be kept.
  it.each([
    ['orders/create', { id: 820982911946154500, email: 'a@b.test' }, undefined],
    ['orders/create', { id: 820982911946154, email: 'a@b.test' }, [{ kind: 'order', id: '820982911946154' }]],
    ['orders/delete', { id: 820982911946154 }, [{ kind: 'order', id: '820982911946154' }]],
    [
      'refunds/create',
      { id: 890088186047892400, order_id: 820982911946154 },
      [{ kind: 'order', id: '820982911946154' }],
    ],
    ['customers/update', { id: 706405506930370, email: 'bob@b.test' }, [{ kind: 'customer', id: '706405506930370' }]],
    ['customers/delete', { id: 706405506930370 }, [{ kind: 'customer', id: '706405506930370' }]],
    [
      'customers/merge',
      {
        admin_graphql_api_customer_kept_id: 'gid://shopify/Customer/1',
        admin_graphql_api_customer_deleted_id: 'gid://shopify/Customer/2',
        status: 'completed',
      },
      [
        { kind: 'customer', id: '1' },
        { kind: 'customer', id: '2' },
      ],
    ],
    [
      'customers/data_request',
      {
        shop_id: 954889,
        shop_domain: 'shop.test',
        orders_requested: [299938, 280263],
        customer: { id: 191167, email: 'john@b.test', phone: '555-625-1199' },
        data_request: { id: 9999 },
      },
      [{ kind: 'data-request', id: '191167', orders: ['299938', '280263'], request: '9999' }],
    ],
    [
      'customers/redact',
      {
        shop_id: 954889,
        shop_domain: 'shop.test',
        customer: { id: 191167, email: 'john@b.test', phone: '555-625-1199' },
        orders_to_redact: [299938, 280263],
      },
      [{ kind: 'redact', id: '191167', orders: ['299938', '280263'] }],
    ],
    ['shop/redact', { shop_id: 954889, shop_domain: 'shop.test' }, [{ kind: 'shop-redact', id: '954889' }]],
  ])('reads %s', async (topic, body, subjects) => {
    // An id past 2^53 cannot be read exactly from JSON, and is refused rather than rounded.
    const { status } = await toShopify(JSON.stringify(body), { topic });
    expect(status).toBe(subjects ? 200 : 400);
    expect(payloads()).toEqual(subjects ?? []);
    expect(JSON.stringify(served.inbox())).not.toMatch(/b\.test|555/);
  });

  it('answers 200 to a topic that it does not listen to, and keeps nothing', async () => {
    expect((await toShopify('{"id":1}', { topic: 'carts/update' })).status).toBe(200);
    expect((await toShopify('{"id":1}', { topic: '__proto__' })).status).toBe(200);
    await setImmediate();
    expect([served.inbox(), served.told()]).toEqual([[], 0]);
  });

  it('answers 401 to a forged, an altered and an unsigned message', async () => {
    expect((await toShopify(order, { secret: 'guess' })).status).toBe(401);
    expect((await served.post('/webhooks/shopify', `${order} `, shopifyHeaders(order))).status).toBe(401);
    const { 'x-shopify-hmac-sha256': _, ...unsigned } = shopifyHeaders(order);
    expect((await served.post('/webhooks/shopify', order, unsigned)).status).toBe(401);
    expect(served.inbox()).toEqual([]);
  });

  it('keeps a message once that is sent again, also hours later with its first time', async () => {
    const options = { at: noon - 4 * 3_600_000 };
    for (let time = 0; time < 3; time++) expect((await toShopify(order, options)).status).toBe(200);
    await setImmediate();
    expect(served.inbox()).toHaveLength(1);
    expect(served.told()).toBe(1);
  });

  it('does not let an unsigned time in the future, or none, make a message newer than now', async () => {
    await toShopify(order, { id: 'future', at: noon + 86_400_000 });
    const headers = { ...shopifyHeaders(order, { id: 'none' }), 'x-shopify-triggered-at': 'yesterday' };
    await served.post('/webhooks/shopify', order, headers);
    expect(served.inbox().map(({ occurred_at: at }) => at)).toEqual([noon, noon]);
  });

  it('does not take a request about one person, sent again under another name, for one to erase the shop', async () => {
    const body = JSON.stringify({ shop_id: 1, customer: { id: 2 }, orders_to_redact: [] });
    expect((await toShopify(body, { topic: 'shop/redact' })).status).toBe(400);
    expect((await toShopify(order, { topic: 'customers/redact' })).status).toBe(400);
    expect(served.inbox()).toEqual([]);
  });

  it.each([
    ['null', 'null'],
    ['nothing', ''],
    ['cut JSON', '{"id":5'],
    ['an array', '[]'],
    ['a number', '5'],
    ['no id', '{"email":"ann@shop.test"}'],
    ['an id that is no number', '{"id":"5; drop table inbox"}'],
    ['a negative id', '{"id":-5}'],
    ['an id with a fraction', '{"id":5.5}'],
    ['a million brackets', '['.repeat(500_000)],
    ['an id behind __proto__', '{"__proto__":{"id":5}}'],
  ])('answers 400 to a genuine message of %s, and says so without its words', async (_, body) => {
    expect((await toShopify(body)).status).toBe(400);
    expect(served.inbox()).toEqual([]);
    expect(served.troubles).toEqual(['A genuine message could not be read: /webhooks/shopify.']);
    expect((await toShopify(order)).status).toBe(200);
  });

  it('answers 400 where the number of the message is missing or is no word', async () => {
    for (const id of ['', 'a b', "a'--", 'x'.repeat(101)]) expect((await toShopify(order, { id })).status).toBe(400);
  });

  it('answers 415 to another type than JSON', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp']) {
      const headers = { ...shopifyHeaders(order), 'content-type': type };
      expect((await served.post('/webhooks/shopify', order, headers)).status).toBe(415);
    }
    const headers = { ...shopifyHeaders(order), 'content-type': 'application/json; charset=utf-8' };
    expect((await served.post('/webhooks/shopify', order, headers)).status).toBe(200);
  });

  it('answers 405 to anything but POST, and 404 elsewhere', async () => {
    const get = await fetch(`http://127.0.0.1:${served.port}/webhooks/shopify`);
    expect([get.status, get.headers.get('allow')]).toEqual([405, 'POST']);
    expect((await served.post('/webhooks', order, shopifyHeaders(order))).status).toBe(404);
  });

  it('answers 413 to an announced length over a megabyte before it is sent', async () => {
    // Nothing of the body is ever sent: an answer that waits for it would not come.
    const answer = await rawExchange(rawHead(['Content-Length: 50000000']), '');
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  });

  it('stops reading a body of unknown length that grows over a megabyte', async () => {
    const chunk = `10000\r\n${' '.repeat(65_536)}\r\n`;
    const answer = await rawExchange(rawHead(['Transfer-Encoding: chunked']), chunk.repeat(17));
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  });

  it('takes a genuine message of just a megabyte', async () => {
    const body = order.padEnd(1_048_576);
    expect((await toShopify(body)).status).toBe(200);
    expect((await toShopify(`${body} `)).status).toBe(413);
  });

  it('gives up on a body that does not come, and serves others meanwhile', async () => {
    const slow = await serveWebhooks({ bodyDeadlineMs: 40 });
    try {
      const answer = rawExchange(rawHead(['Content-Length: 100']), '{"id":', slow.port);
      expect((await slow.post('/webhooks/shopify', order, shopifyHeaders(order))).status).toBe(200);
      expect(await answer).toMatch(/^HTTP\/1\.1 408 /);
    } finally {
      await slow.close();
    }
  });

  it('takes messages under the old and the new secret while one is replaced', async () => {
    const both = await serveWebhooks({ secrets: { shopify: ['new', 'old'] } });
    try {
      for (const secret of ['old', 'new']) {
        const headers = shopifyHeaders(order, { secret, id: secret });
        expect((await both.post('/webhooks/shopify', order, headers)).status).toBe(200);
      }
      expect((await both.post('/webhooks/hubspot', '[]', hubSpotHeaders('[]'))).status).toBe(404);
    } finally {
      await both.close();
    }
  });

  it('answers 503 and nothing of the fault where the store cannot take it, and 200 when it can again', async () => {
    served.store.sqlite.pragma('query_only = on');
    const response = await toShopify(order);
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '60']);
    expect(await response.text()).toBe('Cannot take this now: send it again later.\n');
    served.store.sqlite.pragma('query_only = off');
    expect((await toShopify(order)).status).toBe(200);
    expect(served.inbox()).toHaveLength(1);
  });

  it('waits for a store that another one is writing to, and answers 503 where that takes too long', async () => {
    const path = folder.path('busy.sqlite');
    const store = openStore(path, { migrationsFolder });
    const other = openStore(path, { migrationsFolder });
    const busy = await serveWebhooks({ store, storePatienceMs: 300 });
    try {
      const post = (id: string) => busy.post('/webhooks/shopify', order, shopifyHeaders(order, { id }));
      other.sqlite.exec('begin immediate');
      expect((await post('a')).status).toBe(503);
      const waits = post('b');
      // The endpoint goes on serving: this one needs no store.
      expect((await busy.post('/webhooks/shopify', order, shopifyHeaders(order, { secret: 'guess' }))).status).toBe(
        401,
      );
      other.sqlite.exec('commit');
      expect((await waits).status).toBe(200);
    } finally {
      other.close();
      await busy.close();
    }
  });

  it('is not disturbed by work that cannot be started', async () => {
    const troubled: string[] = [];
    const faulty = await serveWebhooks({
      onNews: () => {
        throw new Error('ann@shop.test');
      },
      onTrouble: (note) => troubled.push(note),
    });
    try {
      expect((await faulty.post('/webhooks/shopify', order, shopifyHeaders(order))).status).toBe(200);
      await setImmediate();
      expect(troubled).toEqual(['A message was kept, but work on it could not be started.']);
    } finally {
      await faulty.close();
    }
  });
});

describe('the endpoint of HubSpot', () => {
  it('keeps each event of a message by its ids alone', async () => {
    const events = [
      hubSpotEvent(),
      hubSpotEvent({ eventId: 101, subscriptionType: 'contact.creation', objectId: 124 }),
      hubSpotEvent({ eventId: 102, subscriptionType: 'object.deletion', objectTypeId: '0-1', objectId: 125 }),
      hubSpotEvent({ eventId: 103, subscriptionType: 'contact.privacyDeletion', objectId: 126 }),
    ];
    expect((await toHubSpot(events)).status).toBe(200);
    expect(topics()).toEqual([
      'contact.propertyChange',
      'contact.creation',
      'contact.deletion',
      'contact.privacyDeletion',
    ]);
    expect(payloads()).toEqual([
      { kind: 'contact', id: '123' },
      { kind: 'contact', id: '124' },
      { kind: 'contact', id: '125' },
      { kind: 'redact', id: '126' },
    ]);
    expect(served.inbox()[0]?.occurred_at).toBe(noon - 1000);
    expect(JSON.stringify(served.inbox())).not.toContain('ann');
  });

  it('names every contact of a merge, and the contact of an association', async () => {
    const merge = hubSpotEvent({
      subscriptionType: 'contact.merge',
      objectId: 1,
      primaryObjectId: 1,
      mergedObjectIds: [2, 3],
      newObjectId: 4,
    });
    const association = {
      ...hubSpotEvent({
        eventId: 101,
        subscriptionType: 'contact.associationChange',
        associationType: 'CONTACT_TO_COMPANY',
      }),
      objectId: undefined,
      fromObjectId: 8,
      toObjectId: 9,
    };
    await toHubSpot([merge, association]);
    expect(payloads().map(({ id }) => id)).toEqual(['1', '2', '3', '4', '8']);
  });

  it('keeps a repeated event once, whichever attempt it is, but not another one of the same number', async () => {
    await toHubSpot([hubSpotEvent(), hubSpotEvent()]);
    await toHubSpot([hubSpotEvent({ attemptNumber: 3 })]);
    expect(served.inbox()).toHaveLength(1);
    await toHubSpot([
      hubSpotEvent({ objectId: 999 }),
      hubSpotEvent({ occurredAt: noon - 5 }),
      hubSpotEvent({ subscriptionId: 8 }),
    ]);
    expect(served.inbox()).toHaveLength(4);
  });

  it('leaves out events about other things, and says how many could not be read', async () => {
    const events = [
      hubSpotEvent({ subscriptionType: 'deal.creation' }),
      hubSpotEvent({ subscriptionType: 'object.creation', objectTypeId: '0-3' }),
      null,
      { eventId: 'x' },
      hubSpotEvent(),
    ];
    expect((await toHubSpot(events)).status).toBe(200);
    expect(served.inbox()).toHaveLength(1);
    expect(served.troubles).toEqual(['2 events of a genuine message could not be read: /webhooks/hubspot.']);
  });

  it('takes an empty message, and refuses one that is no array', async () => {
    expect((await toHubSpot([])).status).toBe(200);
    for (const body of [null, {}, 'text', hubSpotEvent()]) expect((await toHubSpot(body)).status).toBe(400);
    expect(served.inbox()).toEqual([]);
  });

  it('answers 401 to what is forged, five minutes old or ahead, replayed at another address or method', async () => {
    const statusOf = async (options: Parameters<typeof hubSpotHeaders>[1]) =>
      (await toHubSpot([hubSpotEvent()], options)).status;
    expect(await statusOf({ secret: 'guess' })).toBe(401);
    expect(await statusOf({ at: String(noon - 300_001) })).toBe(401);
    expect(await statusOf({ at: String(noon + 300_001) })).toBe(401);
    expect(await statusOf({ at: 'NaN' })).toBe(401);
    expect(await statusOf({ uri: `${publicUrl}/webhooks/shopify` })).toBe(401);
    expect(await statusOf({ uri: 'https://elsewhere.test/webhooks/hubspot' })).toBe(401);
    expect(await statusOf({ method: 'PUT' })).toBe(401);
    expect(served.inbox()).toEqual([]);
    expect(await statusOf({ at: String(noon - 300_000) })).toBe(200);
  });

  it('checks the query as it was called, and the Host where no public address is set', async () => {
    const body = JSON.stringify([hubSpotEvent()]);
    const path = '/webhooks/hubspot?shop=a%3Ab&x=%20';
    const uri = `${publicUrl}/webhooks/hubspot?shop=a:b&x=%20`;
    expect((await served.post(path, body, hubSpotHeaders(body, { uri }))).status).toBe(200);
    const byHost = await serveWebhooks({ publicUrl: undefined });
    try {
      const own = `https://127.0.0.1:${byHost.port}/webhooks/hubspot`;
      expect((await byHost.post('/webhooks/hubspot', body, hubSpotHeaders(body, { uri: own }))).status).toBe(200);
    } finally {
      await byHost.close();
    }
  });
});
