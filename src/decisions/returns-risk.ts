import type { Snapshot } from '../domain/snapshot.ts';
import { dayBefore, firstAtOrAfter } from '../features/purchase-summary.ts';
import type { CustomerFigures } from './customer-figures.ts';
import { wilsonLow } from './wilson.ts';

/** A customer who gives back far more often than the shop's customers do. */
export interface FrequentReturner {
  readonly figures: CustomerFigures;
  /** Days with an order, and days on which something was given back, at most as many. */
  readonly orderDays: number;
  readonly returnDays: number;
}

/** Frequent returners, and what is usual in the shop. */
export interface ReturnsRisk {
  /** Days with something given back for each day with an order, over all customers. */
  readonly usual: number;
  /** Most money given back first. */
  readonly found: readonly FrequentReturner[];
}

/** Standard normal deviate of the lower bound: 99 % to one side. */
const deviate = 2.326;
/** How many times the usual share the lower bound must exceed. */
const farAbove = 2;
/** Days of returns below which nobody is named: one parcel can break. */
const fewest = 3;

/**
 * Who gives back far more often than usual: on at least three days, and so often that the lower end of the Wilson interval (99 %, one side) of their share is
 * over twice the shop's. A share of few orders has a wide interval, so that two bad parcels name nobody.
 */
export function frequentReturners(snapshot: Snapshot, figures: readonly CustomerFigures[]): ReturnsRisk {
  const total = { orders: 0, returns: 0 };
  const often: FrequentReturner[] = [];
  for (const customer of figures) {
    const orderDays = customer.gaps.length + 1;
    const returnDays = Math.min(orderDays, returnDaysOf(snapshot, customer.customer));
    total.orders += orderDays;
    total.returns += returnDays;
    if (returnDays >= fewest) often.push({ figures: customer, orderDays, returnDays });
  }
  const usual = total.returns / Math.max(1, total.orders);
  const found = often
    .filter(({ orderDays, returnDays }) => wilsonLow(returnDays, orderDays, deviate) > farAbove * usual)
    .sort(
      (one, other) => other.figures.returned - one.figures.returned || one.figures.customer - other.figures.customer,
    );
  return { usual, found };
}

function returnDaysOf({ returnStart, returnAt, returnAmount, asOf }: Snapshot, customer: number): number {
  let days = 0;
  let last = -1;
  const end = firstAtOrAfter(returnAt, returnStart[customer] ?? 0, returnStart[customer + 1] ?? 0, asOf);
  for (let place = returnStart[customer] ?? 0; place < end; place++) {
    const day = dayBefore(asOf, returnAt[place] ?? 0);
    if ((returnAmount[place] ?? 0) <= 0 || day === last) continue;
    last = day;
    days++;
  }
  return days;
}
