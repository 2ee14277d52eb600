import { isAbsolute } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../src/config.ts';
import { ConfigError } from '../src/domain/errors.ts';

function refusalOf(env: Record<string, string>): ConfigError {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error;
  }
  throw new Error('the setting was accepted');
}

describe('readConfig', () => {
  it('works without any setting', () => {
    const config = readConfig({});
    expect(config).toMatchObject({ timeZone: 'UTC', port: 4321, tf: 'auto' });
    expect(isAbsolute(config.home)).toBe(true);
    expect(config.currency).toBeUndefined();
    expect(config.now).toBeUndefined();
  });

  it('reads each setting', () => {
    const config = readConfig({
      PATRON_HOME: '/var/lib/patron',
      PATRON_TIME_ZONE: 'Europe/Berlin',
      PATRON_CURRENCY: 'eur',
      PATRON_PORT: '8080',
      PATRON_NOW: '2011-06-01',
      PATRON_TF: 'cpu',
    });
    expect(config).toEqual({
      home: '/var/lib/patron',
      timeZone: 'Europe/Berlin',
      currency: 'EUR',
      port: 8080,
      now: Date.UTC(2011, 4, 31, 22),
      tf: 'cpu',
      syncCron: '17 * * * *',
      digestCron: '0 8 * * 1',
      pushCron: '0 9 * * 1',
    });
  });

  it('connects a shop by a token or by a client id and secret, and a portal by a token', () => {
    const shop = { SHOPIFY_SHOP: 'My-Shop.myshopify.com' };
    expect(readConfig({ ...shop, SHOPIFY_ACCESS_TOKEN: 't' }).shopify).toEqual({
      shop: 'my-shop.myshopify.com',
      credentials: { accessToken: 't' },
    });
    expect(readConfig({ ...shop, SHOPIFY_CLIENT_ID: 'i', SHOPIFY_CLIENT_SECRET: 's' }).shopify?.credentials).toEqual({
      clientId: 'i',
      clientSecret: 's',
    });
    expect(readConfig({ HUBSPOT_ACCESS_TOKEN: 'p', HUBSPOT_API_BASE_URL: 'http://127.0.0.1:9' }).hubspot).toEqual({
      token: 'p',
      baseUrl: 'http://127.0.0.1:9',
    });
  });

  it('refuses half a connection, and says what is missing', () => {
    expect(refusalOf({ SHOPIFY_SHOP: 'a.myshopify.com', SHOPIFY_CLIENT_ID: 'i' }).hint).toContain(
      'SHOPIFY_CLIENT_SECRET',
    );
    expect(refusalOf({ SHOPIFY_ACCESS_TOKEN: 't' }).message).toContain('SHOPIFY_SHOP is not');
  });

  it.each(['http://api.example.com', 'http://127.0.0.1.example.com', 'ftp://127.0.0.1', 'nonsense'])(
    'refuses the base address %s: unencrypted only on this machine',
    (address) => {
      expect(refusalOf({ HUBSPOT_API_BASE_URL: address }).message).toContain('it must be https');
    },
  );

  it('lets the command line win over the environment for the home', () => {
    expect(readConfig({ PATRON_HOME: '/a' }, { home: '/b' }).home).toBe('/b');
  });

  it('takes an empty setting for an absent one', () => {
    expect(readConfig({ PATRON_CURRENCY: '', PATRON_PORT: '' })).toMatchObject({ port: 4321 });
  });

  it.each([
    ['PATRON_TIME_ZONE', 'Mars/Olympus', 'it is no time zone'],
    ['PATRON_CURRENCY', 'EURO', 'it is no currency code'],
    ['PATRON_PORT', '70000', 'it is no port'],
    ['PATRON_PORT', 'http', 'it is no port'],
    ['PATRON_NOW', 'yesterday', 'it is no date'],
    ['PATRON_TF', 'gpu', 'it is none of auto, node, wasm, cpu'],
  ])('refuses %s=%s with the reason and what to do', (name, value, reason) => {
    const refusal = refusalOf({ [name]: value });
    expect(refusal.code).toBe('bad-setting');
    expect(refusal.message).toContain(`Cannot use ${name}=${value}: ${reason}`);
    expect(refusal.hint).toContain('Change it in .env or the environment.');
  });

  it('refuses a setting that does not exist, because it is most likely a slip of the pen', () => {
    const refusal = refusalOf({ PATRON_TIMEZONE: 'UTC' });
    expect(refusal.message).toBe('There is no setting PATRON_TIMEZONE.');
    expect(refusal.hint).toContain('PATRON_TIME_ZONE');
  });

  it('takes a Slack workspace over a socket or over signed requests', () => {
    const socket = readConfig({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1', SLACK_APPROVERS: 'U01, U02' });
    expect(socket.slack).toEqual({
      botToken: 'xoxb-1',
      way: { mode: 'socket', appToken: 'xapp-1' },
      viewers: [],
      analysts: [],
      approvers: ['U01', 'U02'],
    });
    const http = readConfig({
      SLACK_BOT_TOKEN: 'xoxb-1',
      SLACK_MODE: 'http',
      SLACK_SIGNING_SECRET: 'old, new',
      SLACK_API_URL: 'http://127.0.0.1:4000/api',
      SLACK_VIEWERS: '*',
    });
    expect(http.slack).toMatchObject({
      way: { mode: 'http', signingSecrets: ['old', 'new'] },
      apiUrl: 'http://127.0.0.1:4000/api/',
      viewers: ['*'],
    });
  });

  it.each([
    [{ SLACK_APP_TOKEN: 'xapp-1' }, 'SLACK_BOT_TOKEN is missing'],
    [{ SLACK_BOT_TOKEN: 'xoxb-1' }, 'needs SLACK_APP_TOKEN'],
    [{ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_MODE: 'http' }, 'needs SLACK_SIGNING_SECRET'],
    [{ SLACK_BOT_TOKEN: 'xoxp-secret' }, 'Cannot use SLACK_BOT_TOKEN: a bot token begins with xoxb-.'],
    [{ SLACK_APPROVERS: 'anna' }, 'it is no list of user ids'],
    [{ LLM_BASE_URL: 'http://127.0.0.1:11434/v1' }, 'without LLM_MODEL'],
    [{ LLM_BASE_URL: 'http://example.com/v1' }, 'https, or http on this machine'],
  ])('refuses a chat that is set up in part: %j', (env, words) => {
    expect(() => readConfig(env)).toThrow(words);
  });
});
