import type { Clock } from '../../src/domain/clock.ts';
import type { Budget } from './budget.ts';

/** What an answer says of a bucket of points. */
export interface ThrottleStatus {
  readonly maximumAvailable: number;
  readonly currentlyAvailable: number;
  readonly restoreRate: number;
}

/** A leaky bucket of query points that is kept at the source: we only know what its answers say. */
export interface CostBucket extends Budget {
  /** Takes over what an answer says of the bucket and of what `operation` asks for. */
  learn(
    operation: string,
    answer: { readonly requested?: number | undefined; readonly status?: ThrottleStatus | undefined },
  ): void;
  /** Ms until `operation` can be paid, by what is known; 0 where nothing is known. */
  waitMs(operation: string | undefined): number;
}

/** A budget of points: a query waits until the bucket holds what it asked for the last time. A query that was never sent goes at once. */
export function costBucket({ clock }: { clock: Clock }): CostBucket {
  const requested = new Map<string, number>();
  let status: (ThrottleStatus & { readonly at: number }) | undefined;
  function available(now: number): number {
    if (status === undefined) return Number.POSITIVE_INFINITY;
    const restored = ((now - status.at) / 1000) * status.restoreRate;
    return Math.min(status.maximumAvailable, status.currentlyAvailable + restored);
  }
  const bucket: CostBucket = {
    learn(operation, answer) {
      if (answer.requested !== undefined) requested.set(operation, answer.requested);
      if (answer.status !== undefined) status = { ...answer.status, at: clock.now().getTime() };
    },
    waitMs(operation) {
      const cost = operation === undefined ? undefined : requested.get(operation);
      if (cost === undefined || status === undefined || status.restoreRate <= 0) return 0;
      // More than the bucket holds can never be paid: the source says so itself (MAX_COST_EXCEEDED).
      const missing = Math.min(cost, status.maximumAvailable) - available(clock.now().getTime());
      return missing <= 0 ? 0 : Math.ceil((missing / status.restoreRate) * 1000);
    },
    async take(call, wait) {
      const ms = bucket.waitMs(call.operation);
      if (ms > 0) await wait(ms);
      const cost = call.operation === undefined ? undefined : requested.get(call.operation);
      if (status === undefined || cost === undefined) return;
      // Booked now, so that a call beside this one does not spend the same points; the answer corrects it.
      const now = clock.now().getTime();
      status = { ...status, currentlyAvailable: Math.max(0, available(now) - cost), at: now };
    },
  };
  return bucket;
}
