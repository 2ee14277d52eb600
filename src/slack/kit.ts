import type { KnownBlock } from '@slack/types';
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
  /** Only this user sees it. */
  readonly ephemeralTo?: string;
}

/** Posts messages exactly once each, at the pace that Slack allows; outlives outages of Slack and restarts. */
export interface Poster {
  /** Resolves with the time stamp when the message stands in Slack. A message that cannot be sent now is kept and sent later; one that Slack refuses is given up with a reason. */
  post(target: PostTarget, message: ChatMessage): Promise<{ readonly ts?: string }>;
}

/** What every feature of the chat works with. */
export interface BotKit {
  readonly patron: Patron;
  /** The chat's own connection: write through `patiently`, so that a busy store never holds up an answer to Slack. */
  readonly store: Store;
  readonly poster: Poster;
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
