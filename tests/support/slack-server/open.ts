import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../../../src/domain/clock.ts';
import type { Carrier } from './envelope.ts';
import type { Faults } from './faults.ts';
import { RequestUrl } from './request-url.ts';
import { type Delivery, Say } from './say.ts';
import { SocketMode } from './socket.ts';
import { patienceMs, Waiting } from './waiting.ts';
import { type SlackCall, type Tokens, WebApi } from './web-api.ts';
import type { SlackMessage, Workspace } from './workspace.ts';
import { openWorld, type SlackSettings, type World } from './world.ts';

/** How a local Slack stands; everything has a default. */
export interface LocalSlackOptions extends Partial<SlackSettings> {
  readonly mode?: 'socket' | 'http';
  /** The app's address in mode http; may be set later. */
  readonly requestUrl?: string;
  readonly clock?: Clock;
  /** How long Slack waits for an answer to what it delivers: three seconds. */
  readonly ackWithinMs?: number;
  readonly pingEveryMs?: number;
}

/** A local Slack: the Web API and Socket Mode on a free port of this machine, and the people who use it. */
export interface LocalSlack {
  /** Address of the Web API, ending in a slash: `SLACK_API_URL`. */
  readonly url: string;
  readonly mode: 'socket' | 'http';
  readonly tokens: Tokens;
  readonly world: World;
  readonly workspace: Workspace;
  readonly settings: SlackSettings;
  /** What people do. */
  readonly say: Say;
  readonly socket: SocketMode;
  /** The way of signed requests, for any body; its `url` is the app's address. */
  readonly http: RequestUrl;
  readonly faults: Faults;
  readonly calls: readonly SlackCall[];
  /** What no call should do, though Slack lets it pass. */
  readonly violations: readonly string[];
  /** The settings that connect Patron to this Slack, as its environment. */
  environment(): Record<string, string>;
  /** Messages as they stand in a channel, or in a thread of it (its root left out), oldest first. */
  messages(channel: string, threadTs?: string): SlackMessage[];
  /** The bot's answer to something that was delivered: its first message there that came later and is not being streamed any more. */
  answerTo(delivery: Delivery, timeoutMs?: number): Promise<SlackMessage>;
  /** Resolves with the first value that `look` gives; looked at whenever something happens. Rejects with `what` after `timeoutMs`. */
  readonly until: Waiting['until'];
  /** Resolves when nothing has been called for `quietMs`: what was to come twice has come. */
  settled(quietMs?: number): Promise<void>;
  close(): Promise<void>;
}

const tokens: Tokens = {
  bot: 'xoxb-1111-2222-local-slack-bot',
  app: 'xapp-1-A0PATRON1-1111-local-slack-app',
  signingSecret: 'local-slack-signing-secret',
};

const realClock: Clock = { now: () => new Date() };

/** Starts a local Slack. */
export async function openLocalSlack(options: LocalSlackOptions = {}): Promise<LocalSlack> {
  const parts = join(options);
  const { world, socket, http, say, api, waiting, mode } = parts;
  const server = createServer((request, response) => void api.respond(request, response));
  server.on('upgrade', (request, raw, head) => socket.upgrade(request, raw, head));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  world.base = `http://127.0.0.1:${portOf(server.address())}`;
  const url = `${world.base}/api/`;
  const { workspace, settings } = world;
  const { until } = waiting;
  const messages = (channel: string, threadTs?: string) =>
    workspace.messagesIn(channel).filter((one) => threadTs === undefined || one.threadTs === threadTs);
  return {
    ...{ url, mode, tokens, world, workspace, settings, say, socket, http, messages, until },
    faults: api.faults,
    calls: api.calls,
    violations: api.violations,
    environment: () => environment(mode, url),
    answerTo: (delivery, timeoutMs = patienceMs) =>
      until(() => answerIn(messages(delivery.channel), delivery), { timeoutMs, what: 'an answer of the bot' }),
    settled: (quietMs = 400) => waiting.settled(() => api.calls.at(-1)?.at ?? 0, quietMs),
    close: async () => {
      socket.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** The parts of a local Slack, put together. */
function join(options: LocalSlackOptions) {
  const { mode = 'socket', clock = realClock, ackWithinMs = 3000, pingEveryMs = 5000 } = options;
  const world = openWorld(clock, settingsOf(options));
  const waiting = new Waiting();
  const socket = new SocketMode({ base: () => world.base, ackWithinMs, pingEveryMs });
  const http = new RequestUrl({ secret: tokens.signingSecret, clock, ackWithinMs });
  http.url = options.requestUrl;
  const carrier: Carrier = mode === 'socket' ? socket : http;
  const say = new Say(world, () => carrier);
  const api = new WebApi(world, {
    tokens,
    socketUrl: () => socket.newUrl(),
    onCall: (call) => {
      waiting.changed();
      echo(call, world, say);
    },
  });
  return { world, waiting, socket, http, say, api, mode };
}

function settingsOf(options: LocalSlackOptions): SlackSettings {
  const { scopes, events, nativeCharts = true, asksBeforeShown = 2, limits = 'off' } = options;
  return { scopes, events, nativeCharts, asksBeforeShown, limits };
}

function environment(mode: LocalSlack['mode'], url: string): Record<string, string> {
  const way: Record<string, string> =
    mode === 'socket' ? { SLACK_APP_TOKEN: tokens.app } : { SLACK_SIGNING_SECRET: tokens.signingSecret };
  return { SLACK_BOT_TOKEN: tokens.bot, SLACK_MODE: mode, SLACK_API_URL: url, ...way };
}

/** An answer stands in the thread that it answers; what only its asker sees, anywhere in the channel. */
function answerIn(messages: readonly SlackMessage[], { after, threadTs, user }: Delivery): SlackMessage | undefined {
  return messages.find(
    ({ isBots, stream, ts, ephemeralTo, threadTs: thread }) =>
      isBots &&
      stream !== 'open' &&
      Number(ts) > Number(after) &&
      (ephemeralTo === undefined ? threadTs === undefined || thread === threadTs : ephemeralTo === user),
  );
}

/** Slack tells an app that reads a conversation of its own messages there, too. */
function echo({ method, answer }: SlackCall, { workspace }: World, say: Say): void {
  if (method !== 'chat.postMessage' && method !== 'chat.stopStream') return;
  const message = workspace.message(String(answer?.channel), String(answer?.ts));
  if (message?.channel.startsWith('D')) void say.echo(message);
}

function portOf(address: string | AddressInfo | null): number {
  if (address === null || typeof address === 'string') throw new Error('The local Slack has no port.');
  return address.port;
}
