import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Credential } from '../../../connectors/transport/transport.ts';
import { errorOf, rejectionOf } from '../../support/error-of.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { type Act, answer, closeServers, cut, faultyServer, html, reset } from './faulty-server.ts';

closeServers();
const folder = temporaryFolder();

const read = { method: 'GET', path: '/things?key=a-word', isIdempotent: true } as const;
const write = { method: 'POST', path: '/things', body: '{"name":"a"}', isIdempotent: false } as const;

const faults: readonly (readonly [string, Act])[] = [
  ['reset', reset],
  ['cut off', cut],
  ['a page of HTML', html],
  ['429', answer({}, { status: 429 })],
  ['500', answer({}, { status: 500 })],
  ['503', answer({}, { status: 503, headers: { 'retry-after': '1' } })],
];

describe('one call', () => {
  it.each(faults)('is repeated after: %s', async (_, fault) => {
    const server = await faultyServer([fault, fault, answer({ good: true })]);
    const transport = server.transport();
    expect((await transport.request(read)).json).toEqual({ good: true });
    expect(transport.usage()).toMatchObject({ calls: 3, retries: 2 });
  });

  it('is repeated after no answer came within its deadline', async () => {
    const server = await faultyServer([]);
    const hanging = await faultyServer([server.hang]);
    const transport = server.transport({ baseUrl: hanging.url });
    const before = server.time.now();
    await transport.request(read);
    expect(hanging.requests).toHaveLength(2);
    // 30 s, and then at most the first backoff of half a second.
    expect(server.time.now() - before).toBeGreaterThanOrEqual(30_000);
    expect(server.time.now() - before).toBeLessThan(30_500);
  });

  it('is given up after six tries, in one plain line that shows no query', async () => {
    const server = await faultyServer(Array.from({ length: 9 }, () => reset));
    const error = await rejectionOf(server.transport().request(read));
    expect(error.code).toBe('source-unreachable');
    expect(error.message).toContain('GET /things after 6 tries: the connection broke');
    expect(error.message).not.toContain('a-word');
    expect(server.requests).toHaveLength(6);
  });

  it('waits as long as Retry-After says in seconds, as a date, and two minutes at most', async () => {
    const limited = (header: string) => answer({}, { status: 429, headers: { 'retry-after': header } });
    const server = await faultyServer([limited('7'), limited('Tue, 24 Nov 2026 10:00:20 GMT'), limited('86400')]);
    const transport = server.transport();
    await transport.request(read);
    // The date is read 7 s after ten o'clock.
    expect(server.time.slept).toEqual([7_000, 13_000, 120_000]);
    expect(transport.usage().waitedMs).toBe(140_000);
  });

  it('gives a 404 and a 400 as they are', async () => {
    const server = await faultyServer([answer({ a: 1 }, { status: 404 }), answer({ b: 2 }, { status: 400 })]);
    const transport = server.transport();
    expect((await transport.request(read)).status).toBe(404);
    expect((await transport.request(read)).json).toEqual({ b: 2 });
  });

  it('does not follow a redirect', async () => {
    const target = await faultyServer([]);
    const server = await faultyServer([answer({}, { status: 302, headers: { location: `${target.url}/else` } })]);
    const error = await rejectionOf(server.transport().request(read));
    expect(error.code).toBe('source-broken');
    expect(target.requests).toEqual([]);
  });

  it('goes to no other host, whatever an answer says', async () => {
    const other = await faultyServer([]);
    const server = await faultyServer([]);
    const transport = server.transport({ allowedHosts: ['files.example.com'] });
    for (const path of [
      `${other.url}/x`,
      '//evil.example.com/x',
      'https://evil.example.com/x',
      'http://files.example.com/x',
    ]) {
      expect(errorOf(() => transport.request({ ...read, path })).code).toBe('source-broken');
    }
    expect(other.requests).toEqual([]);
  });

  it.each(['http://shop.example.com', 'ftp://127.0.0.1', 'https://me:word@shop.example.com', 'shop'])(
    'is never sent where the base URL is %s',
    async (baseUrl) => {
      const server = await faultyServer([]);
      expect(errorOf(() => server.transport({ baseUrl })).code).toBe('bad-setting');
    },
  );
});

describe('a call that must not happen twice', () => {
  const happened = { status: 200, headers: new Headers(), text: '{"id":1}', json: { id: 1 } };

  it.each(faults.filter(([name]) => name !== '429'))(
    'is not repeated after %s where a read finds that it happened',
    async (_, fault) => {
      const server = await faultyServer([fault]);
      const reply = await server.transport().request({ ...write, confirm: async () => happened });
      expect(reply.json).toEqual({ id: 1 });
      expect(server.requests).toHaveLength(1);
    },
  );

  it.each(faults)('is repeated after %s where a read finds that it did not', async (_, fault) => {
    const server = await faultyServer([fault, answer({ id: 2 })]);
    const reply = await server.transport().request({ ...write, confirm: async () => undefined });
    expect(reply.json).toEqual({ id: 2 });
    expect(server.requests).toHaveLength(2);
  });

  it('is not repeated where nothing can be read, and the error says so', async () => {
    const server = await faultyServer([reset]);
    const error = await rejectionOf(server.transport().request(write));
    expect(error.message).toContain('did not say whether POST /things happened');
    expect(server.requests).toHaveLength(1);
  });

  it('is repeated without a read after a 429, which says that it did not happen', async () => {
    const server = await faultyServer([answer({}, { status: 429 }), answer({ id: 3 })]);
    expect((await server.transport().request(write)).json).toEqual({ id: 3 });
  });
});

describe('the credential of a transport', () => {
  const refuse = answer({}, { status: 401 });

  function renewable(): Credential & { renewed: number } {
    const credential = {
      renewed: 0,
      hint: 'Open the page.',
      headers: async () => ({ authorization: `token ${credential.renewed}` }),
      renew: async () => {
        credential.renewed += 1;
        return true;
      },
    };
    return credential;
  }

  it('is renewed once by a 401, and the call repeated once', async () => {
    const server = await faultyServer([refuse, answer({ good: true })]);
    expect((await server.transport({ credential: renewable() }).request(read)).json).toEqual({ good: true });
    expect(server.requests.map(({ token }) => token)).toEqual(['token 0', 'token 1']);
  });

  it('ends the run with the page to open where the renewed one is refused too', async () => {
    const server = await faultyServer([refuse, refuse, refuse]);
    const error = await rejectionOf(server.transport({ credential: renewable() }).request(read));
    expect([error.code, error.hint]).toEqual(['credential-refused', 'Open the page.']);
    expect(server.requests).toHaveLength(2);
  });

  it('is not tried again after a 403', async () => {
    const server = await faultyServer([answer({}, { status: 403 })]);
    const error = await rejectionOf(server.transport({ credential: renewable() }).request(read));
    expect(error.code).toBe('access-missing');
    expect(server.requests).toHaveLength(1);
  });

  it('is not sent with an anonymous call', async () => {
    const server = await faultyServer([]);
    await server.transport({ credential: renewable() }).request({ ...read, isAnonymous: true });
    expect(server.requests[0]?.token).toBe('');
  });
});

describe('the deadline of a run', () => {
  it('ends it before a wait that would pass it', async () => {
    const server = await faultyServer([answer({}, { status: 429, headers: { 'retry-after': '90' } })]);
    const error = await rejectionOf(server.transport({ runDeadlineMs: 60_000 }).request(read));
    expect(error.message).toContain('deadline of 1 minutes');
    expect(server.time.slept).toEqual([]);
  });

  it('lets no call begin after it', async () => {
    const server = await faultyServer([]);
    const transport = server.transport({ runDeadlineMs: 60_000 });
    server.time.advance(60_000);
    expect((await rejectionOf(transport.request(read))).code).toBe('source-unreachable');
    expect(server.requests).toEqual([]);
  });
});

describe('a download', () => {
  const whole: Act = (response) => {
    response.writeHead(200, { 'content-length': '6' });
    response.end('abc\nd\n');
  };

  it('begins anew after it broke off, and saves every byte once', async () => {
    const server = await faultyServer([cut, reset, answer({}, { status: 503 }), whole]);
    const file = folder.path('download.txt');
    expect(await server.transport().download(`${server.url}/file`, file)).toBe(6);
    expect(readFileSync(file, 'utf8')).toBe('abc\nd\n');
  });

  it('says that the file is gone', async () => {
    const server = await faultyServer([answer({}, { status: 404 })]);
    const error = await rejectionOf(server.transport().download(`${server.url}/file`, folder.path('none.txt')));
    expect(error.code).toBe('source-broken');
  });
});
