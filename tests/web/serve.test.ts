import { type IncomingHttpHeaders, request } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { ConfigError, FatalError, RetryableError } from '../../src/domain/errors.ts';
import type { Patron } from '../../src/patron.ts';
import { type ServedPage, servePage } from '../../src/web/serve.ts';
import { card, digest, shopOfPages } from './shop-of-pages.ts';

const served: ServedPage[] = [];
const faults: unknown[] = [];

async function serve(patron: Patron = shopOfPages()): Promise<string> {
  const page = await servePage(patron, { port: 0, onFault: (error) => faults.push(error) });
  served.push(page);
  return page.url;
}

afterEach(async () => {
  await Promise.all(served.splice(0).map((page) => page.close()));
  faults.length = 0;
});

interface Reply {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

function get(
  url: string,
  { method = 'GET', headers = {} }: { method?: string; headers?: Record<string, string> } = {},
) {
  return new Promise<Reply>((resolve, reject) => {
    const asked = request(url, { method, headers, agent: false }, (reply) => {
      const parts: Buffer[] = [];
      reply.on('data', (part: Buffer) => parts.push(part));
      reply.on('end', () =>
        resolve({ status: reply.statusCode, headers: reply.headers, body: Buffer.concat(parts).toString() }),
      );
    });
    asked.on('error', reject);
    asked.end();
  });
}

describe('the pages', () => {
  it('Today shows the digest, an ask box, the most valuable people and the verdict', async () => {
    const { status, body } = await get(await serve());
    expect(status).toBe(200);
    expect(body).toContain('<h1>Revenue £18,204 this week, +12\u00a0% against the week before.</h1>');
    expect(body).toContain('<form class="search" action="/ask" method="get">');
    expect(body).toContain('<a href="/people/C-1042"><bdi>Ann Lee</bdi></a>');
    expect(body).toContain('Proven better than recency on this shop: act on it.');
  });

  it('an answer leads on: questions are links, commands are for the terminal, people lead to their cards', async () => {
    const { body } = await get(`${await serve()}/ask?q=who+is+leaving`);
    expect(body).toContain('value="who is leaving"');
    expect(body).toContain('<a href="/ask?q=who%20is%20C-7">who is C-7</a>');
    expect(body).toContain('<code>patron train</code>');
    expect(body).not.toContain('q=patron');
    expect(body).toContain(
      '<th scope="row"><a href="/people/C-88"><bdi>Γιώργος Παπαδόπουλος-Αλεξανδρόπουλος</bdi></a></th>',
    );
  });

  it('an answer about a person leads to the card', async () => {
    const { body } = await get(`${await serve()}/ask?q=who+is+C-7`);
    expect(body).toContain('<a href="/people/C-7">See the whole card</a>');
  });

  it('of a question that is not understood, the nearest ones are links', async () => {
    const { body } = await get(`${await serve()}/ask?q=xyzzy`);
    expect(body).toContain('<li>The nearest that I can answer:</li>');
    expect(body).toContain('<li><a href="/ask?q=who%20will%20buy%3F">who will buy?</a></li>');
  });

  it('a very long question is cut, not passed on whole', async () => {
    const asked: string[] = [];
    const ask = (question: string) => {
      asked.push(question);
      return Promise.resolve(digest);
    };
    const url = await serve(shopOfPages({ ask }));
    expect((await get(`${url}/ask?q=${'a'.repeat(5000)}`)).status).toBe(200);
    expect(asked.map(({ length }) => length)).toEqual([300]);
  });

  it('people are found by words, and said to be many, one or none', async () => {
    const url = await serve();
    expect((await get(`${url}/people`)).body).toContain('<h1>The most valuable people</h1>');
    expect((await get(`${url}/people?q=ann`)).body).toContain('<h1>1 person fits “ann”</h1>');
    expect((await get(`${url}/people?q=zoe`)).body).toContain('<h1>Nobody fits “zoe”</h1>');
  });

  it('without a model the list of people has no column of chances', async () => {
    const url = await serve(
      shopOfPages({
        people: () => Promise.resolve([{ customerId: 'A', orders: 1, revenue: '£1', segment: 'ordinary' }]),
      }),
    );
    const { body } = await get(`${url}/people`);
    expect(body).toContain('<td class="number">£1</td>');
    expect(body).not.toContain('Order in 30 days');
  });

  it('a card shows figures and reasons, and no link to the reasons that it shows already', async () => {
    const { status, body } = await get(`${await serve()}/people/C-7`);
    expect(status).toBe(200);
    expect(body).toContain(`<h1>${card.headline}</h1>`);
    expect(body).toContain('<dt>Usual gap</dt><dd>about 31 days</dd>');
    expect(body).toContain('<th scope="row">last order 140 days ago (typical 64 days ago)</th>');
    expect(body).not.toContain('why%20C-7');
    expect(body).toContain('<a href="/people">Back to people</a>');
  });

  it('an address never shows the card of somebody who only resembles it', async () => {
    const url = await serve();
    for (const id of ['C-8', 'c-7', 'nobody', '%E0%A4%A'])
      expect((await get(`${url}/people/${id}`)).status, id).toBe(404);
    const other = await serve(
      shopOfPages({ ask: () => Promise.resolve(card), explain: () => Promise.reject(new Error('not asked for')) }),
    );
    const { body } = await get(`${other}/people/C-1042`);
    expect(body).not.toContain('Why this chance');
  });

  it('an id with letters that mean something in an address has a card too', async () => {
    const id = 'west/12 ?';
    const url = await serve(
      shopOfPages({
        ask: (question) => Promise.resolve({ ...card, headline: `${question}!`, data: { customerId: id } }),
        explain: (words) => Promise.resolve({ ...digest, id: 'why', headline: `There is no score for ${words} yet.` }),
      }),
    );
    expect((await get(`${url}/people`)).body).toContain('href="/people/west%2F12%20%3F"');
    const { status, body } = await get(`${url}/people/west%2F12%20%3F`);
    expect(status).toBe(200);
    expect(body).toContain('<h1>who is west/12 ?!</h1>');
    expect(body).toContain('There is no score for west/12 ? yet.');
  });

  it('the backtest shows the verdict, every candidate, the champion, calibration and windows in the days of the shop', async () => {
    const { body } = await get(`${await serve()}/backtest`);
    expect(body).toContain('<h1>Proven better than recency on this shop: act on it.</h1>');
    expect(body).toContain('Neural network (64, 32), many cutoffs <strong class="mark">champion</strong>');
    expect(body).toContain('BG/NBD purchase model <span class="mark">baseline</span>');
    expect(body).toContain('<td class="number">0.810 <small>0.798 to 0.822</small></td>');
    expect(body).toContain('<th scope="row">1 Nov 2025</th><td class="number">1,980</td>');
    expect(body.match(/<circle class="point"/g)).toHaveLength(9);
    expect(body).toContain('May not serve: Nobody differs: the base rate for all, since it tells nobody apart.');
  });

  it('without a backtest its page says why, and Today stands all the same', async () => {
    const none = {
      ...digest,
      id: 'backtest',
      headline: 'Too few orders to test the scores yet.',
      data: { rung: 'rules' },
    };
    const few = await serve(shopOfPages({ backtest: () => Promise.resolve(none) }));
    expect((await get(`${few}/backtest`)).body).toContain('<h1>Too few orders to test the scores yet.</h1>');
    const missing = new FatalError('model-missing', 'No model was trained yet.', 'Train one: patron train');
    const untrained = await serve(shopOfPages({ backtest: () => Promise.reject(missing) }));
    const today = await get(untrained);
    expect(today.status).toBe(200);
    expect(today.body).toContain('<p>No model was trained yet. Train one: patron train</p>');
    expect((await get(`${untrained}/backtest`)).status).toBe(404);
  });

  it('a shop without orders is told what to type, on every page', async () => {
    const url = await serve(
      shopOfPages({ shop: () => Promise.resolve({ isDemo: false, hasOrders: false, hasModel: false }) }),
    );
    for (const path of ['/', '/ask?q=segments', '/people', '/people/C-7', '/backtest'])
      expect((await get(url + path)).body, path).toContain('<code>patron import orders orders.csv</code>');
  });

  it('made-up data are called so on every page, and only they', async () => {
    const paths = ['/', '/ask?q=segments', '/people', '/people/C-7', '/people/nobody', '/backtest', '/nowhere'];
    const demo = await serve();
    const real = await serve(
      shopOfPages({ shop: () => Promise.resolve({ isDemo: false, hasOrders: true, hasModel: true }) }),
    );
    for (const path of paths) {
      expect((await get(demo + path)).body, path).toContain('Demo data, made up.');
      expect((await get(real + path)).body, path).not.toContain('Demo data');
    }
  });
});

describe('what people are called', () => {
  const name = '<script>alert(1)</script>';
  const customerId = '"><img src=x onerror=alert(1)>';

  it('never becomes markup, wherever it stands', async () => {
    const evil = {
      ...card,
      headline: name,
      facts: [{ label: name, value: name }],
      lines: [name],
      caution: name,
      basis: name,
      next: [name],
    };
    const url = await serve(
      shopOfPages({
        people: () => Promise.resolve([{ customerId, name, orders: 1, revenue: name, segment: name, propensity: 0.5 }]),
        ask: () => Promise.resolve({ ...evil, data: { customerId } }),
        explain: () =>
          Promise.resolve({
            ...evil,
            data: { base: 0, logOdds: 1, p: 0.7, reasons: [{ group: name, words: name, contribution: 1 }] },
          }),
        digest: () =>
          Promise.resolve({
            ...evil,
            period: name,
            table: { columns: [{ title: name, align: 'left' }], rows: [[name]] },
          }),
        backtest: () => Promise.resolve(evil),
      }),
    );
    const paths = [
      '/',
      `/ask?q=${encodeURIComponent(name)}`,
      `/people?q=${encodeURIComponent(customerId)}`,
      `/people/${encodeURIComponent(customerId)}`,
      '/backtest',
    ];
    for (const path of paths) {
      const { body } = await get(url + path);
      expect(body, path).toContain('&lt;script&gt;');
      expect(body, path).not.toMatch(/<script|<img/i);
    }
  });
});

describe('what goes wrong', () => {
  it('of a page that does not exist is said on a page', async () => {
    const { status, body } = await get(`${await serve()}/nowhere`);
    expect(status).toBe(404);
    expect(body).toContain('<h1>There is no such page.</h1>');
  });

  it('is told in one line with a hint, under a status that fits', async () => {
    const cases = [
      [new FatalError('store-damaged', 'The store cannot be opened.', 'Restore it.'), 500],
      [new FatalError('no-data', 'There is nothing before that date.', 'Import orders.'), 404],
      [new RetryableError('store-busy', 'Another Patron is writing.', 'Try again in a minute.'), 503],
      [new ConfigError('bad-date', 'Cannot read that date.', 'Write it as 2011-06-01.'), 400],
    ] as const;
    for (const [error, expected] of cases) {
      const { status, body } = await get(await serve(shopOfPages({ digest: () => Promise.reject(error) })));
      expect(status, error.code).toBe(expected);
      expect(body).toContain(`<h1>${error.message}</h1>\n<p>${error.hint}</p>`);
    }
    expect(faults).toEqual([]);
  });

  it('that Patron cannot explain shows no trace, but is handed on', async () => {
    const fault = new TypeError('cannot read x of /home/ann/patron.db');
    const { status, body } = await get(await serve(shopOfPages({ digest: () => Promise.reject(fault) })));
    expect(status).toBe(500);
    expect(body).toContain('Patron met a fault of its own.');
    expect(body).not.toMatch(/TypeError|ann|\bat \w/);
    expect(faults).toEqual([fault]);
  });

  it('with the store itself still gives a page', async () => {
    const broken = new FatalError('store-damaged', 'The store cannot be opened.', 'Restore it.');
    const { status, body } = await get(await serve(shopOfPages({ shop: () => Promise.reject(broken) })));
    expect(status).toBe(500);
    expect(body).toContain('<h1>The store cannot be opened.</h1>');
  });
});

describe('who may read the page', () => {
  it('only this machine: it is bound to 127.0.0.1', async () => {
    expect(await serve()).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  it('a host by its own name and port, and no other: names that are made to point here are refused', async () => {
    const url = await serve();
    const { port } = new URL(url);
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, `LOCALHOST:${port}`])
      expect((await get(url, { headers: { host } })).status, host).toBe(200);
    for (const host of [
      'evil.example',
      `evil.example:${port}`,
      '127.0.0.1',
      'localhost:1',
      `127.0.0.1.evil.example:${port}`,
    ]) {
      const { status, body } = await get(url, { headers: { host } });
      expect(status, host).toBe(421);
      expect(body).toBe(`This is served at http://127.0.0.1:${port} only.\n`);
    }
  });

  it('another site may link to it, but not load it in the background', async () => {
    const url = await serve();
    const from = (site: string, mode: string) =>
      get(`${url}/people?q=ann`, { headers: { 'sec-fetch-site': site, 'sec-fetch-mode': mode } });
    expect((await from('cross-site', 'navigate')).status).toBe(200);
    expect((await from('same-origin', 'no-cors')).status).toBe(200);
    expect((await from('cross-site', 'no-cors')).status).toBe(403);
    expect((await from('same-site', 'cors')).status).toBe(403);
  });

  it('reading is all that is offered', async () => {
    const url = await serve();
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
      const { status, headers } = await get(url, { method });
      expect([status, headers.allow], method).toEqual([405, 'GET, HEAD']);
    }
    expect(await get(url, { method: 'HEAD' })).toMatchObject({ status: 200, body: '' });
  });

  it('every response is kept out of caches and frames, and may run or load nothing foreign', async () => {
    const url = await serve();
    for (const path of ['/', '/style.css', '/icon.svg', '/nowhere']) {
      const { headers } = await get(url + path);
      expect(headers['cache-control'], path).toBe('no-store');
      expect(headers['x-content-type-options'], path).toBe('nosniff');
      expect(headers['referrer-policy'], path).toBe('same-origin');
      expect(headers['content-security-policy'], path).toBe(
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      );
    }
    expect((await get(url, { headers: { host: 'evil.example' } })).headers['cache-control']).toBe('no-store');
  });
});

describe('the port', () => {
  it('that is taken is refused with the setting that changes it', async () => {
    const port = Number(new URL(await serve()).port);
    const refused = servePage(shopOfPages(), { port });
    await expect(refused).rejects.toBeInstanceOf(ConfigError);
    await expect(refused).rejects.toMatchObject({
      code: 'port-taken',
      message: `Cannot serve the page: port ${port} is in use.`,
      hint: expect.stringContaining('PATRON_PORT=4321'),
    });
  });

  it('is free again once the page is closed, even while a browser keeps its connection', async () => {
    const page = await servePage(shopOfPages(), { port: 0 });
    const { port } = new URL(page.url);
    await fetch(page.url).then((reply) => reply.text());
    await page.close();
    const again = await servePage(shopOfPages(), { port: Number(port) });
    served.push(again);
    expect(again.url).toBe(page.url);
  });
});
