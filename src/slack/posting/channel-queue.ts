import type { Posted } from '../kit.ts';
import { type Pauses, pause, pauseAfter } from '../transport/pause.ts';
import type { CallFailure } from '../transport/trouble.ts';
import type { Attempted, Job } from './attempt.ts';

/** After as many failures in a row a message lets the next one go first: it may be the message that Slack cannot take. */
const mostInARow = 5;

/** What a queue needs. */
export interface QueueParts {
  readonly attempt: (job: Job) => Promise<Attempted>;
  /** Told after each failure that is to be tried again, and after each message that is settled. */
  readonly onAgain: (why: CallFailure) => void;
  readonly onSettled: (job: Job, posted: Posted) => void;
  readonly onTrouble: (note: string, error?: unknown) => void;
  /** Between two messages, ms: Slack takes one a second in a channel. */
  readonly gapMs: number;
  readonly pauses: Pauses;
  readonly signal: AbortSignal;
}

interface Waiting {
  readonly job: Job;
  /** Tells whoever posted how it ended: settled, or kept. */
  readonly tell: (posted: Posted) => void;
  failures: number;
}

/** The messages of one channel: sent one after the other, in their order, at the pace that Slack allows. */
export class ChannelQueue {
  readonly #parts: QueueParts;
  readonly #waiting: Waiting[] = [];
  #running: Promise<void> | undefined;
  /** Messages are kept back: since the last failure none was settled. */
  #isHeld = false;
  #gap: Promise<void> = Promise.resolve();

  constructor(parts: QueueParts) {
    this.#parts = parts;
  }

  /** Whether nothing waits: the next message goes out at once. */
  get isIdle(): boolean {
    return this.#running === undefined;
  }

  has(key: string): boolean {
    return this.#waiting.some(({ job }) => job.post.key === key);
  }

  /** Resolves when the message is settled, or as soon as it is clear that it has to wait: with nothing then. */
  add(job: Job): Promise<Posted> {
    return new Promise((resolve) => {
      this.#waiting.push({ job, tell: resolve, failures: 0 });
      if (this.#isHeld) resolve({});
      this.#running ??= this.#run();
    });
  }

  /** Resolves when what is being sent right now is done. */
  async stopped(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal, onTrouble } = this.#parts;
    for (let head = this.#waiting[0]; head && !signal.aborted; head = this.#waiting[0]) {
      await this.#gap;
      if (signal.aborted) break;
      const attempted = await this.#parts.attempt(head.job).catch((error: unknown): Attempted => {
        onTrouble('A message for Slack could not be written down.', error);
        return { again: { kind: 'unknown', note: 'the store does not take it' } };
      });
      this.#gap = pause(this.#parts.gapMs, signal);
      if ('settled' in attempted) this.#settle(head, attempted.settled);
      else await this.#hold(head, attempted.again);
    }
    // Before anything else can run: whoever adds a message from here on has to start anew.
    this.#running = undefined;
    for (const { tell } of this.#waiting) tell({});
  }

  #settle({ job, tell }: Waiting, posted: Posted): void {
    this.#waiting.shift();
    this.#isHeld = false;
    this.#parts.onSettled(job, posted);
    tell(posted);
  }

  async #hold(head: Waiting, why: CallFailure): Promise<void> {
    this.#isHeld = true;
    for (const { tell } of this.#waiting) tell({});
    head.failures++;
    this.#parts.onAgain(why);
    if (head.failures % mostInARow === 0) this.#waiting.push(...this.#waiting.splice(0, 1));
    const asked = why.kind === 'wait' ? why.ms : 0;
    await pause(Math.max(asked, pauseAfter(head.failures, this.#parts.pauses)), this.#parts.signal);
  }
}
