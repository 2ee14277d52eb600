import type { KnownBlock } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { Clock } from '../domain/clock.ts';
import type { Patron } from '../patron.ts';
import type { AnswerChart } from '../questions/answer.ts';
import type { Store } from '../store/database.ts';

/** What somebody may do: a viewer sees figures and ids, an analyst names too, an approver also tags and changes what is sent where. */
export type Role = 'viewer' | 'analyst' | 'approver';

/** A message as it is posted: `text` is what a notification and a screen reader say. At most 50 blocks. */
export interface ChatMessage {
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
  /** Drawn natively where Slack can, else as a picture with the numbers as its description. */
  readonly chart?: AnswerChart;
}

/** Where a message goes. `key` names what it says, for good: the same key is never posted twice. */
export interface PostTarget {
  readonly key: string;
  readonly channel: string;
  readonly threadTs?: string;
  /** Only this user sees it. Slack keeps no such message, so that after a lost reply it may come twice: better than not at all. */
  readonly ephemeralTo?: string;
  /** How long the message is worth sending when Slack cannot be reached, ms: an answer to somebody who waits. Absent: for ever. */
  readonly staleAfterMs?: number;
}

/** How long an answer is worth sending: past it, whoever asked has asked again or found out. */
export const answerStaleAfterMs = 15 * 60_000;

/** How a post ended, as far as is known: `ts` where it stands in Slack, `failure` in words where it never will; neither: it is kept and sent later. */
export interface Posted {
  readonly ts?: string;
  readonly failure?: string;
}

/** Posts messages exactly once each, at the pace that Slack allows; outlives outages of Slack and restarts. */
export interface Poster {
  /**
   * Resolves when the message stands in Slack, is refused for good, or cannot be sent now: it is kept then, and sent when Slack is back. Never rejects: what
   * goes wrong is told to the terminal. With `send` the message is sent in another way first, which gives its time stamp (a stream; it must carry
   * `postMetadata` of the key); where that fails, the message is looked for and else sent as usual.
   */
  post(target: PostTarget, message: ChatMessage, how?: { readonly send?: () => Promise<string> }): Promise<Posted>;
}

/** The mark on a message by which it is found again when the reply to its posting was lost. */
export function postMetadata(key: string): { event_type: 'patron_post'; event_payload: { key: string } } {
  return { event_type: 'patron_post', event_payload: { key } };
}

/** What every feature of the chat works with. */
export interface BotKit {
  readonly patron: Patron;
  /** The chat's own connection: write through `patiently`, so that a busy store never holds up an answer to Slack. */
  readonly store: Store;
  readonly poster: Poster;
  /** Tries each call once: for what must not be done twice when an answer is lost, and for what is not worth a second try. */
  readonly oneTry: WebClient;
  readonly clock: Clock;
  /** The shop's. */
  readonly timeZone: string;
  /** Address of the page on this machine, for links. */
  readonly pageUrl?: string;
  /** The highest role of a user; undefined: may nothing. Guests, bots and people of other workspaces never have one through `*`. */
  roleOf(userId: string): Promise<Role | undefined>;
  /** Tells the terminal, in words without personal data; the error goes into the log. */
  readonly onTrouble: (note: string, error?: unknown) => void;
}
