import type { Arguments } from './arguments.ts';
import type { Fields } from './values.ts';
import type { World } from './world.ts';

/** One method of the Web API. */
export interface Method {
  /**
   * What the token must be allowed, any one of them; absent: nothing. `*:history` and `*:read` stand for the scope of the conversation's kind: `channels:history`
   * of a public channel, `groups:`, `im:`.
   */
  readonly scopes?: readonly string[];
  /** The app's token instead of the bot's. */
  readonly isForApp?: boolean;
  readonly required: readonly string[];
  readonly optional: readonly string[];
  /** How many calls a minute Slack promises to take: its tiers 2, 3, 4. */
  readonly perMinute: 20 | 50 | 100;
  readonly answer: (args: Arguments, world: World) => Fields;
}

/** A group of methods by their names. */
export type Methods = Readonly<Record<string, Method>>;
