import { randomBytes } from 'node:crypto';
import type { Clock } from '../../../src/domain/clock.ts';
import type { Fields } from './values.ts';
import { Workspace } from './workspace.ts';

/** A file that is being uploaded, or lies there. */
export interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly length: number;
  readonly altText: string;
  readonly bytes?: Buffer;
  readonly isComplete: boolean;
  /** How many more times `files.info` does not know its type yet. */
  readonly asksLeft: number;
}

/** A view that somebody sees: the App Home of a user, or a window. */
export interface ShownView {
  readonly id: string;
  readonly user: string;
  readonly hash: string;
  readonly view: Fields;
}

/** A run of a workflow step. */
export interface Execution {
  readonly id: string;
  readonly callbackId: string;
  readonly state: 'running' | 'done' | 'failed';
  readonly outputs?: Fields;
  readonly error?: string;
}

/** An address that a message or command can be answered at. */
export interface ResponseUrl {
  readonly channel: string;
  readonly user: string;
  readonly threadTs?: string;
  /** The message whose button was pressed. */
  readonly messageTs?: string;
  readonly usesLeft: number;
}

/** How a local Slack behaves. */
export interface SlackSettings {
  /** Scopes of the bot token; undefined: all. */
  readonly scopes: readonly string[] | undefined;
  /** Names of events that the app is subscribed to; undefined: all. */
  readonly events: readonly string[] | undefined;
  /** Whether charts are drawn by Slack: `data_visualization` is refused where not, as while it rolls out. */
  nativeCharts: boolean;
  /** How often `files.info` is asked before an uploaded picture may be shown. */
  asksBeforeShown: number;
  /** Whether the limits of calls are held: one message a second and channel, 20, 50 or 100 calls a minute. */
  limits: 'held' | 'off';
}

/** What everything in a local Slack shares. */
export interface World {
  readonly clock: Clock;
  readonly settings: SlackSettings;
  readonly workspace: Workspace;
  readonly files: Map<string, StoredFile>;
  readonly views: Map<string, ShownView>;
  readonly executions: Map<string, Execution>;
  /** Trigger id -> when it was made (epoch ms), and whether it was used. */
  readonly triggers: Map<string, { readonly at: number; readonly isUsed: boolean }>;
  readonly responseUrls: Map<string, ResponseUrl>;
  /** `channel threadTs` -> what is said to be going on. */
  readonly statuses: Map<string, string>;
  /** Channel -> the prompts that are offered there. */
  readonly prompts: Map<string, readonly unknown[]>;
  /** Address without a path: `http://127.0.0.1:PORT`. */
  base: string;
}

/** An empty world with its people and channels. */
export function openWorld(clock: Clock, settings: SlackSettings): World {
  return {
    clock,
    settings,
    workspace: new Workspace(clock),
    files: new Map(),
    views: new Map(),
    executions: new Map(),
    triggers: new Map(),
    responseUrls: new Map(),
    statuses: new Map(),
    prompts: new Map(),
    base: '',
  };
}

/** An id as Slack makes them: a letter for its kind, then letters and digits. */
export function freshId(kind: string): string {
  return `${kind}0${randomBytes(5).toString('hex').toUpperCase()}`;
}
