import type { HttpBindings } from '@hono/node-server';
import type { MiddlewareHandler } from 'hono';

/** The page's environment: the request and the socket it came by. */
export interface Served {
  Bindings: HttpBindings;
}

const headers: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  // A form of ours says by its Origin header that it is ours; nothing is said to other sites.
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
};

/**
 * Lets in only what a person's own browser asks of this machine by name: a foreign Host header is DNS rebinding (421), another site may link to
 * a page but not load it in the background (403), nothing but reading is offered (405) except forms under `/pushes`, and a form counts only where the browser
 * says that a page of this very host has sent it (403). Sets the headers of every response.
 */
export const guard: MiddlewareHandler<Served> = async (context, next) => {
  const { req } = context;
  const refused = refusalOf({
    method: req.method,
    path: req.path,
    port: context.env.incoming.socket.localPort ?? 0,
    header: (name) => req.header(name),
  });
  if (refused) context.res = refused;
  else await next();
  for (const [name, value] of Object.entries(headers)) context.res.headers.set(name, value);
};

interface Asked {
  readonly method: string;
  readonly path: string;
  /** The port that it came in by. */
  readonly port: number;
  readonly header: (name: string) => string | undefined;
}

function refusalOf({ method, path, port, header }: Asked): Response | undefined {
  const host = header('host') ?? '';
  if (!isOwnHost(host, port)) {
    return new Response(`This is served at http://127.0.0.1:${port} only.\n`, { status: 421 });
  }
  if (isForeignLoad(header('sec-fetch-site'), header('sec-fetch-mode'))) {
    return new Response('Other sites may not load this.\n', { status: 403 });
  }
  if (method === 'GET' || method === 'HEAD') return undefined;
  if (method !== 'POST' || !hasForms(path)) {
    const allow = hasForms(path) ? 'GET, HEAD, POST' : 'GET, HEAD';
    return new Response('This can only be read.\n', { status: 405, headers: { allow } });
  }
  if (isOwnForm(header('origin'), host)) return undefined;
  return new Response('Only a form of this very page may do that.\n', { status: 403 });
}

function isOwnHost(host: string, port: number): boolean {
  const own = ['127.0.0.1', 'localhost'].flatMap((name) => (port === 80 ? [name, `${name}:80`] : [`${name}:${port}`]));
  return own.includes(host.toLowerCase());
}

function hasForms(path: string): boolean {
  return path === '/pushes' || path.startsWith('/pushes/');
}

/** Browsers name the page that sent a form; what names none is not a form of ours. */
function isOwnForm(origin: string | undefined, host: string): boolean {
  return origin?.toLowerCase() === `http://${host.toLowerCase()}`;
}

/** Browsers say from where a request comes; what says nothing is a terminal or an old browser, and is let in. */
function isForeignLoad(site: string | undefined, mode: string | undefined): boolean {
  return (site === 'cross-site' || site === 'same-site') && mode !== 'navigate';
}
