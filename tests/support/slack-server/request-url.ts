import { createHmac } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { stringify } from 'node:querystring';
import type { Clock } from '../../../src/domain/clock.ts';
import type { Ack, Carrier, Envelope } from './envelope.ts';
import { textOf } from './values.ts';

/** How a request is signed: rightly, with another secret, with a time that is ten minutes off, or not at all. */
export type Signing = 'right' | 'wrong' | 'stale' | 'future' | 'none';

const offSeconds = 600;

/** Deliveries as signed requests to the app's address. */
export class RequestUrl implements Carrier {
  /** Where the app listens; set when its port is known. */
  url: string | undefined;
  private readonly secret: string;
  private readonly clock: Clock;
  private readonly ackWithinMs: number;

  constructor(options: { readonly secret: string; readonly clock: Clock; readonly ackWithinMs: number }) {
    this.secret = options.secret;
    this.clock = options.clock;
    this.ackWithinMs = options.ackWithinMs;
  }

  deliver(envelope: Envelope): Promise<Ack> {
    const retry: Record<string, string> =
      envelope.attempt === 0
        ? {}
        : { 'x-slack-retry-num': String(envelope.attempt), 'x-slack-retry-reason': 'http_timeout' };
    if (envelope.kind === 'events_api') {
      return this.post(JSON.stringify(envelope.payload), { type: 'application/json', headers: retry });
    }
    const form =
      envelope.kind === 'interactive'
        ? { payload: JSON.stringify(envelope.payload) }
        : Object.fromEntries(Object.entries(envelope.payload).map(([name, value]) => [name, textOf(value)]));
    return this.post(stringify(form), { type: 'application/x-www-form-urlencoded', headers: retry });
  }

  /** Any body at all, signed in any way. */
  async post(
    body: string,
    {
      type = 'application/json',
      headers = {},
      signing = 'right',
    }: { readonly type?: string; readonly headers?: Readonly<Record<string, string>>; readonly signing?: Signing } = {},
  ): Promise<Ack> {
    if (this.url === undefined) throw new Error('The address of the app is not known yet: set requestUrl.');
    const from = performance.now();
    try {
      const response = await fetch(this.url, {
        method: 'POST',
        headers: { 'content-type': type, ...headers, ...this.signed(body, signing) },
        body,
        signal: AbortSignal.timeout(this.ackWithinMs),
      });
      const text = await response.text();
      const { status } = response;
      return { isAcked: status === 200, ackMs: performance.now() - from, ackBody: readBody(text), status };
    } catch {
      return { isAcked: false, ackMs: performance.now() - from, ackBody: undefined };
    }
  }

  private signed(body: string, signing: Signing): Record<string, string> {
    if (signing === 'none') return {};
    const off = signing === 'stale' ? -offSeconds : signing === 'future' ? offSeconds : 0;
    const seconds = String(Math.floor(this.clock.now().getTime() / 1000) + off);
    const secret = signing === 'wrong' ? `${this.secret}0` : this.secret;
    const hash = createHmac('sha256', secret).update(`v0:${seconds}:${body}`).digest('hex');
    return { 'x-slack-request-timestamp': seconds, 'x-slack-signature': `v0=${hash}` };
  }
}

function readBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text === '' ? undefined : text;
  }
}
