import { EventEmitter, once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { performance } from 'node:perf_hooks';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import type { Ack, Carrier, Envelope } from './envelope.ts';
import { fieldsOf, textOf } from './values.ts';
import { freshId } from './world.ts';

interface Connection {
  readonly socket: WebSocket;
  readonly raw: Duplex;
  isFrozen: boolean;
}

/** Socket Mode: the sockets that the app opened, newest last. */
export class SocketMode implements Carrier {
  /** Connections that are refused with a status while this is set. */
  refuseUpgrades: number | undefined;
  private open: Connection[] = [];
  private readonly tickets = new Set<string>();
  private readonly server = new WebSocketServer({ noServer: true, autoPong: false });
  private readonly acks = new EventEmitter();
  private readonly ackWithinMs: number;
  private readonly pingEveryMs: number;
  private readonly base: () => string;

  constructor(options: { readonly base: () => string; readonly ackWithinMs: number; readonly pingEveryMs: number }) {
    this.base = options.base;
    this.ackWithinMs = options.ackWithinMs;
    this.pingEveryMs = options.pingEveryMs;
    this.acks.setMaxListeners(0);
  }

  /** How many sockets stand, frozen ones included. */
  get connections(): number {
    return this.open.length;
  }

  /** Resolves as soon as a socket stands that is not frozen. */
  async connected(timeoutMs = 20_000): Promise<void> {
    if (this.open.some(({ isFrozen }) => !isFrozen)) return;
    await once(this.acks, 'connected', { signal: AbortSignal.timeout(timeoutMs) });
  }

  /** An address that a socket may be opened at once. */
  newUrl(): string {
    const ticket = freshId('L');
    this.tickets.add(ticket);
    return `${this.base().replace('http', 'ws')}/link/?ticket=${ticket}&app_id=patron`;
  }

  upgrade(request: IncomingMessage, raw: Duplex, head: Buffer): void {
    const ticket = new URL(request.url ?? '/', 'http://slack').searchParams.get('ticket') ?? '';
    const status = this.refuseUpgrades ?? (this.tickets.delete(ticket) ? undefined : 404);
    if (status !== undefined) {
      raw.end(`HTTP/1.1 ${status} Refused\r\nconnection: close\r\n\r\n`);
      return;
    }
    this.server.handleUpgrade(request, raw, head, (socket) => this.greet({ socket, raw, isFrozen: false }));
  }

  /** Stops reading from the sockets that stand, and answering their pings: to the app the way looks open and is dead. */
  freeze(): void {
    for (const one of this.open) {
      one.isFrozen = true;
      one.raw.pause();
    }
  }

  /** Tells the app that the socket goes away, as Slack does every few hours, and takes new ones. */
  disconnect(reason: 'warning' | 'refresh_requested' | 'link_disabled'): void {
    const message = JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'local-slack' } });
    for (const { socket } of this.open) socket.send(message);
  }

  /** Sends a frame of anything, as Slack never would. */
  sendText(frame: string | Buffer): void {
    for (const { socket } of this.open) socket.send(frame);
  }

  /** Cuts every socket, without a word. */
  drop(): void {
    for (const { raw } of this.open) raw.destroy();
  }

  close(): void {
    for (const { socket } of this.open) socket.terminate();
    this.server.close();
  }

  async deliver({ kind, id, payload, attempt }: Envelope): Promise<Ack> {
    const from = performance.now();
    const connection = this.open.at(-1);
    const since = () => performance.now() - from;
    if (!connection) return { isAcked: false, ackMs: 0, ackBody: undefined };
    const acked = once(this.acks, id, { signal: AbortSignal.timeout(this.ackWithinMs) });
    connection.socket.send(
      JSON.stringify({
        type: kind,
        envelope_id: id,
        payload,
        accepts_response_payload: kind !== 'events_api',
        ...(kind === 'events_api' ? { retry_attempt: attempt, retry_reason: attempt === 0 ? '' : 'timeout' } : {}),
      }),
    );
    try {
      const [ackBody] = await acked;
      return { isAcked: true, ackMs: since(), ackBody };
    } catch {
      return { isAcked: false, ackMs: since(), ackBody: undefined };
    }
  }

  private greet(connection: Connection): void {
    const { socket } = connection;
    this.open.push(connection);
    const pinging = setInterval(() => {
      if (!connection.isFrozen && socket.readyState === WebSocket.OPEN) socket.ping('Ping from local Slack');
    }, this.pingEveryMs);
    socket.on('ping', (data) => connection.isFrozen || socket.pong(data));
    socket.on('message', (data) => Buffer.isBuffer(data) && this.hear(data.toString()));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearInterval(pinging);
      this.open = this.open.filter((other) => other !== connection);
    });
    const app = { app_id: 'A0PATRON1' };
    const debug = { host: 'local-slack', build_number: 1, approximate_connection_time: 18_060 };
    socket.send(
      JSON.stringify({ type: 'hello', connection_info: app, num_connections: this.open.length, debug_info: debug }),
    );
    this.acks.emit('connected');
  }

  private hear(text: string): void {
    const { envelope_id: id, payload } = fieldsOf(JSON.parse(text));
    if (textOf(id) !== '') this.acks.emit(textOf(id), payload);
  }
}
