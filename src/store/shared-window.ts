import { z } from 'zod';
import type { Store } from './database.ts';
import { readFact, writeFact } from './facts.ts';

const moments = z.array(z.number());

/**
 * A rolling window of the calls to a system, kept in the store: a pull and a push in two processes stay within the one limit of their key together. A call is
 * booked in one transaction, so that two processes never take the same place.
 */
export function sharedWindow(
  store: Store,
  system: string,
): { book(now: number, limit: { readonly calls: number; readonly windowMs: number }): number } {
  const key = `window:${system}` as const;
  return {
    book: (now, { calls, windowMs }) =>
      store.sqlite
        .transaction(() => {
          const text = readFact(store, key);
          const known = text === undefined ? [] : (moments.safeParse(JSON.parse(text)).data ?? []);
          // What lies ahead was booked by a clock that has been set back since.
          const recent = known.filter((at) => at > now - windowMs && at <= now + windowMs);
          const first = recent[recent.length - calls];
          if (first !== undefined) return Math.max(1, first + windowMs - now);
          writeFact(store, key, JSON.stringify([...recent, now]));
          return 0;
        })
        .immediate(),
  };
}
