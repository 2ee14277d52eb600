import type { OnProgress, Progress } from '../../domain/progress.ts';

/** Something that was set going on the page and takes its time. */
export interface Work {
  readonly id: string;
  /** What it is, as a heading: `Writing into HubSpot`. */
  readonly title: string;
  /** How far it is. */
  readonly progress?: Progress;
  /** Where its outcome stands; absent while it goes on, and where it failed. */
  readonly outcome?: string;
  /** Why it failed. */
  readonly error?: unknown;
}

/** Works that are remembered after their end. */
const remembered = 20;

/** What was set going on the page. The same thing set going twice at a time, by a second click, is one work. */
export class Works {
  readonly #works = new Map<string, Work>();
  readonly #running = new Map<string, string>();
  #count = 0;

  /** Sets a work going and gives its id. `key` names what it does; `run` gives the address of its outcome. */
  begin(
    { key, title }: { readonly key: string; readonly title: string },
    run: (onProgress: OnProgress) => Promise<string>,
  ): string {
    const running = this.#running.get(key);
    if (running !== undefined) return running;
    const id = String(++this.#count);
    this.#works.set(id, { id, title });
    this.#running.set(key, id);
    this.#forget();
    run((progress) => this.#works.set(id, { id, title, progress }))
      .then(
        (outcome) => this.#works.set(id, { id, title, outcome }),
        (error: unknown) => this.#works.set(id, { id, title, error }),
      )
      .finally(() => this.#running.delete(key));
    return id;
  }

  find(id: string): Work | undefined {
    return this.#works.get(id);
  }

  #forget(): void {
    const isOver = (id: string) => ![...this.#running.values()].includes(id);
    const over = [...this.#works.keys()].filter(isOver);
    for (const id of over.slice(0, Math.max(0, this.#works.size - remembered))) this.#works.delete(id);
  }
}
