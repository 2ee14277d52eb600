import { setMaxListeners } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';

/** A way to stop that many may wait on at once: Node takes more than ten for a leak, but each of them leaves when its time has come. */
export function stopSwitch(): AbortController {
  const stopping = new AbortController();
  setMaxListeners(0, stopping.signal);
  return stopping;
}

/** Waits `ms`, or until `signal` is given, whichever comes first. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await wait(ms, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** Pauses between tries that fail one after the other, ms: each twice the one before, up to a minute. */
export interface Pauses {
  readonly firstMs: number;
  readonly mostMs: number;
}

/** What a real Slack is spared with. */
export const usualPauses: Pauses = { firstMs: 1000, mostMs: 60_000 };

/** The pause after `failures` failed tries, ms; 1 or more. */
export function pauseAfter(failures: number, { firstMs, mostMs }: Pauses): number {
  return Math.min(mostMs, firstMs * 2 ** Math.min(failures - 1, 30));
}
