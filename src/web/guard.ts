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
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/**
 * Lets in only what a person's own browser asks of this machine by name: a foreign Host header is DNS rebinding (421), another site may link to
 * a page but not load it in the background (403), and nothing but reading is offered (405). Sets the headers of every response.
 */
export const guard: MiddlewareHandler<Served> = async (context, next) => {
  const port = context.env.incoming.socket.localPort ?? 0;
  if (!isOwnHost(context.req.header('host') ?? '', port)) {
    context.res = new Response(`This is served at http://127.0.0.1:${port} only.\n`, { status: 421 });
  } else if (isForeignLoad(context.req.header('sec-fetch-site'), context.req.header('sec-fetch-mode'))) {
    context.res = new Response('Other sites may not load this.\n', { status: 403 });
  } else if (context.req.method !== 'GET' && context.req.method !== 'HEAD') {
    context.res = new Response('This can only be read.\n', { status: 405, headers: { allow: 'GET, HEAD' } });
  } else {
    await next();
  }
  for (const [name, value] of Object.entries(headers)) context.res.headers.set(name, value);
};

function isOwnHost(host: string, port: number): boolean {
  const own = ['127.0.0.1', 'localhost'].flatMap((name) => (port === 80 ? [name, `${name}:80`] : [`${name}:${port}`]));
  return own.includes(host.toLowerCase());
}

/** Browsers say from where a request comes; what says nothing is a terminal or an old browser, and is let in. */
function isForeignLoad(site: string | undefined, mode: string | undefined): boolean {
  return (site === 'cross-site' || site === 'same-site') && mode !== 'navigate';
}
