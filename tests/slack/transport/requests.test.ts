import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isFromSlack } from '../../../src/slack/transport/signed-request.ts';
import { channels, people } from '../../support/slack-server/workspace.ts';
import { parrot, runBot, runReadyBot, startSlack } from '../running-bot.ts';

const now = Date.UTC(2026, 10, 24);
const secrets = ['first secret', 'second secret'];

function sign(body: Uint8Array, { secret = 'first secret', seconds = now / 1000 } = {}): string {
  const message = Buffer.concat([Buffer.from(`v0:${seconds}:`), body]);
  return `v0=${createHmac('sha256', secret).update(message).digest('hex')}`;
}

describe('the signature of a request', () => {
  // From Slack's documentation, "Verifying requests from Slack".
  it('is that of the published example', () => {
    const body = Buffer.from(
      'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c',
    );
    const signature = 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503';
    const request = { body, signature, timestamp: '1531420618' };
    expect(isFromSlack(request, { secrets: ['8f742231b10e8888abcd99yyyzzz85a5'], now: 1_531_420_618_000 })).toBe(true);
  });

  it('is right for whatever was signed with one of the secrets, within five minutes before or after', () => {
    const off = fc.integer({ min: -300, max: 300 });
    fc.assert(
      fc.property(fc.uint8Array(), fc.constantFrom(...secrets), off, (body, secret, seconds) => {
        const at = now / 1000 + seconds;
        const request = { body, signature: sign(body, { secret, seconds: at }), timestamp: String(at) };
        return isFromSlack(request, { secrets, now });
      }),
    );
  });

  it('is wrong where a byte of the body, the time or the signature is another', () => {
    const changed = fc.tuple(fc.uint8Array({ minLength: 1 }), fc.nat(), fc.integer({ min: 1, max: 255 }));
    fc.assert(
      fc.property(changed, ([body, place, by]) => {
        const other = Uint8Array.from(body);
        const at = place % body.length;
        other[at] = ((other[at] ?? 0) + by) % 256;
        const timestamp = String(now / 1000);
        const signature = sign(body);
        const letters = signature.split('');
        const letter = 3 + (place % (letters.length - 3));
        letters[letter] = letters[letter] === '0' ? '1' : '0';
        return (
          !isFromSlack({ body: other, signature, timestamp }, { secrets, now }) &&
          !isFromSlack({ body, signature, timestamp: String(now / 1000 + 1) }, { secrets, now }) &&
          !isFromSlack({ body, signature: letters.join(''), timestamp }, { secrets, now })
        );
      }),
    );
  });

  it.each([
    ['stale', { seconds: now / 1000 - 301 }],
    ['from the future', { seconds: now / 1000 + 301 }],
    ['of another secret', { secret: 'third secret' }],
    ['of an empty secret', { secret: '' }],
  ])('is refused when it is %s', (_, how: { secret?: string; seconds?: number }) => {
    const body = Buffer.from('{}');
    const timestamp = String(how.seconds ?? now / 1000);
    expect(isFromSlack({ body, signature: sign(body, how), timestamp }, { secrets: [...secrets, ''], now })).toBe(
      false,
    );
  });

  it.each([undefined, '', 'now', '1e9', '-1', ' 1763942400', '1763942400.0', '0x69239580'])(
    'is refused with a time of %j',
    (timestamp) => {
      const body = Buffer.from('{}');
      const message = Buffer.concat([Buffer.from(`v0:${timestamp}:`), body]);
      const signature = `v0=${createHmac('sha256', 'first secret').update(message).digest('hex')}`;
      expect(isFromSlack({ body, signature, timestamp }, { secrets, now })).toBe(false);
    },
  );
});

describe('the address that Slack calls', () => {
  const open = async () => {
    const slack = await startSlack({ mode: 'http' });
    const { feature, heard } = parrot();
    const running = await runReadyBot(slack, { features: [feature] });
    const stillAnswers = async () => {
      const mention = await slack.say.mention({ user: people.ana.id, channel: channels.sales, text: 'alive' });
      expect((await slack.answerTo(mention)).text).toContain('alive');
    };
    return { slack, heard, running, stillAnswers };
  };

  it.each(['wrong', 'stale', 'future', 'none'] as const)('refuses what is signed %s, and lives', async (signing) => {
    const { slack, heard, stillAnswers } = await open();
    const body = JSON.stringify({
      type: 'event_callback',
      event_id: 'Ev1',
      event: { type: 'app_mention', channel: 'C1', ts: '1.1', text: 'x' },
    });
    expect((await slack.http.post(body, { signing })).status).toBe(401);
    expect(heard).toEqual([]);
    await stillAnswers();
  });

  it.each(['null', '[]', '1', '"x"', '', '{', 'a=b&payload=null', '\u0000'])(
    'refuses a genuine body of %j, and lives',
    async (body) => {
      const { slack, stillAnswers } = await open();
      expect((await slack.http.post(body)).status).toBe(400);
      const type = 'application/x-www-form-urlencoded';
      expect((await slack.http.post(`payload=${encodeURIComponent(body)}`, { type })).status).toBe(400);
      await stillAnswers();
    },
  );

  it.each([
    {},
    { event: null },
    { event: {} },
    { event: { type: 'message' } },
    { type: 'block_actions', actions: [] },
    { type: 'block_actions', actions: [null], user: null },
    { command: '/patron' },
    { type: 'view_submission' },
    { type: 'event_callback', event: { type: 'message', channel: { id: 5 }, item: null } },
  ])('takes a genuine body that says nothing: %j', async (body) => {
    const { slack, stillAnswers } = await open();
    const { isAcked, status } = await slack.http.post(JSON.stringify(body));
    expect({ isAcked, status }).toEqual({ isAcked: true, status: 200 });
    await stillAnswers();
  });

  it('outlives whatever JSON a genuine request carries', async () => {
    const { slack, stillAnswers } = await open();
    const key = fc.constantFrom(
      'event',
      'type',
      'user',
      'actions',
      'channel',
      'command',
      'view',
      'trigger_id',
      'ts',
      'item',
      'name',
    );
    const value = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom('app_mention', 'message', 'block_actions', 'view_submission', 'shortcut'),
    );
    const body = fc.dictionary(key, fc.oneof(value, fc.dictionary(key, value)));
    await fc.assert(
      fc.asyncProperty(body, async (any) => {
        const { status } = await slack.http.post(JSON.stringify(any));
        expect(status).toBe(200);
      }),
      { numRuns: 150, seed: 20_261_124 },
    );
    await stillAnswers();
  });

  it('refuses what is too large, of another kind, or not sent', async () => {
    const { slack, stillAnswers } = await open();
    expect((await slack.http.post(`{"a":"${'x'.repeat(1_100_000)}"}`)).status).toBe(413);
    expect((await slack.http.post('<a/>', { type: 'text/xml' })).status).toBe(415);
    expect((await fetch(slack.http.url ?? '')).status).toBe(405);
    expect((await fetch(`${slack.http.url}/more`)).status).toBe(404);
    await stillAnswers();
  });

  it('answers the questions by which Slack learns that the address is ours', async () => {
    const { slack } = await open();
    const challenge = await slack.http.post('{"type":"url_verification","challenge":"c0"}');
    expect(challenge.ackBody).toEqual({ challenge: 'c0' });
    expect((await slack.http.post('{"type":"url_verification","challenge":"c0"}', { signing: 'wrong' })).status).toBe(
      401,
    );
    const type = 'application/x-www-form-urlencoded';
    expect((await slack.http.post('ssl_check=1&token=x', { type, signing: 'none' })).status).toBe(200);
  });

  it('asks Slack to come again while the bot token is not accepted', async () => {
    const slack = await startSlack({ mode: 'http' });
    const end = slack.faults.plan({ kind: 'status', status: 503 });
    const { feature } = parrot();
    const { troubles } = await runBot(slack, { features: [feature] });
    const mention = await slack.say.mention({ user: people.ana.id, channel: channels.sales, text: 'early' });
    expect(mention.status).toBe(503);
    end();
    await slack.until(() => troubles.some((note) => note.startsWith('Slack: ')) || undefined);
    expect((await slack.say.redeliver(mention)).isAcked).toBe(true);
    expect((await slack.answerTo(mention)).text).toContain('early');
  });
});
