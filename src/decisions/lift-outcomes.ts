import { dayMs } from '../domain/clock.ts';
import type { Assignment } from '../domain/control-arm.ts';
import { rememberFor } from '../domain/remember.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import { ordersBefore } from '../features/purchase-summary.ts';
import type { Followed } from './lift-evidence.ts';

/** Somebody who was followed to the end, with what they spent, minor units. */
export interface Outcome extends Followed {
  readonly revenue: number;
}

/** What came of those whom one rule has held for. */
export interface RuleOutcomes {
  readonly rule: string;
  /** Those who were followed for all days, in the order in which they were met. */
  readonly followed: readonly Outcome[];
  /** Those whose days are not over. */
  readonly waiting: number;
  /** When the first was met, epoch ms. */
  readonly since: number;
}

/**
 * What each person did within `days` of the moment at which a rule first held for them, rule by rule. Who has no counted order in the snapshot has not
 * ordered; whom a rule met at or after the snapshot's date is left out.
 */
export function followOutcomes(
  assignments: readonly Assignment[],
  snapshot: Snapshot,
  { days }: { readonly days: number },
): RuleOutcomes[] {
  const known = assignments.filter(({ at }) => at < snapshot.asOf);
  const rules = [...new Set(known.map(({ rule }) => rule))].sort();
  return rules.map((rule) => {
    const met = known.filter((one) => one.rule === rule).sort(byMeeting);
    const followed = met.filter(({ at }) => at + days * dayMs <= snapshot.asOf);
    return {
      rule,
      followed: followed.map((assignment) => outcomeOf(assignment, snapshot, days)),
      waiting: met.length - followed.length,
      since: met[0]?.at ?? snapshot.asOf,
    };
  });
}

/** Those who were met at one time stand by their names: the bet must not depend on the order of the rows. */
function byMeeting(one: Assignment, other: Assignment): number {
  return one.at - other.at || (one.customerId < other.customerId ? -1 : 1);
}

const placesOf = rememberFor(
  ({ customerIds }: Snapshot) => new Map(customerIds.map((id, customer) => [id, customer] as const)),
);

function outcomeOf({ customerId, arm, share, at }: Assignment, snapshot: Snapshot, days: number): Outcome {
  const customer = placesOf(snapshot).get(customerId);
  if (customer === undefined) return { arm, share, hasOrdered: false, revenue: 0 };
  const first = ordersBefore(snapshot, customer, at);
  const end = ordersBefore(snapshot, customer, at + days * dayMs);
  let revenue = 0;
  for (let order = first; order < end; order++) revenue += snapshot.orderGross[order] ?? 0;
  return { arm, share, hasOrdered: end > first, revenue };
}
