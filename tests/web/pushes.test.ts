import { afterEach, describe, expect, it } from 'vitest';
import { ConfigError } from '../../src/domain/errors.ts';
import type { Patron } from '../../src/patron.ts';
import { type ServedPage, servePage } from '../../src/web/serve.ts';
import { push, shopOfPages } from './shop-of-pages.ts';

const served: ServedPage[] = [];
afterEach(async () => {
  for (const page of served.splice(0)) await page.close();
});

async function serve(given: Partial<Patron> = {}): Promise<string> {
  const page = await servePage(shopOfPages(given), { port: 0 });
  served.push(page);
  return page.url;
}

/** Sends a form as a browser does, and gives where it leads; `origin` other than the page's is another site's. */
async function send(url: string, fields: Readonly<Record<string, string>>, origin = new URL(url).origin) {
  const reply = await fetch(url, {
    method: 'POST',
    headers: { origin },
    body: new URLSearchParams(fields),
    redirect: 'manual',
  });
  return { status: reply.status, place: reply.headers.get('location') };
}

/** Follows a work to its end, as the page does by itself. */
async function endOf(url: string, place: string | null): Promise<{ status: number; url: string; body: string }> {
  for (;;) {
    const reply = await fetch(new URL(place ?? '', url));
    const body = await reply.text();
    if (!body.includes('http-equiv="refresh"')) return { status: reply.status, url: reply.url, body };
  }
}

describe('the pages of pushes', () => {
  it('show a proposal with counts, examples, the control group, its hash and what can be left out', async () => {
    const body = await (await fetch(`${await serve()}/pushes/${push.id}`)).text();
    for (const shown of [
      '48 contacts',
      '2 of 14 are held out',
      'Jürgen Groß',
      '0.42 → 0.34',
      '3f9a1c5be07d',
      'hot-lead',
    ])
      expect(body).toContain(shown);
    expect(body).toContain('Approve and write');
  });

  it('approve with the hash that was shown, and lead to what came of it', async () => {
    const decided: unknown[] = [];
    const url = await serve({
      decidePush: async ({ id, hash, as, by }) => {
        decided.push({ id, hash, as, by });
        return { outcome: 'sent', id, answer: { id: 'push', headline: '', basis: '', next: [] } };
      },
    });
    const { status, place } = await send(`${url}/pushes/${push.id}`, { as: 'approve', hash: push.hash });
    expect(status).toBe(303);
    expect((await endOf(url, place)).url).toBe(`${url}/pushes/${push.id}`);
    expect(decided).toEqual([{ id: push.id, hash: push.hash, as: 'approve', by: 'page' }]);
  });

  it('set the same going once, however often its button is pressed', async () => {
    let calls = 0;
    let finish = () => {};
    const url = await serve({
      undoPush: async ({ id }) => {
        calls++;
        await new Promise<void>((resolve) => {
          finish = resolve;
        });
        return { id: 'undo', headline: '', basis: '', next: [], data: { id: `undo-of-${id}` } };
      },
    });
    const places = [];
    for (let press = 0; press < 3; press++) places.push((await send(`${url}/pushes/${push.id}`, { as: 'undo' })).place);
    expect(new Set(places).size).toBe(1);
    expect(await (await fetch(new URL(places[0] ?? '', url))).text()).toContain('Taking the push back');
    finish();
    expect((await endOf(url, places[0] ?? null)).url).toBe(`${url}/pushes/undo-of-${push.id}`);
    expect(calls).toBe(1);
  });

  it('hand on what is to be left out', async () => {
    const asked: unknown[] = [];
    const url = await serve({
      push: async ({ instead }) => {
        asked.push(instead);
        return { id: 'push', headline: '', basis: '', next: [], data: { id: push.id } };
      },
    });
    const fields = { as: 'leave-out', field: 'patron_tags', rule: 'hot-lead', people: 'C-7\r\n west/12 ?\r\n' };
    await endOf(url, (await send(`${url}/pushes/${push.id}`, fields)).place);
    const leaveOut = { fields: ['patron_tags'], rules: ['hot-lead'], customers: ['C-7', 'west/12 ?'] };
    expect(asked).toEqual([{ id: push.id, leaveOut }]);
  });

  it('say what went wrong with a hint, and show no trace', async () => {
    const none = new ConfigError('usage', 'No HubSpot is connected.', 'Set HUBSPOT_ACCESS_TOKEN.');
    const url = await serve({ push: () => Promise.reject(none) });
    const { status, body } = await endOf(url, (await send(`${url}/pushes`, {})).place);
    expect(status).toBe(400);
    expect(body).toContain('<h1>No HubSpot is connected.</h1>\n<p>Set HUBSPOT_ACCESS_TOKEN.</p>');
  });

  it('take no form from another site, none without a sender, and none that is too long', async () => {
    const url = await serve();
    for (const origin of ['http://evil.example', 'null', `${url}.evil.example`, url.replace('http:', 'https:')])
      expect((await send(`${url}/pushes`, {}, origin)).status, origin).toBe(403);
    expect((await fetch(`${url}/pushes`, { method: 'POST' })).status).toBe(403);
    expect((await send(`${url}/pushes/${push.id}`, { as: 'undo', people: 'x'.repeat(70_000) })).status).toBe(413);
    expect((await send(`${url}/people`, {})).status).toBe(405);
  });

  it('do nothing with a form that none of them sends', async () => {
    const url = await serve();
    const odd = [{}, { as: 'delete' }, { as: 'approve' }, { as: 'approve', hash: '' }];
    for (const fields of odd) {
      const { status, place } = await send(`${url}/pushes/${push.id}`, { ...fields });
      expect([status, place]).toEqual([303, `/pushes/${push.id}`]);
    }
  });

  it('of a push that is not there say so', async () => {
    const reply = await fetch(`${await serve()}/pushes/push-0`);
    expect(reply.status).toBe(404);
    expect(await reply.text()).toContain('There is no push push-0.');
  });
});
