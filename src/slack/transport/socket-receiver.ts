import { type App, type Receiver, SocketModeReceiver } from '@slack/bolt';
import { z } from 'zod';
import { pause } from './pause.ts';
import { quietLogger } from './quiet-logger.ts';
import { type ClientParts, socketOptions } from './web-clients.ts';

/** Times of a connection, ms. */
export interface SocketTimes {
  /** How long Slack may take to say hello. */
  readonly helloWithinMs: number;
  /** How long it may leave a ping of ours unanswered. */
  readonly pongWithinMs: number;
  /** How long it may send no ping of its own. */
  readonly pingWithinMs: number;
  /** How often it is looked whether the socket still stands. */
  readonly lookEveryMs: number;
}

/** What a real Slack keeps to. */
export const usualSocketTimes: SocketTimes = {
  helloWithinMs: 15_000,
  pongWithinMs: 5000,
  pingWithinMs: 30_000,
  lookEveryMs: 500,
};

/** What the receiver needs. */
export interface SocketReceiverParts extends ClientParts {
  readonly appToken: string;
  readonly times?: SocketTimes;
}

/**
 * Receives what Slack sends over a socket that Patron opens. Each connection is a receiver of Bolt's made for it alone, with its own reconnecting off: Bolt's reconnects without a
 * catch, so that a 503, a reset or a refused token at the wrong moment would end the process, and waits half a minute for a frozen peer to say goodbye. Reconnecting is its
 * supervisor's: see `superviseSlack`.
 */
export class SocketReceiver implements Receiver {
  readonly #parts: SocketReceiverParts;
  #app: App | undefined;

  constructor(parts: SocketReceiverParts) {
    this.#parts = parts;
  }

  init(app: App): void {
    this.#app = app;
  }

  /** The supervisor connects, not Bolt. */
  start(): Promise<void> {
    return Promise.resolve();
  }

  stop(): Promise<void> {
    return Promise.resolve();
  }

  /** Holds one connection until it ends or `signal` is given; `onOpen` is told when Slack has said hello. Raises why it could not be opened. */
  async connect({ signal, onOpen }: { signal: AbortSignal; onOpen: () => void }): Promise<void> {
    const { helloWithinMs, lookEveryMs } = this.#parts.times ?? usualSocketTimes;
    const receiver = this.#oneConnection();
    const { client } = receiver;
    let fault: Error | undefined;
    client.on('error', (error: Error) => {
      fault = error;
    });
    const ended = new AbortController();
    client.once('disconnected', () => ended.abort());
    const stop = AbortSignal.any([signal, ended.signal]);
    try {
      const hello = receiver.start().then(() => 'hello' as const);
      const late = pause(helloWithinMs, stop).then(() => 'late' as const);
      hello.catch(() => {});
      if ((await Promise.race([hello, late])) === 'late' && !signal.aborted) throw noHello(fault);
      if (signal.aborted) return;
      onOpen();
      while (!stop.aborted && client.websocket?.isActive()) await pause(lookEveryMs, stop);
    } catch (error) {
      throw error ?? noHello(fault);
    } finally {
      // Its address may still be asked for: what would be opened with it is ended as well.
      client.once('connecting', () => setImmediate(() => void endConnection(receiver)));
      await endConnection(receiver);
    }
  }

  #oneConnection(): SocketModeReceiver {
    const { appToken, times = usualSocketTimes } = this.#parts;
    const receiver = new SocketModeReceiver({
      appToken,
      logger: quietLogger(),
      autoReconnectEnabled: false,
      clientPingTimeout: times.pongWithinMs,
      serverPingTimeout: times.pingWithinMs,
      installerOptions: { clientOptions: socketOptions(this.#parts) },
      processEventErrorHandler: () => Promise.resolve(false),
    });
    if (this.#app) receiver.init(this.#app);
    refuseOddFrames(receiver);
    return receiver;
  }
}

function noHello(fault: Error | undefined): Error {
  return fault ?? new Error('the socket does not open');
}

/** How long the other side may take to say goodbye, ms. */
const goodbyeMs = 50;

/** Twice: the first time says goodbye, the second does not wait for the answer. */
async function endConnection(receiver: SocketModeReceiver): Promise<void> {
  await receiver.stop();
  if (receiver.client.websocket?.readyState === undefined) return;
  await pause(goodbyeMs, new AbortController().signal);
  if (receiver.client.websocket.readyState !== undefined) await receiver.stop();
}

/** Names that Slack's client gives to what happens to itself: as types of an event they would pass for it. */
const ownNames = new Set([
  'error',
  'close',
  'connecting',
  'connected',
  'reconnecting',
  'disconnecting',
  'disconnected',
  'authenticated',
  'ws_message',
  'slack_event',
  'outgoing_message',
]);

const frame = z.union([
  z.object({ type: z.enum(['hello', 'disconnect']) }),
  z.object({
    type: z.literal('events_api'),
    envelope_id: z.string(),
    payload: z.object({ event: z.object({ type: z.string().refine((type) => !ownNames.has(type)) }) }),
  }),
  z.object({
    type: z.enum(['slash_commands', 'interactive']),
    envelope_id: z.string(),
    payload: z.record(z.string(), z.unknown()),
  }),
]);

/** Slack's client trusts every frame, and a `null` or an envelope without its event would end the process: such frames are let fall before it sees them. */
function refuseOddFrames({ client }: SocketModeReceiver): void {
  const handlers = client.listeners('ws_message');
  client.removeAllListeners('ws_message');
  client.on('ws_message', (data: unknown, isBinary: boolean) => {
    if (typeof data !== 'string' || !isFrame(data)) return;
    for (const handle of handlers) handle(data, isBinary);
  });
}

function isFrame(data: string): boolean {
  try {
    return frame.safeParse(JSON.parse(data)).success;
  } catch {
    return false;
  }
}
