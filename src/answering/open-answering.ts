import type { Config } from '../config.ts';
import type { Patron } from '../patron.ts';
import type { System } from '../system.ts';
import type { Calls, Method, Results, ThreadTask } from './calls.ts';
import { PatronThread } from './patron-thread.ts';
import type { RenewalTimes } from './renewal.ts';

/** How the answering threads are run. */
export interface AnsweringOptions {
  /** Told in plain words when a thread has ended that should not have, or a view could not be made anew. */
  readonly onTrouble: (note: string, error?: unknown) => void;
  readonly times?: RenewalTimes;
}

const usualTimes: RenewalTimes = { quietMs: 5000, longestMs: 60_000, freshMs: 300_000, apartMs: 10_000 };

/** Use-cases that work for long or write: they run in a thread of their own. */
const labours: ReadonlySet<Method> = new Set([
  'demo',
  'importFiles',
  'sync',
  'quality',
  'train',
  'evaluate',
  'predictPropensity',
  'exportTable',
  'duplicates',
  'sendDigest',
  'push',
  'decidePush',
  'undoPush',
] satisfies Method[]);

/** Those after which the next answer must know better. */
const changes: ReadonlySet<Method> = new Set(['demo', 'importFiles', 'sync', 'train', 'duplicates'] satisfies Method[]);

/**
 * The use-cases, carried out beside the calling thread: answers from a warm view of the shop that another thread keeps, long work in a second thread. The
 * view may be some seconds old; a new one is made in a third thread and takes over when it is warm, so that answers never wait for it. After a
 * change that was asked for here the next answer knows it. Raises what `openPatron` raises.
 */
export async function openAnswering(config: Config, system: System, options: AnsweringOptions): Promise<Patron> {
  const desk = new Desk(config, system, options);
  await desk.opened().catch(async (error: unknown) => {
    await desk.close();
    throw error;
  });
  const on =
    <M extends Method>(method: M) =>
    (...args: Calls[M]) =>
      desk.call(method, args);
  return {
    demo: on('demo'),
    importFiles: on('importFiles'),
    sync: on('sync'),
    duplicates: on('duplicates'),
    tag: on('tag'),
    quality: on('quality'),
    train: on('train'),
    evaluate: on('evaluate'),
    predictPropensity: on('predictPropensity'),
    segments: on('segments'),
    explain: on('explain'),
    ask: on('ask'),
    questions: on('questions'),
    digest: on('digest'),
    sendDigest: on('sendDigest'),
    watch: on('watch'),
    alert: on('alert'),
    exportTable: on('exportTable'),
    models: on('models'),
    backtest: on('backtest'),
    rules: on('rules'),
    push: on('push'),
    decidePush: on('decidePush'),
    pushes: on('pushes'),
    undoPush: on('undoPush'),
    standingPush: on('standingPush'),
    pushCard: on('pushCard'),
    verifyAudit: on('verifyAudit'),
    people: on('people'),
    personOf: on('personOf'),
    shop: on('shop'),
    close: () => desk.close(),
  };
}

const renewalFailed = 'The view of the shop could not be renewed; answers go on from the one before.';

/** How long answers that are under way are waited for at the end, ms. */
const patienceMs = 5000;
const stepMs = 20;

/** Gives each call to the thread it belongs to, and replaces the one that answers when its view is due. */
class Desk {
  readonly #task: () => ThreadTask;
  readonly #sleep: System['sleep'];
  readonly #options: AnsweringOptions;
  #answers: PatronThread;
  #next: PatronThread | undefined;
  #labour: PatronThread | undefined;
  #labours = 0;
  #renewing: Promise<void> | undefined;
  #again: Promise<void> | undefined;
  #isClosed = false;

  constructor(config: Config, { clock, sleep }: System, options: AnsweringOptions) {
    this.#task = () => ({ config, ...(config.now === undefined ? {} : { now: clock.now().getTime() }) });
    this.#sleep = sleep;
    this.#options = options;
    this.#answers = this.#start();
  }

  opened(): Promise<void> {
    return this.#answers.opened;
  }

  async call<M extends Method>(method: M, args: Calls[M]): Promise<Results[M]> {
    if (!labours.has(method) && !args.some(looksElsewhere)) return this.#answering().call(method, args);
    const result = await this.#work(method, args);
    if (changes.has(method)) await this.#renew();
    return result;
  }

  #answering(): PatronThread {
    if (this.#answers.hasEnded && !this.#isClosed) this.#answers = this.#start();
    return this.#answers;
  }

  /** Lets answers that are under way be given, for some seconds; long work and a view in the making are broken off. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#answers.leave();
    await Promise.all([this.#next?.stop(), this.#labour?.stop()]);
    for (let waited = 0; waited < patienceMs && !this.#answers.hasEnded; waited += stepMs) await this.#sleep(stepMs);
    await this.#answers.stop();
  }

  /** Long work shares one thread, which ends with the last of it. */
  async #work<M extends Method>(method: M, args: Calls[M]): Promise<Results[M]> {
    this.#labour ??= new PatronThread(this.#task(), () => undefined);
    const thread = this.#labour;
    this.#labours += 1;
    try {
      return await thread.call(method, args);
    } finally {
      this.#labours -= 1;
      if (this.#labours === 0) {
        this.#labour = undefined;
        thread.leave();
      }
    }
  }

  /** Resolves when a view answers that was begun after this moment. One is made at a time: whoever comes while one is being made gets the one after it. */
  #renew(): Promise<void> {
    if (this.#renewing === undefined) {
      this.#renewing = this.#replace().finally(() => {
        this.#renewing = undefined;
      });
      return this.#renewing;
    }
    this.#again ??= this.#renewing.then(() => {
      this.#again = undefined;
      return this.#renew();
    });
    return this.#again;
  }

  async #replace(): Promise<void> {
    if (this.#isClosed) return;
    const next = this.#start();
    this.#next = next;
    try {
      await next.warm;
    } catch (error) {
      if (!this.#isClosed) this.#options.onTrouble(renewalFailed, error);
      return await next.stop();
    } finally {
      this.#next = undefined;
    }
    const before = this.#answers;
    this.#answers = next;
    before.leave();
  }

  #start(): PatronThread {
    const thread = new PatronThread({ ...this.#task(), renewal: this.#options.times ?? usualTimes }, () => {
      if (thread === this.#answers && this.#renewing === undefined && !this.#isClosed) void this.#renew();
    });
    void thread.ended.then((error) => {
      if (this.#isClosed || thread !== this.#answers) return;
      this.#options.onTrouble('The thread that answers has ended; another one takes its place.', error);
      // One that never got warm would end again and again: then the next call starts it.
      if (thread.isWarm) this.#answers = this.#start();
    });
    return thread;
  }
}

/** Whether a call needs more than the view of the present: another date, or a file to be written. */
function looksElsewhere(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return ('asOf' in value && value.asOf !== undefined) || ('out' in value && value.out !== undefined);
}
