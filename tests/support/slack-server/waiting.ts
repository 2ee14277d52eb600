import { performance } from 'node:perf_hooks';

/** How long a test waits for what should come at once: long, for machines that do much else. */
export const patienceMs = 15_000;

/** Waits for what is seen, looked at whenever something happens. */
export class Waiting {
  private readonly watchers = new Set<() => void>();

  /** Something happened. */
  readonly changed = (): void => {
    for (const watcher of [...this.watchers]) watcher();
  };

  /** Resolves with the first value that `look` gives. Rejects with `what` after `timeoutMs`. */
  readonly until = <T>(
    look: () => T | undefined,
    { timeoutMs = patienceMs, what = 'what was waited for' }: { timeoutMs?: number; what?: string } = {},
  ): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      const end = () => {
        this.watchers.delete(check);
        clearTimeout(late);
        clearInterval(now);
      };
      const check = () => {
        const value = look();
        if (value === undefined) return;
        end();
        resolve(value);
      };
      const late = setTimeout(() => {
        end();
        reject(new Error(`The local Slack did not see ${what} within ${timeoutMs} ms.`));
      }, timeoutMs);
      // Some things happen without a call: a socket that opens, an answer to a delivery.
      const now = setInterval(check, 20);
      this.watchers.add(check);
      check();
    });

  /** Resolves when `quietMs` have gone since the last thing that happened, and since now. */
  async settled(lastAt: () => number, quietMs: number): Promise<void> {
    const from = performance.now();
    const isQuiet = () => performance.now() - Math.max(from, lastAt()) >= quietMs;
    await this.until(() => (isQuiet() ? true : undefined), { what: 'a moment of quiet' });
  }
}
