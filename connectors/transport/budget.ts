import type { Clock } from '../../src/domain/clock.ts';
import { RetryableError } from '../../src/domain/errors.ts';

/** What a call is, for a budget: which lanes it counts against and what it is expected to cost. */
export interface BudgetCall {
  /** A narrower lane beside the general one: `search`. */
  readonly lane?: string;
  /** What kind of query, where its cost was learnt. */
  readonly operation?: string;
}

/** How often a credential may call. One for each credential, shared by everything that uses it. */
export interface Budget {
  /** Waits by `wait` until the call may be sent, and books it. Raises `source-limit` where waiting would not help today. */
  take(call: BudgetCall, wait: (ms: number) => Promise<void>): Promise<void>;
}

/** At most `calls` in any `windowMs`. */
export interface RateLimit {
  readonly calls: number;
  readonly windowMs: number;
}

/** Where the count of a day outlives the process. */
export interface DailyCount {
  load(): { readonly day: string; readonly calls: number } | undefined;
  save(count: { readonly day: string; readonly calls: number }): void;
}

/** A rolling window that every process counts in which uses the same credential. */
export interface SharedWindow {
  /** Books a call at `now` (epoch ms) where there is room for it: 0. Else how long to wait, ms; nothing is booked then. */
  book(now: number, limit: RateLimit): number;
}

/** Limits of a credential: one for every call, more for single lanes, and one for the day. */
export interface CallLimits {
  readonly every: RateLimit;
  /** Where `every` is counted for other processes too; absent: here alone. */
  readonly shared?: SharedWindow | undefined;
  readonly lanes?: Readonly<Record<string, RateLimit>>;
  readonly daily?: {
    readonly calls: number;
    readonly count: DailyCount;
    /** The account's day that a moment lies in: `2026-11-24`. */
    readonly dayOf: (now: Date) => string;
    /** When the count begins anew, in words: `midnight in Europe/Berlin`. */
    readonly resets: string;
  };
}

/**
 * A budget of calls in rolling windows: never more than the limit in any window, also across a refill, which a token bucket of the same size would allow
 * at twice the rate. Calls wait in the order in which they came.
 */
export function callBudget(limits: CallLimits, { clock }: { clock: Clock }): Budget {
  const every = rollingWindow(limits.every);
  const lanes = new Map(Object.entries(limits.lanes ?? {}).map(([name, limit]) => [name, rollingWindow(limit)]));
  let last: Promise<void> = Promise.resolve();
  async function book(call: BudgetCall, wait: (ms: number) => Promise<void>): Promise<void> {
    countToday(limits, clock);
    const lane = call.lane === undefined ? undefined : lanes.get(call.lane);
    const windows = lane === undefined ? [every] : [every, lane];
    for (;;) {
      const now = clock.now().getTime();
      const ms = bookAll(windows, limits, now);
      if (ms <= 0) return;
      await wait(ms);
    }
  }
  return {
    take(call, wait) {
      const mine = last.then(() => book(call, wait));
      last = mine.catch(() => undefined);
      return mine;
    },
  };
}

/** Books a call in every window, or in none: then how long to wait, ms. */
function bookAll(windows: readonly RollingWindow[], { every, shared }: CallLimits, now: number): number {
  const ms = Math.max(...windows.map((window) => window.waitMs(now)));
  if (ms > 0) return ms;
  const others = shared?.book(now, every) ?? 0;
  if (others > 0) return others;
  for (const window of windows) window.book(now);
  return 0;
}

interface RollingWindow {
  waitMs(now: number): number;
  book(now: number): void;
}

function rollingWindow({ calls, windowMs }: RateLimit): RollingWindow {
  const sent: number[] = [];
  return {
    waitMs(now) {
      while (sent[0] !== undefined && sent[0] + windowMs <= now) sent.shift();
      const first = sent[0];
      return sent.length < calls || first === undefined ? 0 : first + windowMs - now;
    },
    book(now) {
      sent.push(now);
    },
  };
}

function countToday({ daily }: CallLimits, clock: Clock): void {
  if (daily === undefined) return;
  const day = daily.dayOf(clock.now());
  const known = daily.count.load();
  const calls = known?.day === day ? known.calls : 0;
  if (calls >= daily.calls) {
    throw new RetryableError(
      'source-limit',
      `All ${daily.calls} calls that the account allows today are used.`,
      `Nothing is lost; the sync goes on by itself after ${daily.resets}.`,
    );
  }
  daily.count.save({ day, calls: calls + 1 });
}
