import { dayMs } from '../domain/clock.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import { ordersBefore } from '../features/purchase-summary.ts';
import { findAtRisk } from './at-risk.ts';
import { figuresBefore } from './customer-figures.ts';

/** Of a group of customers, how many stayed away. */
interface StayedAway {
  readonly customers: number;
  /** Without an order since. */
  readonly silent: number;
}

/** How often those who were called leaving some days ago did stay away, beside all others with as many order days. */
export interface LeavingRecord {
  /** The day that they were called so, epoch ms. */
  readonly calledAt: number;
  readonly days: number;
  readonly called: StayedAway;
  readonly others: StayedAway;
}

/** Days that a call of the past is followed for. */
const followedDays = 60;
/** Calls below which a share says nothing. */
const minCalled = 10;

/** The record of the calls made `followedDays` before the snapshot's date, with what was known then. Undefined with fewer than ten calls. */
export function leavingRecord(snapshot: Snapshot): LeavingRecord | undefined {
  const calledAt = snapshot.asOf - followedDays * dayMs;
  const figures = figuresBefore(snapshot, calledAt);
  const leaving = new Set(findAtRisk(figures).map(({ figures: { customer } }) => customer));
  if (leaving.size < minCalled) return undefined;
  const rhythmic = figures.filter(({ gaps }) => gaps.length >= 2).map(({ customer }) => customer);
  const isSilent = (customer: number) =>
    ordersBefore(snapshot, customer, calledAt) === snapshot.orderStart[customer + 1];
  const count = (customers: readonly number[]): StayedAway => ({
    customers: customers.length,
    silent: customers.filter(isSilent).length,
  });
  return {
    calledAt,
    days: followedDays,
    called: count([...leaving]),
    others: count(rhythmic.filter((customer) => !leaving.has(customer))),
  };
}
