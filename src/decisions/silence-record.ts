import { dayMs } from '../domain/clock.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import { dayBefore, ordersBefore } from '../features/purchase-summary.ts';

/** Of customers at some moment of the past, how many stayed away for the days that followed. */
export interface SilenceRecord {
  readonly customers: number;
  readonly stayedAway: number;
  readonly days: number;
}

/** Days that they are followed for. */
const followedDays = 60;
/** People below whom a share says nothing. */
const minCustomers = 10;

/**
 * Of those who had just become silent for more than `quietDays` sixty days ago (within the thirty days before), how many stayed away since. Undefined with
 * fewer than ten of them.
 */
export function silenceRecord(snapshot: Snapshot, quietDays: number): SilenceRecord | undefined {
  const then = snapshot.asOf - followedDays * dayMs;
  let customers = 0;
  let stayedAway = 0;
  for (let customer = 0; customer < snapshot.customerIds.length; customer++) {
    const end = ordersBefore(snapshot, customer, then);
    if (end === snapshot.orderStart[customer]) continue;
    const quiet = dayBefore(then, snapshot.orderAt[end - 1] ?? 0);
    if (quiet <= quietDays || quiet > quietDays + 30) continue;
    customers++;
    if (end === snapshot.orderStart[customer + 1]) stayedAway++;
  }
  return customers < minCustomers ? undefined : { customers, stayedAway, days: followedDays };
}

/** Those told of at a moment of the past, and how many have ordered since. `since`: the earliest of the moments, epoch ms. */
export interface ToldRecord {
  readonly told: number;
  readonly ordered: number;
  readonly since: number;
}

/** What came of telling of people: who of them has ordered since they were told of. People whom the snapshot does not know count as silent. */
export function toldRecord(
  snapshot: Snapshot,
  told: readonly { readonly customerId: string; readonly at: number }[],
): ToldRecord | undefined {
  if (told.length === 0) return undefined;
  const moments = new Map(told.map(({ customerId, at }) => [customerId, at] as const));
  let ordered = 0;
  for (let customer = 0; customer < snapshot.customerIds.length; customer++) {
    const at = moments.get(snapshot.customerIds[customer] ?? '');
    if (at === undefined) continue;
    if (ordersBefore(snapshot, customer, at) < (snapshot.orderStart[customer + 1] ?? 0)) ordered++;
  }
  return { told: moments.size, ordered, since: Math.min(...moments.values()) };
}
