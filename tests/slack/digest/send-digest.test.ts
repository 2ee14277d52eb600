import { describe, expect, it } from 'vitest';
import { readConfig } from '../../../src/config.ts';
import { openPlace } from '../../../src/open-place.ts';
import { composeDigest } from '../../../src/questions/digest.ts';
import { withoutNames } from '../../../src/questions/nameless.ts';
import { sendDigest } from '../../../src/send-digest.ts';
import { keepSubscription } from '../../../src/store/chat-subscriptions.ts';
import { realSystem } from '../../../src/system.ts';
import { cornerContext } from '../../support/corner-context.ts';
import { rejectionOf } from '../../support/error-of.ts';
import type { LocalSlack } from '../../support/slack-server/open.ts';
import { channels } from '../../support/slack-server/workspace.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { wordsOf } from '../corner-bot.ts';
import { startSlack } from '../running-bot.ts';

const context = cornerContext();
const patron = {
  digest: async ({ names, ...options }: Parameters<typeof composeDigest>[1] & { names?: 'shown' | 'hidden' }) =>
    composeDigest(names === 'hidden' ? withoutNames(context) : context, options),
};
const how = { timeZone: 'Europe/Berlin', language: 'en', showsNames: true, createdBy: 'U1', createdAt: 0 } as const;

const folder = temporaryFolder();
let homes = 0;

/** What `patron digest --send` works with in an empty home, on a local Slack. */
function desk(slack: LocalSlack, settings: Readonly<Record<string, string>> = {}) {
  const config = readConfig(
    { ...slack.environment(), PATRON_NOW: '2026-11-24T09:00:00Z', ...settings },
    { home: folder.path(`shop-${++homes}`) },
  );
  const system = realSystem(config.now === undefined ? {} : { now: config.now });
  const { place } = openPlace(config, system);
  return { config, system, place, patron };
}

describe('patron digest --send', () => {
  it('posts to every channel that subscribed, once a week, and says where', async () => {
    const slack = await startSlack();
    const parts = desk(slack);
    keepSubscription(parts.place.store, { ...how, channel: channels.sales, kind: 'digest' });
    keepSubscription(parts.place.store, { ...how, channel: channels.general, kind: 'digest', showsNames: false });
    keepSubscription(parts.place.store, { ...how, channel: channels.secret, kind: 'alerts' });
    const first = await sendDigest(parts, {});
    expect(first.headline).toBe('The digest was posted to 2 channels.');
    expect(first.lines).toEqual([`${channels.sales}: posted.`, `${channels.general}: posted.`]);
    const again = await sendDigest(parts, {});
    expect(again.lines).toEqual([
      `${channels.sales}: has the digest of this week already.`,
      `${channels.general}: has the digest of this week already.`,
    ]);
    expect(slack.messages(channels.sales)).toHaveLength(1);
    expect(wordsOf(slack.messages(channels.sales)[0]?.blocks)).toContain('Anna Meier');
    expect(wordsOf(slack.messages(channels.general)[0]?.blocks)).not.toContain('Anna Meier');
    expect(slack.messages(channels.secret)).toEqual([]);
    parts.place.store.close();
  });

  it('posts to the channel that is named, or to that of the setting, by id alone', async () => {
    const slack = await startSlack();
    const parts = desk(slack, { SLACK_DIGEST_CHANNEL: channels.sales });
    expect((await sendDigest(parts, { channel: channels.general })).lines).toEqual([`${channels.general}: posted.`]);
    expect((await sendDigest(parts, {})).lines).toEqual([`${channels.sales}: posted.`]);
    expect(wordsOf(slack.messages(channels.sales)[0]?.blocks)).not.toContain('Anna Meier');
    parts.place.store.close();
  });

  it('says in words why a channel did not get it', async () => {
    const slack = await startSlack();
    const parts = desk(slack);
    const { headline, lines } = await sendDigest(parts, { channel: channels.archived });
    expect(headline).toBe('The digest was posted nowhere.');
    expect(lines?.[0]).toMatch(/^C0ARCHIVE: not posted: .*archived/);
    parts.place.store.close();
  });

  it('says what is missing where there is no Slack, or no channel', async () => {
    const slack = await startSlack();
    const parts = desk(slack);
    expect(await rejectionOf(sendDigest(parts, {}))).toMatchObject({
      code: 'usage',
      message: 'No channel wants the digest.',
    });
    const { slack: _slack, ...config } = parts.config;
    expect(await rejectionOf(sendDigest({ ...parts, config }, {}))).toMatchObject({
      code: 'usage',
      hint: expect.stringContaining('SLACK_BOT_TOKEN'),
    });
    parts.place.store.close();
  });
});
