import { describe, expect, it } from 'vitest';
import { channels, people } from '../../support/slack-server/workspace.ts';
import { movedClock, startSlack } from '../running-bot.ts';
import { saying, standing, startPoster } from './posting.ts';

const { sales, general, archived, elsewhere } = channels;
const posting = ['chat.postMessage'];

describe('the pace of posting', () => {
  it('keeps to one message a second in a channel, without being told to, and holds up no other channel', async () => {
    const slack = await startSlack({ limits: 'held' });
    const { poster } = startPoster(slack, { pace: { gapMs: 1000 } });
    const from = performance.now();
    const inSales = ['one', 'two', 'three'].map((text) => poster.post({ key: text, channel: sales }, saying(text)));
    await poster.post({ key: 'other', channel: general }, saying('other'));
    expect(performance.now() - from).toBeLessThan(900);
    await Promise.all(inSales);
    expect(performance.now() - from).toBeGreaterThan(1990);
    expect(standing(slack, sales)).toEqual(['one', 'two', 'three']);
    expect(slack.calls.filter(({ status }) => status === 429)).toEqual([]);
  });

  it('waits as long as Slack asks, in that channel, and then goes on by itself', async () => {
    const slack = await startSlack();
    const { poster, troubles } = startPoster(slack);
    slack.faults.plan({ kind: 'rate-limit', afterSeconds: 1, methods: posting, calls: 1 });
    expect(await poster.post({ key: 'one', channel: sales }, saying('one'))).toEqual({});
    const limitedAt = slack.calls[0]?.at ?? 0;
    expect((await poster.post({ key: 'two', channel: general }, saying('two'))).ts).toBeDefined();
    expect(standing(slack, sales)).toEqual([]);
    await slack.until(() => standing(slack, sales).length === 1 || undefined);
    const calls = slack.calls.filter(({ args }) => args.channel === sales);
    expect(calls).toHaveLength(2);
    expect((calls[1]?.at ?? 0) - limitedAt).toBeGreaterThan(990);
    expect(troubles).toEqual([]);
  });
});

describe('a message that Slack refuses for good', () => {
  it.each([
    ['archived', archived, 'is_archived'],
    ['not joined', elsewhere, 'not_in_channel'],
    ['unknown', 'C0NOWHERE', 'channel_not_found'],
  ])('is given up with a reason where the channel is %s, and holds up nothing', async (_, channel, error) => {
    const slack = await startSlack();
    const { poster, store, troubles } = startPoster(slack);
    const { failure } = await poster.post({ key: 'a', channel }, saying('a'));
    expect(failure).toContain(error);
    expect(troubles).toEqual([`A message to ${channel} was given up: ${failure}.`]);
    expect(await poster.post({ key: 'a', channel }, saying('a'))).toEqual({ failure });
    expect(slack.calls).toHaveLength(1);
    expect(store.sqlite.prepare('select body, failure from chat_post').get()).toEqual({ body: '', failure });
  });

  it('does not stop the next message to the same channel', async () => {
    const slack = await startSlack();
    const { poster } = startPoster(slack);
    slack.faults.plan({ kind: 'error', error: 'msg_too_long', methods: posting, calls: 1 });
    const [first, second] = await Promise.all(
      ['a', 'b'].map((key) => poster.post({ key, channel: sales }, saying(key))),
    );
    expect(first?.failure).toContain('too long');
    expect(second?.ts).toBeDefined();
  });

  it('lets the next one go first where it may be the message that Slack cannot take', async () => {
    const slack = await startSlack();
    const { poster } = startPoster(slack);
    const end = slack.faults.plan({ kind: 'status', status: 500, methods: posting, calls: 10 });
    await poster.post({ key: 'poison', channel: sales }, saying('poison'));
    await poster.post({ key: 'next', channel: sales }, saying('next'));
    await slack.until(() => standing(slack, sales).length === 2 || undefined);
    end();
    expect(standing(slack, sales)).toEqual(['next', 'poison']);
  });

  it('is not posted blindly where its first sending had no known end and Patron may not look', async () => {
    const slack = await startSlack({ scopes: ['chat:write'] });
    const { poster } = startPoster(slack);
    slack.faults.plan({ kind: 'reset', isDone: true, methods: posting, calls: 1 });
    const { failure } = await poster.post({ key: 'a', channel: sales }, saying('a'));
    expect(failure).toContain('missing_scope');
    expect(standing(slack, sales)).toEqual(['a']);
  });
});

describe('a message that is late', () => {
  it('is dropped where it is an answer that nobody waits for any more, and sent where it is a digest', async () => {
    const clock = movedClock();
    const slack = await startSlack();
    const { poster, troubles } = startPoster(slack, { clock });
    const end = slack.faults.plan({ kind: 'status', status: 503 });
    await poster.post({ key: 'answer:1', channel: sales, staleAfterMs: 900_000 }, saying('answer'));
    await poster.post({ key: 'digest:1', channel: sales }, saying('digest'));
    clock.move(900_001);
    end();
    await slack.until(() => standing(slack, sales).includes('digest') || undefined);
    expect(standing(slack, sales)).toEqual(['digest']);
    expect(troubles).toContain(`A message to ${sales} was given up: it came too late to be of use.`);
  });

  it('is kept while the token is refused, which is told once, and sent when it is accepted', async () => {
    const slack = await startSlack();
    const { poster, troubles } = startPoster(slack);
    const end = slack.faults.plan({ kind: 'error', error: 'token_revoked' });
    await poster.post({ key: 'a', channel: sales }, saying('a'));
    await slack.until(() => slack.calls.length > 4 || undefined);
    expect(troubles).toHaveLength(1);
    expect(troubles[0]).toMatch(/kept until.*token_revoked.*SLACK_BOT_TOKEN/);
    end();
    await slack.until(() => standing(slack, sales).length === 1 || undefined);
  });
});

describe('a message that is sent in another way first', () => {
  const metadata = (key: string) => ({ event_type: 'patron_post', event_payload: { key } });
  const target = { key: 'answer:1', channel: sales };

  it('is not sent again where that went well', async () => {
    const slack = await startSlack();
    const { poster } = startPoster(slack);
    const stream = () =>
      Promise.resolve(slack.workspace.add({ channel: sales, user: 'U0PATRON1', isBots: true, text: 'streamed' }).ts);
    const { ts } = await poster.post(target, saying('whole'), { send: stream });
    expect(standing(slack, sales)).toEqual(['streamed']);
    expect(await poster.post(target, saying('whole'), { send: () => Promise.reject(new Error('twice')) })).toEqual({
      ts,
    });
  });

  it('is found where only the end of it was lost', async () => {
    const slack = await startSlack();
    const { poster } = startPoster(slack);
    const half = () => {
      slack.workspace.add({
        channel: sales,
        user: 'U0PATRON1',
        isBots: true,
        text: 'streamed',
        metadata: metadata(target.key),
      });
      return Promise.reject(new Error('message_not_in_streaming_state'));
    };
    const { ts } = await poster.post(target, saying('whole'), { send: half });
    expect(ts).toBe(slack.messages(sales)[0]?.ts);
    expect(standing(slack, sales)).toEqual(['streamed']);
  });

  it('reaches an asker where Patron is no member, also after an outage', async () => {
    const slack = await startSlack();
    const { poster } = startPoster(slack);
    let fails = 3;
    const respond = () => {
      if (fails-- > 0) return Promise.reject(new Error('fetch failed'));
      const text = 'replied';
      slack.workspace.add({ channel: elsewhere, user: 'U0PATRON1', isBots: true, text, ephemeralTo: people.ana.id });
      return Promise.resolve('ephemeral');
    };
    const where = { key: 'answer:1', channel: elsewhere, ephemeralTo: people.ana.id };
    expect(await poster.post(where, saying('replied'), { send: respond })).toEqual({});
    await slack.until(() => standing(slack, elsewhere).length > 0 || undefined);
    expect((await poster.post(where, saying('replied'))).ts).toBe('ephemeral');
    expect(standing(slack, elsewhere)).toEqual(['replied']);
  });

  it('is given up where neither way leads to the asker any more', async () => {
    const slack = await startSlack();
    const { poster } = startPoster(slack);
    const expired = () => Promise.reject(Object.assign(new Error('expired'), { statusCode: 404 }));
    const where = { key: 'answer:1', channel: elsewhere, ephemeralTo: people.ana.id };
    expect((await poster.post(where, saying('late'), { send: expired })).failure).toContain('not_in_channel');
  });

  it('is sent as usual where that failed', async () => {
    const slack = await startSlack();
    const { poster } = startPoster(slack);
    await poster.post(target, saying('whole'), { send: () => Promise.reject(new Error('no streaming here')) });
    expect(standing(slack, sales)).toEqual(['whole']);
  });
});

describe('what is posted', () => {
  it('mentions nobody, grows no previews, and carries its key', async () => {
    const slack = await startSlack();
    const { poster } = startPoster(slack);
    await poster.post(
      { key: 'answer:1', channel: sales, threadTs: '1.000001' },
      saying('<!channel> https://example.com'),
    );
    const args = slack.calls[0]?.args;
    expect(args).toMatchObject({ metadata: { event_payload: { key: 'answer:1' } } });
    for (const name of ['link_names', 'unfurl_links', 'unfurl_media', 'mrkdwn'])
      expect(String(args?.[name])).toBe('false');
    expect(args?.parse).toBe('none');
    expect(slack.violations).toEqual([]);
    await poster.post({ key: 'answer:2', channel: sales, ephemeralTo: people.ana.id }, saying('for one'));
    expect(slack.violations).toEqual([]);
  });
});
