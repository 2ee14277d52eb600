import { ConfigError, FatalError } from '../../src/domain/errors.ts';

const loopback = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Reads a base URL from a setting. Raises `bad-setting`: no URL, a user or password in it, or http elsewhere than on loopback. */
export function readBaseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined) throw badBase('it is no web address');
  if (url.username !== '' || url.password !== '') throw badBase('it holds a user name or password');
  if (!isSafe(url)) throw badBase('only https is allowed, or http on 127.0.0.1');
  return url;
}

/**
 * The address of a call: a path under the base URL, or a whole URL on the base's host or one of `allowedHosts` (names without port). Raises
 * `source-broken` for any other host: an answer must not send us elsewhere.
 */
export function addressOf(path: string, { base, allowedHosts }: { base: URL; allowedHosts: readonly string[] }): URL {
  if (path.startsWith('/') && !path.startsWith('//')) {
    const prefix = base.pathname.replace(/\/$/, '');
    return new URL(prefix + path, base);
  }
  const url = URL.canParse(path) ? new URL(path) : undefined;
  if (url !== undefined && (url.origin === base.origin || (isSafe(url) && allowedHosts.includes(url.hostname))))
    return url;
  throw new FatalError(
    'source-broken',
    `Refused to call ${url?.host ?? 'an address without a host'}: only ${[base.host, ...allowedHosts].join(', ')} may be called.`,
    'Check the base URL in the settings; if it is right, report this: the other side names a host it should not.',
  );
}

function isSafe(url: URL): boolean {
  return url.protocol === 'https:' || (url.protocol === 'http:' && loopback.has(url.hostname));
}

function badBase(reason: string): ConfigError {
  return new ConfigError(
    'bad-setting',
    `Cannot use the base URL of a connector: ${reason}.`,
    'Set it to an https address without a user name, or leave it empty for the usual one.',
  );
}
