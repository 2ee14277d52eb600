import type { Fields } from './values.ts';

/** What Slack delivers: an event, a command, or something pressed, submitted or chosen. */
export interface Envelope {
  readonly kind: 'events_api' | 'slash_commands' | 'interactive';
  readonly id: string;
  readonly payload: Fields;
  /** How often it was delivered before. */
  readonly attempt: number;
}

/** How a delivery was answered. Over HTTP, acknowledged means a status of 200 in time. */
export interface Ack {
  readonly isAcked: boolean;
  /** Milliseconds until the answer; until it was given up where there was none. */
  readonly ackMs: number;
  readonly ackBody: unknown;
  /** Over HTTP. */
  readonly status?: number;
}

/** A way to the app. */
export interface Carrier {
  readonly deliver: (envelope: Envelope) => Promise<Ack>;
}
