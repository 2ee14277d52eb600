import { z } from 'zod';
import type { Store } from './database.ts';
import { readFact, writeFact } from './facts.ts';

const counted = z.object({ day: z.string(), calls: z.number() });

/** Calls to a system on one of its days, kept in the store so that a new process goes on counting. */
export function dailyCount(
  store: Store,
  system: string,
): { load(): { day: string; calls: number } | undefined; save(count: { day: string; calls: number }): void } {
  return {
    load: () => {
      const text = readFact(store, `calls:${system}`);
      return text === undefined ? undefined : counted.safeParse(JSON.parse(text)).data;
    },
    save: ({ day, calls }) => writeFact(store, `calls:${system}`, JSON.stringify({ day, calls })),
  };
}
