import type { Config } from '../config.ts';
import type { Progress } from '../domain/progress.ts';
import type { Patron } from '../patron.ts';
import type { Failure } from './failure.ts';
import type { RenewalTimes } from './renewal.ts';

/** A use-case that can be carried out in a thread. */
export type Method = Exclude<keyof Patron, 'close'>;

/** The arguments of each use-case. */
export type Calls = { [M in Method]: Parameters<Patron[M]> };

/** What each use-case gives. */
export type Results = { [M in Method]: Awaited<ReturnType<Patron[M]>> };

/** What a thread is started with. Plain data: it crosses into the thread. */
export interface ThreadTask {
  readonly config: Config;
  /** Epoch ms at which the thread's clock starts; absent: the real time. */
  readonly now?: number;
  /** Set: the thread makes a view of the shop at once, keeps it, and tells when another one is due. Absent: the thread does long work. */
  readonly renewal?: RenewalTimes;
}

/** What a thread tells of itself: its store is open, it could not be opened, its view is made, another view is due. */
export type Notice =
  | { readonly told: 'opened' | 'warm' | 'stale' }
  | { readonly told: 'failed'; readonly failure: Failure };

/** What crosses for a call besides the port that its answer comes back on. */
export interface CallMessage<M extends Method = Method> {
  readonly method: M;
  readonly args: Calls[M];
  /** Place of the argument that takes `onProgress`; absent where nobody watches. */
  readonly watched?: number;
}

/** What comes back on a call's port: any number of progress messages, then one end. */
export type Reply<M extends Method> =
  | { readonly progress: Progress }
  | { readonly result: Results[M] }
  | { readonly failure: Failure };
