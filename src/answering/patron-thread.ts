import { MessageChannel, Worker } from 'node:worker_threads';
import { PatronError } from '../domain/errors.ts';
import type { OnProgress } from '../domain/progress.ts';
import type { Calls, Method, Notice, Reply, Results, ThreadTask } from './calls.ts';
import { failureError } from './failure.ts';

/** A thread that holds an open Patron and carries out calls, one after the other. */
export class PatronThread {
  readonly #worker: Worker;
  /** Resolves when the store is open; rejects with why it could not be opened. */
  readonly opened: Promise<void>;
  /** Resolves when the view is made and everything usual is quick. */
  readonly warm: Promise<void>;
  /** Resolves when the thread has ended, for whatever reason; gives the error that ended it. */
  readonly ended: Promise<unknown>;
  #calls = 0;
  #isLeaving = false;
  #isWarm = false;
  #hasEnded = false;

  /** `onStale` is told when another view is due. */
  constructor(task: ThreadTask, onStale: () => void) {
    this.#worker = new Worker(new URL('./worker.js', import.meta.url), { workerData: task });
    let fault: unknown;
    this.#worker.on('error', (error) => {
      fault = error;
    });
    this.#worker.on('message', (notice: Notice) => {
      if (notice.told === 'warm') this.#isWarm = true;
      if (notice.told === 'stale') onStale();
      if (notice.told === 'failed') fault = failureError(notice.failure);
    });
    this.ended = new Promise((resolve) => {
      this.#worker.on('exit', () => {
        this.#hasEnded = true;
        resolve(fault);
      });
    });
    const told = (what: Notice['told']) =>
      new Promise<void>((resolve, reject) => {
        this.#worker.on('message', (notice: Notice) => {
          if (notice.told === what) resolve();
          if (notice.told === 'failed') reject(failureError(notice.failure));
        });
        void this.ended.then((error) => reject(endedEarly(error)));
      });
    this.opened = told('opened');
    this.warm = told('warm');
    // Whoever waits hears of a failure; nobody needs to.
    for (const promise of [this.opened, this.warm]) promise.catch(() => undefined);
  }

  /** Whether its view was ever made. */
  get isWarm(): boolean {
    return this.#isWarm;
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** Carries out a use-case in the thread. Rejects with the error it raised there, or with a plain one where the thread has ended. */
  async call<M extends Method>(method: M, given: Calls[M]): Promise<Results[M]> {
    const { args, watched, onProgress } = crossing(given);
    const { port1, port2 } = new MessageChannel();
    this.#calls += 1;
    try {
      return await new Promise<Results[M]>((resolve, reject) => {
        port1.on('message', (reply: Reply<M>) => {
          if ('progress' in reply) onProgress?.(reply.progress);
          else if ('result' in reply) resolve(reply.result);
          else reject(failureError(reply.failure));
        });
        port1.on('close', () => void this.ended.then((error) => reject(endedEarly(error))));
        this.#worker.postMessage({ call: { method, args, ...(onProgress ? { watched } : {}) }, port: port2 }, [port2]);
      });
    } finally {
      port1.close();
      this.#calls -= 1;
      this.#leaveWhenDone();
    }
  }

  /** No call is given any more: the thread ends when the last one is answered. */
  leave(): void {
    this.#isLeaving = true;
    this.#leaveWhenDone();
  }

  /** Ends the thread now, in the middle of what it does. */
  async stop(): Promise<void> {
    await this.#worker.terminate();
  }

  #leaveWhenDone(): void {
    if (this.#isLeaving && this.#calls === 0) this.#worker.postMessage({ close: true });
  }
}

/** Arguments without the function that is told of progress: a function cannot cross. */
function crossing(args: readonly unknown[]): {
  readonly args: readonly unknown[];
  readonly watched?: number;
  readonly onProgress?: OnProgress;
} {
  const watched = args.findIndex(isWatched);
  const options = args[watched];
  if (!isWatched(options)) return { args };
  const { onProgress, ...rest } = options;
  return { args: args.with(watched, rest), watched, onProgress };
}

function isWatched(value: unknown): value is { readonly onProgress: OnProgress } {
  return typeof value === 'object' && value !== null && 'onProgress' in value && typeof value.onProgress === 'function';
}

function endedEarly(error: unknown): Error {
  if (error instanceof PatronError) return error;
  return new Error('The thread that answers ended before it was done.', { cause: error });
}
