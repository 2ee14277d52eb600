import type { App } from '@slack/bolt';
import { ChartDrawer } from '../charts/chart-drawer.ts';
import type { SlackConfig } from '../config.ts';
import type { Clock } from '../domain/clock.ts';
import type { Patron } from '../patron.ts';
import type { Store } from '../store/database.ts';
import { alerts } from './alerts/alerts.ts';
import { retirement } from './alerts/retirement.ts';
import { asking } from './asking/asking.ts';
import { home } from './home/home.ts';
import type { BotKit } from './kit.ts';
import { type Pace, usualPace } from './posting/channel-queues.ts';
import { type OpenPoster, openPoster } from './posting/poster.ts';
import { pushes } from './pushes/pushes.ts';
import { openRoles } from './roles.ts';
import { settings } from './settings/settings.ts';
import { steps } from './steps/steps.ts';
import { tagging } from './tagging/tagging.ts';
import { BotApp, type Identity } from './transport/bot-app.ts';
import { type Intake, openIntake } from './transport/intake.ts';
import { type Pauses, pause, stopSwitch, usualPauses } from './transport/pause.ts';
import { RequestReceiver } from './transport/request-receiver.ts';
import { SocketReceiver, type SocketTimes, usualSocketTimes } from './transport/socket-receiver.ts';
import { superviseSlack } from './transport/supervise.ts';
import { startUpkeep, type UpkeepTimes, usualUpkeepTimes } from './transport/upkeep.ts';
import { plainClient } from './transport/web-clients.ts';
import { unfurl } from './unfurl/unfurl.ts';

/** Something that the bot can do: listens on the app, works with the kit. */
type Feature = (app: App, kit: BotKit) => void;

/** What the bot can do, each arranged by what a person wants. */
const features: readonly Feature[] = [asking, home, unfurl, steps, tagging, alerts, retirement, pushes, settings];

type Receivers = SocketReceiver | RequestReceiver;

/** The bot's times; a test's are shorter. */
export interface BotTimes {
  /** Between two tries to connect. */
  readonly reconnect: Pauses;
  readonly socket: SocketTimes;
  readonly pace: Pace;
  readonly upkeep: UpkeepTimes;
  /** How long the bot waits for what it is doing when it is to stop, ms. */
  readonly stopWithinMs: number;
}

const usualTimes: BotTimes = {
  reconnect: usualPauses,
  socket: usualSocketTimes,
  pace: usualPace,
  upkeep: usualUpkeepTimes,
  stopWithinMs: 8000,
};

/** What the bot needs. */
export interface BotParts {
  readonly slack: SlackConfig;
  readonly patron: Patron;
  /** A connection of the chat's own, that waits for nobody: opened with `timeoutMs: 0`, and closed by whoever opened it. */
  readonly store: Store;
  readonly clock: Clock;
  readonly fetch: typeof globalThis.fetch;
  readonly timeZone: string;
  readonly pageUrl?: string;
  /** Told once what goes wrong with Slack, and when all is well: in words without personal data. */
  readonly onTrouble: (note: string, error?: unknown) => void;
  readonly times?: BotTimes;
  /** Draws charts; absent: a thread of its own does. */
  readonly draw?: Pick<ChartDrawer, 'draw' | 'close'>;
  /** What it can do; absent: all. */
  readonly features?: readonly Feature[];
}

/** The bot at work. */
export interface Bot {
  /** What jobs beside it post with. */
  readonly kit: BotKit;
  /** Answers what Slack sends to `/slack/events` in mode http; undefined for any other request. */
  receive(request: Request): Promise<Response> | undefined;
  /** Takes no more, and waits some seconds for what is under way. */
  stop(): Promise<void>;
}

/** Starts the bot. Never fails for Slack's sake: what is wrong there is told, and tried again. */
export function startBot(given: BotParts): Bot {
  let isOver = false;
  // What is cut off at the very end is no news.
  const onTrouble: BotParts['onTrouble'] = (note, error) => isOver || given.onTrouble(note, error);
  const parts = { ...given, onTrouble };
  const { slack, fetch, clock, store, times = usualTimes, draw: drawer = new ChartDrawer() } = parts;
  let known: Identity | undefined;
  const identity = () => known;
  const poster = openPoster({ ...parts, draw: (chart) => drawer.draw(chart, { width: 1200 }), pace: times.pace });
  const intake = openIntake({ store, clock });
  const kit = kitOf(parts, { poster, identity });
  const receiver = receiverOf(parts, { identity, times });
  const app = new BotApp({ slack, fetch, receiver, intake, identity, onTrouble });
  registerFeatures(app, kit, parts.features);
  const stopping = stopSwitch();
  const { signal } = stopping;
  const onIdentity = (learnt: Identity) => {
    known = learnt;
  };
  const supervised = supervise(parts, { receiver, onIdentity, pauses: times.reconnect, signal });
  const isReady = () => known !== undefined;
  startUpkeep({ poster, intake, resume: () => app.resume(), isReady, onTrouble, signal, times: times.upkeep });
  return {
    kit,
    receive: (request) => {
      const isOurs = receiver instanceof RequestReceiver && new URL(request.url).pathname === '/slack/events';
      return isOurs ? receiver.receive(request) : undefined;
    },
    stop: async () => {
      stopping.abort();
      await within(times.stopWithinMs, ended({ supervised, intake, poster }));
      isOver = true;
      await drawer.close();
    },
  };
}

function supervise(
  parts: BotParts,
  how: Pick<Parameters<typeof superviseSlack>[0], 'onIdentity' | 'pauses' | 'signal'> & { receiver: Receivers },
): Promise<void> {
  const { receiver, ...rest } = how;
  const connect: SocketReceiver['connect'] | undefined =
    receiver instanceof SocketReceiver ? (connection) => receiver.connect(connection) : undefined;
  return superviseSlack({
    ...rest,
    client: plainClient(parts),
    onState: parts.onTrouble,
    ...(connect === undefined ? {} : { connect }),
  });
}

/** Waits for work, but no longer than `ms`. */
async function within(ms: number, work: Promise<void>): Promise<void> {
  const done = new AbortController();
  await Promise.race([work.finally(() => done.abort()), pause(ms, done.signal)]);
}

/** Teaches an app all that the bot can do. */
export function registerFeatures(app: App, kit: BotKit, taught: readonly Feature[] = features): void {
  for (const register of taught) register(app, kit);
}

async function ended(work: { supervised: Promise<void>; intake: Intake; poster: OpenPoster }): Promise<void> {
  await Promise.all([work.supervised, work.intake.settled()]);
  await work.poster.stop();
}

function kitOf(
  parts: BotParts,
  { poster, identity }: { poster: OpenPoster; identity: () => Identity | undefined },
): BotKit {
  const { patron, store, clock, timeZone, pageUrl, onTrouble, slack } = parts;
  const roleOf = openRoles({ slack, client: plainClient(parts, { timeoutMs: 3000 }), clock, identity });
  const page = pageUrl === undefined ? {} : { pageUrl };
  return { patron, store, poster, oneTry: plainClient(parts), clock, timeZone, ...page, roleOf, onTrouble };
}

function receiverOf(
  parts: BotParts,
  { identity, times }: { identity: () => Identity | undefined; times: BotTimes },
): Receivers {
  const { slack, clock, onTrouble, fetch } = parts;
  const { way } = slack;
  if (way.mode === 'socket') return new SocketReceiver({ slack, fetch, appToken: way.appToken, times: times.socket });
  const isReady = () => identity() !== undefined;
  return new RequestReceiver({ signingSecrets: way.signingSecrets, clock, isReady, onTrouble });
}
