import { Worker } from 'node:worker_threads';
import type { AnswerChart } from '../questions/answer.ts';
import type { Drawing } from './draw-here.ts';
import type { Drawn } from './drawing-worker.ts';

interface Waiting {
  readonly resolve: (png: Uint8Array | undefined) => void;
  readonly reject: (error: Error) => void;
}

/** How long the thread waits for work, how long it may work, and its program (tests name the built one). */
interface DrawerOptions {
  readonly idleMs?: number;
  readonly timeoutMs?: number;
  readonly program?: URL;
}

/** Draws charts as pictures in a thread of its own, which begins with the first one and ends after a minute without any: it holds some 100 MB. */
export class ChartDrawer {
  readonly #idleMs: number;
  readonly #timeoutMs: number;
  readonly #program: URL;
  readonly #waiting = new Map<number, Waiting>();
  #thread: Worker | undefined;
  #timer: NodeJS.Timeout | undefined;
  #count = 0;

  constructor({ idleMs = 60_000, timeoutMs = 20_000, program }: DrawerOptions = {}) {
    this.#idleMs = idleMs;
    this.#timeoutMs = timeoutMs;
    this.#program = program ?? new URL('./drawing-worker.js', import.meta.url);
  }

  /** PNG; undefined where the font lacks a letter of the chart: say it in words. Rejects where it cannot be drawn. `width` in px. */
  draw(chart: AnswerChart, { width }: { readonly width: number }): Promise<Uint8Array | undefined> {
    return new Promise((resolve, reject) => {
      this.#thread ??= this.#start();
      const id = this.#count++;
      this.#waiting.set(id, { resolve, reject });
      const drawing: Drawing = { chart, width };
      this.#thread.postMessage({ id, drawing });
      this.#watch();
    });
  }

  /** Whether the thread runs. */
  get isAwake(): boolean {
    return this.#thread !== undefined;
  }

  /** Ends the thread; drawings under way are rejected. The next drawing would begin another. */
  close(): Promise<void> {
    return this.#end('The program ends.');
  }

  #start(): Worker {
    const started = new Worker(this.#program);
    started.on('message', (drawn: Drawn) => this.#settle(drawn));
    started.on('error', (error) => {
      if (this.#thread === started) void this.#end(`The drawing thread failed: ${error.message}`);
    });
    return started;
  }

  #settle({ id, png, failure }: Drawn): void {
    const asked = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (failure === undefined) asked?.resolve(png);
    else asked?.reject(new Error(`The chart could not be drawn: ${failure}`));
    this.#watch();
  }

  /** While it works the thread keeps the program alive; while it waits for work it does not. */
  #watch(): void {
    clearTimeout(this.#timer);
    const isIdle = this.#waiting.size === 0;
    const reason = `The chart was not drawn within ${this.#timeoutMs} ms.`;
    this.#timer = setTimeout(() => void this.#end(reason), isIdle ? this.#idleMs : this.#timeoutMs);
    this.#timer.unref();
    if (isIdle) this.#thread?.unref();
    else this.#thread?.ref();
  }

  async #end(reason: string): Promise<void> {
    const ended = this.#thread;
    this.#thread = undefined;
    clearTimeout(this.#timer);
    for (const { reject } of this.#waiting.values()) reject(new Error(reason));
    this.#waiting.clear();
    await ended?.terminate();
  }
}
