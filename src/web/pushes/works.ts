import type { OnProgress, Progress } from '../../domain/progress.ts';

/** Something that was set going on the page and takes its time. */
export interface Work {
  readonly id: string;
  /** What it does: the same key, the same work. */
  readonly key: string;
  /** What it is, as a heading: `Writing into HubSpot`. */
  readonly title: string;
  /** How far it is. */
  readonly progress?: Progress;
  /** How it ended: where its outcome stands, or why it failed; absent while it goes on. */
  readonly end?: { readonly address: string } | { readonly error: unknown };
}

/** Works that are remembered after their end. */
const remembered = 20;

/** What was set going on the page. The same thing set going twice at a time, by a second click, is one work. */
export class Works {
  readonly #works = new Map<string, Work>();
  #count = 0;

  /** Sets a work going and gives its id. `run` gives the address of its outcome. */
  begin({ key, title }: Pick<Work, 'key' | 'title'>, run: (onProgress: OnProgress) => Promise<string>): string {
    const running = [...this.#works.values()].find((work) => work.key === key && !work.end);
    if (running) return running.id;
    const work: Work = { id: String(++this.#count), key, title };
    const keep = (how: Pick<Work, 'progress' | 'end'>) => this.#works.set(work.id, { ...work, ...how });
    keep({});
    this.#forget();
    run((progress) => keep({ progress })).then(
      (address) => keep({ end: { address } }),
      (error: unknown) => keep({ end: { error } }),
    );
    return work.id;
  }

  find(id: string): Work | undefined {
    return this.#works.get(id);
  }

  #forget(): void {
    const over = [...this.#works.values()].filter(({ end }) => end);
    for (const { id } of over.slice(0, Math.max(0, this.#works.size - remembered))) this.#works.delete(id);
  }
}
