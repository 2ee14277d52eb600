import type { App, Receiver } from '@slack/bolt';
import { z } from 'zod';
import type { Clock } from '../../domain/clock.ts';
import { readBody } from '../../requests/body.ts';
import { isFromSlack } from './signed-request.ts';

/** An event is some kilobytes; a press carries the message it is on. */
const mostBytes = 1_048_576;

/** What receiving requests needs. */
export interface RequestReceiverParts {
  /** Two while one is being replaced. */
  readonly signingSecrets: readonly string[];
  readonly clock: Clock;
  /** Whether anything can be answered yet; until then Slack is asked to come again. */
  readonly isReady: () => boolean;
  readonly onTrouble: (note: string, error?: unknown) => void;
  /** How long a body may take to come, ms. */
  readonly bodyDeadlineMs?: number;
  /** How long an acknowledgement may take, ms; Slack waits three seconds. */
  readonly ackWithinMs?: number;
}

const challenge = z.object({ type: z.literal('url_verification'), challenge: z.string().max(1000) });

/**
 * Receives what Slack sends as signed requests, on a server that is there already: Bolt's own receivers each open a port. 401 forged, stale or too early; 400 genuine but
 * not what Slack sends; 405, 408, 413, 415; 503 while Slack has not accepted the bot token.
 */
export class RequestReceiver implements Receiver {
  readonly #parts: RequestReceiverParts;
  #app: App | undefined;

  constructor(parts: RequestReceiverParts) {
    this.#parts = parts;
  }

  init(app: App): void {
    this.#app = app;
  }

  start(): Promise<void> {
    return Promise.resolve();
  }

  stop(): Promise<void> {
    return Promise.resolve();
  }

  /** Answers a request to the address that Slack calls. */
  async receive(request: Request): Promise<Response> {
    const { clock, signingSecrets: secrets, bodyDeadlineMs = 2000, isReady } = this.#parts;
    if (request.method !== 'POST') return reply(405, 'Slack sends with POST.', { allow: 'POST' });
    const type = /^application\/(json|x-www-form-urlencoded)\s*(;|$)/i.exec(request.headers.get('content-type') ?? '');
    if (!type) return reply(415, 'This is neither JSON nor a form.');
    const body = await readBody(request, { mostBytes, deadlineMs: bodyDeadlineMs });
    if (body === 'too-large') return reply(413, 'This request is too large.', { connection: 'close' });
    if (body === 'too-slow') return reply(408, 'This request took too long.', { connection: 'close' });
    const read = parse(body, type[1]?.toLowerCase() === 'json');
    // Slack asks so whether the address can be reached safely; nothing is done, and nothing is signed.
    if (read && 'ssl_check' in read) return reply(200, '');
    const signature = request.headers.get('x-slack-signature') ?? undefined;
    const timestamp = request.headers.get('x-slack-request-timestamp') ?? undefined;
    if (!isFromSlack({ signature, timestamp, body }, { secrets, now: clock.now().getTime() }))
      return reply(401, 'The signature of this request is not right.');
    if (!read) return reply(400, 'This request cannot be read.');
    const asked = challenge.safeParse(read);
    if (asked.success) return Response.json({ challenge: asked.data.challenge });
    if (!isReady()) return reply(503, 'Patron is not ready: send it again later.', { 'retry-after': '30' });
    return this.#process(read, request.headers);
  }

  /** The acknowledgement is the response; the work goes on after it. */
  #process(body: object, headers: Headers): Promise<Response> {
    const { onTrouble, ackWithinMs = 2800 } = this.#parts;
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(reply(200, '')), ackWithinMs);
      const settle = (response: Response) => {
        clearTimeout(timer);
        resolve(response);
      };
      const event = {
        body,
        ...retryOf(headers),
        ack: (response?: unknown) => Promise.resolve(settle(acknowledgement(response))),
      };
      (this.#app?.processEvent(event) ?? Promise.resolve()).then(
        () => settle(reply(200, '')),
        (error: unknown) => {
          onTrouble('Something that came from Slack could not be taken.', error);
          settle(reply(500, 'Patron met a fault of its own.'));
        },
      );
    });
  }
}

/** The object in a body: JSON, a form that carries JSON, or a form of a command; undefined where there is none. */
function parse(body: Uint8Array, isJson: boolean): object | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    if (isJson) return objectIn(text);
    const form = Object.fromEntries(new URLSearchParams(text));
    return form.payload === undefined ? form : objectIn(form.payload);
  } catch {
    return undefined;
  }
}

function objectIn(text: string): object | undefined {
  const value: unknown = JSON.parse(text);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
}

function retryOf(headers: Headers): { retryNum?: number; retryReason?: string } {
  const number = Number(headers.get('x-slack-retry-num') ?? Number.NaN);
  const reason = headers.get('x-slack-retry-reason');
  return {
    ...(Number.isInteger(number) ? { retryNum: number } : {}),
    ...(reason === null ? {} : { retryReason: reason }),
  };
}

function acknowledgement(response: unknown): Response {
  if (response === undefined || response === '') return reply(200, '');
  return typeof response === 'string' ? reply(200, response) : Response.json(response);
}

function reply(status: number, text: string, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(text, {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', ...headers },
  });
}
