import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { App } from '@slack/bolt';
import { afterEach } from 'vitest';
import type { SlackConfig } from '../../src/config.ts';
import type { Clock } from '../../src/domain/clock.ts';
import type { Patron } from '../../src/patron.ts';
import { type Bot, type BotTimes, startBot } from '../../src/slack/bot.ts';
import type { BotKit } from '../../src/slack/kit.ts';
import { openStore, type Store } from '../../src/store/database.ts';
import { fakePatron } from '../support/fake-patron.ts';
import { type LocalSlack, type LocalSlackOptions, openLocalSlack } from '../support/slack-server/open.ts';

/** Times that a test can wait for; what says that something is dead is as long as in earnest, since a busy machine makes a test slow. */
export const quickTimes: BotTimes = {
  reconnect: { firstMs: 5, mostMs: 40 },
  socket: { helloWithinMs: 5000, pongWithinMs: 5000, pingWithinMs: 20_000, lookEveryMs: 5 },
  pace: {
    gapMs: 0,
    callWithinMs: 5000,
    lookAfterMs: 5,
    claimMs: 30_000,
    pauses: { firstMs: 5, mostMs: 30 },
    asks: { most: 5, everyMs: 2 },
  },
  upkeep: { adoptEveryMs: 15, resumeEveryMs: 15, pruneEveryMs: 60_000 },
  stopWithinMs: 100,
};

/** A clock that a test moves on. */
export function movedClock(start = Date.UTC(2026, 10, 24, 9)): Clock & { move(ms: number): void } {
  let now = start;
  return {
    now: () => new Date(now),
    move: (ms) => {
      now += ms;
    },
  };
}

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** A local Slack that ends with the test. */
export async function startSlack(options: LocalSlackOptions = {}): Promise<LocalSlack> {
  const slack = await openLocalSlack(options);
  ends.push(() => slack.close());
  return slack;
}

/** A store that ends with the test, as the chat opens it. */
export function startStore(path = ':memory:'): Store {
  const store = openStore(path, { migrationsFolder: 'src/store/migrations', timeoutMs: 0 });
  ends.push(() => store.close());
  return store;
}

/** What a test gives a bot. */
export interface RunOptions {
  readonly store?: Store;
  readonly clock?: Clock;
  /** Absent: any use-case that is called fails the test. */
  readonly patron?: Patron;
  readonly features?: readonly ((app: App, kit: BotKit) => void)[];
  readonly slackConfig?: Partial<SlackConfig>;
  readonly times?: Partial<BotTimes>;
  readonly draw?: () => Promise<Uint8Array | undefined>;
}

/** Patron's bot itself on a local Slack, over the way that it goes. It ends with the test. */
export interface RunningBot {
  readonly bot: Bot;
  readonly store: Store;
  /** What the terminal was told. */
  readonly troubles: string[];
  readonly stop: () => Promise<void>;
}

/** What the terminal is told, with the error that only the log gets. */
export function toldWords(note: string, error: unknown): string {
  return error === undefined ? note : `${note} [${error instanceof Error ? error.message : 'no error'}]`;
}

/** Settings of a bot on a local Slack. */
export function configOf(slack: LocalSlack): SlackConfig {
  const way =
    slack.mode === 'socket'
      ? ({ mode: 'socket', appToken: slack.tokens.app } as const)
      : ({ mode: 'http', signingSecrets: ['an older secret', slack.tokens.signingSecret] } as const);
  return { botToken: slack.tokens.bot, way, apiUrl: slack.url, viewers: [], analysts: [], approvers: [] };
}

/** Starts a bot; does not wait until it is connected. */
export async function runBot(slack: LocalSlack, options: RunOptions = {}): Promise<RunningBot> {
  const { store = startStore(), clock = { now: () => new Date() }, features = [], draw } = options;
  const troubles: string[] = [];
  const bot = startBot({
    slack: { ...configOf(slack), ...options.slackConfig },
    patron: options.patron ?? fakePatron({}),
    store,
    clock,
    fetch: (input, init) => fetch(input, init),
    timeZone: 'Europe/Berlin',
    onTrouble: (note, error) => void troubles.push(toldWords(note, error)),
    times: { ...quickTimes, ...options.times },
    draw: { draw: draw ?? (() => Promise.resolve(undefined)), close: () => Promise.resolve() },
    features,
  });
  const closePort = slack.mode === 'http' ? await listen(slack, bot) : async () => {};
  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= bot.stop().then(closePort);
    return stopped;
  };
  ends.push(stop);
  return { bot, store, troubles, stop };
}

/** Starts a bot and waits until Slack and it know each other. */
export async function runReadyBot(slack: LocalSlack, options: RunOptions = {}): Promise<RunningBot> {
  const running = await runBot(slack, options);
  await slack.until(() => running.troubles.some((note) => note.startsWith('Slack: ')) || undefined, {
    timeoutMs: 15_000,
    what: 'the bot',
  });
  return running;
}

async function listen(slack: LocalSlack, bot: Bot): Promise<() => Promise<void>> {
  const answer = getRequestListener((request) => bot.receive(request) ?? new Response('page', { status: 404 }), {
    overrideGlobalObjects: false,
  });
  const server = createServer((incoming, outgoing) => void answer(incoming, outgoing));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The bot has no port.');
  slack.http.url = `http://127.0.0.1:${address.port}/slack/events`;
  return async () => {
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
}

const whyButton = {
  type: 'actions' as const,
  elements: [{ type: 'button' as const, action_id: 'why', text: { type: 'plain_text' as const, text: 'Why' } }],
};

/** The smallest feature there is: says back what it was told, once for each thing that was said, pressed or typed. Counts how often it was called. */
export function parrot(): { readonly feature: (app: App, kit: BotKit) => void; readonly heard: string[] } {
  const heard: string[] = [];
  const feature = (app: App, { poster }: BotKit) => {
    const say = async ({ key, channel, threadTs, text, ephemeralTo }: Said) => {
      heard.push(text);
      const place = { channel, ...(threadTs ? { threadTs } : {}), ...(ephemeralTo ? { ephemeralTo } : {}) };
      await poster.post({ key: `answer:${key}`, ...place }, { text: `You said: ${text}`, blocks: [whyButton] });
    };
    app.event('app_mention', async ({ event: { channel, ts, text } }) => {
      await say({ key: `${channel}:${ts}`, channel, threadTs: ts, text });
    });
    app.message(async ({ message }) => {
      if (message.subtype !== undefined || message.channel_type !== 'im') return;
      const { channel, ts, text = '' } = message;
      await say({ key: `${channel}:${ts}`, channel, threadTs: ts, text });
    });
    app.command('/patron', async ({ command }) => {
      const { channel_id: channel, user_id: ephemeralTo, trigger_id: key, text } = command;
      await say({ key, channel, ephemeralTo, text });
    });
    app.action(/.*/, async ({ body, action }) => {
      const channel = body.channel?.id ?? '';
      const at = 'action_ts' in action ? action.action_ts : '';
      await say({ key: `${channel}:${at}`, channel, text: `pressed ${'action_id' in action ? action.action_id : ''}` });
    });
  };
  return { feature, heard };
}

interface Said {
  readonly key: string;
  readonly channel: string;
  readonly threadTs?: string;
  readonly text: string;
  readonly ephemeralTo?: string;
}
