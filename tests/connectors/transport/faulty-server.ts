import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from 'vitest';
import { openTransport, type Transport, type TransportOptions } from '../../../connectors/transport/transport.ts';
import { seededRandom } from '../../../src/domain/random.ts';
import { type VirtualTime, virtualTime } from '../../support/virtual-time.ts';

/** What the server does with one request. */
export type Act = (response: ServerResponse, request: IncomingMessage, body: string) => void;

/** Answers with JSON. */
export function answer(
  json: unknown,
  { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
): Act {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(json));
  };
}

/** Breaks the connection without a word. */
export const reset: Act = (_, request) => request.socket.destroy();

/** Promises more than it sends. */
export const cut: Act = (response, request) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
  response.write('{"a":', () => request.socket.destroy());
};

/** A gateway's page with a status that says all is well. */
export const html: Act = (response) => {
  response.writeHead(200, { 'content-type': 'text/html' });
  response.end('<html>Bad Gateway</html>');
};

/** A server that does with each request what comes next, and a transport to it in virtual time. */
export interface FaultyServer {
  readonly url: string;
  readonly time: VirtualTime;
  readonly requests: {
    readonly path: string;
    readonly method: string;
    readonly body: string;
    readonly token: string;
  }[];
  /** Never answers; every deadline that runs passes. */
  readonly hang: Act;
  transport(options?: Partial<TransportOptions>): Transport;
}

const open: (() => Promise<void>)[] = [];

/** Closes the servers after each test of the file that calls this. */
export function closeServers(): void {
  afterEach(async () => {
    for (const close of open.splice(0)) await close();
  });
}

/** Opens a server; after the last act it answers `{}`. */
export async function faultyServer(acts: readonly Act[]): Promise<FaultyServer> {
  const time = virtualTime(new Date('2026-11-24T10:00:00Z'));
  const requests: FaultyServer['requests'] = [];
  const next = [...acts];
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const body = Buffer.concat(pieces).toString('utf8');
      const token = request.headers.authorization ?? '';
      requests.push({ path: request.url ?? '', method: request.method ?? '', body, token });
      (next.shift() ?? answer({}))(response, request, body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const url = `http://127.0.0.1:${portOf(server.address())}`;
  return {
    url,
    time,
    requests,
    hang: () => setImmediate(time.lapse),
    transport: (options = {}) =>
      openTransport({
        name: 'Thing',
        baseUrl: url,
        clock: time.clock,
        sleep: time.sleep,
        alarm: time.alarm,
        random: seededRandom(4),
        fetch: globalThis.fetch,
        ...options,
      }),
  };
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === 'object' && address !== null ? address.port : 0;
}
