import { formatDate } from '../../src/domain/calendar.ts';
import type { Clock } from '../../src/domain/clock.ts';
import { type Budget, callBudget, type DailyCount, type SharedWindow } from '../transport/budget.ts';

/** The lane of searches, which HubSpot counts apart. */
export const searchLane = 'search';

/** What HubSpot allows to one app of the smallest plan; larger plans allow 190 or 250 in 10 seconds. */
export const allowedCalls = { inTenSeconds: 100, searchesInASecond: 5 } as const;

/** HubSpot counts when a call arrives, not when it leaves: so much later may one come than the one a window before it. A refusal would cost ten seconds. */
const jitterMs = 300;

/** A daily limit that is counted here as well, so that a run stops before HubSpot has to refuse it. */
export interface DailyLimit {
  readonly calls: number;
  readonly timeZone: string;
  readonly count: DailyCount;
}

/** The budget of one HubSpot key: share it between everything that calls with the key. `inTenSeconds` for portals of a larger plan. */
export function hubspotBudget({
  clock,
  inTenSeconds = allowedCalls.inTenSeconds,
  daily,
  shared,
}: {
  clock: Clock;
  inTenSeconds?: number;
  daily?: DailyLimit;
  shared?: SharedWindow | undefined;
}): Budget {
  return callBudget(
    {
      every: { calls: inTenSeconds, windowMs: 10_000 + jitterMs },
      shared,
      lanes: { [searchLane]: { calls: allowedCalls.searchesInASecond, windowMs: 1000 } },
      ...(daily === undefined
        ? {}
        : {
            daily: {
              calls: daily.calls,
              count: daily.count,
              dayOf: (now: Date) => formatDate(now.getTime(), daily.timeZone),
              resets: `midnight in ${daily.timeZone}`,
            },
          }),
    },
    { clock },
  );
}
