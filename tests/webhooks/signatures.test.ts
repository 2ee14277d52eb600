import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isFromHubSpot } from '../../src/webhooks/hubspot-signature.ts';
import { isFromShopify } from '../../src/webhooks/shopify-signature.ts';

describe('isFromShopify', () => {
  const body = Buffer.from('what do ya want for nothing?');
  // RFC 4231, test case 2 (key "Jefe"), its HMAC-SHA256 written in base64.
  const signature = Buffer.from('5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843', 'hex').toString(
    'base64',
  );

  it('takes the published HMAC-SHA256 of RFC 4231', () => {
    expect(isFromShopify(body, { signature, secrets: ['Jefe'] })).toBe(true);
  });

  it('takes either of two secrets, and none where there is none', () => {
    expect(isFromShopify(body, { signature, secrets: ['new', 'Jefe'] })).toBe(true);
    expect(isFromShopify(body, { signature, secrets: ['Jefe', 'new'] })).toBe(true);
    expect(isFromShopify(body, { signature, secrets: ['new'] })).toBe(false);
    expect(isFromShopify(body, { signature, secrets: [] })).toBe(false);
    const ofNothing = createHmac('sha256', '').update(body).digest('base64');
    expect(isFromShopify(body, { signature: ofNothing, secrets: [''] })).toBe(false);
  });

  it('refuses a changed body, and a signature that is cut, longer, in another case, in hex, empty or absent', () => {
    const hex = Buffer.from(signature, 'base64').toString('hex');
    const wrong = [
      signature.slice(0, -1),
      `${signature}=`,
      signature.toLowerCase(),
      hex,
      '',
      undefined,
      '\u{1F600}'.repeat(22),
    ];
    for (const one of wrong)
      expect(isFromShopify(body, { signature: one, secrets: ['Jefe'] }), String(one)).toBe(false);
    expect(isFromShopify(Buffer.from('what do ya want for nothing!'), { signature, secrets: ['Jefe'] })).toBe(false);
  });

  it('signs bytes, also such as are no text', () => {
    const bytes = Buffer.from([0xff, 0x00, 0xc3, 0x28]);
    const own = createHmac('sha256', 'secret').update(bytes).digest('base64');
    expect(isFromShopify(bytes, { signature: own, secrets: ['secret'] })).toBe(true);
    expect(isFromShopify(Buffer.from(bytes.toString('utf8')), { signature: own, secrets: ['secret'] })).toBe(false);
  });
});

describe('isFromHubSpot', () => {
  const secret = 'yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy';
  const request = {
    method: 'POST',
    uri: 'https://www.example.com/webhook_uri',
    body: Buffer.from("{'example_field':'example_value'}"),
    timestamp: '1693657560000',
    signature: 'K36dawei4A+QBNolUOqo7s91KQDWQ5MXZ/QufNYuk/Y=',
  };
  const at = Number(request.timestamp);

  // The expected values in the tests of HubSpot's own clients for Python and for Ruby.
  it.each([
    ['1693657560000', 'K36dawei4A+QBNolUOqo7s91KQDWQ5MXZ/QufNYuk/Y='],
    ['1700000300000', 'RnbPH7+UMKVkbV32P8bz450N4M56aPmcru1+D3kSDtw='],
  ])('takes what HubSpot published for %s', (timestamp, signature) => {
    const now = Number(timestamp);
    expect(isFromHubSpot({ ...request, timestamp, signature }, { secrets: [secret], now })).toBe(true);
  });

  it('allows five minutes before and after, and not a millisecond more', () => {
    const atTime = (now: number) => isFromHubSpot(request, { secrets: [secret], now });
    expect([at - 300_001, at - 300_000, at + 300_000, at + 300_001].map(atTime)).toEqual([false, true, true, false]);
  });

  it.each([
    ['another method', { method: 'GET' }],
    ['http', { uri: 'http://www.example.com/webhook_uri' }],
    ['a closing slash', { uri: 'https://www.example.com/webhook_uri/' }],
    ['another body', { body: Buffer.from('{}') }],
    ['another time', { timestamp: '1693657560001' }],
    ['no time', { timestamp: undefined }],
    ['no signature', { signature: undefined }],
    ['an empty signature', { signature: '' }],
  ])('refuses %s', (_, change) => {
    expect(isFromHubSpot({ ...request, ...change }, { secrets: [secret], now: at })).toBe(false);
  });

  it.each(['abc', '1e12', '', ' 1693657560000', '-1', 'NaN', '1693657560000.5'])(
    'refuses the time %j even where it was signed',
    (timestamp) => {
      const message = `POST${request.uri}${request.body.toString()}${timestamp}`;
      const signature = createHmac('sha256', secret).update(message).digest('base64');
      expect(isFromHubSpot({ ...request, timestamp, signature }, { secrets: [secret], now: at })).toBe(false);
    },
  );

  it('decodes exactly the characters that HubSpot decodes before it signs', () => {
    const called = 'https://a.test/h?a=%3A%2F%3F%40%21%24%27%28%29%2A%2C%3B%3b&b=%20%26%3D%25%C3%A9+';
    const signed = "https://a.test/h?a=:/?@!$'()*,;;&b=%20%26%3D%25%C3%A9+";
    const signature = createHmac('sha256', secret).update(`POST${signed}[]${request.timestamp}`).digest('base64');
    const one = { ...request, uri: called, body: Buffer.from('[]'), signature };
    expect(isFromHubSpot(one, { secrets: [secret], now: at })).toBe(true);
  });

  it('takes either of two secrets', () => {
    expect(isFromHubSpot(request, { secrets: ['new', secret], now: at })).toBe(true);
    expect(isFromHubSpot(request, { secrets: ['new'], now: at })).toBe(false);
  });
});
