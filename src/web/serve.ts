import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { ConfigError } from '../domain/errors.ts';
import type { Patron } from '../patron.ts';
import { pageRoutes } from './routes.ts';

/** A page that is being served. */
export interface ServedPage {
  /** `http://127.0.0.1:4321`. */
  readonly url: string;
  /** Stops at once, also in the middle of a page. */
  close(): Promise<void>;
}

/**
 * Serves the page on 127.0.0.1, for this machine alone; `port` 0 takes any free one. `onFault` is told of faults that a page only hints at; by
 * default the terminal is. Raises `port-taken`.
 */
export async function servePage(
  patron: Patron,
  {
    port,
    onFault = tellTerminal,
    beside = () => undefined,
  }: {
    port: number;
    onFault?: (error: unknown) => void;
    /** Answers requests that are not the page's, before its guard sees them; undefined leaves them to the page. */
    beside?: (request: Request) => Promise<Response> | undefined;
  },
): Promise<ServedPage> {
  const routes = pageRoutes(patron, { onFault });
  const answer = getRequestListener((request, env) => beside(request) ?? routes.fetch(request, env), {
    overrideGlobalObjects: false,
  });
  const server = createServer((incoming, outgoing) => void answer(incoming, outgoing));
  const taken = await listen(server, port);
  return { url: `http://127.0.0.1:${taken}`, close: () => close(server) };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(cannotListen(error, port)));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

function cannotListen(error: NodeJS.ErrnoException, port: number): Error {
  const hint = `Stop the program that uses it, or choose another: PATRON_PORT=${port === 4321 ? 4322 : 4321} patron start`;
  if (error.code === 'EADDRINUSE')
    return new ConfigError('port-taken', `Cannot serve the page: port ${port} is in use.`, hint, { cause: error });
  if (error.code === 'EACCES')
    return new ConfigError(
      'port-taken',
      `Cannot serve the page: this machine does not let you use port ${port}.`,
      'Choose one from 1024 on: PATRON_PORT=4321 patron start',
      { cause: error },
    );
  return error;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeAllConnections();
  });
}

function tellTerminal(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
}
