import { afterEach } from 'vitest';
import type { Clock } from '../../../src/domain/clock.ts';
import type { Pace, PosterParts } from '../../../src/slack/posting/channel-queues.ts';
import { type OpenPoster, openPoster } from '../../../src/slack/posting/poster.ts';
import type { Store } from '../../../src/store/database.ts';
import type { LocalSlack } from '../../support/slack-server/open.ts';
import { quickTimes, startStore, toldWords } from '../running-bot.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** A poster on a local Slack, that ends with the test. */
export function startPoster(
  slack: LocalSlack,
  options: {
    readonly store?: Store;
    readonly clock?: Clock;
    readonly pace?: Partial<Pace>;
    readonly draw?: PosterParts['draw'];
    readonly botToken?: string;
  } = {},
): { readonly poster: OpenPoster; readonly store: Store; readonly troubles: string[] } {
  const { store = startStore(), clock = { now: () => new Date() }, pace = {}, draw } = options;
  const troubles: string[] = [];
  const poster = openPoster({
    store,
    clock,
    slack: { botToken: options.botToken ?? slack.tokens.bot, apiUrl: slack.url },
    fetch: (input, init) => fetch(input, init),
    draw: draw ?? (() => Promise.resolve(undefined)),
    onTrouble: (note, error) => void troubles.push(toldWords(note, error)),
    pace: { ...quickTimes.pace, ...pace },
  });
  ends.push(() => poster.stop());
  return { poster, store, troubles };
}

/** A message that says only this. */
export const saying = (text: string) => ({ text, blocks: [] });

/** The bot's messages as they stand in a channel. */
export const standing = (slack: LocalSlack, channel: string) =>
  slack
    .messages(channel)
    .filter(({ isBots }) => isBots)
    .map(({ text }) => text);
