import { dayMs } from '../domain/clock.ts';
import { rememberFor } from '../domain/remember.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import { ordersBefore } from '../features/purchase-summary.ts';
import { findAtRisk, presenceOf } from './at-risk.ts';
import { figuresBefore } from './customer-figures.ts';
import { shopGap } from './rhythm.ts';

/** Of a group of customers, how many stayed away. */
interface StayedAway {
  readonly customers: number;
  /** Without an order since. */
  readonly silent: number;
}

/** How often those who were silent for too long some days ago did stay away, beside those who were within their rhythm. */
export interface LeavingRecord {
  /** The day that they were called so, epoch ms. */
  readonly calledAt: number;
  readonly days: number;
  readonly called: StayedAway;
  readonly present: StayedAway;
}

/** Days that a call of the past is followed for. */
const followedDays = 60;
/** Calls below which a share says nothing. */
const minCalled = 10;

/** The record of the calls made `followedDays` before the snapshot's date, with what was known then. Undefined with fewer than ten calls. */
export const leavingRecord: (snapshot: Snapshot) => LeavingRecord | undefined = rememberFor(recordOf);

function recordOf(snapshot: Snapshot): LeavingRecord | undefined {
  const calledAt = snapshot.asOf - followedDays * dayMs;
  const figures = figuresBefore(snapshot, calledAt);
  const leaving = new Set(findAtRisk(figures).map(({ figures: { customer } }) => customer));
  if (leaving.size < minCalled) return undefined;
  const ofShop = shopGap(figures);
  const present = figures.filter((each) => presenceOf(each, ofShop).state === 'present');
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
    present: count(present.map(({ customer }) => customer)),
  };
}
