import type { Clock } from '../../src/domain/clock.ts';

/** A clock that only moves when somebody sleeps on it: a test of waits waits for nothing. */
export interface VirtualTime {
  readonly clock: Clock;
  /** Moves the clock by `ms` and returns with the next turn of the event loop. */
  readonly sleep: (ms: number) => Promise<void>;
  /** Epoch ms. */
  readonly now: () => number;
  /** Every sleep so far, ms. */
  readonly slept: number[];
  /** Moves the clock without a sleep. */
  readonly advance: (ms: number) => void;
  /** For the transport's `alarm`: rings at the next `lapse`, unless it was cancelled. Gives its cancellation. */
  readonly alarm: (ms: number, ring: () => void) => () => void;
  /** Lets every deadline that runs pass: what a server that hangs calls. */
  readonly lapse: () => void;
}

/** Virtual time from `start` on. */
export function virtualTime(start: Date): VirtualTime {
  let now = start.getTime();
  const slept: number[] = [];
  const alarms = new Map<symbol, { readonly at: number; readonly ring: () => void }>();
  return {
    clock: { now: () => new Date(now) },
    now: () => now,
    slept,
    async sleep(ms) {
      slept.push(ms);
      now += Math.max(0, ms);
      await new Promise<void>((resolve) => setImmediate(resolve));
    },
    advance(ms) {
      now += ms;
    },
    alarm(ms, ring) {
      const key = Symbol('alarm');
      alarms.set(key, { at: now + ms, ring });
      return () => alarms.delete(key);
    },
    lapse() {
      const due = [...alarms.values()];
      alarms.clear();
      for (const { at, ring } of due) {
        now = Math.max(now, at);
        ring();
      }
    },
  };
}
