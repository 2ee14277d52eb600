import { type Reply, tooMany } from './faults.ts';

/** How many calls the portal allows. */
export interface CallLimits {
  readonly perTenSeconds: number;
  readonly searchesPerSecond: number;
  daily: number;
}

/** Counts calls by the clock, as HubSpot does: a rolling 10 seconds for all, a rolling second for searches, a day. */
export class CallCounter {
  readonly limits: CallLimits;
  private readonly calls: number[] = [];
  private readonly searches: number[] = [];
  private today = { day: '', count: 0 };

  constructor(limits: CallLimits) {
    this.limits = limits;
  }

  /** The refusal of a call that is too many; absent: it may go on, and counts. */
  refusal(now: number, isSearch: boolean, day: string): Reply | undefined {
    if (this.today.day !== day) this.today = { day, count: 0 };
    if (this.today.count >= this.limits.daily) return tooMany('DAILY');
    if (isFull(this.calls, now - 10_000, this.limits.perTenSeconds)) return tooMany('TEN_SECONDLY_ROLLING');
    if (isSearch && isFull(this.searches, now - 1000, this.limits.searchesPerSecond)) return tooMany('SECONDLY');
    this.today.count++;
    this.calls.push(now);
    if (isSearch) this.searches.push(now);
    return undefined;
  }

  /** The headers that tell of the limits. */
  headers(): Record<string, string> {
    const { perTenSeconds, daily } = this.limits;
    return {
      'x-hubspot-ratelimit-daily': String(daily),
      'x-hubspot-ratelimit-daily-remaining': String(daily - this.today.count),
      'x-hubspot-ratelimit-interval-milliseconds': '10000',
      'x-hubspot-ratelimit-max': String(perTenSeconds),
      'x-hubspot-ratelimit-remaining': String(Math.max(0, perTenSeconds - this.calls.length)),
    };
  }
}

function isFull(times: number[], from: number, most: number): boolean {
  while (times[0] !== undefined && times[0] <= from) times.shift();
  return times.length >= most;
}
